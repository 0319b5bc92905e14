// Videos through the session: what they are, their frames as pictures and as a model's input.
#include <gmock/gmock.h>

#include "engine/api/session.h"
#include "engine/session/videos.h"
#include "tests/engine/image/drawn_video.h"
#include "tests/engine/io/scratch.h"
#include "tests/places.h"

namespace headlight::session {
namespace {

using headlight::testing::number_on;
using ::testing::HasSubstr;

class VideoSession : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(headlight::testing::draw_video(clip_, {.frames = 60, .size = {320, 192}})); }

  Result<Reply> run(std::int64_t frame) {
    RunRequest request;
    request.model = headlight::tests::resources() + "/models/scenes-detr";
    request.input.image = clip_;
    request.input.frame = frame;
    return wait(*session_, request);
  }
  static int number_on_picture(const Picture& picture) {
    return number_on(image::Image{picture.width, picture.height, image::Pixels(picture.rgb.begin(), picture.rgb.end())});
  }

  headlight::testing::Scratch scratch_;
  std::string clip_ = (scratch_.folder() / "clip.avi").string();
  std::unique_ptr<Session> session_ = make_session({});
};

TEST_F(VideoSession, SaysWhatTheVideoIs) {
  const auto reply = wait(*session_, VideoRequest{clip_});
  ASSERT_TRUE(reply) << reply.error().line();
  const auto& info = std::get<VideoInfo>(reply.value());
  EXPECT_EQ(info.width, 320);
  EXPECT_EQ(info.height, 192);
  EXPECT_EQ(info.frames, 60);
  EXPECT_NEAR(info.frames_per_second, 25, 0.01);
}

TEST_F(VideoSession, PreviewsAndTilesShowTheFrame) {
  for (const std::int64_t frame : {0, 41, 7, 59, -1}) {
    const auto preview = wait(*session_, PreviewRequest{.path = clip_, .edge = 160, .frame = frame});
    ASSERT_TRUE(preview) << preview.error().line();
    EXPECT_EQ(number_on_picture(std::get<Picture>(preview.value())), std::max<std::int64_t>(0, frame));
    EXPECT_EQ(std::get<Picture>(preview.value()).original_width, 320);
    const auto tile = wait(*session_, PictureTileRequest{.path = clip_, .frame = frame});
    ASSERT_TRUE(tile) << tile.error().line();
    EXPECT_EQ(number_on_picture(std::get<Picture>(tile.value())), std::max<std::int64_t>(0, frame));
  }
  EXPECT_THAT(wait(*session_, PreviewRequest{.path = clip_, .frame = 60}).error().line(), HasSubstr("0 to 59"));
}

TEST_F(VideoSession, ARunReadsItsFrame) {
  auto reply = run(33);
  ASSERT_TRUE(reply) << reply.error().line();
  const auto trace = std::get<TracePtr>(reply.value());
  EXPECT_EQ(trace->image_frame, 33);
  EXPECT_EQ(trace->image_path, clip_);
  EXPECT_THAT(trace->input, HasSubstr("clip.avi frame 33"));
  const auto picture = wait(*session_, ImageRequest{trace->id, 160});
  ASSERT_TRUE(picture);
  EXPECT_EQ(number_on_picture(std::get<Picture>(picture.value())), 33);
  EXPECT_NE(std::get<TracePtr>(run(34).value())->id, trace->id);
}

TEST_F(VideoSession, NoFrameMeansTheFirst) {
  auto plain = run(-1), first = run(0);
  ASSERT_TRUE(plain) << plain.error().line();
  ASSERT_TRUE(first);
  EXPECT_EQ(std::get<TracePtr>(plain.value())->image_frame, 0);
  EXPECT_EQ(std::get<TracePtr>(plain.value())->id, std::get<TracePtr>(first.value())->id);
}

TEST_F(VideoSession, WrongFramesAreOneLine) {
  const auto outside = run(60);
  ASSERT_FALSE(outside);
  EXPECT_EQ(outside.error().kind, Error::Kind::usage);
  EXPECT_THAT(outside.error().line(), HasSubstr("no such frame"));
  RunRequest still;
  still.model = headlight::tests::resources() + "/models/scenes-detr";
  still.input.image = headlight::tests::resources() + "/samples/street.png";
  still.input.frame = 3;
  EXPECT_THAT(wait(*session_, still).error().line(), HasSubstr("a frame of what is no video"));
  RunRequest window;
  window.model = still.model;
  window.input.image = clip_;
  window.input.window = {0, 100};
  EXPECT_THAT(wait(*session_, window).error().line(), HasSubstr("a video has no window"));
}

TEST_F(VideoSession, ATraceFileKeepsTheFrame) {
  const auto trace = std::get<TracePtr>(run(12).value());
  const auto path = (scratch_.folder() / "run.trace").string();
  ASSERT_TRUE(wait(*session_, SaveTraceRequest{trace->id, path}));
  const auto other = make_session({});
  const auto opened = wait(*other, OpenTraceRequest{path});
  ASSERT_TRUE(opened) << opened.error().line();
  const auto& info = *std::get<TracePtr>(opened.value());
  EXPECT_EQ(info.image_frame, 12);
  const auto picture = wait(*other, ImageRequest{info.id, 160});
  ASSERT_TRUE(picture) << picture.error().line();
  EXPECT_EQ(number_on_picture(std::get<Picture>(picture.value())), 12);
}

TEST_F(VideoSession, PlayingDoesNotPileUp) {
  std::int64_t held = 0;
  for (int frame = 0; frame < 40; ++frame) {
    ASSERT_TRUE(wait(*session_, PreviewRequest{.path = clip_, .edge = 320, .frame = frame}));
    if (frame == 20) held = session_->bytes_held();
  }
  EXPECT_LE(session_->bytes_held(), held + 20 * 320 * 192 * 3);  // the reader's own frames, no pyramids
}

TEST(Videos, AChangedFileIsOpenedAgain) {
  const headlight::testing::Scratch scratch;
  const auto path = (scratch.folder() / "a.avi").string();
  ASSERT_TRUE(headlight::testing::draw_video(path, {.frames = 10}));
  Videos videos;
  const auto first = videos.open(path);
  ASSERT_TRUE(first);
  EXPECT_EQ(videos.open(path).value().get(), first.value().get());
  ASSERT_TRUE(headlight::testing::draw_video(path, {.frames = 14}));
  EXPECT_EQ(videos.open(path).value()->frames(), 14);
}

}  // namespace
}  // namespace headlight::session
