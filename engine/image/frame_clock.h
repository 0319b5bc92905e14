// Which frame of a video a time stamp belongs to.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace headlight::image {

// Times are microseconds. Frame 0 is the first that a reader from the beginning gets.
class FrameClock {
 public:
  // Frames every `step` from `first` on.
  static FrameClock regular(double first, double step, std::int64_t frames);
  // One time a frame, as a reader from the beginning meets them. Times that do not rise name no frame: see timed().
  static FrameClock listed(std::vector<std::int64_t> times);

  [[nodiscard]] std::int64_t frames() const { return frames_; }
  // False where the file's times cannot tell its frames apart, so that they can only be counted.
  [[nodiscard]] bool timed() const { return timed_; }
  // The frame shown from `time` on: within a tenth of a step of its place, or listed. Empty for any other time.
  [[nodiscard]] std::optional<std::int64_t> frame_at(std::int64_t time) const;
  // Of a frame of a timed video, in 0 … frames − 1.
  [[nodiscard]] std::int64_t time_of(std::int64_t frame) const;

 private:
  std::int64_t frames_ = 0;
  bool timed_ = true;
  double first_ = 0, step_ = 0;      // regular
  std::vector<std::int64_t> times_;  // listed
};

}  // namespace headlight::image
