// A change of theme passes over the window once, and in one event over what is in sight alone: it keeps nobody waiting.
#include <QLabel>
#include <QPainter>
#include <ctime>

#include "tests/gui/window_fixture.h"
#include "ui/controls/appearance.h"
#include "ui/theme/colour_map.h"

namespace headlight::ui {
namespace {

double thread_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

// Counts the events of one kind that widgets get.
class Counter : public QObject {
 public:
  explicit Counter(QEvent::Type type) : type_(type) { qApp->installEventFilter(this); }
  [[nodiscard]] std::size_t count() const { return count_; }

 protected:
  bool eventFilter(QObject* object, QEvent* event) override {
    count_ += event->type() == type_ && object->isWidgetType() ? 1 : 0;
    return false;
  }

 private:
  QEvent::Type type_;
  std::size_t count_ = 0;
};

class ThemeTest : public WindowTest {
 protected:
  // Every workspace has been looked at.
  void open_all() {
    open_sentence();
    for (const char* workspace : {"weight", "compare", "ask", "intervene", "explore"}) {
      window_->actions().get(workspace)->trigger();
      ASSERT_TRUE(settled());
    }
  }
};

// Yellow is no bar on white, nor dark violet on a dark track: a line around it says how long it is.
TEST_F(ThemeTest, ABarOfItsTracksBrightnessHasAnOutline) {
  const auto edge_of = [](Appearance appearance, const QColor& fill) {
    set_appearance(*qApp, appearance);
    QImage image(40, 12, QImage::Format_RGB32);
    image.fill(colour("ground"));
    QPainter painter(&image);
    paint_bar(painter, {0, 0, 40, 12}, 0.5, fill);
    return std::pair(image.pixelColor(10, 0), image.pixelColor(10, 6));
  };
  for (const auto& [appearance, fill] : {std::pair{Appearance::light, QColor(0xfd, 0xe7, 0x25)}, std::pair{Appearance::dark, QColor(0x48, 0x18, 0x6a)}}) {
    const auto [edge, inside] = edge_of(appearance, fill);
    EXPECT_EQ(inside, fill);
    EXPECT_GE(contrast(edge, colour("track")), 3);
  }
  const auto [edge, inside] = edge_of(Appearance::light, QColor(0x44, 0x01, 0x54));
  EXPECT_EQ(edge, inside) << "one that is seen has none";
  set_appearance(*qApp, Appearance::dark);
}

// Qt styles a widget anew for each one that it lies in where a style sheet takes another's place (11 times a widget here),
// and a rule for all widgets gives each a font of its own (21 changes a widget).
TEST_F(ThemeTest, EveryWidgetIsStyledAFewTimesAtMost) {
  open_all();
  for (const char* theme : {"light", "contrast", "dark"}) {
    const Counter styles(QEvent::StyleChange), fonts(QEvent::FontChange);
    const double begin = thread_ms();
    window_->set_theme(QLatin1String(theme));
    ASSERT_TRUE(until([&] { return !window_->changes_theme(); }));
    RecordProperty(theme, std::to_string(thread_ms() - begin) + " ms");
    const auto widgets = std::size_t(QApplication::allWidgets().size());
    EXPECT_LE(styles.count(), 3 * widgets) << theme;
    EXPECT_LE(fonts.count(), widgets / 2) << theme;
  }
}

// The pages of other workspaces come after what is in sight, and are in the new theme before they are shown.
TEST_F(ThemeTest, WhatIsHiddenIsNotWaitedFor) {
  open_all();
  std::size_t visible = 0;
  for (const QWidget* widget : QApplication::allWidgets()) visible += widget->isVisible() ? 1 : 0;
  const Counter styles(QEvent::StyleChange);
  window_->set_theme(QStringLiteral("light"));
  EXPECT_EQ(styles.count(), 0U) << "not in the event that asks for it";
  ASSERT_TRUE(until([&] { return !window_->changes_theme(); }));
  window_->actions().get("ask")->trigger();
  ASSERT_TRUE(settled());
  EXPECT_EQ(current_theme().appearance(), Appearance::light);
  for (const QLabel* label : window_->findChildren<QLabel*>())
    if (label->isVisible() && label->property("role") == QStringLiteral("second")) { EXPECT_EQ(label->palette().color(QPalette::WindowText), colour("text2")); }
  EXPECT_GT(visible, 100U);
}

TEST_F(ThemeTest, TheLastOfSeveralThemesIsTheOneThatStays) {
  open_all();
  window_->set_theme(QStringLiteral("light"));
  window_->set_theme(QStringLiteral("contrast"));
  window_->set_theme(QStringLiteral("light"));
  ASSERT_TRUE(until([&] { return !window_->changes_theme(); }));
  EXPECT_EQ(current_theme().appearance(), Appearance::light);
  window_->set_theme(QStringLiteral("dark"));
  ASSERT_TRUE(until([&] { return !window_->changes_theme(); }));
}

}  // namespace
}  // namespace headlight::ui
