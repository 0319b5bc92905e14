// OpenCV's video reader behind checks: one open file, read forward.
#pragma once

#include <filesystem>
#include <memory>

#include "engine/image/image.h"

namespace headlight::image {

class Capture {
 public:
  // What is read: decoded frames, or the file's packets without decoding them (to count them).
  enum class Mode { frames, packets };

  // A file that is_video() accepts; anything else never reaches a decoder. Throws Failure naming the file where it
  // cannot be opened or where its header names no size or one of more than `most_pixels`.
  explicit Capture(const std::filesystem::path& path, Mode mode = Mode::frames);
  Capture(const Capture&) = delete;
  Capture& operator=(const Capture&) = delete;
  ~Capture();

  static constexpr std::int64_t most_pixels = std::int64_t{1} << 25;

  // False where this build's reader cannot give packets.
  [[nodiscard]] bool counts_packets() const;
  [[nodiscard]] double frames_per_second() const;  // as the header has it
  // Every packet of these is a frame that is shown; others may hold hidden ones.
  [[nodiscard]] bool one_packet_a_frame() const;

  // The next frame or packet; false at the end and where the rest cannot be read.
  bool next();
  // Microseconds, of the frame that next() found.
  [[nodiscard]] std::int64_t time() const;
  // That frame, upright. Throws Failure where it cannot be converted.
  [[nodiscard]] Image picture();
  // next() then finds a frame near `time`, before or after it.
  void seek(std::int64_t time);

 private:
  struct Reader;
  std::unique_ptr<Reader> reader_;
  std::string name_;
};

}  // namespace headlight::image
