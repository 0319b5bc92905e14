// Grey and 16-bit pictures: which values become black and white, by fields, bar, presets and a drag on the picture.
#include <QLineEdit>

#include "tests/gui/window_fixture.h"

namespace headlight::ui {
namespace {

class WindowLevelTest : public WindowTest {
 protected:
  void open_picture(const char* name = "/pictures/ct.png", const char* model = "fake-vit") {
    open();
    InputSpec input;
    input.image = name;
    window_->open_model(model, input);
    ASSERT_TRUE(settled());
  }
  WindowControls& controls() { return *window_->input().window(); }
  std::optional<std::array<double, 2>> chosen() const { return window_->runs().input().window; }
  bool ran_with(std::array<double, 2> range) {
    return until([&] { return window_->store().trace()->image_window == std::optional(range) && !window_->client().any_busy(); });
  }
};

TEST_F(WindowLevelTest, OnlyGreyAndWidePicturesHaveOne) {
  open_picture("/pictures/street.png");
  EXPECT_FALSE(controls().isVisible());
  EXPECT_FALSE(window_->actions().get("window_level")->isEnabled());
  InputSpec input;
  input.image = "/pictures/ct.png";
  window_->open_model("fake-vit", input);
  ASSERT_TRUE(until([&] { return controls().isVisible(); }));
  EXPECT_TRUE(window_->actions().get("window_level")->isEnabled());
  EXPECT_EQ(controls().low()->text(), QStringLiteral("0"));
  EXPECT_EQ(controls().high()->text(), QStringLiteral("255")) << "as the reference's decoder cuts wide grey";
}

TEST_F(WindowLevelTest, TypedNumbersRunAndUndoTakesThemBack) {
  open_picture();
  ASSERT_TRUE(until([&] { return controls().isVisible(); }));
  controls().low()->selectAll();
  QTest::keyClicks(controls().low(), QStringLiteral("1000"));
  controls().high()->selectAll();
  QTest::keyClicks(controls().high(), QStringLiteral("3000"));
  QTest::keyClick(controls().high(), Qt::Key_Return);
  EXPECT_EQ(chosen(), (std::optional{std::array{1000.0, 3000.0}}));
  ASSERT_TRUE(ran_with({1000, 3000}));
  window_->actions().get("undo")->trigger();
  ASSERT_TRUE(settled());
  EXPECT_EQ(chosen(), std::nullopt);
  EXPECT_EQ(controls().low()->text(), QStringLiteral("0"));
  window_->actions().get("redo")->trigger();
  EXPECT_EQ(chosen(), (std::optional{std::array{1000.0, 3000.0}}));
}

TEST_F(WindowLevelTest, NumbersInTheWrongOrderAreRefused) {
  open_picture();
  ASSERT_TRUE(until([&] { return controls().isVisible(); }));
  controls().high()->selectAll();
  QTest::keyClicks(controls().high(), QStringLiteral("-5"));
  QTest::keyClick(controls().high(), Qt::Key_Return);
  EXPECT_EQ(chosen(), std::nullopt);
  EXPECT_TRUE(controls().high()->property("invalid").toBool());
}

TEST_F(WindowLevelTest, PresetsAreExact) {
  open_picture();
  ASSERT_TRUE(until([&] { return controls().isVisible() && !window_->client().any_busy(); }));
  controls().use_full();
  EXPECT_EQ(chosen(), (std::optional{std::array{100.0, 4095.0}}));
  controls().use_percentiles();
  ASSERT_TRUE(chosen());
  EXPECT_NEAR(chosen()->at(0), 100 + 3995 * 0.01, 32) << "samples rise evenly from left to right";
  EXPECT_NEAR(chosen()->at(1), 100 + 3995 * 0.99, 32);
  controls().use_own();
  EXPECT_EQ(chosen(), std::nullopt);
  window_->centre().picture()->canvas()->setFocus();
  key(Qt::Key_Y);
  EXPECT_EQ(chosen(), (std::optional{std::array{100.0, 4095.0}}));
}

TEST_F(WindowLevelTest, ThePresetInUseIsMarked) {
  open_picture();
  ASSERT_TRUE(until([&] { return controls().isVisible() && !window_->client().any_busy(); }));
  EXPECT_EQ(controls().preset()->current(), 0);
  controls().use_full();
  EXPECT_EQ(controls().preset()->current(), 1);
  controls().use_percentiles();
  EXPECT_EQ(controls().preset()->current(), 2);
  controls().bar()->setFocus();
  QTest::keyClick(controls().bar(), Qt::Key_Down);
  EXPECT_EQ(controls().preset()->current(), -1) << "a range of one's own";
  controls().preset()->findChildren<QToolButton*>().front()->click();
  EXPECT_EQ(chosen(), std::nullopt);
}

TEST_F(WindowLevelTest, TheRightButtonOnThePictureChangesWidthAndLevel) {
  open_picture();
  ASSERT_TRUE(until([&] { return controls().isVisible(); }));
  controls().use_full();
  ASSERT_TRUE(ran_with({100, 4095}));
  FigureCanvas& canvas = *window_->centre().picture()->canvas();
  ASSERT_TRUE(canvas.isVisible());
  const QPoint from = canvas.rect().center();
  QTest::mousePress(&canvas, Qt::RightButton, {}, from);
  const QPointF to(from.x() - canvas.width() / 4.0, from.y());
  QMouseEvent move(QEvent::MouseMove, to, canvas.mapToGlobal(to), Qt::NoButton, Qt::RightButton, Qt::NoModifier);
  QApplication::sendEvent(&canvas, &move);
  QTest::mouseRelease(&canvas, Qt::RightButton, {}, to.toPoint());
  ASSERT_TRUE(chosen());
  EXPECT_NEAR(chosen()->at(1) - chosen()->at(0), 3995 * 0.75, 40) << "a quarter narrower";
  EXPECT_NEAR((chosen()->at(0) + chosen()->at(1)) / 2, 4195 / 2.0, 20) << "about the same level";
}

TEST_F(WindowLevelTest, TheBarHasKeys) {
  open_picture();
  ASSERT_TRUE(until([&] { return controls().isVisible(); }));
  controls().use_full();
  controls().bar()->setFocus();
  QTest::keyClick(controls().bar(), Qt::Key_Down);
  ASSERT_TRUE(chosen());
  EXPECT_NEAR(chosen()->at(1) - chosen()->at(0), 3995 * 0.98, 3);
  const double low = chosen()->at(0);
  QTest::keyClick(controls().bar(), Qt::Key_Left);
  EXPECT_LT(chosen()->at(0), low);
}

TEST_F(WindowLevelTest, ThePreviewShowsWhatTheModelGets) {
  open_picture();
  ASSERT_TRUE(until([&] { return window_->input().as_model()->isVisible() && !window_->client().any_busy(); }));
  window_->input().as_model()->click();
  ASSERT_TRUE(settled());
  const Axis& axis = window_->store().trace()->axes.front();
  QImage picture(64, 64, QImage::Format_RGB32);
  picture.fill(Qt::red);
  const QImage seen = as_model_gets(picture, axis);
  EXPECT_EQ(seen.size(), QSize(128, 128));
  EXPECT_EQ(seen.pixelColor(100, 100), QColor(Qt::red));
  Axis padded = axis;
  padded.image = {128, 256};
  EXPECT_EQ(as_model_gets(picture, padded).pixelColor(64, 100), QColor(Qt::black)) << "padding below the picture";
  EXPECT_EQ(as_model_gets(picture, padded).pixelColor(64, 30), QColor(Qt::red));
}

TEST_F(WindowLevelTest, ThePicturesOwnRangeIsOneClickAwayAndUndone) {
  open_picture();
  ASSERT_TRUE(until([&] { return controls().own_range()->isVisible() && !window_->client().any_busy(); }));
  EXPECT_EQ(controls().clipped(), QStringLiteral("Values above 255 are white to the model, and this picture's reach 4095."));
  QTest::mouseClick(controls().own_range(), Qt::LeftButton);
  EXPECT_EQ(chosen(), (std::optional{std::array{100.0, 4095.0}}));
  EXPECT_FALSE(controls().own_range()->isVisible()) << "nothing is hidden any longer";
  ASSERT_TRUE(ran_with({100, 4095}));
  window_->actions().get("undo")->trigger();
  ASSERT_TRUE(settled());
  EXPECT_EQ(chosen(), std::nullopt);
  EXPECT_TRUE(controls().own_range()->isVisible());
}

TEST_F(WindowLevelTest, AWindowThatMissesThePictureOffersItsRange) {
  open_picture();
  ASSERT_TRUE(until([&] { return controls().isVisible() && !window_->client().any_busy(); }));
  InputSpec input = window_->runs().input();
  input.window = {5000, 6000};
  window_->runs().set_input(input);
  EXPECT_EQ(controls().clipped(), QStringLiteral("Nearly all of the picture is black: its values are 100–4095."));
  input.window = {0, 50};
  window_->runs().set_input(input);
  EXPECT_TRUE(controls().clipped().startsWith(QStringLiteral("Nearly all of the picture is white")));
  QTest::mouseClick(controls().own_range(), Qt::LeftButton);
  EXPECT_EQ(chosen(), (std::optional{std::array{100.0, 4095.0}}));
  EXPECT_EQ(controls().clipped(), QString());
}

TEST(WindowAndLevel, SharesThatAWindowCutsOff) {
  const auto shares = clipped_shares({1, 1, 2}, {0, 200}, {0, 150});
  EXPECT_DOUBLE_EQ(shares[0], 0.25);
  EXPECT_DOUBLE_EQ(shares[1], 0.5);
  EXPECT_EQ(clipped_shares({}, {0, 1}, {0, 1}), (std::array{0.0, 0.0})) << "before the counts are there";
}

TEST(WindowAndLevel, PercentilesOfCounts) {
  std::vector<double> counts(256, 0);
  counts[10] = 98;
  counts[0] = counts[255] = 1;
  const auto found = percentiles(counts, {0, 2550}, 0.01, 0.99);
  EXPECT_DOUBLE_EQ(found[0], 100);
  EXPECT_DOUBLE_EQ(found[1], 100);
}

TEST(WindowAndLevel, StaysInItsLimits) {
  EXPECT_EQ(moved_range({10, 20}, -50, 0, {0, 100}), (std::array{0.0, 10.0}));
  EXPECT_EQ(moved_range({10, 20}, 0, 1000, {0, 100}), (std::array{0.0, 100.0}));
  const auto least = moved_range({10, 20}, 0, -1000, {0, 100});
  EXPECT_GT(least[1], least[0]);
}

}  // namespace
}  // namespace headlight::ui
