// Detections in the window: one object chosen anywhere drives the list, the photo, the heads, the decoder's layers.
#include <QPainter>

#include "tests/gui/detection_window.h"
#include "tests/gui/fake_detector.h"
#include "ui/panels/detection_inspector.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/input_rail.h"

namespace headlight::ui {
namespace {

TEST_F(DetectionTest, OpensOnTheBestDetectionInTheLastLayer) {
  open_detector();
  EXPECT_EQ(chosen().stream, "deformable_decoder");
  EXPECT_EQ(chosen().layer, 2);
  EXPECT_EQ(chosen().detection, fake::object_query(0));
  EXPECT_EQ(chosen().query, fake::object_query(0));
  EXPECT_TRUE(window_->centre().points()->isVisible());
  EXPECT_TRUE(window_->centre().refinement()->isVisible());
  EXPECT_FALSE(window_->centre().matrix()->isVisible()) << "sampling has no matrix";
  EXPECT_EQ(list().queries().size(), 3U);
  ASSERT_EQ(photo()->content().queries.size(), 1U);
  const QueryPoints& points = photo()->content().queries.front();
  EXPECT_EQ(points.points.size(), 4U * 2 * 2);
  EXPECT_NEAR(points.points.back().weight, fake::sample(2, 7, 3, 1, 1).weight, 1e-6) << "the heaviest is painted last";
}

TEST_F(DetectionTest, AClickInTheListMovesEveryView) {
  open_detector();
  QTest::mouseClick(&list(), Qt::LeftButton, {}, list().line(fake::object_query(1)).center());
  ASSERT_TRUE(settled());
  EXPECT_EQ(chosen().detection, fake::object_query(1));
  ASSERT_TRUE(until([&] { return photo() != nullptr && film() != nullptr; }));
  EXPECT_EQ(photo()->content().queries.front().query, fake::object_query(1));
  EXPECT_EQ(photo()->content().query_labels.front(), QStringLiteral("car 0.88"));
  ASSERT_EQ(film()->content().steps.size(), 3U);
  EXPECT_EQ(film()->content().steps[0].points.query, fake::object_query(1));
  const auto splats = splats_figure(window_->feed());
  ASSERT_NE(splats, nullptr);
  window_->actions().get("undo")->trigger();
  ASSERT_TRUE(settled());
  EXPECT_EQ(chosen().detection, fake::object_query(0)) << "one step back";
}

TEST_F(DetectionTest, WhereNothingWasFoundNoQueryIsTakenForIt) {
  open();
  session_->nothing_found = true;
  InputSpec input;
  input.image = "/pictures/street.png";
  window_->open_model("fake-detr", input);
  ASSERT_TRUE(settled());
  EXPECT_EQ(chosen().detection, -1);
  ASSERT_TRUE(until([&] { return photo() != nullptr; })) << "the picture is seen";
  EXPECT_TRUE(photo()->content().queries.empty());
  auto* object = window_->findChild<ObjectSection*>();
  EXPECT_EQ(object->windowTitle(), QStringLiteral("Detection"));
  Selection next = chosen();
  next.query = next.detection = 5;
  window_->store().select(next);
  ASSERT_TRUE(until([&] { return photo() != nullptr && photo()->content().queries.size() == 1; }));
  EXPECT_FALSE(photo()->content().is_detection(0));
  EXPECT_EQ(object->windowTitle(), QStringLiteral("Query"));
}

TEST_F(DetectionTest, LinksChooseTheLayerThatTheyAreOf) {
  open_detector();
  auto* section = window_->findChild<PhotoSection*>();
  const auto press = [&](const char* name) {
    for (QAbstractButton* button : section->findChildren<QAbstractButton*>())
      if (button->text() == QLatin1String(name)) button->click();
    ASSERT_TRUE(settled());
  };
  press("Links");
  EXPECT_EQ(chosen().stream, "decoder");
  EXPECT_EQ(chosen().layer, 2);
  EXPECT_EQ(chosen().detection, fake::object_query(0));
  press("Points");
  EXPECT_EQ(chosen().stream, "deformable_decoder");
  EXPECT_EQ(chosen().detection, fake::object_query(0));
  press("Links");
  window_->actions().get("undo")->trigger();
  ASSERT_TRUE(settled());
  EXPECT_EQ(chosen().stream, "deformable_decoder") << "one step back";
}

TEST_F(DetectionTest, NAndPWalkThroughTheList) {
  open_detector();
  window_->centre().points()->canvas()->setFocus();
  key(Qt::Key_N);
  EXPECT_EQ(chosen().detection, fake::object_query(1));
  key(Qt::Key_N);
  key(Qt::Key_N);
  EXPECT_EQ(chosen().detection, fake::object_query(0)) << "round again";
  key(Qt::Key_P);
  EXPECT_EQ(chosen().detection, fake::object_query(2));
}

TEST_F(DetectionTest, QListsEveryQueryByScore) {
  open_detector();
  window_->centre().points()->canvas()->setFocus();
  key(Qt::Key_Q);
  ASSERT_EQ(list().queries().size(), 20U);
  EXPECT_EQ(list().queries()[3], 0) << "the best of those that are no detections";
  key(Qt::Key_P);
  EXPECT_EQ(chosen().detection, list().queries().back());
  ASSERT_TRUE(until([&] { return photo() != nullptr && photo()->content().queries.front().query == chosen().detection; }));
  key(Qt::Key_Q);
  EXPECT_EQ(list().queries().size(), 3U);
}

TEST_F(DetectionTest, AnotherStreamLeavesTheLayerAsItWas) {
  open_detector();
  Selection next = chosen();
  next.layer = 1;
  window_->store().select(next);
  auto* streams = window_->findChild<ModelSection*>()->findChild<Choice*>();
  const auto choose = [&](const char* stream) {
    const int at = streams->findData(QString::fromLatin1(stream));
    streams->setCurrentIndex(at);
    Q_EMIT streams->activated(at);
    ASSERT_TRUE(settled());
    ASSERT_EQ(chosen().stream, stream);
  };
  choose("deformable_encoder");
  EXPECT_EQ(chosen().layer, 0);
  choose("decoder");
  EXPECT_EQ(chosen().layer, 1) << "not visited yet: as in the stream of the same queries";
  choose("deformable_encoder");
  choose("deformable_decoder");
  EXPECT_EQ(chosen().layer, 1);
}

TEST_F(DetectionTest, AClickOnABoxOrBesideChoosesTheObject) {
  open_detector();
  FigureCanvas& canvas = *window_->centre().points()->canvas();
  const auto at = box_point(fake::object_query(2));
  ASSERT_TRUE(at);
  QTest::mouseClick(&canvas, Qt::LeftButton, {}, *at);
  ASSERT_TRUE(settled());
  EXPECT_EQ(chosen().detection, fake::object_query(2));
  const PicturePlace place = photo()->place(canvas.figure_rect(), canvas.style());
  QTest::mouseClick(&canvas, Qt::LeftButton, {}, place.map(245, 215).toPoint());
  ASSERT_TRUE(settled());
  EXPECT_EQ(chosen().detection, fake::object_query(1)) << "the nearest reference point is the car's";
}

TEST_F(DetectionTest, ACellOfTheRefinementChoosesItsLayer) {
  open_detector();
  ASSERT_TRUE(until([&] { return film() != nullptr; }));
  FigureCanvas& canvas = *window_->centre().refinement()->canvas();
  const int first = film()->content().steps.front().site;
  const auto at = point_of(canvas, [&](const Hit& hit) { return hit.site == first; });
  ASSERT_TRUE(at);
  QTest::mouseClick(&canvas, Qt::LeftButton, {}, *at);
  ASSERT_TRUE(settled());
  EXPECT_EQ(chosen().layer, 0);
  ASSERT_TRUE(until([&] { return photo() != nullptr && photo()->content().layer == 0; }));
  EXPECT_NEAR(inside_share(film()->content().steps[1].points), 0.46 + 0.3, 1e-5) << "all points lie in the box that the next layer starts from";
}

TEST_F(DetectionTest, TheDecodersOwnAttentionIsShownBetweenDetections) {
  open_detector();
  choose_stream("decoder");
  EXPECT_EQ(chosen().query, fake::object_query(0)) << "the object stays chosen";
  ASSERT_TRUE(until([&] { return window_->centre().matrix()->isVisible(); }));
  const FigureStyle style = window_->centre().refinement()->canvas()->style();
  EXPECT_EQ(style.selected_layer, chosen().layer) << "the strip frames the layer of that attention, too";
  ASSERT_TRUE(until([&] { return film() != nullptr; }));
  const auto painted = [&](const FigureStyle& as) {
    QImage image(600, 200, QImage::Format_RGB32);
    image.fill(Qt::black);
    QPainter painter(&image);
    film()->paint(painter, {0, 0, 600, 200}, as);
    return image;
  };
  FigureStyle none = style;
  none.selected_layer = -1;
  EXPECT_NE(painted(style), painted(none));
  const auto shown = [&] { return dynamic_cast<const MatrixFigure*>(window_->centre().matrix()->canvas()->figure().get()); };
  ASSERT_TRUE(until([&] { return shown() != nullptr; }));
  const MatrixFigure* matrix = shown();
  const MatrixContent& content = matrix->content();
  EXPECT_EQ(content.queries.labels, (std::vector<QString>{"0 bus", "1 car", "2 person"})) << "in the order of the list";
  const auto& now = chosen();
  EXPECT_NEAR(content.plane.at(0, 2), fake::weight(now.layer, now.head.head, 7, 12, 20), 1e-6);
  EXPECT_TRUE(window_->centre().picture()->isVisible()) << "with the links on the picture beside it";
  EXPECT_TRUE(until([&] { return dynamic_cast<const PictureGraphFigure*>(window_->centre().picture()->canvas()->figure().get()) != nullptr; }));
  const auto at = point_of(*window_->centre().matrix()->canvas(), [](const Hit& hit) { return hit.query == 3 && hit.key == 12; });
  ASSERT_TRUE(at);
  QTest::mouseClick(window_->centre().matrix()->canvas(), Qt::LeftButton, {}, *at);
  ASSERT_TRUE(settled());
  EXPECT_EQ(chosen().detection, 3) << "a row of the matrix is an object";
}

TEST_F(DetectionTest, APixelOfTheEncoderIsChosenOnThePhoto) {
  open_detector();
  choose_stream("deformable_encoder");
  EXPECT_EQ(chosen().detection, fake::object_query(0)) << "the object stays chosen";
  ASSERT_TRUE(until([&] { return photo() != nullptr; }));
  FigureCanvas& canvas = *window_->centre().points()->canvas();
  Selection first = chosen();
  first.query = 0;
  window_->store().select(first);
  ASSERT_TRUE(until([&] { return photo() != nullptr && photo()->content().queries.front().query == 0; }));
  const PicturePlace place = photo()->place(canvas.figure_rect(), canvas.style());
  QTest::mouseClick(&canvas, Qt::LeftButton, {}, place.map(10, 245).toPoint());
  ASSERT_TRUE(settled());
  EXPECT_EQ(chosen().query, 7 * 8 + 0) << "row 7, column 0 of the finest level";
}

TEST_F(DetectionTest, TheWheelZoomsAtThePointerAndZFits) {
  open_detector();
  FigureCanvas& canvas = *window_->centre().points()->canvas();
  window_->centre().points()->zoom_middle(2.5);  // the picture fills its room
  const PicturePlace before = photo()->place(canvas.figure_rect(), canvas.style());
  const QPointF at = before.map(110, 140);
  QWheelEvent wheel(at, canvas.mapToGlobal(at), {}, {0, 360}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
  QApplication::sendEvent(&canvas, &wheel);
  const PicturePlace after = photo()->place(canvas.figure_rect(), canvas.style());
  EXPECT_LT(after.visible.width(), before.visible.width());
  EXPECT_LT(std::abs(after.map(110, 140).x() - at.x()), 1.5) << "what is under the pointer stays";
  canvas.setFocus();
  key(Qt::Key_Z);
  EXPECT_TRUE(canvas.viewport().isEmpty());
}

TEST_F(DetectionTest, SmallWindowsKeepThePhoto) {
  open_detector({1280, 720});
  EXPECT_TRUE(window_->centre().points()->isVisible());
  EXPECT_GT(window_->centre().points()->height(), 300);
  EXPECT_TRUE(window_->centre().refinement()->isVisible());
}

TEST_F(DetectionTest, LabelsInKorean) {
  set_language(*qApp, QStringLiteral("ko"));
  open_detector();
  EXPECT_EQ(window_->centre().refinement()->title(), QStringLiteral("정제 과정"));
  EXPECT_EQ(list().accessibleName(), QStringLiteral("검출"));
}

TEST_F(DetectionTest, TheListIsReadToScreenReaders) {
  open_detector();
  ASSERT_TRUE(until([&] { return list().table()->text(0, 0).contains(QStringLiteral("%")); }));
  const double share = (fake::inside(2, 0) + fake::inside(2, 3)) / 2;
  EXPECT_EQ(list().table()->text(0, 0), QStringLiteral("bus 0.93, ") + percent_text(share) + QStringLiteral(" of weight in its final box, query 7"));
  FigureTable* points = window_->centre().points()->canvas()->table();
  EXPECT_EQ(points->rows(), 16);
  EXPECT_TRUE(points->text(0, 0).startsWith(QStringLiteral("head 3, level 1, weight 0.280"))) << points->text(0, 0).toStdString();
}

}  // namespace
}  // namespace headlight::ui
