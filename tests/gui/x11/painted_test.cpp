// The window on an X server: what it has painted is what the screen shows. Off screen nobody can tell.
#include <QPixmap>
#include <QScreen>

#include "tests/gui/window_fixture.h"

namespace headlight::ui {
namespace {

// The share of pixels that differ, 0…1; 1 for pictures of other sizes.
double unlike(const QImage& a, const QImage& b) {
  if (a.size() != b.size()) return 1;
  const auto apart = [](QRgb one, QRgb other) {
    return std::max({std::abs(qRed(one) - qRed(other)), std::abs(qGreen(one) - qGreen(other)), std::abs(qBlue(one) - qBlue(other))});
  };
  std::int64_t count = 0;
  for (int y = 0; y < a.height(); ++y) {
    const auto *one = reinterpret_cast<const QRgb*>(a.constScanLine(y)), *other = reinterpret_cast<const QRgb*>(b.constScanLine(y));
    for (int x = 0; x < a.width(); ++x) count += one[x] != other[x] && apart(one[x], other[x]) > 16 ? 1 : 0;
  }
  return double(count) / double(std::max(1, a.width() * a.height()));
}

class PaintedTest : public WindowTest {
 protected:
  void SetUp() override {
    WindowTest::SetUp();
    if (QGuiApplication::platformName() != QStringLiteral("xcb")) GTEST_SKIP() << "no X server";
  }

  void act(const char* id) {
    window_->actions().get(id)->trigger();
    ASSERT_TRUE(settled()) << id;
  }

  // What the screen has where a window is, beside what its widgets paint when they are asked anew.
  static double hidden(QWidget& window) {
    const QImage seen = window.screen()->grabWindow(window.winId()).toImage();
    return unlike(seen.convertToFormat(QImage::Format_RGB32), window.grab().toImage().convertToFormat(QImage::Format_RGB32));
  }

  // A floating panel's window is another one after some changes.
  static void expect_seen(const std::function<QWidget*()>& window, const std::string& after) {
    const bool seen = until([&] { return hidden(*window()) < 0.002; }, 5000);  // a text cursor blinks
    EXPECT_TRUE(seen) << after << ": " << hidden(*window());
  }

  void expect_seen(const std::string& after) {
    expect_seen([this] { return window_.get(); }, after);
  }
};

TEST_F(PaintedTest, AWindowThatDoesNotPaintIsFoundOut) {
  open_sentence();
  expect_seen("opening");
  window_->setUpdatesEnabled(false);
  act("theme_light");
  EXPECT_GT(hidden(*window_), 0.2);
}

TEST_F(PaintedTest, EveryWorkspaceIsSeenAfterAChangeOfLanguageAndOfTheme) {
  open_sentence();
  expect_seen("opening");
  for (const char* workspace : {"explore", "weight", "compare", "ask", "intervene"}) {
    act(workspace);
    expect_seen(workspace);
    for (const char* change : {"language_ko", "theme_light", "theme_contrast", "language_en", "theme_dark"}) {
      act(change);
      expect_seen(std::string(workspace) + ", " + change);
    }
  }
}

TEST_F(PaintedTest, TheStartPageIsSeenAfterAChangeOfLanguage) {
  open();
  for (const char* change : {"language_ko", "theme_light", "language_en", "theme_dark"}) {
    window_->actions().get(change)->trigger();
    QTest::qWait(50);
    expect_seen(change);
  }
}

TEST_F(PaintedTest, AFloatingPanelIsSeenAfterAChangeOfLanguageAndOfTheme) {
  open_sentence();
  window_->centre().matrix()->canvas()->setFocus();
  act("float");
  for (const char* change : {"language_ko", "theme_light", "language_en", "theme_dark"}) {
    act(change);
    ASSERT_TRUE(until([&] { return window_->centre().floats(window_->centre().matrix()); })) << change;
    const auto floating = [&] { return window_->centre().matrix()->window(); };
    floating()->move(window_->width() + 20, 40);  // beside the window: neither covers the other
    expect_seen(floating, std::string("floating, ") + change);
    expect_seen(change);
  }
}

}  // namespace
}  // namespace headlight::ui
