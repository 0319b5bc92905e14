// Detections followed through the frames of a video: which of one frame is which of the frames before.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "engine/api/trace_info.h"

namespace headlight::ui {

// What an object of a video is called and drawn in, in every frame.
struct Track {
  int number = -1;  // −1: it is not followed
  int colour = 0;   // place among the colours of tracks
  static constexpr int kNoColour = -1;
  bool operator==(const Track&) const = default;
};
inline constexpr int kTrackColours = 10;

// On which side of its box the label of each track stood last, by the track's number.
using LabelSides = std::map<int, int>;

// Shared area over joined area, 0…1.
[[nodiscard]] double overlap(const Box& a, const Box& b);

// Gives every detection a number that stays with it from frame to frame. A detection goes on the track of its class whose
// box, moved on by the track's speed, overlaps it most (at least a fifth), best pairs first; a track that finds nothing
// waits for a few frames. What is left over and all but covers another of its class is the same object found twice, with its
// number. Frames may come in any order and with gaps: the nearest frame that is known is gone on from.
class Tracker {
 public:
  // Track numbers from 0, one a detection; an object that was found twice has its own twice. A frame that was followed before keeps its numbers.
  std::vector<int> follow(std::int64_t frame, const std::vector<Detection>& detections);

  // With its colour, which it keeps: the first that no track had that was in sight, or waited, when it was first found.
  // Where all colours are taken by those, the first that none in sight had, else they repeat. None for number −1.
  [[nodiscard]] Track track(int number) const;

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
  [[nodiscard]] int free_colour(const std::vector<Seen>& tracks) const;

  std::map<std::int64_t, Frame> frames_;
  std::vector<int> colours_;  // one a track: the next one's number is their count
};

}  // namespace headlight::ui
