// Every control of the window, of its workspaces and of what opens over it has a name that a screen reader reads.
#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAccessible>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTabBar>
#include <QTextEdit>
#include <set>

#include "tests/gui/window_fixture.h"
#include "ui/controls/choices.h"
#include "ui/controls/range_bar.h"
#include "ui/panels/figure_table.h"
#include "ui/studio/ask/ask_page.h"
#include "ui/window/consent_dialog.h"
#include "ui/window/export_dialog.h"

namespace headlight::ui {
namespace {

template <typename... Kind>
bool is_any(QWidget* widget) {
  return ((qobject_cast<Kind*>(widget) != nullptr) || ...);
}

// What one can act on or read number by number; parts that Qt makes for its own controls are read with those.
bool is_control(QWidget* widget) {
  if (qobject_cast<QScrollBar*>(widget) != nullptr || qobject_cast<QComboBox*>(widget->parentWidget()) != nullptr) return false;
  if (widget->objectName().startsWith(QLatin1String("qt_")) || widget->inherits("QComboBoxPrivateContainer") || widget->inherits("QComboBoxListView")) return false;
  const bool common = is_any<QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSlider, QAbstractItemView>(widget);
  return common || is_any<QTabBar, Segments, Stepper, RangeBar>(widget) || dynamic_cast<TabledWidget*>(widget) != nullptr || (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus;
}

QString place_of(const QWidget* widget) {
  QStringList names;
  for (const QWidget* at = widget; at != nullptr; at = at->parentWidget()) names.prepend(QString::fromLatin1(at->metaObject()->className()).section(QStringLiteral("::"), -1));
  return names.join(QLatin1Char('/'));
}

class NamesTest : public WindowTest, public ::testing::WithParamInterface<const char*> {
 protected:
  void expect_names(const char* where) {
    for (QWidget* top : QApplication::topLevelWidgets()) {
      for (QWidget* widget : top->findChildren<QWidget*>() + QWidgetList{top}) {
        if (!is_control(widget) || widget->inherits("QMenuBar") || widget->inherits("QMenu") || widget->inherits("QScrollArea") || widget->isWindow()) continue;
        QAccessibleInterface* reader = QAccessible::queryAccessibleInterface(widget);
        const QString name = reader == nullptr ? QString() : reader->text(QAccessible::Name);
        const bool named = !name.trimmed().isEmpty();
        EXPECT_TRUE(named || !faults_.insert(place_of(widget).toStdString()).second) << where << ": " << place_of(widget).toStdString();
        ++looked_at_;
      }
    }
  }

  void expect_names_of_workspaces() {
    expect_names("explore");
    for (const char* workspace : {"weight", "compare", "ask", "intervene"}) {
      window_->actions().get(workspace)->trigger();
      ASSERT_TRUE(settled());
      expect_names(workspace);
    }
  }

  std::set<std::string> faults_;  // said once each
  int looked_at_ = 0;
};

TEST_P(NamesTest, EveryControlHasOneInEveryWorkspace) {
  open_thing(GetParam());
  expect_names_of_workspaces();
  window_->actions().get("ask")->trigger();
  auto* ask = qobject_cast<AskPage*>(window_->work().page(Workspace::ask));
  for (const auto kind : {AskPage::Kind::patterns, AskPage::Kind::many}) {
    ask->show_kind(kind);
    ASSERT_TRUE(settled());
    expect_names("ask");
  }
  EXPECT_GT(looked_at_, 300);
}

TEST_P(NamesTest, EveryControlHasOneInKorean) {
  open_thing(GetParam());
  window_->set_language(QStringLiteral("ko"));
  ASSERT_TRUE(settled());
  expect_names_of_workspaces();
  EXPECT_GT(looked_at_, 200);
}

TEST_P(NamesTest, EveryControlHasOneInWhatOpensOverTheWindow) {
  open();
  expect_names("start");
  open_thing(GetParam());
  for (const char* action : {"find", "keys", "guide", "export"}) {
    window_->actions().get(action)->trigger();
    QTest::qWait(20);
    expect_names(action);
  }
  for (auto* dialog : window_->findChildren<ExportDialog*>()) dialog->close();
  CodeFile file;
  file.path = "/models/street.torchscript";
  file.hash = std::string(64, 'a');
  auto* consent = new ConsentDialog(file, {}, window_.get());
  consent->show();
  QTest::qWait(20);
  expect_names("consent");
  consent->close();
}

TEST_P(NamesTest, AListIsCalledWhatItIsAndHasItsEntryAsValue) {
  open_thing(GetParam());
  int lists = 0;
  for (auto* list : window_->findChildren<Choice*>()) {
    QAccessibleInterface* reader = QAccessible::queryAccessibleInterface(list);
    ASSERT_NE(reader, nullptr);
    EXPECT_EQ(reader->role(), QAccessible::ComboBox);
    EXPECT_EQ(reader->text(QAccessible::Name), list->accessibleName());
    EXPECT_EQ(reader->text(QAccessible::Value), list->currentText());
    ++lists;
  }
  for (auto* stepper : window_->findChildren<Stepper*>()) {
    QAccessibleInterface* reader = QAccessible::queryAccessibleInterface(stepper);
    ASSERT_NE(reader->valueInterface(), nullptr);
    EXPECT_EQ(reader->valueInterface()->currentValue().toInt(), stepper->value());
    EXPECT_EQ(reader->text(QAccessible::Value), QString::number(stepper->value()));
  }
  EXPECT_GT(lists, 2);
}

INSTANTIATE_TEST_SUITE_P(Models, NamesTest, ::testing::Values("fake-bert", "fake-vit", "fake-detr"));

}  // namespace
}  // namespace headlight::ui
