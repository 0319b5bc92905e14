#include "engine/session/pictures.h"

#include <algorithm>

#include "engine/image/video_kind.h"
#include "engine/session/loaded_model.h"

namespace headlight::session {
namespace {

// Small pictures are kept beside each other; one large picture is kept alone.
constexpr std::int64_t most_bytes = std::int64_t{256} << 20;
constexpr int frames_kept = 4;

// The file's name, time and size, and the window it is seen through.
std::string stamp_of(const PictureFile& picture) {
  const auto& [path, window, frame] = picture;
  std::string stamp = named_stamp(path);
  if (window) stamp += '|' + std::to_string(window->at(0)) + ',' + std::to_string(window->at(1));
  return stamp + '#' + std::to_string(frame);
}

}  // namespace

Result<std::shared_ptr<const image::Pyramid>> Pictures::open(const PictureFile& asked, const std::stop_token& stop) {
  const std::lock_guard one_at_a_time(decoding_);
  PictureFile file = asked;
  if (file.frame < 0 && image::is_video(file.path)) file.frame = 0;
  auto stamp = stamp_of(file);
  if (auto kept = find(stamp)) return kept;
  auto decoded = read(file, stop);
  if (!decoded) return decoded.error();
  // Level 0 and its halves: 4/3 of it. Others go before the halves are made.
  make_room(static_cast<std::int64_t>(decoded->rgb.size()) * 4 / 3);
  auto pyramid = std::make_shared<const image::Pyramid>(std::move(decoded).value(), picture_tile);
  const std::lock_guard lock(mutex_);
  entries_.push_front({std::move(stamp), pyramid, file.frame >= 0});
  drop_old_frames();
  return pyramid;
}

Result<image::Image> Pictures::read(const PictureFile& file, const std::stop_token& stop) {
  if (file.frame < 0) return image::read_image(file.path, {.window = file.window});
  auto frame = read_frame(videos_, file.path, file.frame, stop);
  if (!frame) return frame.error();
  return image::Image(*frame.value());
}

// The mutex must be held.
void Pictures::drop_old_frames() {
  int frames = 0;
  entries_.remove_if([&](const Entry& entry) { return entry.frame && ++frames > frames_kept; });
}

std::int64_t Pictures::bytes() const {
  const std::lock_guard lock(mutex_);
  std::int64_t sum = 0;
  for (const auto& entry : entries_) sum += entry.pyramid->bytes();
  return sum;
}

std::shared_ptr<const image::Pyramid> Pictures::find(const std::string& stamp) {
  const std::lock_guard lock(mutex_);
  const auto at = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& one) { return one.stamp == stamp; });
  if (at == entries_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, at);
  return at->pyramid;
}

void Pictures::make_room(std::int64_t bytes) {
  while (true) {
    const auto held = this->bytes();
    const std::lock_guard lock(mutex_);
    if (entries_.empty() || held + bytes <= most_bytes) return;
    entries_.pop_back();
  }
}

Picture to_picture(const image::Image& part, const image::Pyramid& whole) {
  const auto& full = whole.level(0);
  return {part.width, part.height, full.width, full.height, {part.rgb.begin(), part.rgb.end()}, full.bits, full.grey, full.range};
}

}  // namespace headlight::session
