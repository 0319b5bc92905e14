// Videos of numbered frames: every frame shows its number as white and black bars, readable after lossy coding.
#pragma once

#include <filesystem>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>
#include <stdexcept>
#include <string>

#include "engine/image/image.h"
#include "engine/image/quiet_stderr.h"

namespace headlight::testing {

constexpr int number_bits = 10;

inline cv::Mat numbered_frame(int number, cv::Size size) {
  cv::Mat frame(size, CV_8UC3, cv::Scalar(40, 60, 80));
  for (int bit = 0; bit < number_bits; ++bit)
    cv::rectangle(frame, cv::Rect(bit * size.width / number_bits, 0, size.width / number_bits, size.height / 2),
                  (number >> bit & 1) != 0 ? cv::Scalar::all(255) : cv::Scalar::all(0), -1);
  cv::circle(frame, {number * 3 % size.width, size.height * 3 / 4}, size.height / 8, cv::Scalar(0, 0, 255), -1);
  return frame;
}

// The number that a decoded frame shows.
inline int number_on(const image::Image& frame) {
  int number = 0;
  for (int bit = 0; bit < number_bits; ++bit) {
    const auto x = bit * frame.width / number_bits + frame.width / (2 * number_bits);
    if (frame.rgb[static_cast<std::size_t>((frame.height / 4 * frame.width + x) * 3)] > 128) number |= 1 << bit;
  }
  return number;
}

struct Drawn {
  const char* codec = "MJPG";
  int frames = 40;
  cv::Size size{160, 96};
  double frames_per_second = 25;
};

// False where this machine has no such encoder.
inline bool draw_video(const std::filesystem::path& path, const Drawn& drawn = {}) {
  const image::QuietStderr quiet;
  cv::VideoWriter writer;
  const char* code = drawn.codec;
  if (!writer.open(path.string(), cv::CAP_FFMPEG, cv::VideoWriter::fourcc(code[0], code[1], code[2], code[3]),
                   drawn.frames_per_second, drawn.size))
    return false;
  for (int i = 0; i < drawn.frames; ++i) writer.write(numbered_frame(i, drawn.size));
  return true;
}

}  // namespace headlight::testing
