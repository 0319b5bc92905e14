// Sampling points on the photo: of one object or a whole layer, filtered by head, level and weight, clicked and read.
#include "tests/gui/detection_window.h"
#include "tests/gui/fake_detector.h"
#include "ui/panels/detection_inspector.h"
#include "ui/panels/detection_scene.h"

namespace headlight::ui {
namespace {

TEST_F(DetectionTest, TheFilmsSharesCountWhatTheFiltersHide) {
  open_detector();
  ASSERT_TRUE(until([&] { return film() != nullptr; }));
  const std::vector<float> all = film()->content().steps[0].points.inside;
  EXPECT_GT(all[1], 0);
  Look look = window_->store().look();
  look.hidden_heads = 0b0010;
  look.least_weight = 0.2;
  window_->store().set_look(look);
  ASSERT_TRUE(settled());
  ASSERT_TRUE(until([&] { return film() != nullptr && film()->content().steps[0].points.points.size() == 8; }));
  EXPECT_EQ(film()->content().steps[0].points.inside, all);
  for (const SamplePoint& point : film()->content().steps[0].points.points) EXPECT_NE(point.head, 1);
}

TEST_F(DetectionTest, AWholeLayersPointsAreShownAndEachIsClicked) {
  open_detector();
  window_->findChild<PointsSection*>()->whose()->findChildren<QAbstractButton*>()[1]->click();
  ASSERT_TRUE(until([&] { return photo() != nullptr && photo()->content().others.size() == 19; }));
  EXPECT_EQ(photo()->content().queries.front().query, fake::object_query(0)) << "the chosen one stands out";
  for (const QueryPoints& other : photo()->content().others) EXPECT_EQ(other.points.size(), 16U);
  EXPECT_EQ(window_->findChild<PointsSection*>()->count_text(*window_->store().site()), QStringLiteral("320 of 320 shown"));
  FigureCanvas& canvas = *window_->centre().points()->canvas();
  const SamplePoint wanted = fake::sample(2, fake::object_query(1), 2, 0, 1);
  PicturePlace place = photo()->place(canvas.figure_rect(), canvas.style());
  QTest::mouseClick(&canvas, Qt::LeftButton, {}, place.map(wanted.x, wanted.y).toPoint());
  ASSERT_TRUE(settled());
  EXPECT_EQ(chosen().detection, fake::object_query(1)) << "the car's, a click on one of its points";
  EXPECT_EQ(chosen().head.head, 2);
  ASSERT_TRUE(until([&] { return photo() != nullptr && photo()->content().queries.front().query == fake::object_query(1); }));
  EXPECT_EQ(photo()->content().others.size(), 19U);
  const auto own = point_of(canvas, [](const Hit& hit) { return hit.own_place && hit.query == 0; });
  ASSERT_TRUE(own) << "the reference point of a query that found nothing";
  QTest::mouseClick(&canvas, Qt::LeftButton, {}, *own);
  ASSERT_TRUE(settled());
  EXPECT_EQ(chosen().detection, 0);
  window_->actions().get("whole_layer")->trigger();
  ASSERT_TRUE(until([&] { return photo() != nullptr && photo()->content().others.empty(); }));
}

TEST_F(DetectionTest, OtherQueriesAreMarkedOnThePhotoAndClicked) {
  open_detector();
  EXPECT_TRUE(photo()->content().others.empty());
  window_->actions().get("other_queries")->trigger();
  ASSERT_TRUE(until([&] { return photo() != nullptr && photo()->content().others.size() == 19; }));
  for (const QueryPoints& other : photo()->content().others) EXPECT_TRUE(other.points.empty()) << "their places alone";
  FigureCanvas& canvas = *window_->centre().points()->canvas();
  const auto own = point_of(canvas, [](const Hit& hit) { return hit.own_place && hit.query == 0; });
  ASSERT_TRUE(own);
  QTest::mouseClick(&canvas, Qt::LeftButton, {}, *own);
  ASSERT_TRUE(settled());
  EXPECT_EQ(chosen().detection, 0);
}

TEST_F(DetectionTest, TheWholeLayerOfTheEncoderIsItsPixels) {
  open_detector();
  choose_stream("deformable_encoder");
  window_->actions().get("whole_layer")->trigger();
  const std::size_t pixels = 8 * 8 + 4 * 4;
  ASSERT_TRUE(until([&] { return photo() != nullptr && photo()->content().others.size() + photo()->content().queries.size() >= pixels; }));
  EXPECT_FALSE(photo()->content().other_places) << "they would be a grid over the picture";
  const auto point = point_of(*window_->centre().points()->canvas(), [&](const Hit& hit) { return hit.has_value && hit.query != chosen().query; });
  ASSERT_TRUE(point);
  const auto hit = photo()->hit(*point, window_->centre().points()->canvas()->figure_rect(), window_->centre().points()->canvas()->style());
  QTest::mouseClick(window_->centre().points()->canvas(), Qt::LeftButton, {}, *point);
  ASSERT_TRUE(settled());
  EXPECT_EQ(chosen().query, hit->query);
  EXPECT_EQ(chosen().detection, fake::object_query(0)) << "the object stays chosen";
}

TEST_F(DetectionTest, KeysOfHeadsAndLevelsThatALayerLacksAreOff) {
  open_detector();
  EXPECT_TRUE(window_->actions().get("head_4")->isEnabled());
  EXPECT_FALSE(window_->actions().get("head_5")->isEnabled()) << "it has 4";
  EXPECT_TRUE(window_->actions().get("level_2")->isEnabled());
  EXPECT_FALSE(window_->actions().get("level_3")->isEnabled()) << "it has 2";
  EXPECT_TRUE(window_->actions().get("level_3")->toolTip().contains(QStringLiteral("2 levels")));
}

TEST_F(DetectionTest, HoverOnAPointReadsHeadLevelAndWeight) {
  open_detector();
  FigureCanvas& canvas = *window_->centre().points()->canvas();
  const SamplePoint wanted = fake::sample(2, fake::object_query(0), 3, 1, 1);
  const PicturePlace place = photo()->place(canvas.figure_rect(), canvas.style());
  QTest::mouseMove(&canvas, place.map(wanted.x, wanted.y).toPoint());
  ASSERT_TRUE(until([&] { return window_->tip().isVisible(); }));
  EXPECT_TRUE(window_->tip().words().name.startsWith(QStringLiteral("Head 3"))) << window_->tip().words().name.toStdString();
  EXPECT_EQ(window_->tip().words().value.toDouble(), QString::number(double(wanted.weight), 'f', 4).toDouble());
}

TEST_F(DetectionTest, TheTipIsOfWhatAZoomBringsUnderAPointerThatRests) {
  open_detector();
  FigureCanvas& canvas = *window_->centre().points()->canvas();
  const SamplePoint wanted = fake::sample(2, fake::object_query(0), 3, 1, 1);
  const QPoint at = photo()->place(canvas.figure_rect(), canvas.style()).map(wanted.x, wanted.y).toPoint();
  QTest::mouseMove(&canvas, QPoint(1, 1));
  QTest::mouseMove(&canvas, at);
  ASSERT_TRUE(until([&] { return window_->tip().isVisible(); }));
  const auto tells_what_is_there = [&] {
    const auto hit = photo()->hit(at, canvas.figure_rect(), canvas.style());
    if (!hit) return !window_->tip().isVisible();
    return window_->tip().isVisible() && window_->tip().words().name.toLower() == (hit->has_value ? hit->key_label : hit->query_label).toLower();
  };
  EXPECT_TRUE(tells_what_is_there());
  const HoverTip::Words before = window_->tip().words();
  for (const auto& [part, why] : {std::pair{QRectF(0, 0, 60, 60), "zoomed"}, {QRectF(196, 196, 60, 60), "moved"}, {QRectF(), "all of it"}}) {
    canvas.set_viewport(part);
    EXPECT_TRUE(tells_what_is_there()) << why << ": " << window_->tip().words().name.toStdString();
  }
  EXPECT_EQ(window_->tip().words(), before);
}

TEST_F(DetectionTest, DigitsShowOneHeadAndFiltersAskForFewerPoints) {
  open_detector();
  window_->centre().points()->canvas()->setFocus();
  key(Qt::Key_3);
  ASSERT_TRUE(until([&] { return photo() != nullptr && photo()->content().queries.front().points.size() == 4; }));
  for (const SamplePoint& point : photo()->content().queries.front().points) EXPECT_EQ(point.head, 2);
  key(Qt::Key_3);
  ASSERT_TRUE(until([&] { return photo() != nullptr && photo()->content().queries.front().points.size() == 16; }));
  auto* heads = window_->findChild<HeadSharesSection*>();
  ASSERT_EQ(heads->toggles().size(), 4U);
  EXPECT_EQ(heads->toggles()[1]->accessibleName(), QStringLiteral("Head 1 85 %"));
  auto* levels = window_->findChild<LevelsSection*>();
  ASSERT_EQ(levels->toggles().size(), 2U);
  QTest::mouseClick(levels->toggles()[0], Qt::LeftButton);
  ASSERT_TRUE(until([&] { return photo() != nullptr && photo()->content().queries.front().points.size() == 8; }));
  for (const SamplePoint& point : photo()->content().queries.front().points) EXPECT_EQ(point.level, 1);
  Look look = window_->store().look();
  look.least_weight = 0.2;
  window_->store().set_look(look);
  ASSERT_TRUE(until([&] { return photo() != nullptr && photo()->content().queries.front().points.size() < 8; }));
  for (const SamplePoint& point : photo()->content().queries.front().points) EXPECT_GE(point.weight, 0.2F);
}

TEST_F(DetectionTest, TheChosenHeadIsToldApartAndIsTheOneShownAlone) {
  open_detector();
  window_->centre().points()->canvas()->setFocus();
  const auto toggles = [&] { return window_->findChild<HeadSharesSection*>()->toggles(); };
  key(Qt::Key_Right);
  ASSERT_TRUE(until([&] { return photo() != nullptr; }));
  EXPECT_EQ(photo()->content().look.chosen, chosen().head.head);
  EXPECT_TRUE(toggles()[std::size_t(chosen().head.head)]->is_chosen());
  key(Qt::Key_1);
  EXPECT_EQ(chosen().head.head, 0) << "one selection";
  EXPECT_EQ(window_->store().look().hidden_heads, 0b1110U);
  key(Qt::Key_Right);
  EXPECT_EQ(chosen().head.head, 1);
  EXPECT_EQ(window_->store().look().hidden_heads, 0b1101U) << "the one that is shown follows";
  key(Qt::Key_2);
  EXPECT_EQ(window_->store().look().hidden_heads, 0U);
}

TEST_F(DetectionTest, LevelsCarryTheColoursOfTheirPoints) {
  open_detector();
  Look look = window_->store().look();
  look.colour_by_level = true;
  window_->store().set_look(look);
  ASSERT_TRUE(settled());
  const auto& levels = window_->findChild<LevelsSection*>()->toggles();
  for (int level = 0; level < 2; ++level) EXPECT_EQ(levels[std::size_t(level)]->mark_colour(), mark_colour(points_look(look, 1), 0, level));
}

TEST_F(DetectionTest, DDimsThePicture) {
  open_detector();
  window_->centre().points()->canvas()->setFocus();
  const double before = window_->store().look().dim;
  key(Qt::Key_D);
  EXPECT_NE(window_->store().look().dim, before);
  EXPECT_LE(window_->store().look().dim, 0.8);
}

}  // namespace
}  // namespace headlight::ui
