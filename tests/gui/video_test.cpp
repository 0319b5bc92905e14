// A video in the window: the strip below, scrubbing and playing, one detection followed, traces that do not pile up.
#include <QTemporaryDir>

#include "tests/gui/fake_detector.h"
#include "tests/gui/window_fixture.h"
#include "ui/figures/points.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/transport.h"
#include "ui/state/detections.h"
#include "ui/studio/compare/compare_page.h"
#include "ui/window/export_dialog.h"

namespace headlight::ui {
namespace {

using fake::object_query;

class VideoTest : public WindowTest {
 protected:
  void open_clip() {
    open();
    InputSpec input;
    input.image = "/videos/street.mp4";
    window_->open_model("fake-detr", input);
    ASSERT_TRUE(settled());
    ASSERT_TRUE(until([&] { return playback().video() != nullptr; }));
  }
  Playback& playback() const { return window_->playback(); }
  Transport& transport() const { return *window_->findChild<Transport*>(); }
  std::int64_t shown() const { return window_->store().trace()->image_frame; }
  bool shows(std::int64_t frame) {
    return until([&] { return shown() == frame && !window_->client().any_busy(); });
  }
};

TEST_F(VideoTest, TheStripShowsForVideosOnly) {
  open_clip();
  EXPECT_TRUE(transport().isVisible());
  EXPECT_EQ(transport().slider()->maximum(), 49);
  EXPECT_EQ(transport().time_text(), QStringLiteral("0:00.0 / 0:02.0"));
  EXPECT_TRUE(window_->actions().get("play")->isEnabled());
  InputSpec still;
  still.image = "/pictures/street.png";
  window_->open_model("fake-detr", still);
  ASSERT_TRUE(until([&] { return window_->store().trace()->image_frame < 0; }));
  ASSERT_TRUE(settled());
  EXPECT_FALSE(transport().isVisible());
  EXPECT_FALSE(window_->actions().get("play")->isEnabled());
}

TEST_F(VideoTest, AKeptFrameIsComparedWithAnother) {
  open_clip();
  ASSERT_TRUE(shows(0));
  const std::int64_t kept = window_->store().run()->number;
  EXPECT_FALSE(playback().kept());
  window_->actions().get("keep_frame")->trigger();
  EXPECT_TRUE(playback().kept());
  playback().seek(3);
  ASSERT_TRUE(shows(3));
  ASSERT_EQ(window_->store().runs().size(), 2U);
  EXPECT_FALSE(playback().kept()) << "the video goes on in another run";
  window_->actions().get("compare")->trigger();
  ASSERT_TRUE(settled());
  auto* page = qobject_cast<ComparePage*>(window_->work().page(Workspace::compare));
  ASSERT_NE(page, nullptr);
  page->model().set_b_run(kept);
  ASSERT_TRUE(settled());
  ASSERT_NE(page->model().maps(), nullptr);
  EXPECT_EQ(page->model().b().run->trace->image_frame, 0);
  EXPECT_EQ(page->model().a().run->trace->image_frame, 3);
}

TEST_F(VideoTest, ADetectionHasOneNumberInListMatrixAndPicture) {
  open_clip();
  playback().seek(1);  // there the car comes first
  ASSERT_TRUE(shows(1));
  const Store& store = window_->store();
  const auto& found = store.trace()->detections;
  ASSERT_EQ(found[0].query, object_query(1));
  EXPECT_EQ(store.number_of(found[0].query, 0), 1) << "as in the frame before";
  EXPECT_EQ(store.number_of(found[1].query, 1), 0);
  const Side side = object_side(store);
  EXPECT_EQ(side.label(side.find(found[0].query)), QStringLiteral("1 ") + QString::fromStdString(found[0].label));
  const auto tracks = tracks_of(store, found);
  EXPECT_EQ(tracks[0].number, 1);
  InputSpec still;
  still.image = "/pictures/street.png";
  window_->open_model("fake-detr", still);
  ASSERT_TRUE(until([&] { return store.trace()->image_frame < 0; }));
  EXPECT_EQ(store.number_of(store.trace()->detections[1].query, 1), 1) << "a picture's are called by their place";
}

TEST_F(VideoTest, ScrubbingShowsTheRawFrameFirstAndTheNewestWins) {
  open_clip();
  session_->run_delay_ms = 600;
  const int before = session_->runs_started;
  for (const int frame : {10, 20, 30, 31}) transport().slider()->setValue(frame);
  EXPECT_EQ(playback().frame(), 31);
  ASSERT_TRUE(until([&] { return playback().raw() != nullptr; }));
  EXPECT_EQ(shown(), 0) << "the attention is still that of the frame before";
  const auto raws = window_->findChildren<RawFrame*>();
  EXPECT_TRUE(std::ranges::any_of(raws, [](const RawFrame* raw) { return raw->isVisible(); }));
  const auto seen = std::ranges::find_if(raws, [](const RawFrame* raw) { return raw->isVisible(); });
  const PicturePlace place = *window_->centre().points()->zoom().place();
  EXPECT_EQ((*seen)->place(), place.transform().mapRect(QRectF(0, 0, 256, 256))) << "where the picture lies: nothing jumps";
  ASSERT_TRUE(shows(31));
  EXPECT_EQ(playback().raw(), nullptr);
  EXPECT_TRUE(until([&] { return std::ranges::none_of(raws, [](const RawFrame* raw) { return raw->isVisible(); }); }));
  EXPECT_LE(session_->runs_started - before, 2) << "frames that were passed are not run";
  EXPECT_EQ(window_->store().runs().size(), 1U);
  EXPECT_EQ(window_->runs().input().frame, 31);
  EXPECT_FALSE(window_->runs().edited());
}

TEST_F(VideoTest, KeysStepAndPlay) {
  open_clip();
  key(Qt::Key_Right, Qt::AltModifier);
  ASSERT_TRUE(shows(1));
  playback().set_every(5);
  key(Qt::Key_Right, Qt::AltModifier);
  ASSERT_TRUE(shows(6));
  key(Qt::Key_Left, Qt::AltModifier);
  ASSERT_TRUE(shows(1));
  transport().slider()->setFocus();
  QTest::keyClick(transport().slider(), Qt::Key_Right);
  ASSERT_TRUE(shows(2));
  window_->centre().points()->canvas()->setFocus();
  QTest::keyClick(window_->centre().points()->canvas(), Qt::Key_K);
  EXPECT_TRUE(playback().playing());
  QTest::keyClick(window_->centre().points()->canvas(), Qt::Key_K);
  EXPECT_FALSE(playback().playing());
}

TEST_F(VideoTest, TheChosenDetectionIsFollowed) {
  open_clip();
  window_->store().select(with_object(*window_->store().trace(), window_->store().selection(), object_query(1)));
  ASSERT_TRUE(settled());
  for (const int frame : {1, 2, 3}) {
    playback().seek(frame);
    ASSERT_TRUE(shows(frame));
    EXPECT_EQ(window_->store().selection().detection, object_query(1)) << frame;
    EXPECT_EQ(window_->store().tracks().at(object_query(0)), (Track{0, 0})) << frame;
    EXPECT_EQ(window_->store().tracks().at(object_query(1)), (Track{1, 1})) << frame;
  }
  const auto* figure = dynamic_cast<const PointsFigure*>(window_->centre().points()->canvas()->figure().get());
  ASSERT_NE(figure, nullptr);
  EXPECT_EQ(figure->content().tracks, (std::vector<Track>{{1, 1}, {0, 0}, {2, 2}})) << "by number, in the frame's own order";
}

TEST_F(VideoTest, PlayingReachesTheEndAndKeepsFewTraces) {
  open_clip();
  playback().set_playing(true);
  ASSERT_TRUE(until([&] { return !playback().playing() && shown() == 49; }, 30000));
  EXPECT_LE(session_->traces_held(), 6U);
  EXPECT_EQ(window_->store().runs().size(), 1U);
  playback().set_playing(true);  // from the beginning
  EXPECT_LT(playback().frame(), 49);
  playback().set_playing(false);
}

TEST_F(VideoTest, FramesAreDroppedWhereRunsAreSlow) {
  open_clip();
  session_->run_delay_ms = 120;  // three frames long
  const int before = session_->runs_started;
  playback().set_playing(true);
  ASSERT_TRUE(until([&] { return !playback().playing(); }, 30000));
  EXPECT_LT(session_->runs_started - before, 40);
}

TEST_F(VideoTest, AnotherRunEndsPlaying) {
  open_clip();
  playback().set_playing(true);
  InputSpec still;
  still.image = "/pictures/street.png";
  window_->open_model("fake-detr", still);
  ASSERT_TRUE(until([&] { return window_->store().trace()->image_frame < 0; }));
  EXPECT_FALSE(playback().playing());
  EXPECT_TRUE(window_->store().tracks().empty());
  ASSERT_TRUE(settled());
}

TEST_F(VideoTest, FramesAreExportedAsNumberedFiguresOrOneVideo) {
  open_clip();
  window_->actions().get("export")->trigger();
  auto* dialog = window_->findChild<ExportDialog*>();
  ASSERT_NE(dialog, nullptr);
  ASSERT_TRUE(until([&] { return dialog->ready(); }));
  ASSERT_TRUE(dialog->frames_as()->isVisible());
  dialog->frames_as()->findChildren<QAbstractButton*>()[1]->click();
  EXPECT_EQ(dialog->frames()->text(), QStringLiteral("0-49")) << "all, where none were named";
  dialog->frames_as()->findChildren<QAbstractButton*>()[0]->click();
  dialog->frames()->setText(QStringLiteral("0-2"));
  const QTemporaryDir folder;
  dialog->write(folder.filePath(QStringLiteral("f.png")));  // numbered by itself
  ASSERT_TRUE(until([&] { return window_->message().isVisible(); }));
  const QString said = window_->message().text();
  EXPECT_TRUE(said.contains(QStringLiteral("3 figures written"))) << said.toStdString();
  EXPECT_TRUE(said.contains(QStringLiteral("f-0000.png … f-0002.png"))) << said.toStdString();
  EXPECT_TRUE(QFile::exists(folder.filePath(QStringLiteral("f-0002.png"))));
}

TEST(ClockText, CountsTenths) {
  EXPECT_EQ(clock_text(0), QStringLiteral("0:00.0"));
  EXPECT_EQ(clock_text(61.25), QStringLiteral("1:01.2"));
  EXPECT_EQ(clock_text(3723.4), QStringLiteral("1:02:03.4"));
}

}  // namespace
}  // namespace headlight::ui
