// Deep zoom, parts and grids of a picture in the window.
#include <QListWidget>

#include "tests/gui/fake_detector.h"
#include "tests/gui/window_fixture.h"
#include "ui/figures/overlay.h"
#include "ui/panels/grid_tool.h"
#include "ui/panels/picture_tiles.h"
#include "ui/panels/region_tool.h"
#include "ui/state/detections.h"

namespace headlight::ui {
namespace {

using fake::object_query;

class LargePicture : public WindowTest {
 protected:
  void open_picture(const char* model = "fake-detr") {
    open({1440, 900});
    InputSpec input;
    input.image = "/pictures/street.png";
    window_->open_model(model, input);
    ASSERT_TRUE(settled());
    ASSERT_TRUE(until([&] { return zoom().place().has_value(); }));
  }
  [[nodiscard]] bool detects() const { return window_->centre().points()->isVisible(); }
  PictureZoom& zoom() const { return detects() ? window_->centre().points()->zoom() : window_->centre().picture()->zoom(); }
  FigureCanvas& canvas() const {
    return *(detects() ? static_cast<FigurePanel*>(window_->centre().points()) : window_->centre().picture())->canvas();
  }
  RegionTool& region() const { return *canvas().findChild<RegionTool*>(); }
  GridTool& grid() const { return *canvas().findChild<GridTool*>(); }
  QPoint at(double x, double y) const { return zoom().place()->map(x, y).toPoint(); }
  void draw(QPointF from, QPointF to) {
    region().set_choosing(true);
    QTest::mousePress(&region(), Qt::LeftButton, {}, at(from.x(), from.y()));
    QTest::mouseMove(&region(), at(from.x() + 3, from.y() + 3));
    const QPoint end = at(to.x(), to.y());
    QMouseEvent move(QEvent::MouseMove, end, region().mapToGlobal(end), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&region(), &move);
    QTest::mouseRelease(&region(), Qt::LeftButton, {}, end);
  }
};

TEST(PictureLevels, TakesTheCoarsestThatIsSharp) {
  const PictureLevels levels({12000, 9000});
  ASSERT_EQ(levels.sizes.size(), 6U);
  EXPECT_EQ(levels.sizes.back(), QSize(375, 282));
  EXPECT_EQ(levels.level_for(4), 0);
  EXPECT_EQ(levels.level_for(0.51), 0);
  EXPECT_EQ(levels.level_for(0.5), 1);
  EXPECT_EQ(levels.level_for(0.26), 1);
  EXPECT_EQ(levels.level_for(0.001), 5);
}

TEST_F(LargePicture, TheWheelZoomsAtThePointer) {
  for (const char* model : {"fake-detr", "fake-vit"}) {
    open_picture(model);
    zoom().zoom_middle(6);  // the picture fills its room
    const PicturePlace before = *zoom().place();
    const QPointF pointer = before.rect.topLeft() + QPointF(before.rect.width() * 0.3, before.rect.height() * 0.4);
    const QPointF held = before.original(pointer);
    for (int i = 0; i < 4; ++i) zoom().zoom(pointer, 1.25);
    const PicturePlace after = *zoom().place();
    EXPECT_NEAR(after.rect.width() / after.visible.width(), before.rect.width() / before.visible.width() * std::pow(1.25, 4), 1e-6);
    EXPECT_NEAR(after.original(pointer).x(), held.x(), 1e-6) << model;
    EXPECT_NEAR(after.original(pointer).y(), held.y(), 1e-6) << model;
    for (int i = 0; i < 60; ++i) zoom().zoom(pointer, 1.25);
    EXPECT_GE(zoom().scale(), 8) << "a pixel of the picture is eight of the screen's and more";
    zoom().fit();
    EXPECT_TRUE(canvas().viewport().isEmpty());
  }
}

TEST_F(LargePicture, DraggingAndKeysMoveThePicture) {
  open_picture();
  zoom().zoom_middle(4);
  const PicturePlace before = *zoom().place();
  zoom().pan({40, 24});
  const PicturePlace dragged = *zoom().place();
  const double pixel = before.visible.width() / before.rect.width();
  EXPECT_NEAR(dragged.visible.left(), before.visible.left() - 40 * pixel, 1e-6);
  EXPECT_NEAR(dragged.visible.top(), before.visible.top() - 24 * pixel, 1e-6);
  window_->actions().get("pan_right")->trigger();
  EXPECT_GT(zoom().place()->visible.left(), dragged.visible.left());
  zoom().pan({1e6, 1e6});
  EXPECT_EQ(zoom().place()->visible.topLeft(), QPointF(0, 0)) << "the picture's border stops it";
}

TEST_F(LargePicture, SharpTilesComeWhereThePictureIsCoarse) {
  open_picture();
  zoom().zoom_middle(12);
  canvas().repaint();
  ASSERT_TRUE(settled());
  EXPECT_TRUE(session_->tiles_asked().empty()) << "every pixel of the file is there already";
  session_->coarse_picture = true;
  InputSpec input;
  input.image = "/pictures/large.png";
  window_->open_model("fake-detr", input);
  ASSERT_TRUE(settled());
  canvas().repaint();
  ASSERT_TRUE(until([&] { return !session_->tiles_asked().empty() && !window_->client().any_busy(); }));
  for (const auto& tile : session_->tiles_asked()) {
    EXPECT_EQ(tile.path, "/pictures/large.png");
    EXPECT_EQ(tile.level, 0);
  }
}

TEST_F(LargePicture, APartIsRunAndTheWholeAgain) {
  open_picture();
  const int runs = session_->runs_started;
  draw({40, 60}, {140, 180});
  ASSERT_TRUE(region().part().has_value());
  const QRectF part = *region().part();
  EXPECT_NEAR(part.left(), 40, 2);
  EXPECT_NEAR(part.bottom(), 180, 2);
  QTest::keyClick(&region(), Qt::Key_Return);
  ASSERT_TRUE(settled());
  EXPECT_EQ(session_->runs_started, runs + 1);
  ASSERT_TRUE(window_->store().run()->input.region.has_value());
  EXPECT_EQ((*window_->store().run()->input.region)[0], part.left());
  EXPECT_TRUE(region().shows_part());
  EXPECT_FALSE(region().choosing());
  EXPECT_EQ(canvas().style().part, part) << "outlined by the figure, under its labels";
  QImage above(region().size(), QImage::Format_ARGB32);
  above.fill(Qt::transparent);
  region().render(&above, {}, {}, QWidget::DrawChildren);
  const QPoint corner = zoom().place()->transform().mapRect(part).topLeft().toPoint();
  EXPECT_EQ(above.pixelColor(corner).alpha(), 0) << "nothing over them";
  window_->actions().get("undo")->trigger();
  ASSERT_TRUE(settled());
  EXPECT_FALSE(window_->store().run()->input.region.has_value()) << "one step back is the whole picture";
  window_->actions().get("redo")->trigger();
  ASSERT_TRUE(settled());
  ASSERT_TRUE(region().shows_part());
  region().run_whole();
  ASSERT_TRUE(settled());
  EXPECT_FALSE(region().shows_part());
}

TEST_F(LargePicture, EscapeLeavesThePartAlone) {
  open_picture();
  const int runs = session_->runs_started;
  draw({40, 60}, {140, 180});
  QTest::keyClick(&region(), Qt::Key_Escape);
  EXPECT_FALSE(region().choosing());
  EXPECT_FALSE(region().part().has_value());
  draw({40, 60}, {41, 61});
  EXPECT_EQ(*region().part(), QRectF(64, 64, 128, 128)) << "a click is no part: the middle stays";
  EXPECT_EQ(session_->runs_started, runs);
}

TEST_F(LargePicture, AGridListsWhatAllTilesHoldAndShowsATile) {
  open_picture();
  grid().start(128);
  ASSERT_TRUE(until([&] { return grid().result() != nullptr; }));
  ASSERT_EQ(grid().result()->parts.size(), 2U);
  ASSERT_EQ(grid().result()->detections.size(), 4U);
  grid().choose(3);
  ASSERT_TRUE(settled());
  const auto& found = grid().result()->detections[3];
  EXPECT_EQ(window_->store().trace()->id, grid().result()->parts[found.part].trace->id);
  EXPECT_EQ(window_->store().selection().detection, found.detection.query);
  EXPECT_NE(grid().result(), nullptr) << "the list stays";
}

TEST_F(LargePicture, WhatAGridFoundIsDrawnOnThePictureAndClicked) {
  open_picture();
  const QImage before = canvas().grab().toImage();
  grid().start(128);
  ASSERT_TRUE(until([&] { return grid().result() != nullptr; }));
  ASSERT_TRUE(grid().shows_join());
  const auto& found = grid().result()->detections;
  const auto& boxes = grid().joined().boxes();
  ASSERT_EQ(boxes.size(), found.size());
  EXPECT_NE(canvas().grab().toImage(), before);
  EXPECT_TRUE(boxes[3].text.startsWith(QString::fromStdString(found[3].detection.label))) << "with its score";
  const QPoint middle = zoom().place()->transform().mapRect(boxes[3].at).center().toPoint();
  const int under = grid().joined().box_at(middle);
  ASSERT_GE(under, 0);
  QTest::mouseClick(&grid().joined(), Qt::LeftButton, {}, middle);
  ASSERT_TRUE(settled());
  EXPECT_EQ(window_->store().trace()->id, grid().result()->parts[found[std::size_t(under)].part].trace->id);
  EXPECT_EQ(window_->store().selection().detection, found[std::size_t(under)].detection.query);
  EXPECT_FALSE(grid().shows_join()) << "the tile's own points are seen";
  EXPECT_TRUE(grid().isVisible());
}

TEST_F(LargePicture, AJoinIsKeptUntilAnotherPictureIsOpened) {
  open_picture();
  grid().start(128);
  ASSERT_TRUE(until([&] { return grid().result() != nullptr; }));
  const int runs = session_->runs_started;
  grid().choose(1);
  ASSERT_TRUE(settled());
  grid().put_away();
  EXPECT_FALSE(grid().isVisible());
  ASSERT_NE(grid().result(), nullptr);
  grid().show_join();
  EXPECT_TRUE(grid().isVisible());
  EXPECT_TRUE(grid().shows_join());
  EXPECT_LE(session_->runs_started, runs + 1) << "nothing but the tile is run again";
  Store& store = window_->store();
  const std::int64_t other = store.selection().detection == object_query(0) ? object_query(1) : object_query(0);
  store.select(with_object(*store.trace(), store.selection(), other));
  EXPECT_FALSE(grid().shows_join()) << "an object of the run was chosen: it is seen";
  InputSpec input;
  input.image = "/pictures/large.png";
  window_->open_model("fake-detr", input);
  ASSERT_TRUE(settled());
  EXPECT_EQ(grid().result(), nullptr);
  EXPECT_FALSE(grid().isVisible());
}

TEST_F(LargePicture, APartIsChosenAndRunByKeysAlone) {
  open_picture();
  canvas().setFocus();
  key(Qt::Key_T);
  ASSERT_TRUE(region().choosing());
  EXPECT_TRUE(region().hasFocus());
  ASSERT_TRUE(region().part().has_value()) << "the middle of the picture, before any arrow key";
  EXPECT_EQ(*region().part(), QRectF(64, 64, 128, 128));
  QTest::keyClick(&region(), Qt::Key_Right);
  QTest::keyClick(&region(), Qt::Key_Down, Qt::ShiftModifier);
  EXPECT_EQ(*region().part(), QRectF(77, 64, 128, 141));
  QTest::keyClick(&region(), Qt::Key_Return);
  ASSERT_TRUE(settled());
  ASSERT_TRUE(window_->store().run()->input.region.has_value());
  EXPECT_TRUE(window_->actions().get("whole")->isEnabled());
  canvas().setFocus();
  key(Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
  ASSERT_TRUE(settled());
  EXPECT_FALSE(window_->store().run()->input.region.has_value());
}

TEST_F(LargePicture, AGridOfAModelWithoutDetectionsListsItsTiles) {
  open();
  InputSpec input;
  input.image = "/pictures/street.png";
  window_->open_model("fake-vit", input);
  ASSERT_TRUE(settled());
  GridTool& tiles = *window_->centre().picture()->canvas()->findChild<GridTool*>();
  tiles.start(128);
  ASSERT_TRUE(until([&] { return tiles.result() != nullptr; }));
  const auto* list = tiles.findChild<QListWidget*>();
  ASSERT_EQ(list->count(), 2);
  EXPECT_TRUE(list->item(1)->text().contains(QStringLiteral("128, 0"))) << list->item(1)->text().toStdString();
  EXPECT_TRUE(list->item(1)->text().contains(QStringLiteral("bus"))) << "what it was taken for";
  tiles.choose(1);
  ASSERT_TRUE(settled());
  ASSERT_TRUE(window_->store().run()->input.region.has_value());
  EXPECT_EQ((*window_->store().run()->input.region)[0], 128);
}

TEST(GridEdges, FitThePicture) {
  EXPECT_EQ(GridTool::edges({12000, 9000}), (std::vector<std::int64_t>{512, 1024, 2048, 4096}));
  EXPECT_EQ(GridTool::edges({300, 200}), (std::vector<std::int64_t>{256}));
  EXPECT_TRUE(GridTool::edges({128, 128}).empty());
}

}  // namespace
}  // namespace headlight::ui
