#include "engine/image/video.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace headlight::image {
namespace {

constexpr std::int64_t most_bytes = std::int64_t{96} << 20;  // of kept frames
constexpr std::int64_t nearby = 24;    // frames that are rather decoded than leapt over
constexpr std::int64_t kept_behind = 6;  // frames kept before one that was sought: the next step may go back
constexpr std::int64_t checked_at_the_beginning = 8;

void check(const std::stop_token& stop) {
  if (stop.stop_requested()) throw Failure{cancelled()};
}

// Packets of the file, each of which is a frame when all is well; −1 where they cannot be counted.
std::int64_t count_packets(const std::filesystem::path& path, const std::stop_token& stop) {
  Capture packets(path, Capture::Mode::packets);
  if (!packets.counts_packets() || !packets.one_packet_a_frame()) return -1;
  std::int64_t count = 0;
  for (; packets.next(); ++count) check(stop);
  return count;
}

}  // namespace

Result<std::shared_ptr<Video>> Video::open(const std::filesystem::path& path, std::stop_token stop) {
  return guarded<std::shared_ptr<Video>>([&]() -> Result<std::shared_ptr<Video>> {
    std::shared_ptr<Video> video(new Video(path));
    video->measure(stop);
    return video;
  });
}

std::int64_t Video::frames() const {
  const std::lock_guard lock(mutex_);
  return clock_.frames();
}

double Video::frames_per_second() const {
  const std::lock_guard lock(mutex_);
  const auto last = clock_.frames() - 1;
  if (!clock_.timed() || last < 1) return capture_->frames_per_second();
  return static_cast<double>(last) * 1e6 / static_cast<double>(clock_.time_of(last) - clock_.time_of(0));
}

void Video::measure(const std::stop_token& stop) {
  rewind();
  if (!capture_->next())
    throw Failure{unusable("video without a frame", path_.string(), "damaged or cut-off data", "a whole video")};
  const auto first = capture_->picture();
  width_ = first.width;
  height_ = first.height;
  if (!clock_regularly(stop)) clock_by_decoding(stop);
  rewind();
}

// As many packets as there are places between the first and the last frame's time, one step apart, leave no other
// numbering. False where the file is not so.
bool Video::clock_regularly(const std::stop_token& stop) {
  const auto packets = count_packets(path_, stop);
  const double step = 1e6 / capture_->frames_per_second();
  if (packets < 1 || !std::isfinite(step) || step < 1) return false;
  const auto clock = FrameClock::regular(static_cast<double>(capture_->time()), step, packets);
  for (std::int64_t i = 1; i < std::min(packets, checked_at_the_beginning); ++i)
    if (!capture_->next() || clock.frame_at(capture_->time()) != i) return false;
  capture_->seek(clock.time_of(packets - 1));
  std::int64_t last = -1;
  while (last < packets - 1 && capture_->next()) {
    check(stop);
    last = clock.frame_at(capture_->time()).value_or(packets);
  }
  if (last != packets - 1 || capture_->next()) return false;
  clock_ = clock;
  return true;
}

void Video::clock_by_decoding(const std::stop_token& stop) {
  Capture all(path_);
  std::vector<std::int64_t> times;
  while (all.next()) {
    check(stop);
    times.push_back(all.time());
  }
  clock_ = FrameClock::listed(std::move(times));
  counted_ = true;
}

void Video::check_number(std::int64_t number) const {
  if (number >= 0 && number < clock_.frames()) return;
  throw Failure{usage("no such frame", path_.string(), std::to_string(number),
                      "0 to " + std::to_string(clock_.frames() - 1))};
}

void Video::rewind() {
  capture_ = std::make_unique<Capture>(path_);
  position_ = -1;
}

// On to the next frame. False at the end, and where its time is none of the clock's.
bool Video::advance() {
  if (!capture_->next()) return false;
  const auto found = clock_.timed() ? clock_.frame_at(capture_->time()) : std::optional(position_ + 1);
  if (found) position_ = *found;
  return found.has_value();
}

// The capture then stands on `number`, or before it.
void Video::approach(std::int64_t number, const std::stop_token& stop) {
  if (position_ <= number && number <= position_ + nearby) return;
  if (clock_.timed() && number > 0) {
    for (const std::int64_t margin : {0, 1'000'000, 10'000'000}) {  // microseconds: readers leap too far at times
      check(stop);
      position_ = clock_.frames();  // nowhere, until the next frame's time is known
      capture_->seek(clock_.time_of(number) - margin);
      if (advance() && position_ <= number) return;
    }
  }
  if (position_ > number || clock_.timed()) rewind();
}

std::shared_ptr<const Image> Video::read(std::int64_t number, const std::stop_token& stop) {
  const bool backward = number < position_;
  approach(number, stop);
  while (position_ < number) {
    check(stop);
    if (advance()) {
      if (backward && position_ < number && number - position_ <= kept_behind) keep(position_, capture_->picture());
      continue;
    }
    position_ = clock_.frames();
    throw Failure{unusable("frame cannot be decoded", path_.string(), "frame " + std::to_string(number),
                           "a whole video that nobody is writing")};
  }
  return keep(number, capture_->picture());
}

Result<std::shared_ptr<const Image>> Video::frame(std::int64_t number, std::stop_token stop) {
  using Frame = std::shared_ptr<const Image>;
  return guarded<Frame>([&]() -> Result<Frame> {
    const std::lock_guard lock(mutex_);
    check_number(number);
    if (auto kept = find(number)) return kept;
    try {
      return read(number, stop);
    } catch (const Failure& failure) {
      if (counted_ || failure.error.kind == Error::Kind::cancelled) throw;
    }
    // Times that do not fit the clock of the beginning: this file has to be counted.
    clock_by_decoding(stop);
    rewind();
    kept_.clear();
    check_number(number);
    return read(number, stop);
  });
}

std::shared_ptr<const Image> Video::find(std::int64_t number) {
  const auto at = std::find_if(kept_.begin(), kept_.end(), [&](const Entry& one) { return one.number == number; });
  if (at == kept_.end()) return nullptr;
  kept_.splice(kept_.begin(), kept_, at);
  return at->image;
}

std::shared_ptr<const Image> Video::keep(std::int64_t number, Image image) {
  if (image.width != width_ || image.height != height_)
    throw Failure{unusable("frames of several sizes", path_.string(),
                           std::to_string(image.width) + " × " + std::to_string(image.height) + " pixels",
                           std::to_string(width_) + " × " + std::to_string(height_) + " as the first")};
  const auto most = std::max<std::int64_t>(2, most_bytes / static_cast<std::int64_t>(image.rgb.size()));
  kept_.push_front({number, std::make_shared<const Image>(std::move(image))});
  while (static_cast<std::int64_t>(kept_.size()) > most) kept_.pop_back();
  bytes_ = static_cast<std::int64_t>(kept_.size()) * static_cast<std::int64_t>(kept_.front().image->rgb.size());
  return kept_.front().image;
}

}  // namespace headlight::image
