// Deep zoom, parts and grids of a picture in the window.
#include "tests/gui/fake_detector.h"
#include "tests/gui/window_fixture.h"
#include "ui/figures/overlay.h"
#include "ui/panels/detections_section.h"
#include "ui/panels/grid_bar.h"
#include "ui/panels/grid_tool.h"
#include "ui/panels/picture_tiles.h"
#include "ui/panels/region_tool.h"
#include "ui/panels/tile_grid.h"
#include "ui/state/detections.h"
#include "ui/window/task_line.h"

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
  TileGrid& grid() const { return window_->grid(); }
  JoinedBoxes& joined() const { return canvas().findChild<GridTool*>()->joined(); }
  DetectionList& list() const { return *window_->left_rail().findChild<DetectionList*>(); }
  GridBar& bar() const { return *window_->left_rail().findChild<GridBar*>(); }
  bool finished() {
    return until([&] { return !grid().running() && grid().done() == grid().planned() && !window_->client().any_busy(); });
  }
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

TEST_F(LargePicture, WhatAGridFoundIsTheListOfTheRailAndShowsATile) {
  open_picture();
  const int before = list().table()->rows();
  grid().start(128);
  ASSERT_TRUE(finished());
  ASSERT_EQ(grid().done(), 9U) << "squares of 128 that share 16 at least, of 256 by 256";
  ASSERT_EQ(grid().entries().size(), 3U) << "every tile saw the same three";
  EXPECT_EQ(list().table()->rows(), 3);
  EXPECT_TRUE(bar().isVisible());
  EXPECT_EQ(bar().text(), QStringLiteral("3 found in 9 tiles"));
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(list().table()->text(i, 0).startsWith(grid().entries()[std::size_t(i)].name)) << i;
  list().table()->choose(2, 0);
  ASSERT_TRUE(settled());
  const TileGrid::Entry& entry = grid().entries()[2];
  EXPECT_EQ(window_->store().trace()->id, grid().result().parts[entry.part].trace->id);
  EXPECT_EQ(window_->store().selection().detection, entry.query);
  EXPECT_EQ(grid().chosen(), 2);
  EXPECT_EQ(list().table()->rows(), 3) << "the list stays";
  EXPECT_EQ(window_->store().number_of(entry.query, 0), 2) << "and so does the object's number, on its tile's photo too";
  button(bar(), "Show all")->click();
  EXPECT_TRUE(grid().shows_join());
  grid().put_away();
  EXPECT_FALSE(bar().isVisible());
  EXPECT_EQ(list().table()->rows(), before) << "the run's own again";
}

TEST_F(LargePicture, WhatAGridFoundIsDrawnOnThePictureAndClicked) {
  open_picture();
  const QImage before = canvas().grab().toImage();
  grid().start(128);
  ASSERT_TRUE(finished());
  ASSERT_TRUE(grid().shows_join());
  EXPECT_TRUE(joined().isVisible());
  for (const QWidget* child : canvas().findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly))
    EXPECT_TRUE(child == &joined() || !child->isVisible() || !child->autoFillBackground()) << "nothing covers the picture: " << child->metaObject()->className();
  EXPECT_NE(canvas().grab().toImage(), before);
  const QPoint middle = zoom().place()->transform().mapRect(grid().entries()[2].at).center().toPoint();
  const int under = joined().box_at(middle);
  ASSERT_GE(under, 0);
  QTest::mouseClick(&joined(), Qt::LeftButton, {}, middle);
  ASSERT_TRUE(settled());
  const TileGrid::Entry& entry = grid().entries()[std::size_t(under)];
  EXPECT_EQ(window_->store().trace()->id, grid().result().parts[entry.part].trace->id);
  EXPECT_EQ(window_->store().selection().detection, entry.query);
  EXPECT_FALSE(grid().shows_join()) << "the tile's own points are seen";
  EXPECT_FALSE(joined().isVisible());
}

TEST_F(LargePicture, AStoppedGridKeepsWhatIsDoneAndGoesOn) {
  open_picture();
  session_->run_delay_ms = 100;
  grid().start(128);
  EXPECT_TRUE(bar().isVisible());
  ASSERT_TRUE(until([&] { return grid().done() >= 2; }));
  EXPECT_TRUE(window_->status().task().isVisible());
  EXPECT_TRUE(bar().text().startsWith(QStringLiteral("Tile "))) << bar().text().toStdString();
  QTest::mouseClick(button(bar(), "Stop"), Qt::LeftButton);
  session_->run_delay_ms = 0;
  const std::size_t done = grid().done();
  ASSERT_GE(done, 2U);
  ASSERT_LT(done, 9U);
  EXPECT_FALSE(grid().running());
  EXPECT_EQ(bar().text(), QStringLiteral("Stopped: %1 of 9 tiles").arg(done));
  EXPECT_FALSE(window_->status().task().isVisible());
  EXPECT_EQ(grid().entries().size(), 3U);
  EXPECT_EQ(list().table()->rows(), 3) << "what the first tiles hold";
  const TraceId first = grid().result().parts.front().trace->id;
  ASSERT_TRUE(until([&] { return !window_->client().any_busy(); }));
  const int runs = session_->runs_started;
  QTest::mouseClick(button(bar(), "Go on"), Qt::LeftButton);
  ASSERT_TRUE(finished());
  EXPECT_EQ(grid().result().parts.front().trace->id, first);
  EXPECT_EQ(session_->runs_started - runs, 9 - int(done)) << "none is run again";
  EXPECT_EQ(bar().text(), QStringLiteral("3 found in 9 tiles"));
}

TEST_F(LargePicture, AStoppedGridStartsOverAndEscapeStops) {
  open_picture();
  session_->run_delay_ms = 100;
  grid().start(128);
  ASSERT_TRUE(until([&] { return grid().done() >= 1; }));
  canvas().setFocus();
  QTest::keyClick(&canvas(), Qt::Key_Escape);
  ASSERT_TRUE(grid().stopped());
  session_->run_delay_ms = 0;
  QTest::mouseClick(button(bar(), "Start over"), Qt::LeftButton);
  EXPECT_EQ(grid().done(), 0U);
  ASSERT_TRUE(finished());
}

TEST_F(LargePicture, WhereTheListIsOutOfSightAStopIsSaidOverThePanels) {
  open_picture();
  window_->resize(1280, 720);  // the left rail is folded
  ASSERT_TRUE(until([&] { return !bar().isVisible(); }));
  session_->run_delay_ms = 100;
  grid().start(128);
  ASSERT_TRUE(until([&] { return grid().done() >= 1; }));
  grid().stop();
  session_->run_delay_ms = 0;
  EXPECT_TRUE(window_->message().text().contains(QStringLiteral("of 9 tiles"))) << window_->message().text().toStdString();
  button(window_->message(), "Go on")->click();
  ASSERT_TRUE(finished());
}

TEST_F(LargePicture, ATileThatFailsEndsTheGridWithItsReason) {
  open_picture();
  grid().start(1 << 20);  // one tile
  ASSERT_TRUE(finished());
  grid().start(4);
  EXPECT_FALSE(grid().running());
  EXPECT_TRUE(grid().error().has_value()) << "no grid";
  EXPECT_TRUE(bar().isVisible());
}

TEST_F(LargePicture, AJoinIsKeptUntilAnotherPictureIsOpened) {
  open_picture();
  grid().start(128);
  ASSERT_TRUE(finished());
  const int runs = session_->runs_started;
  grid().choose(1);
  ASSERT_TRUE(settled());
  grid().put_away();
  EXPECT_EQ(grid().done(), 9U);
  grid().show_join();
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
  EXPECT_EQ(grid().done(), 0U);
  EXPECT_FALSE(grid().listed());
  EXPECT_FALSE(bar().isVisible());
}

TEST_F(LargePicture, TheKeysWalkThroughWhatAllTilesFound) {
  open_picture();
  grid().start(128);
  ASSERT_TRUE(finished());
  window_->actions().get("detection_next")->trigger();
  ASSERT_TRUE(settled());
  EXPECT_EQ(grid().chosen(), 0);
  window_->actions().get("detection_previous")->trigger();
  ASSERT_TRUE(settled());
  EXPECT_EQ(grid().chosen(), 2);
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
  grid().start(128);
  ASSERT_TRUE(finished());
  ASSERT_EQ(list().table()->rows(), 9);
  EXPECT_TRUE(list().isVisible());
  EXPECT_TRUE(list().table()->text(2, 0).contains(QStringLiteral("128, 0"))) << list().table()->text(2, 0).toStdString();
  EXPECT_TRUE(list().table()->text(2, 0).contains(QStringLiteral("bus"))) << "what it was taken for";
  EXPECT_EQ(bar().text(), QStringLiteral("9 tiles"));
  grid().choose(2);
  ASSERT_TRUE(settled());
  ASSERT_TRUE(window_->store().run()->input.region.has_value());
  EXPECT_EQ((*window_->store().run()->input.region)[0], 128);
}

TEST(GridEdges, FitThePicture) {
  EXPECT_EQ(TileGrid::edges({12000, 9000}), (std::vector<std::int64_t>{512, 1024, 2048, 4096}));
  EXPECT_EQ(TileGrid::edges({300, 200}), (std::vector<std::int64_t>{256}));
  EXPECT_TRUE(TileGrid::edges({128, 128}).empty());
}

}  // namespace
}  // namespace headlight::ui
