// A small picture file, written byte by byte.
#pragma once

#include <cstdint>
#include <fstream>
#include <functional>
#include <string>

namespace headlight::session {

// 24 bits a pixel, `value(x, y)` in every channel; `width` is a multiple of 4, so that rows need no padding.
inline void write_bmp(const std::string& path, int width, int height, const std::function<int(int, int)>& value) {
  std::string file = "BM";
  const auto put = [&file](std::uint32_t number, int bytes) {
    for (int i = 0; i < bytes; ++i) file.push_back(static_cast<char>(number >> (8 * i) & 0xFF));
  };
  const auto pixels = static_cast<std::uint32_t>(width * 3 * height);
  put(54 + pixels, 4), put(0, 4), put(54, 4), put(40, 4), put(static_cast<std::uint32_t>(width), 4);
  put(static_cast<std::uint32_t>(height), 4), put(1, 2), put(24, 2), put(0, 4), put(pixels, 4), put(0, 4), put(0, 4);
  put(0, 4), put(0, 4);
  for (int y = height - 1; y >= 0; --y)
    for (int x = 0; x < width; ++x) file.append(3, static_cast<char>(value(x, y)));
  std::ofstream(path, std::ios::binary) << file;
}

}  // namespace headlight::session
