#include "engine/session/videos.h"

#include <algorithm>

#include "engine/session/loaded_model.h"

namespace headlight::session {
namespace {

constexpr std::size_t kept_open = 2;

}  // namespace

Result<std::shared_ptr<image::Video>> Videos::open(const std::string& path, std::stop_token stop) {
  const std::lock_guard one_at_a_time(opening_);
  auto stamp = named_stamp(path);
  if (auto open = find(stamp)) return open;
  auto fresh = image::Video::open(path, stop);
  if (!fresh) return fresh;
  std::list<Entry> closed;  // outlives the lock
  const std::lock_guard lock(mutex_);
  entries_.push_front({std::move(stamp), fresh.value()});
  if (entries_.size() > kept_open) closed.splice(closed.end(), entries_, std::prev(entries_.end()));
  return fresh;
}

std::int64_t Videos::bytes() const {
  const std::lock_guard lock(mutex_);
  std::int64_t sum = 0;
  for (const auto& entry : entries_) sum += entry.video->bytes();
  return sum;
}

std::shared_ptr<image::Video> Videos::find(const std::string& stamp) {
  const std::lock_guard lock(mutex_);
  const auto at = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& one) { return one.stamp == stamp; });
  if (at == entries_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, at);
  return at->video;
}

Result<std::shared_ptr<const image::Image>> read_frame(Videos& videos, const std::string& path, std::int64_t number,
                                                       const std::stop_token& stop) {
  auto video = videos.open(path, stop);
  if (!video) return video.error();
  return video.value()->frame(std::max<std::int64_t>(0, number), stop);
}

}  // namespace headlight::session
