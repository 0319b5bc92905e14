// The least score, the least weight, heads and levels: by slider and by key, and as one step back.
#include <QSlider>

#include "tests/gui/fake_detector.h"
#include "tests/gui/photo_window.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/detections_section.h"
#include "ui/panels/photo_scene.h"

namespace headlight::ui {
namespace {

TEST_F(PhotoTest, TheScoreSliderFiltersAndGoesBelowTheModelsOwn) {
  open_detector();
  auto* section = window_->findChild<DetectionsSection*>();
  Slide& score = *section->score();
  EXPECT_NEAR(score.value(), 0.5, 1e-9) << "whatever scores were found";
  score.field()->setFocus();
  score.field()->selectAll();
  QTest::keyClicks(score.field(), QStringLiteral("0,9"));
  QTest::keyClick(score.field(), Qt::Key_Return);
  ASSERT_TRUE(settled());
  EXPECT_EQ(section->list()->queries(), (std::vector<std::int64_t>{fake::object_query(0)}));
  score.slider()->setValue(18);
  ASSERT_TRUE(settled());
  EXPECT_NEAR(look().least_score, 0.18, 1e-9);
  ASSERT_EQ(section->list()->queries().size(), 3U + 4) << "queries 0, 1, 2 and 4 have 0.2 − 0.005 · query";
  EXPECT_EQ(section->list()->queries()[3], 0);
  ASSERT_TRUE(until([&] { return shown<PointsFigure>(*window_->centre().points()) != nullptr; }));
  EXPECT_EQ(shown<PointsFigure>(*window_->centre().points())->content().detections.size(), 7U) << "drawn too";
  show(Photo::links);
  ASSERT_TRUE(until([&] { return links() != nullptr; }));
  EXPECT_EQ(links()->content().detections.size(), 7U);
  ASSERT_TRUE(until([&] { return share_in_box(window_->feed(), 0).has_value(); })) << "with its share in the box";
}

TEST_F(PhotoTest, ADragOfASliderIsOneStepBack) {
  open_detector();
  auto* section = window_->findChild<DetectionsSection*>();
  QSlider& slider = *section->score()->slider();
  slider.setSliderDown(true);
  for (const int position : {60, 50, 40, 30}) slider.setValue(position);
  slider.setSliderDown(false);
  EXPECT_NEAR(look().least_score, 0.3, 1e-9);
  window_->actions().get("undo")->trigger();
  EXPECT_LT(look().least_score, 0);
  slider.setFocus();
  QTest::keyClick(&slider, Qt::Key_Left);
  QTest::keyClick(&slider, Qt::Key_Left);
  window_->actions().get("undo")->trigger();
  EXPECT_NEAR(look().least_score, 0.49, 1e-9) << "keys are steps of their own";
}

TEST_F(PhotoTest, KeysFilterScoresWeightsHeadsAndLevels) {
  open_detector();
  window_->centre().points()->canvas()->setFocus();
  key(Qt::Key_Comma, Qt::ControlModifier);
  EXPECT_NEAR(look().least_score, 0.55, 1e-9);
  key(Qt::Key_Period, Qt::ControlModifier);
  EXPECT_NEAR(look().least_score, 0.50, 1e-9);
  key(Qt::Key_Comma);
  EXPECT_NEAR(look().least_weight, 0.005, 1e-9);
  key(Qt::Key_Period);
  EXPECT_EQ(look().least_weight, 0);
  key(Qt::Key_1);
  EXPECT_EQ(look().hidden_heads, 0b1110U);
  key(Qt::Key_0);
  EXPECT_EQ(look().hidden_heads, 0U);
  key(Qt::Key_2, Qt::ControlModifier);
  EXPECT_EQ(look().hidden_levels, 0b10U);
}

}  // namespace
}  // namespace headlight::ui
