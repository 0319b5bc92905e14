// Videos that are written. No Torch, no Qt.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/api/result.h"
#include "engine/api/session.h"

namespace headlight {

// A video in the making beside its path, under a temporary name; without finish() nothing is left behind.
class VideoFile {
 public:
  virtual ~VideoFile() = default;

  // height × width × 3 bytes of RGB.
  virtual Result<Done> add(const std::vector<std::uint8_t>& rgb) = 0;
  // Checks that every frame can be read back, and renames the file into place.
  virtual Result<Written> finish() = 0;
};

struct VideoShape {
  std::int64_t width = 0, height = 0;
  double frames_per_second = 25;
};

using VideoFileMaker = std::function<Result<std::unique_ptr<VideoFile>>(const std::string& path, const VideoShape& shape)>;

// The ending picks the container: .mp4, .webm or .avi. Where this machine has no encoder for it, an Error says so. Odd
// sides are widened by a pixel, as codecs ask. Defined by engine/image.
Result<std::unique_ptr<VideoFile>> make_video_file(const std::string& path, const VideoShape& shape);

// Whether the path's ending is one of those, in small or capital letters.
[[nodiscard]] inline bool names_video_file(const std::string& path) {
  const auto dot = path.find_last_of("./");
  std::string ending = dot == std::string::npos ? std::string() : path.substr(dot);
  for (char& c : ending) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return ending == ".mp4" || ending == ".webm" || ending == ".avi";
}

}  // namespace headlight
