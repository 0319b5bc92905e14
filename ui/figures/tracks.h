// Detections followed through the frames of a video: which of one frame is which of the frames before.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "engine/api/trace_info.h"

namespace headlight::ui {

// Shared area over joined area, 0…1.
[[nodiscard]] double overlap(const Box& a, const Box& b);

// Gives every detection a number that stays with it from frame to frame. A detection goes on the track of its class whose
// box, moved on by the track's speed, overlaps it most (at least a fifth), best pairs first; a track that finds nothing
// waits for a few frames. Frames may come in any order and with gaps: the nearest frame that is known is gone on from.
class Tracker {
 public:
  // Track numbers from 0, one a detection. A frame that was followed before keeps its numbers.
  std::vector<int> follow(std::int64_t frame, const std::vector<Detection>& detections);

  // Where track `number` is likely in `frame`; empty where it was not seen within a few followed frames.
  [[nodiscard]] std::optional<Box> expected(int number, std::int64_t frame) const;

 private:
  struct Seen {
    int number = 0;
    std::int64_t label = 0, at = 0;  // the frame it was found in, last
    Box box;
    double dx = 0, dy = 0;  // pixels a frame
    int missed = 0;         // followed frames since
  };
  struct Frame {
    std::vector<int> numbers;
    std::vector<Seen> tracks;  // after this frame
  };
  [[nodiscard]] std::vector<Seen> known_before(std::int64_t frame) const;

  std::map<std::int64_t, Frame> frames_;
  int next_ = 0;
};

}  // namespace headlight::ui
