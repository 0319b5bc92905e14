// Every dialog with the keyboard alone: what has it first, where Tab leads, what Enter and Esc do, what is read aloud.
#include <QAccessible>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QPointer>
#include <QPushButton>
#include <QToolButton>
#include <algorithm>
#include <set>

#include "tests/gui/window_fixture.h"
#include "ui/controls/focus_ring.h"
#include "ui/window/cheat_sheet.h"
#include "ui/window/consent_dialog.h"
#include "ui/window/export_dialog.h"
#include "ui/window/guide_window.h"
#include "ui/window/palette.h"

namespace headlight::ui {
namespace {

QString name_of(QWidget* widget) {
  QAccessibleInterface* reader = QAccessible::queryAccessibleInterface(widget);
  return reader == nullptr ? QString() : reader->text(QAccessible::Name);
}

QString told(QWidget* widget) {
  return QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ') + name_of(widget);
}

struct DialogKeysWalk {
  // All that Tab leads to from what has the keyboard until it is back there.
  static std::vector<QWidget*> walk(QWidget& box, bool back = false) {
    std::vector<QWidget*> visited;
    for (int press = 0; press < 80; ++press) {
      QWidget* now = QApplication::focusWidget();
      if (now == nullptr || (!visited.empty() && now == visited.front())) break;
      if (std::ranges::find(visited, now) != visited.end()) break;
      visited.push_back(now);
      QTest::keyClick(now, back ? Qt::Key_Backtab : Qt::Key_Tab, back ? Qt::ShiftModifier : Qt::NoModifier);
    }
    for (QWidget* each : visited) EXPECT_TRUE(&box == each || box.isAncestorOf(each)) << told(each).toStdString() << " is outside";
    return visited;
  }
};

class DialogKeys : public WindowTest, protected DialogKeysWalk {};

QStringList names_of(const std::vector<QWidget*>& widgets) {
  QStringList names;
  for (QWidget* each : widgets) names += name_of(each);
  return names;
}

// Both ways through the same widgets, all that can have the keyboard, each with a name and a ring while it has it.
void expect_walks(QWidget& box, FocusRing* ring) {
  const auto there = DialogKeysWalk::walk(box);
  auto back = DialogKeysWalk::walk(box, true);
  ASSERT_FALSE(there.empty());
  std::reverse(back.begin() + 1, back.end());
  EXPECT_EQ(names_of(there), names_of(back)) << names_of(there).join(QLatin1Char('|')).toStdString();
  for (QWidget* each : box.findChildren<QWidget*>()) {
    const bool reachable = each->isVisible() && each->isEnabled() && !each->size().isEmpty() && each->window() == box.window() &&
                           (each->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && each->focusProxy() == nullptr;
    EXPECT_TRUE(!reachable || std::ranges::find(there, each) != there.end()) << told(each).toStdString() << " is never reached";
  }
  for (QWidget* each : there) {
    EXPECT_FALSE(name_of(each).trimmed().isEmpty()) << told(each).toStdString();
    if (ring == nullptr) continue;
    each->setFocus(Qt::TabFocusReason);
    EXPECT_TRUE(ring->isVisible()) << told(each).toStdString();
    EXPECT_TRUE(ring->geometry().contains(QRect(each->mapTo(box.window(), QPoint()), each->size()).center())) << told(each).toStdString();
  }
}

TEST_F(DialogKeys, ExportLeadsThroughOptionsButtonsAndPreview) {
  open_sentence();
  window_->actions().get("export")->trigger();
  const QPointer<ExportDialog> dialog = window_->findChild<ExportDialog*>();
  ASSERT_TRUE(until([&] { return dialog->ready(); }));
  const QStringList names = names_of(walk(*dialog));
  EXPECT_EQ(names, QStringList({"What", "Format: PNG", "Width: 175 mm", "Dots an inch", "Model and input below it", "Cancel", "Export…", "Preview", "Preview: True size"}))
      << names.join(QLatin1Char('|')).toStdString();
  expect_walks(*dialog, dialog->findChild<FocusRing*>());
  for (auto* button : dialog->findChildren<QPushButton*>()) EXPECT_EQ(button->isDefault(), button->text() == QStringLiteral("Export…"));
  for (auto* field : {"What", "Free width, mm", "Dots an inch (PNG)"}) {
    const auto labels = dialog->findChildren<QLabel*>();
    EXPECT_TRUE(std::ranges::any_of(labels, [&](const QLabel* label) { return label->text() == QLatin1String(field) && label->buddy() != nullptr; })) << field;
  }
  QTest::keyClick(dialog, Qt::Key_Escape);
  EXPECT_TRUE(until([&] { return dialog == nullptr; }));
}

TEST_F(DialogKeys, ArrowsChooseAmongSegmentsAndTabLeavesThem) {
  open_sentence();
  window_->actions().get("export")->trigger();
  auto* dialog = window_->findChild<ExportDialog*>();
  ASSERT_TRUE(until([&] { return dialog->ready(); }));
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
  EXPECT_EQ(name_of(QApplication::focusWidget()), QStringLiteral("Format: SVG"));
  EXPECT_TRUE(qobject_cast<QToolButton*>(QApplication::focusWidget())->isChecked());
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
  EXPECT_EQ(name_of(QApplication::focusWidget()), QStringLiteral("Width: 175 mm"));
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab, Qt::ShiftModifier);
  EXPECT_EQ(name_of(QApplication::focusWidget()), QStringLiteral("Format: SVG")) << "the chosen one, not the first";
}

TEST_F(DialogKeys, BoxesOverTheWindowKeepTheKeyboardAndGiveItBack) {
  open_sentence();
  QWidget* before = window_->centre().matrix()->canvas();
  before->setFocus();
  window_->actions().get("keys")->trigger();
  auto* sheet = window_->findChild<CheatSheet*>();
  ASSERT_NE(sheet, nullptr);
  EXPECT_EQ(names_of(walk(*sheet)), QStringList({"All keys"}));
  window_->actions().get("find")->trigger();
  ASSERT_TRUE(until([&] { return window_->findChild<CheatSheet*>() == nullptr; }));
  auto* palette = window_->findChild<Palette*>();
  ASSERT_NE(palette, nullptr);
  EXPECT_EQ(QApplication::focusWidget(), palette->field());
  QTest::keyClick(palette->field(), Qt::Key_Escape);
  EXPECT_EQ(QApplication::focusWidget(), before) << "also where one box followed the other";
}

TEST_F(DialogKeys, WhereNothingHadTheKeyboardTheMapGetsItAfterABox) {
  open_sentence();
  if (QWidget* used = QApplication::focusWidget()) used->clearFocus();
  for (const char* box : {"find", "keys"}) {
    window_->actions().get(box)->trigger();
    ASSERT_NE(QApplication::focusWidget(), nullptr);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    EXPECT_EQ(QApplication::focusWidget(), window_->centre().matrix()->canvas()) << box;
    QApplication::focusWidget()->clearFocus();
  }
}

TEST_F(DialogKeys, TheGuideAndTheConsentAreWalkedThrough) {
  open_sentence();
  CodeFile file;
  file.path = "/models/street.torchscript";
  file.hash = std::string(64, 'a');
  auto* consent = new ConsentDialog(file, {}, window_.get());
  consent->show();
  ASSERT_TRUE(until([&] { return QApplication::focusWidget() != nullptr && consent->isAncestorOf(QApplication::focusWidget()); }));
  EXPECT_EQ(name_of(QApplication::focusWidget()), QStringLiteral("Cancel"));
  expect_walks(*consent, consent->findChild<FocusRing*>());
  QTest::keyClick(consent, Qt::Key_Escape);
  window_->actions().get("guide")->trigger();
  const QPointer<GuideWindow> guide = window_->findChild<GuideWindow*>();
  ASSERT_NE(guide, nullptr);
  ASSERT_TRUE(until([&] { return QApplication::focusWidget() != nullptr && guide->isAncestorOf(QApplication::focusWidget()); }));
  EXPECT_FALSE(name_of(QApplication::focusWidget()).isEmpty());
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
  EXPECT_TRUE(until([&] { return guide == nullptr || !guide->isVisible(); }));
}

// Which part of the window a widget belongs to, as one reads it.
int part_of(MainWindow& window, QWidget* widget) {
  const auto within = [&](const char* name) { return window.findChild<QWidget*>(QLatin1String(name))->isAncestorOf(widget); };
  if (within("topBar")) return 0;
  if (window.left_rail().isAncestorOf(widget)) return 1;
  return window.inspector().isAncestorOf(widget) ? 3 : 2;
}

class WindowKeys : public DialogKeys, public ::testing::WithParamInterface<const char*> {};

TEST_P(WindowKeys, TabLeadsThroughBarRailCentreAndInspector) {
  set_language(*qApp, QLatin1String(GetParam()));
  open_sentence();
  window_->centre().heads()->canvas()->setFocus();
  expect_walks(*window_, nullptr);
  window_->centre().heads()->canvas()->setFocus();
  auto order = walk(*window_);
  const auto first = std::ranges::find_if(order, [&](QWidget* each) { return part_of(*window_, each) == 0; });
  std::ranges::rotate(order, first);
  std::vector<int> parts;
  for (QWidget* each : order) parts.push_back(part_of(*window_, each));
  EXPECT_TRUE(std::ranges::is_sorted(parts)) << names_of(order).join(QLatin1Char('|')).toStdString();
  const auto place = [&](QWidget* widget) { return std::ranges::find(order, widget) - order.begin(); };
  EXPECT_LT(place(window_->centre().heads()->canvas()), place(window_->centre().graph()->canvas()));
  EXPECT_LT(place(window_->centre().graph()->canvas()), place(window_->centre().matrix()->canvas()));
  set_language(*qApp, QStringLiteral("en"));
}

TEST_P(WindowKeys, EveryMenuHasItsLetter) {
  set_language(*qApp, QLatin1String(GetParam()));
  open_sentence();
  std::set<QChar> letters;
  const auto menus = window_->findChild<QMenuBar*>()->actions();
  for (const QAction* menu : menus) {
    const auto at = menu->text().indexOf(QLatin1Char('&'));
    ASSERT_GE(at, 0) << menu->text().toStdString();
    letters.insert(menu->text()[at + 1].toUpper());
  }
  EXPECT_EQ(letters, (std::set<QChar>{u'F', u'E', u'V', u'R', u'W', u'H'}));
  QTest::keyClick(window_.get(), Qt::Key_V, Qt::AltModifier);
  EXPECT_TRUE(until([&] { return QApplication::activePopupWidget() != nullptr; }));
  if (QWidget* popup = QApplication::activePopupWidget()) QTest::keyClick(popup, Qt::Key_Escape);
  set_language(*qApp, QStringLiteral("en"));
}

INSTANTIATE_TEST_SUITE_P(Languages, WindowKeys, ::testing::Values("en", "ko"));

}  // namespace
}  // namespace headlight::ui
