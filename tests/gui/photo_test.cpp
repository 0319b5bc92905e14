// What lies on the photo of a detector: points, a map, links; the least score; the field of the convolutions beside it.
#include <QApplication>

#include "tests/gui/fake_detector.h"
#include "tests/gui/photo_window.h"
#include "ui/figures/overlay.h"
#include "ui/panels/detection_inspector.h"
#include "ui/panels/inspector_parts.h"
#include "ui/panels/photo_scene.h"

namespace headlight::ui {
namespace {

TEST_F(PhotoTest, ThePhotoHasTheKeyboardFromTheStart) {
  open_detector();
  EXPECT_TRUE(until([&] { return window_->centre().points()->canvas()->hasFocus(); }));
}

TEST_F(PhotoTest, AModelOfAnotherKindLeavesTheKeyboardAmongThePanels) {
  open_sentence();
  window_->centre().graph()->canvas()->setFocus();
  InputSpec input;
  input.image = "/pictures/street.png";
  window_->open_model("fake-vit", input);
  ASSERT_TRUE(settled());
  ASSERT_FALSE(window_->centre().graph()->isVisible());
  EXPECT_TRUE(until([&] { return window_->centre().isAncestorOf(QApplication::focusWidget()); }));
}

TEST_F(PhotoTest, EveryWorkspaceGetsThePictureOfARun) {
  open_sentence();
  for (const char* workspace : {"ask", "compare", "explore"}) {
    window_->actions().get(workspace)->trigger();
    ASSERT_TRUE(settled());
  }
  InputSpec input;
  input.image = "/pictures/street.png";
  window_->open_model("fake-vit", input);
  ASSERT_TRUE(settled());
  const auto* map = shown<OverlayFigure>(*window_->centre().picture());
  ASSERT_NE(map, nullptr);
  EXPECT_FALSE(map->content().image.isNull());
}

TEST_F(PhotoTest, OGoesRoundPointsMapAndLinks) {
  open_detector();
  window_->centre().points()->canvas()->setFocus();
  EXPECT_TRUE(window_->centre().points()->isVisible());
  key(Qt::Key_O);
  ASSERT_TRUE(until([&] { return shown<OverlayFigure>(*window_->centre().picture()) != nullptr; }));
  EXPECT_TRUE(window_->centre().picture()->canvas()->hasFocus()) << "the keyboard goes along";
  EXPECT_FALSE(window_->centre().points()->isVisible());
  EXPECT_EQ(shown<OverlayFigure>(*window_->centre().picture())->content().map.rows, 64);
  key(Qt::Key_O);
  ASSERT_TRUE(until([&] { return links() != nullptr; }));
  key(Qt::Key_O);
  EXPECT_TRUE(window_->centre().points()->isVisible());
  for (int i = 0; i < 3; ++i) window_->actions().get("undo")->trigger();
  EXPECT_EQ(look().photo, Photo::own);
}

TEST_F(PhotoTest, TheKeyDoesWhatTheButtonsDo) {
  open_detector();
  window_->centre().points()->canvas()->setFocus();
  const Selection first = chosen();
  key(Qt::Key_O);
  ASSERT_TRUE(settled());
  key(Qt::Key_O);
  ASSERT_TRUE(settled());
  EXPECT_EQ(chosen().stream, "decoder") << "inspector, grid and matrix are those of the links";
  EXPECT_TRUE(window_->centre().matrix()->isVisible());
  const Selection by_key = chosen();
  key(Qt::Key_O);
  ASSERT_TRUE(settled());
  EXPECT_EQ(chosen(), first) << "and back";
  auto buttons = window_->findChild<PhotoSection*>()->kind()->findChildren<QToolButton*>();
  buttons[2]->click();
  ASSERT_TRUE(settled());
  EXPECT_EQ(chosen(), by_key);
  buttons[1]->click();
  ASSERT_TRUE(settled());
  EXPECT_EQ(chosen().stream, first.stream) << "the map is of the sampling points";
}

TEST_F(PhotoTest, TheButtonsStayUnderThePointer) {
  open_detector();
  auto* kind = window_->findChild<PhotoSection*>()->kind();
  const QPoint before = kind->mapTo(window_.get(), QPoint());
  kind->findChildren<QToolButton*>()[2]->click();
  ASSERT_TRUE(settled());
  QTest::qWait(50);
  EXPECT_EQ(kind->mapTo(window_.get(), QPoint()), before);
}

TEST_F(PhotoTest, TheInspectorChoosesWhatLiesOnThePicture) {
  open_detector();
  auto* section = window_->findChild<PhotoSection*>();
  ASSERT_NE(section, nullptr);
  auto buttons = section->kind()->findChildren<QToolButton*>();
  ASSERT_EQ(buttons.size(), 3);
  QTest::mouseClick(buttons[2], Qt::LeftButton);
  ASSERT_TRUE(until([&] { return links() != nullptr; }));
  EXPECT_EQ(chosen().stream, "decoder") << "heads and statistics are those of the links";
  Selection next = chosen();
  next.stream = "deformable_encoder";
  next.query = next.key = -1;
  window_->store().select(next);
  ASSERT_TRUE(settled());
  EXPECT_FALSE(buttons[2]->isEnabled()) << "pixels are not linked to detections";
  EXPECT_TRUE(window_->centre().points()->isVisible());
}

TEST_F(PhotoTest, ThePictureIsOfferedFirstForExport) {
  open_picture_model();
  EXPECT_TRUE(until([&] { return window_->centre().picture()->canvas()->hasFocus(); })) << "from the start";
  EXPECT_EQ(offered_first(), FigureView::overlay);
  if (QWidget* used = window_->focusWidget()) used->clearFocus();
  EXPECT_EQ(offered_first(), FigureView::overlay) << "where nothing has the keyboard, too";
}

TEST_F(PhotoTest, AMatrixThatHasTheKeyboardIsOfferedFirst) {
  open_picture_model();
  window_->centre().matrix()->canvas()->setFocus();
  EXPECT_EQ(offered_first(), FigureView::matrix);
}

TEST_F(PhotoTest, TheHandMovesAndChoosesNothing) {
  open_detector();
  FigureCanvas& canvas = *window_->centre().points()->canvas();
  canvas.setFocus();
  key(Qt::Key_G);
  const auto at = point_of(canvas, [](const Hit& hit) { return !hit.has_value && hit.query == fake::object_query(1); });
  ASSERT_TRUE(at);
  QTest::mouseClick(&canvas, Qt::LeftButton, {}, *at);
  EXPECT_EQ(chosen().detection, fake::object_query(0));
  EXPECT_EQ(canvas.cursor().shape(), Qt::OpenHandCursor);
  for (int i = 0; i < 5; ++i) key(Qt::Key_Plus);  // the picture fills its room
  const Viewport before = canvas.viewport();
  ASSERT_FALSE(before.isEmpty());
  key(Qt::Key_Right, Qt::ControlModifier);
  EXPECT_GT(canvas.viewport().left(), before.left());
  key(Qt::Key_G);
  QTest::mouseClick(&canvas, Qt::LeftButton, {}, canvas.rect().center());
  EXPECT_NE(canvas.cursor().shape(), Qt::OpenHandCursor);
}

TEST_F(PhotoTest, ADoubleClickEnlarges) {
  open_detector();
  FigureCanvas& canvas = *window_->centre().points()->canvas();
  QTest::mouseDClick(&canvas, Qt::LeftButton, {}, canvas.rect().center());
  EXPECT_TRUE(canvas.isVisible());
  EXPECT_FALSE(window_->centre().heads()->isVisible());
  QTest::mouseDClick(&canvas, Qt::LeftButton, {}, canvas.rect().center());
  EXPECT_TRUE(window_->centre().heads()->isVisible());
}

TEST_F(PhotoTest, VShowsThePinnedAgainstTheCurrent) {
  open_detector();
  FigureCanvas& canvas = *window_->centre().points()->canvas();
  canvas.setFocus();
  EXPECT_FALSE(window_->actions().get("swap_pinned")->isEnabled());
  key(Qt::Key_Space);
  key(Qt::Key_N);
  EXPECT_EQ(chosen().detection, fake::object_query(1));
  key(Qt::Key_V);
  EXPECT_EQ(chosen().detection, fake::object_query(0)) << "what was pinned";
  EXPECT_TRUE(window_->store().pinned());
  key(Qt::Key_V);
  EXPECT_EQ(chosen().detection, fake::object_query(1));
  key(Qt::Key_Escape);
  EXPECT_FALSE(window_->store().pinned());
}

TEST_F(PhotoTest, StatisticsOfSampledLayersAreThoseOfPoints) {
  open_detector();
  ASSERT_TRUE(until([&] { return window_->feed().statistics.get<StatisticsResult>() != nullptr; }));
  QStringList shown;
  for (auto* strip : window_->inspector().findChildren<StripPlot*>()) {
    if (!strip->isHidden()) shown += strip->accessibleName().section(QLatin1Char(' '), 0, -1);
  }
  EXPECT_EQ(shown.size(), 4) << shown.join(QStringLiteral(" | ")).toStdString();
}

}  // namespace
}  // namespace headlight::ui
