#include "engine/api/video_file.h"

#include <gmock/gmock.h>

#include "engine/image/video.h"
#include "tests/engine/image/drawn_video.h"
#include "tests/engine/io/scratch.h"

namespace headlight {
namespace {

using ::testing::HasSubstr;
using testing::number_on;

std::vector<std::uint8_t> numbered_rgb(int number, cv::Size size) {
  cv::Mat rgb;
  cv::cvtColor(testing::numbered_frame(number, size), rgb, cv::COLOR_BGR2RGB);
  return {rgb.datastart, rgb.dataend};
}

class WrittenVideo : public ::testing::TestWithParam<const char*> {
 protected:
  testing::Scratch scratch_;
};

TEST_P(WrittenVideo, IsReadBackFrameByFrame) {
  const auto path = (scratch_.folder() / (std::string("out") + GetParam())).string();
  auto file = make_video_file(path, {161, 97, 12});  // odd sides
  if (!file) GTEST_SKIP() << file.error().line();
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(file.value()->add(numbered_rgb(i, {161, 97})));
  EXPECT_FALSE(std::filesystem::exists(path));
  const auto written = file.value()->finish();
  ASSERT_TRUE(written) << written.error().line();
  EXPECT_EQ(scratch_.entries(), 1);
  EXPECT_EQ(written->bytes, std::int64_t(std::filesystem::file_size(path)));
  const auto video = image::Video::open(path);
  ASSERT_TRUE(video) << video.error().line();
  EXPECT_EQ(video.value()->frames(), 20);
  EXPECT_EQ(video.value()->width(), 162);
  EXPECT_EQ(video.value()->height(), 98);
  EXPECT_NEAR(video.value()->frames_per_second(), 12, 0.1);
  for (int i = 0; i < 20; ++i) EXPECT_EQ(number_on(*video.value()->frame(i).value()), i);
}

INSTANTIATE_TEST_SUITE_P(VideoFile, WrittenVideo, ::testing::Values(".mp4", ".webm", ".avi"),
                         [](const auto& info) { return std::string(info.param + 1); });

TEST(VideoFileErrors, AnUnfinishedFileLeavesNothing) {
  const testing::Scratch scratch;
  {
    auto file = make_video_file((scratch.folder() / "a.avi").string(), {64, 48, 10});
    ASSERT_TRUE(file) << file.error().line();
    ASSERT_TRUE(file.value()->add(numbered_rgb(0, {64, 48})));
    EXPECT_FALSE(file.value()->add({1, 2, 3}));
  }
  EXPECT_EQ(scratch.entries(), 0);
}

TEST(VideoFileErrors, SayWhatIsWrong) {
  const testing::Scratch scratch;
  const auto line = [&](const std::string& name, const VideoShape& shape) {
    const auto file = make_video_file((scratch.folder() / name).string(), shape);
    return file ? std::string("accepted") : file.error().line();
  };
  EXPECT_THAT(line("a.gif", {64, 48, 10}), HasSubstr(".mp4, .webm or .avi"));
  EXPECT_THAT(line("a.avi", {0, 48, 10}), HasSubstr("wrong shape of a video"));
  EXPECT_THAT(line("a.avi", {64, 48, 0}), HasSubstr("wrong shape of a video"));
  EXPECT_THAT(line("none/a.avi", {64, 48, 10}), HasSubstr("cannot write"));
  std::filesystem::create_directory(scratch.folder() / "folder.avi");
  EXPECT_THAT(line("folder.avi", {64, 48, 10}), HasSubstr("cannot write"));
  EXPECT_TRUE(names_video_file("a.MP4"));
  EXPECT_FALSE(names_video_file("a.png"));
}

}  // namespace
}  // namespace headlight
