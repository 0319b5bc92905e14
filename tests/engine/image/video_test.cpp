#include "engine/image/video.h"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <random>

#include "engine/image/video_kind.h"
#include "tests/engine/image/drawn_video.h"
#include "tests/engine/io/scratch.h"

namespace headlight::image {
namespace {

using headlight::testing::draw_video;
using headlight::testing::Drawn;
using headlight::testing::number_on;
using ::testing::AnyOf;
using ::testing::HasSubstr;

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Kind {
  const char* file;
  const char* codec;
};

class EveryKind : public ::testing::TestWithParam<Kind> {
 protected:
  void SetUp() override {
    path_ = scratch_.folder() / GetParam().file;
    if (!draw_video(path_, {.codec = GetParam().codec, .frames = 300})) GTEST_SKIP() << "no encoder on this machine";
  }
  headlight::testing::Scratch scratch_;
  std::filesystem::path path_;
};

TEST_P(EveryKind, SoughtFramesAreThoseOfAReadingFromTheBeginning) {
  const auto video = Video::open(path_);
  ASSERT_TRUE(video) << video.error().line();
  EXPECT_EQ(video.value()->frames(), 300);
  EXPECT_NEAR(video.value()->frames_per_second(), 25, 0.01);
  std::mt19937 random(7);
  for (int i = 0; i < 40; ++i) {
    const auto number = std::uniform_int_distribution<int>(0, 299)(random);
    const auto frame = video.value()->frame(number);
    ASSERT_TRUE(frame) << frame.error().line();
    ASSERT_EQ(number_on(*frame.value()), number) << "sought as number " << i;
  }
  for (const int number : {299, 298, 297, 0, 1, 2, 150, 149, 148}) {
    const auto frame = video.value()->frame(number);
    ASSERT_TRUE(frame) << frame.error().line();
    ASSERT_EQ(number_on(*frame.value()), number);
  }
}

TEST_P(EveryKind, SteppingBackAndPlayingAreExactToo) {
  const auto video = Video::open(path_);
  ASSERT_TRUE(video) << video.error().line();
  for (int number = 200; number > 160; --number) ASSERT_EQ(number_on(*video.value()->frame(number).value()), number);
  for (int number = 90; number < 140; ++number) ASSERT_EQ(number_on(*video.value()->frame(number).value()), number);
}

INSTANTIATE_TEST_SUITE_P(Video, EveryKind,
                         ::testing::Values(Kind{"a.avi", "MJPG"}, Kind{"a.mp4", "mp4v"}, Kind{"h.mp4", "avc1"},
                                           Kind{"h.mkv", "H264"}, Kind{"a.mov", "mp4v"}, Kind{"v8.webm", "VP80"},
                                           Kind{"v9.webm", "VP90"}, Kind{"x.avi", "XVID"}),
                         [](const auto& info) { return std::string(info.param.codec) + std::to_string(info.index); });

class VideoFile : public ::testing::Test {
 protected:
  std::filesystem::path drawn(const Drawn& as = {}, const char* name = "a.avi") {
    EXPECT_TRUE(draw_video(scratch_.folder() / name, as));
    return scratch_.folder() / name;
  }
  std::string refusal(const std::filesystem::path& path) {
    const auto video = Video::open(path);
    if (!video) return video.error().line();
    for (std::int64_t i = 0; i < video.value()->frames(); ++i)
      if (const auto frame = video.value()->frame(i); !frame) return frame.error().line();
    return "accepted";
  }
  headlight::testing::Scratch scratch_;
};

TEST_F(VideoFile, ContainersByFirstBytes) {
  using namespace std::string_view_literals;
  EXPECT_EQ(container_of("\0\0\0\x20" "ftypisom\0\0\2\0"sv), Container::mp4);
  EXPECT_EQ(container_of("\x1A\x45\xDF\xA3\x9F\x42\x86\x81\1\x42\xF7\x81\1\x42\xF2\x81"sv), Container::matroska);
  EXPECT_EQ(container_of("RIFF\0\0\0\0AVI LIST"sv), Container::avi);
  EXPECT_EQ(container_of("RIFF\0\0\0\0WAVEfmt "sv), Container::none);
  EXPECT_EQ(container_of("#EXTM3U\n#EXT-X-T"sv), Container::none);
  EXPECT_EQ(container_of("ffconcat version"sv), Container::none);
  EXPECT_EQ(container_of(""sv), Container::none);
  EXPECT_FALSE(is_video(scratch_.folder()));
  EXPECT_FALSE(is_video(scratch_.folder() / "none.mp4"));
}

TEST_F(VideoFile, AFrameOutsideIsOneLine) {
  const auto video = Video::open(drawn());
  ASSERT_TRUE(video);
  for (const std::int64_t number : {std::int64_t{-1}, std::int64_t{40}, std::int64_t{1} << 40}) {
    const auto frame = video.value()->frame(number);
    ASSERT_FALSE(frame);
    EXPECT_EQ(frame.error().kind, Error::Kind::usage);
    EXPECT_THAT(frame.error().line(), HasSubstr("0 to 39"));
  }
}

TEST_F(VideoFile, OtherFilesNeverReachADecoder) {
  EXPECT_THAT(refusal(scratch_.write("list.mp4", "#EXTM3U\nhttp://example.org/a.ts\n")), HasSubstr("not a known video"));
  EXPECT_THAT(refusal(scratch_.folder() / "none.mp4"), HasSubstr("no such file"));
  EXPECT_THAT(refusal(scratch_.folder()), HasSubstr("not a regular file"));
  EXPECT_THAT(refusal(scratch_.write("empty.avi", "")), HasSubstr("not a known video"));
}

TEST(NoVideo, IsRefusedAsWhatItsNameSays) {
  const headlight::testing::Scratch scratch;
  const auto line = [&](const char* name, const char* bytes) {
    const auto read = read_image(scratch.write(name, bytes).string());
    return read ? std::string() : read.error().line();
  };
  EXPECT_THAT(line("street.MP4", ""), ::testing::AllOf(HasSubstr("not a known video"), HasSubstr("an empty file"), HasSubstr("MKV")));
  EXPECT_THAT(line("street.png", ""), ::testing::AllOf(HasSubstr("not a known image"), HasSubstr("an empty file"), HasSubstr("PNG")));
}

TEST_F(VideoFile, CutOffFilesCountWhatIsThere) {
  const auto whole = bytes_of(drawn());
  ::testing::internal::CaptureStderr();
  for (std::size_t size = 0; size < whole.size(); size += 1 + whole.size() / 23) {
    const auto path = scratch_.write("cut.avi", whole.substr(0, size));
    const auto line = refusal(path);
    if (line != "accepted") {
      EXPECT_EQ(line.find('\n'), std::string::npos);
      EXPECT_THAT(line, HasSubstr("cut.avi"));
      continue;
    }
    const auto video = Video::open(path);
    ASSERT_TRUE(video);
    EXPECT_LE(video.value()->frames(), 40);
    for (std::int64_t i = 0; i + 1 < video.value()->frames(); ++i)
      EXPECT_EQ(number_on(*video.value()->frame(i).value()), i) << "cut to " << size;
  }
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

TEST_F(VideoFile, AHeaderThatLiesAboutItsFramesIsNotBelieved) {
  auto bytes = bytes_of(drawn());
  const auto header = bytes.find("avih");
  ASSERT_NE(header, std::string::npos);
  const std::string many("\xFF\xFF\xFF\x7F", 4);
  bytes.replace(header + 8 + 16, 4, many);  // dwTotalFrames
  const auto stream = bytes.find("strh");
  bytes.replace(stream + 8 + 32, 4, many);  // dwLength
  const auto video = Video::open(scratch_.write("lies.avi", bytes));
  ASSERT_TRUE(video) << video.error().line();
  EXPECT_EQ(video.value()->frames(), 40);
  EXPECT_EQ(number_on(*video.value()->frame(39).value()), 39);
}

TEST_F(VideoFile, ASizeThatLiesAllocatesNothing) {
  auto bytes = bytes_of(drawn());
  const auto format = bytes.find("strf");
  ASSERT_NE(format, std::string::npos);
  const std::string wide("\x60\xEA\0\0\x60\xEA\0\0", 8);  // 60000 × 60000
  bytes.replace(format + 8 + 4, 8, wide);
  const auto line = refusal(scratch_.write("huge.avi", bytes));
  // The coded pictures tell their own size: a reader may take that instead of the header's.
  EXPECT_THAT(line, AnyOf(HasSubstr("video too large"), HasSubstr("cannot be"), "accepted"));
}

TEST_F(VideoFile, DamagedBytesNeverCrash) {
  const auto avi = bytes_of(drawn());
  const auto mp4 = bytes_of(drawn({.codec = "mp4v"}, "a.mp4"));
  std::mt19937 random(11);
  ::testing::internal::CaptureStderr();
  for (int round = 0; round < 60; ++round) {
    auto bytes = round % 2 == 0 ? avi : mp4;
    for (int i = 0; i < 1 + round; ++i) bytes[random() % bytes.size()] = static_cast<char>(random());
    const auto line = refusal(scratch_.write(round % 2 == 0 ? "bad.avi" : "bad.mp4", bytes));
    EXPECT_EQ(line.find('\n'), std::string::npos);
  }
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

// 16.16 and 2.30 fixed point, by rows of three.
std::string matrix(int a, int b, int c, int d) {
  const auto number = [](int value) {
    const auto fixed = static_cast<std::uint32_t>(value * 65536);
    return std::string{char(fixed >> 24U), char(fixed >> 16U), char(fixed >> 8U), char(fixed)};
  };
  return number(a) + number(b) + number(0) + number(c) + number(d) + number(0) + number(0) + number(0) + number(16384);
}

TEST_F(VideoFile, RotationIsApplied) {
  const auto bytes = bytes_of(drawn({.codec = "mp4v", .frames = 5}, "a.mp4"));
  const auto header = bytes.find("tkhd");
  ASSERT_NE(header, std::string::npos);
  const auto turned = [&](const std::string& by) {
    const auto video = Video::open(scratch_.write("turned.mp4", std::string(bytes).replace(header + 4 + 40, 36, by)));
    EXPECT_TRUE(video) << video.error().line();
    return video.value();
  };
  const auto red = [&](const Video& video, const Image& frame, double x, double y) {
    const auto at = std::int64_t(y * double(video.height())) * video.width() + std::int64_t(x * double(video.width()));
    return frame.rgb[static_cast<std::size_t>(at * 3)];
  };
  // The bars of frame 3, white white black …, run along the upper half from the left.
  const auto clockwise = turned(matrix(0, 1, -1, 0));  // down the right half
  EXPECT_EQ(clockwise->width(), 96);
  EXPECT_EQ(clockwise->height(), 160);
  auto frame = clockwise->frame(3);
  ASSERT_TRUE(frame);
  EXPECT_GT(red(*clockwise, *frame.value(), 0.75, 0.15), 200);
  EXPECT_LT(red(*clockwise, *frame.value(), 0.75, 0.95), 60);
  const auto counter = turned(matrix(0, -1, 1, 0));  // up the left half
  frame = counter->frame(3);
  ASSERT_TRUE(frame);
  EXPECT_GT(red(*counter, *frame.value(), 0.25, 0.85), 200);
  EXPECT_LT(red(*counter, *frame.value(), 0.25, 0.05), 60);
  const auto over = turned(matrix(-1, 0, 0, -1));  // along the lower half from the right
  frame = over->frame(3);
  ASSERT_TRUE(frame);
  EXPECT_EQ(over->width(), 160);
  EXPECT_GT(red(*over, *frame.value(), 0.85, 0.75), 200);
  EXPECT_LT(red(*over, *frame.value(), 0.05, 0.75), 60);
}

TEST_F(VideoFile, DecodedFramesStayBounded) {
  const auto video = Video::open(drawn({.frames = 60, .size = {1920, 1080}}));
  ASSERT_TRUE(video);
  for (int number = 0; number < 60; ++number) ASSERT_TRUE(video.value()->frame(number));
  EXPECT_LE(video.value()->bytes(), std::int64_t{96} << 20);
  EXPECT_GE(video.value()->bytes(), std::int64_t{1920} * 1080 * 3 * 2);
}

TEST_F(VideoFile, AStoppedOpeningEndsAsCancelled) {
  std::stop_source stop;
  stop.request_stop();
  const auto path = drawn();
  const auto video = Video::open(path, stop.get_token());
  ASSERT_FALSE(video);
  EXPECT_EQ(video.error().kind, Error::Kind::cancelled);
  const auto whole = Video::open(path);
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole.value()->frame(30, stop.get_token()).error().kind, Error::Kind::cancelled);
  EXPECT_EQ(number_on(*whole.value()->frame(31).value()), 31);
}

TEST(FrameClock, RegularTimes) {
  const auto clock = FrameClock::regular(0, 1e6 / 30, 100);
  EXPECT_EQ(clock.frame_at(0), 0);
  EXPECT_EQ(clock.frame_at(33333), 1);
  EXPECT_EQ(clock.frame_at(3300000), 99);
  EXPECT_EQ(clock.frame_at(3333333), std::nullopt);
  EXPECT_EQ(clock.frame_at(16000), std::nullopt);
  EXPECT_EQ(clock.frame_at(-33333), std::nullopt);
  EXPECT_EQ(clock.time_of(3), 100000);
}

TEST(FrameClock, ListedTimes) {
  const auto clock = FrameClock::listed({0, 40000, 140000, 141000});
  EXPECT_TRUE(clock.timed());
  EXPECT_EQ(clock.frame_at(140000), 2);
  EXPECT_EQ(clock.frame_at(139999), std::nullopt);
  EXPECT_EQ(clock.time_of(3), 141000);
  const auto still = FrameClock::listed({0, 0, 0});
  EXPECT_FALSE(still.timed());
  EXPECT_EQ(still.frames(), 3);
}

}  // namespace
}  // namespace headlight::image
