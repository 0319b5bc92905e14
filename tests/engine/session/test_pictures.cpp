#include "engine/session/pictures.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace headlight::session {
namespace {

// A grey binary picture that needs no encoder: an uncompressed BMP of 24 bits.
void write_plain(const std::filesystem::path& path, std::uint32_t width, std::uint32_t height, char value) {
  const auto row = (width * 3 + 3) / 4 * 4;
  std::string file = "BM";
  const auto put = [&file](std::uint32_t number, int bytes) {
    for (int i = 0; i < bytes; ++i) file.push_back(static_cast<char>(number >> (8 * i) & 0xFF));
  };
  put(54 + row * height, 4), put(0, 4), put(54, 4), put(40, 4), put(width, 4), put(height, 4);
  put(1, 2), put(24, 2), put(0, 4), put(row * height, 4), put(2835, 4), put(2835, 4), put(0, 4), put(0, 4);
  file.append(row * height, value);
  std::ofstream(path, std::ios::binary) << file;
}

class PicturesTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("headlight-pictures-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  [[nodiscard]] std::string file(const std::string& name) const { return (folder_ / name).string(); }

 private:
  std::filesystem::path folder_;
};

TEST_F(PicturesTest, DecodesOnce) {
  write_plain(file("a.bmp"), 600, 300, 'x');
  Videos videos;
  Pictures pictures(videos);
  const auto first = pictures.open({file("a.bmp")});
  ASSERT_TRUE(first) << first.error().line();
  const auto again = pictures.open({file("a.bmp")});
  ASSERT_TRUE(again);
  EXPECT_EQ(first.value().get(), again.value().get());
  EXPECT_EQ(pictures.bytes(), first.value()->bytes());
}

TEST_F(PicturesTest, AChangedFileIsReadAgain) {
  write_plain(file("a.bmp"), 600, 300, 'x');
  Videos videos;
  Pictures pictures(videos);
  const auto first = pictures.open({file("a.bmp")});
  ASSERT_TRUE(first);
  write_plain(file("a.bmp"), 40, 30, 'y');
  const auto second = pictures.open({file("a.bmp")});
  ASSERT_TRUE(second);
  EXPECT_EQ(second.value()->level(0).width, 40);
}

TEST_F(PicturesTest, OldPicturesGoWhenRoomIsShort) {
  Videos videos;
  Pictures pictures(videos);
  for (const auto* name : {"a.bmp", "b.bmp", "c.bmp"}) {
    write_plain(file(name), 6000, 5000, 'x');
    ASSERT_TRUE(pictures.open({file(name)}));
  }
  EXPECT_LE(pictures.bytes(), std::int64_t{256} << 20);
}

TEST_F(PicturesTest, AnotherWindowIsAnotherPicture) {
  write_plain(file("a.bmp"), 40, 30, 'x');  // 120 in every channel
  Videos videos;
  Pictures pictures(videos);
  const auto plain = pictures.open({file("a.bmp")});
  const auto wide = pictures.open({file("a.bmp"), image::Window{0, 240}});
  ASSERT_TRUE(plain && wide);
  EXPECT_EQ(plain.value()->level(0).rgb.front(), 120);
  EXPECT_EQ(wide.value()->level(0).rgb.front(), 128);
  EXPECT_EQ(pictures.open({file("a.bmp"), image::Window{0, 240}}).value().get(), wide.value().get());
}

TEST_F(PicturesTest, AMissingFileIsAnError) {
  Videos videos;
  Pictures pictures(videos);
  EXPECT_FALSE(pictures.open({file("none.png")}));
  EXPECT_EQ(pictures.bytes(), 0);
}

}  // namespace
}  // namespace headlight::session
