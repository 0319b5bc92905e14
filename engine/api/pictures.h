// Pictures and videos as the session hands them out. No Torch, no Qt.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/trace_info.h"

namespace headlight {

struct ImageRequest {  // the run's image, decoded upright, 8-bit RGB, at most `edge` pixels wide or high
  TraceId trace = 0;
  std::int64_t edge = 2048;
};
struct PreviewRequest {  // any image file, likewise
  std::string path;
  std::int64_t edge = 512;
  std::optional<std::array<double, 2>> window{};  // as InputSpec::window
  std::int64_t frame = -1;                        // as InputSpec::frame
};

constexpr std::int64_t picture_tile = 512;  // edge of a tile, in pixels of its level
// One tile of the run's picture, or of `path` where `trace` is 0. Level 0 is the picture; every next one is half of it,
// rounded up. The reply is cut at the level's border.
struct PictureTileRequest {
  TraceId trace = 0;
  std::string path;
  int level = 0;
  std::int64_t row = 0, column = 0;
  std::optional<std::array<double, 2>> window{};  // of `path`, as InputSpec::window
  std::int64_t frame = -1;                        // of `path`, as InputSpec::frame
};
struct VideoRequest {  // what a video file is
  std::string path;
};

struct Picture {
  std::int64_t width = 0, height = 0;                    // of `rgb`
  std::int64_t original_width = 0, original_height = 0;  // of the file, upright
  std::vector<std::uint8_t> rgb;                         // height × width × 3
  int bits = 8;                                          // of a sample of the file
  bool grey = false;                                     // one channel (and perhaps alpha) in the file
  std::array<double, 2> range{0, 255};                   // least and largest sample of the file, in its own units
};

struct VideoInfo {
  std::int64_t width = 0, height = 0;  // upright
  std::int64_t frames = 0;             // that can be read: 0 … frames − 1
  double frames_per_second = 0;
};

}  // namespace headlight
