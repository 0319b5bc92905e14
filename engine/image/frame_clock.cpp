#include "engine/image/frame_clock.h"

#include <algorithm>
#include <cmath>

namespace headlight::image {

FrameClock FrameClock::regular(double first, double step, std::int64_t frames) {
  FrameClock clock;
  clock.frames_ = frames;
  clock.first_ = first;
  clock.step_ = step;
  return clock;
}

FrameClock FrameClock::listed(std::vector<std::int64_t> times) {
  FrameClock clock;
  clock.frames_ = static_cast<std::int64_t>(times.size());
  clock.timed_ = std::adjacent_find(times.begin(), times.end(), std::greater_equal<>()) == times.end();
  clock.times_ = std::move(times);
  return clock;
}

std::optional<std::int64_t> FrameClock::frame_at(std::int64_t time) const {
  if (!timed_) return std::nullopt;
  if (times_.empty()) {
    const double place = (static_cast<double>(time) - first_) / step_;
    const double frame = std::round(place);
    if (!(std::abs(place - frame) <= 0.1) || frame < 0 || frame >= static_cast<double>(frames_)) return std::nullopt;
    return static_cast<std::int64_t>(frame);
  }
  const auto at = std::lower_bound(times_.begin(), times_.end(), time);
  if (at == times_.end() || *at != time) return std::nullopt;
  return at - times_.begin();
}

std::int64_t FrameClock::time_of(std::int64_t frame) const {
  if (times_.empty()) return std::llround(first_ + step_ * static_cast<double>(frame));
  return times_.at(static_cast<std::size_t>(frame));
}

}  // namespace headlight::image
