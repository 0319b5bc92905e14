#include "ui/figures/sequence.h"

#include <gmock/gmock.h>

#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <filesystem>
#include <fstream>
#include <set>

#include "tests/engine/io/scratch.h"
#include "tests/ui/figures/application.h"
#include "tests/ui/figures/fake_session.h"
#include "ui/figures/box_marks.h"
#include "ui/figures/tracks.h"

namespace headlight::ui {
namespace {

using ::testing::HasSubstr;
using testing::FakeSession;

// A film of twelve frames over the fake detector: everything moves to the right, and the order of the detections turns
// from frame to frame.
class FilmSession final : public Session {
 public:
  std::vector<ModelEntry> models(const std::vector<std::string>&, std::stop_token) override { return {}; }
  void cancel(JobId) override {}
  void release(TraceId trace) override { released.insert(trace); }
  std::int64_t bytes_held() const override { return 0; }

  JobId submit(const std::string& slot, Request request, Handlers handlers) override {
    if (std::holds_alternative<VideoRequest>(request)) {
      handlers.done(Reply(VideoInfo{640, 400, 12, 24}));
      return 1;
    }
    if (const auto* run = std::get_if<RunRequest>(&request)) {
      ++runs;
      if (run->input.frame == failing) handlers.done(failed("the model could not run", "clip"));
      else handlers.done(Reply(trace_of(run->input.frame)));
      return 1;
    }
    if (auto* view = std::get_if<ViewOfTrace>(&request)) view->trace = inner.trace()->id;
    if (auto* picture = std::get_if<ImageRequest>(&request)) picture->trace = inner.trace()->id;
    return inner.submit(slot, std::move(request), std::move(handlers));
  }

  TracePtr trace_of(std::int64_t frame) const {
    auto info = std::make_shared<TraceInfo>(*inner.trace());
    info->id = 1000 + static_cast<TraceId>(frame);
    info->image_frame = frame;
    for (auto& found : info->detections) {
      found.box.x0 += 4.0 * double(frame);
      found.box.x1 += 4.0 * double(frame);
    }
    std::rotate(info->detections.begin(), info->detections.begin() + frame % 3, info->detections.end());
    return info;
  }

  FakeSession inner{{testing::fake_deformable_detector()}};
  std::set<TraceId> released;
  int runs = 0;
  std::int64_t failing = -1;
};

// Keeps what would be encoded.
class Recorder final : public VideoFile {
 public:
  Recorder(VideoShape shape, std::vector<std::vector<std::uint8_t>>& frames) : shape_(shape), frames_(frames) {}
  Result<Done> add(const std::vector<std::uint8_t>& rgb) override {
    if (std::int64_t(rgb.size()) != shape_.width * shape_.height * 3) return failed("size");
    frames_.push_back(rgb);
    return Done{};
  }
  Result<Written> finish() override { return Written{"clip.mp4", 77}; }

 private:
  VideoShape shape_;
  std::vector<std::vector<std::uint8_t>>& frames_;
};

class SequenceTest : public ::testing::Test {
 protected:
  SequenceSpec spec(const std::string& name, const std::string& range) {
    SequenceSpec out;
    out.run.model = "detector";
    out.run.input.image = "clip.mp4";
    out.frames = frame_range(range).value();
    out.figure = [](const TraceInfo&) {
      FigureSpec figure;
      figure.view = FigureView::points;
      figure.detection = 1;
      return Result<FigureSpec>(figure);
    };
    out.page.dpi = 60;
    out.out = (scratch_.folder() / name).string();
    return out;
  }
  Result<SequenceWritten> write(const SequenceSpec& spec, const SequenceControl& control = {}) {
    const VideoFileMaker maker = [this](const std::string&, const VideoShape& shape) {
      shape_ = shape;
      return Result<std::unique_ptr<VideoFile>>(std::make_unique<Recorder>(shape, frames_));
    };
    return write_sequence(session_, spec, maker, control);
  }
  QJsonObject provenance(const std::string& name) const {
    const QImage image(QString::fromStdString((scratch_.folder() / name).string()));
    EXPECT_FALSE(image.isNull()) << name;
    return QJsonDocument::fromJson(image.text(QStringLiteral("headlight")).toUtf8()).object();
  }

  FilmSession session_;
  headlight::testing::Scratch scratch_;
  VideoShape shape_;
  std::vector<std::vector<std::uint8_t>> frames_;
};

TEST(FrameRange, IsReadAsWritten) {
  EXPECT_EQ(frame_range("3-9").value(), (FrameRange{3, 9, 1}));
  EXPECT_EQ(frame_range("0-9:4").value(), (FrameRange{0, 9, 4}));
  EXPECT_EQ(frame_range("0-9:4").value().count(), 3);
  EXPECT_EQ(frame_range("5-5").value().count(), 1);
  for (const char* wrong : {"", "3", "3-", "-3", "9-3", "3-9:", "3-9:0", "3-9:-1", "a-b", "3-9x", "3 - 9", "1-99999999999999999999"})
    EXPECT_FALSE(frame_range(wrong)) << wrong;
}

TEST(NumberedPath, HoldsOneNumber) {
  EXPECT_EQ(numbered_path("out/fig-%04d.png", 37), "out/fig-0037.png");
  EXPECT_EQ(numbered_path("%d.svg", 37), "37.svg");
  EXPECT_TRUE(is_numbered("fig-%04d.png"));
  for (const char* wrong : {"fig.png", "fig-%s.png", "fig-%04x.png", "%d-%d.png", "100%.png", "%", "%99999d.png"})
    EXPECT_FALSE(is_numbered(wrong)) << wrong;
}

TEST_F(SequenceTest, NumberedFiguresOfOneScaleFollowOneDetection) {
  const auto written = write(spec("fig-%04d.png", "2-8:3"));
  ASSERT_TRUE(written) << written.error().line();
  EXPECT_EQ(written->figures, 3);
  EXPECT_EQ(scratch_.entries(), 3);
  std::set<double> marks;
  std::set<qint64> queries;
  for (const int frame : {2, 5, 8}) {
    const auto told = provenance(numbered_path("fig-%04d.png", frame));
    EXPECT_EQ(told.value(QStringLiteral("frame")).toInt(-1), frame);
    marks.insert(told.value(QStringLiteral("weight of the largest mark")).toDouble());
    queries.insert(qint64(told.value(QStringLiteral("queries")).toArray().at(0).toObject().value(QStringLiteral("query")).toDouble()));
  }
  EXPECT_EQ(marks.size(), 1U);
  EXPECT_EQ(queries.size(), 1U) << "one object, wherever it stands in a frame's list";
  EXPECT_EQ(session_.released, (std::set<TraceId>{1002, 1005, 1008}));
}

// As the window's least score hides some.
TEST_F(SequenceTest, FramesShowTheChosenObjectsAlone) {
  auto asked = spec("fig-%d.png", "2-4");
  std::size_t all = 0, shown = 0;
  asked.objects = [&all](const TraceInfo& frame) {
    all = frame.detections.size();
    return std::vector<Detection>{frame.detections.begin(), frame.detections.begin() + 1};
  };
  asked.figure = [&shown, figure = asked.figure](const TraceInfo& frame) {
    shown = frame.detections.size();
    auto chosen = figure(frame);
    chosen->detection = 0;
    return chosen;
  };
  const auto written = write(asked);
  ASSERT_TRUE(written) << written.error().line();
  EXPECT_GT(all, 1U);
  EXPECT_EQ(shown, 1U);
}

// As in the window, which looked at a frame of the middle first.
TEST_F(SequenceTest, NumbersAndColoursAreThoseOfTheFramesThatWereFollowed) {
  auto asked = spec("fig-%d.svg", "2-8");
  const TracePtr seen = session_.trace_of(5);
  Tracker& tracker = asked.followed.tracker;
  Detection gone = seen->detections[0];
  gone.label_id = 77;
  tracker.follow(0, {gone});  // number 0
  const auto numbers = tracker.follow(5, seen->detections);
  asked.followed.frame = 5;
  asked.followed.track = numbers[1];
  const auto written = write(asked);
  ASSERT_TRUE(written) << written.error().line();
  const QString name = QString::fromStdString(seen->detections[1].label);
  for (int frame = 2; frame <= 8; ++frame) {
    std::ifstream file(numbered_path(asked.out, frame));
    const std::string all((std::istreambuf_iterator<char>(file)), {});
    const QString svg = QString::fromStdString(all);
    EXPECT_TRUE(svg.contains(QStringLiteral("Where object %1 (%2,").arg(numbers[1]).arg(name))) << frame;
    EXPECT_TRUE(svg.contains(track_colour(tracker.track(numbers[1])).name())) << frame;
    EXPECT_TRUE(svg.contains(QStringLiteral("frame %1").arg(frame)));
    EXPECT_FALSE(svg.contains(track_colour({0, 0}).name())) << "the colour of what is gone";
  }
}

TEST_F(SequenceTest, AVideoHasOneSizeAndTheRightSpeed) {
  const auto written = write(spec("clip.mp4", "0-11:2"));
  ASSERT_TRUE(written) << written.error().line();
  EXPECT_EQ(frames_.size(), 6U);
  EXPECT_EQ(written->bytes, 77);
  EXPECT_DOUBLE_EQ(shape_.frames_per_second, 12);
  EXPECT_EQ(scratch_.entries(), 0) << "the recorder writes nothing";
}

TEST_F(SequenceTest, AFailingFrameIsNamedAndNothingIsLeft) {
  session_.failing = 6;
  const auto written = write(spec("fig-%d.png", "4-8"));
  ASSERT_FALSE(written);
  EXPECT_THAT(written.error().line(), HasSubstr("frame 6"));
  EXPECT_EQ(scratch_.entries(), 0);
}

TEST_F(SequenceTest, StoppingLeavesNothing) {
  int asked = 0;
  const auto written = write(spec("fig-%d.png", "0-5"), {{}, [&] { return ++asked > 9; }});  // in the second round
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().kind, Error::Kind::cancelled);
  EXPECT_EQ(scratch_.entries(), 0);
}

TEST_F(SequenceTest, WrongRequestsAreOneLine) {
  const auto line = [&](const std::string& name, const std::string& range) {
    const auto written = write(spec(name, range));
    return written ? std::string("written") : written.error().line();
  };
  EXPECT_THAT(line("fig.png", "0-3"), HasSubstr("%04d"));
  EXPECT_THAT(line("fig-%d.gif", "0-3"), HasSubstr("names no format"));
  EXPECT_THAT(line("fig-%d.png", "0-12"), HasSubstr("0 to 11"));
  EXPECT_EQ(session_.runs, 0);
}

TEST_F(SequenceTest, ProgressRisesToTheEnd) {
  std::vector<double> shares;
  ASSERT_TRUE(write(spec("clip.webm", "0-3"), {[&](const Progress& now) { shares.push_back(now.fraction); }, {}}));
  ASSERT_EQ(shares.size(), 8U);
  EXPECT_TRUE(std::is_sorted(shares.begin(), shares.end()));
  EXPECT_LT(shares.back(), 1);
}

}  // namespace
}  // namespace headlight::ui
