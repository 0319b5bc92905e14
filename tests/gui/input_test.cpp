// What is typed for one kind of input, while another is looked at.
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>

#include "tests/gui/window_fixture.h"
#include "ui/controls/button.h"
#include "ui/controls/choices.h"
#include "ui/panels/input_rail.h"

namespace headlight::ui {
namespace {

class InputTest : public WindowTest {
 protected:
  Segments& kind() { return *window_->input().findChild<Segments*>(); }
  QLineEdit& ids() { return *window_->input().findChild<QLineEdit*>(); }
  void choose(int index) { kind().findChildren<QToolButton*>()[index]->click(); }

  QPlainTextEdit& box(const QString& name) {
    for (QPlainTextEdit* each : window_->input().findChildren<QPlainTextEdit*>()) {
      if (each->accessibleName() == name) return *each;
    }
    throw std::logic_error("no such box");
  }
  Button* button(const QString& text) {
    for (Button* each : window_->input().findChildren<Button*>()) {
      if (each->text() == text && each->isVisible()) return each;
    }
    return nullptr;
  }
};

TEST_F(InputTest, TextsOutliveAVisitToTokenNumbers) {
  open_sentence();
  window_->runs().set_automatic(false);
  button(QStringLiteral("Add a second text"))->click();
  box(QStringLiteral("Second text")).setPlainText(QStringLiteral("And more."));
  const InputSpec typed = window_->runs().input();
  ASSERT_EQ(typed.pair, "And more.");
  choose(2);
  choose(0);
  EXPECT_EQ(window_->runs().input(), typed);
  EXPECT_EQ(window_->input().text()->toPlainText().toStdString(), typed.text);
  EXPECT_TRUE(box(QStringLiteral("Second text")).isVisible());
  EXPECT_NE(button(QStringLiteral("Remove the second text")), nullptr);
}

TEST_F(InputTest, TokenNumbersBeginAsThoseOfTheText) {
  open_sentence();
  window_->runs().set_automatic(false);
  ASSERT_TRUE(until([&] { return window_->runs().tokens() != nullptr; }));
  choose(2);
  EXPECT_EQ(window_->runs().input().ids, window_->runs().tokens()->ids);
  ids().setText(QStringLiteral("5, 6"));
  choose(0);
  choose(2);
  EXPECT_EQ(ids().text(), QStringLiteral("5, 6")) << "somebody's own stay";
}

TEST_F(InputTest, WhatIsNotRunIsTakenBack) {
  open_sentence();
  window_->runs().set_automatic(false);
  EXPECT_EQ(button(QStringLiteral("Take back")), nullptr);
  window_->input().text()->setPlainText(QStringLiteral("Another."));
  ASSERT_NE(button(QStringLiteral("Take back")), nullptr);
  button(QStringLiteral("Take back"))->click();
  EXPECT_EQ(window_->input().text()->toPlainText().toStdString(), window_->store().run()->input.text);
  EXPECT_FALSE(window_->runs().edited());
  EXPECT_EQ(button(QStringLiteral("Take back")), nullptr);
}

// The narrow rail (windows below 1440 pixels): lines break, nothing is cut.
TEST_F(InputTest, NothingOfTheInputIsCutInTheNarrowRail) {
  for (const auto* language : {"en", "ko"}) {
    set_language(*qApp, QString::fromLatin1(language));
    open_sentence({1376, 840});
    const auto flow = window_->input().findChild<TokenFlow*>();
    EXPECT_TRUE(until([&] { return flow->height() >= flow->heightForWidth(flow->width()); }, 5000)) << flow->height();
    for (const QPlainTextEdit* each : window_->input().findChildren<QPlainTextEdit*>()) {
      if (!each->isVisible()) continue;
      EXPECT_GE(each->height(), each->minimumHeight()) << each->accessibleName().toStdString();
      EXPECT_FALSE(each->verticalScrollBar()->isVisible()) << "as high as its text";
    }
    for (const QAbstractButton* each : window_->input().findChildren<QAbstractButton*>()) {
      if (!each->isVisible()) continue;
      EXPECT_GE(each->width(), each->minimumSizeHint().width()) << each->text().toStdString();
    }
    window_.reset();
  }
  set_language(*qApp, QStringLiteral("en"));
}

}  // namespace
}  // namespace headlight::ui
