#include "engine/image/pixel_memory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <string>

namespace headlight::image {
namespace {

// Of this process, in KiB.
std::int64_t status(const std::string& key) {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with(key + ":")) return std::stoll(line.substr(key.size() + 1));
  return -1;
}

TEST(PixelMemory, IsZeroedWhateverItsSize) {
  for (const std::size_t bytes : {std::size_t{3}, std::size_t{5000}, mapped_from, mapped_from + 1}) {
    const Pixels pixels(bytes);
    EXPECT_EQ(pixels.front(), 0);
    EXPECT_EQ(pixels[bytes / 2], 0);
    EXPECT_EQ(pixels.back(), 0);
  }
}

TEST(PixelMemory, OfLargePicturesRestsInAFile) {
  const auto before = status("RssAnon");  // a sanitizer keeps what tests before this one gave back
  Pixels pixels(mapped_from);
  for (std::size_t i = 0; i < pixels.size(); i += 4096) pixels[i] = static_cast<std::uint8_t>(i / 4096 % 251);
  const auto anonymous = status("RssAnon"), resident = status("VmRSS");
  EXPECT_LT(anonymous - before, 64 << 10) << "none of it is the process's own memory";
  let_rest(pixels.data(), pixels.size());
  EXPECT_LT(status("VmRSS"), resident - (200 << 10));
  for (std::size_t i = 0; i < pixels.size(); i += 4096) ASSERT_EQ(pixels[i], i / 4096 % 251);
}

TEST(PixelMemory, StaysInMemoryWhereNoFileCanBe) {
  setenv("TMPDIR", "/nowhere", 1);
  Pixels pixels(mapped_from);
  unsetenv("TMPDIR");
  pixels[77] = 5;
  let_rest(pixels.data(), pixels.size());
  EXPECT_EQ(pixels[77], 5);
}

TEST(PixelMemory, CopiesAndGrowsAsAnyVector) {
  Pixels pixels{1, 2, 3};
  pixels.push_back(4);
  const Pixels copy = pixels;
  pixels.resize(2);
  EXPECT_EQ(copy, (Pixels{1, 2, 3, 4}));
  EXPECT_EQ(pixels, (Pixels{1, 2}));
  EXPECT_EQ(Pixels(3, 9), (Pixels{9, 9, 9}));
}

}  // namespace
}  // namespace headlight::image
