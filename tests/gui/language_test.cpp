// What a change of language keeps, and how the window says which language it shows.
#include <QPlainTextEdit>

#include "tests/gui/window_fixture.h"
#include "ui/controls/focus_ring.h"
#include "ui/panels/run_row.h"

namespace headlight::ui {
namespace {

TEST_F(WindowTest, TheMenuTicksTheLanguageThatIsShown) {
  open_sentence();
  const auto ticked = [&](const char* id) { return window_->actions().get(id)->isChecked(); };
  EXPECT_TRUE(ticked("language_en"));
  EXPECT_FALSE(ticked("language_ko"));
  window_->set_language(QStringLiteral("ko"));
  ASSERT_TRUE(settled());
  EXPECT_FALSE(ticked("language_en"));
  EXPECT_TRUE(ticked("language_ko"));
  window_->actions().get("language_ko")->trigger();
  EXPECT_TRUE(until([&] { return ticked("language_ko"); })) << "choosing it again does not take the tick away";
}

// What is shown comes back in events of its own; a second change may come before them.
TEST_F(WindowTest, ChangesOfLanguageOneAfterTheOtherKeepTheWorkspace) {
  open_sentence();
  window_->actions().get("compare")->trigger();
  for (const char* code : {"ko", "en", "ko"}) window_->set_language(QLatin1String(code));
  EXPECT_FALSE(window_->shows_start());
  ASSERT_TRUE(settled());
  EXPECT_EQ(window_->work().workspace(), Workspace::compare);
  window_->set_language(QStringLiteral("en"));
  window_->actions().get("ask")->trigger();
  ASSERT_TRUE(settled());
  EXPECT_EQ(window_->work().workspace(), Workspace::ask) << "one that is chosen meanwhile stays";
  window_->actions().get("start_page")->trigger();
  ASSERT_TRUE(window_->shows_start());
  window_->set_language(QStringLiteral("ko"));
  ASSERT_TRUE(settled());
  EXPECT_TRUE(window_->shows_start());
  window_->actions().get("start_page")->trigger();
  ASSERT_TRUE(settled());
  EXPECT_TRUE(until([&] { return window_->work().workspace() == Workspace::ask; })) << "behind the start page, too";
}

TEST_F(WindowTest, AChangeOfLanguageKeepsTheZoomAndTheRing) {
  open_sentence();
  window_->centre().matrix()->zoom_middle(2);
  ASSERT_TRUE(settled());
  const Viewport view = window_->centre().matrix()->canvas()->viewport();
  ASSERT_FALSE(view.isEmpty());
  key(Qt::Key_Shift);
  window_->set_language(QStringLiteral("ko"));
  ASSERT_TRUE(settled());
  EXPECT_EQ(window_->centre().matrix()->canvas()->viewport(), view);
  EXPECT_TRUE(until([&] { return window_->findChild<FocusRing*>()->isVisible(); })) << "keys were pressed last";
}

// The sheet of keys, say, takes its size from what it lies over.
TEST_F(WindowTest, WhatIsMadeAnewHasItsSizeBeforeItIsLaidOut) {
  open_sentence();
  const QWidget* before = window_->centralWidget();
  const QRect place = before->geometry();
  window_->set_language(QStringLiteral("ko"));
  EXPECT_EQ(window_->centralWidget(), before) << "in an event of its own";
  QCoreApplication::sendPostedEvents(window_.get(), QEvent::MetaCall);
  EXPECT_NE(window_->centralWidget(), before);
  EXPECT_EQ(window_->centralWidget()->geometry(), place);
}

// A sentence is typed on where it was.
TEST_F(WindowTest, AChangeOfLanguageLeavesTheKeyboardWhereItIs) {
  open_sentence();
  window_->input().text()->setFocus();
  window_->input().text()->moveCursor(QTextCursor::Start);
  window_->set_language(QStringLiteral("ko"));
  QCoreApplication::sendPostedEvents(window_.get(), QEvent::MetaCall);
  QTest::keyClicks(window_.get(), QStringLiteral("So "));  // before everything is there again
  ASSERT_TRUE(settled());
  EXPECT_EQ(QApplication::focusWidget(), window_->input().text());
  EXPECT_TRUE(until([&] { return window_->input().text()->toPlainText() == QStringLiteral("So ") + QLatin1String(kSentence); })) << window_->input().text()->toPlainText().toStdString();
  ASSERT_TRUE(settled());
  for (const char* action : {"compare", "ask", "explore"}) {
    window_->actions().get(action)->trigger();
    ASSERT_TRUE(settled());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    const QByteArray kind = QApplication::focusWidget()->metaObject()->className();
    const QPoint place = QApplication::focusWidget()->mapTo(window_.get(), QPoint());
    window_->set_language(language_now() == QStringLiteral("ko") ? QStringLiteral("en") : QStringLiteral("ko"));
    ASSERT_TRUE(settled());
    ASSERT_NE(QApplication::focusWidget(), nullptr);
    EXPECT_EQ(QApplication::focusWidget()->metaObject()->className(), kind) << action;
    EXPECT_LT((QApplication::focusWidget()->mapTo(window_.get(), QPoint()) - place).manhattanLength(), 120) << action;
  }
}

// By which the next one is made, too.
TEST_F(WindowTest, WhatIsFoldedWhileTheWindowIsMadeAnewStaysSo) {
  open_sentence();
  window_->set_language(QStringLiteral("ko"));
  window_->model().findChild<QToolButton*>()->click();
  ASSERT_FALSE(window_->model().is_open());
  ASSERT_TRUE(settled());
  EXPECT_FALSE(window_->model().is_open());
}

TEST_F(WindowTest, TheTitleSaysTheInputInAFewWords) {
  open_sentence();
  EXPECT_TRUE(window_->windowTitle().startsWith(QLatin1String(kSentence)));
  window_->input().text()->setPlainText(QStringLiteral("many words ").repeated(30));
  EXPECT_TRUE(until([&] { return window_->windowTitle().startsWith(QStringLiteral("many words")); }));
  EXPECT_LT(window_->windowTitle().size(), 80);
}

// It is a window of its own, which nobody else allows to paint again.
TEST_F(WindowTest, AFloatingPanelPaintsAfterAChangeOfLanguage) {
  open_sentence();
  window_->centre().matrix()->canvas()->setFocus();
  window_->actions().get("float")->trigger();
  ASSERT_TRUE(window_->centre().floats(window_->centre().matrix()));
  window_->set_language(QStringLiteral("ko"));
  ASSERT_TRUE(settled());
  ASSERT_TRUE(until([&] { return window_->centre().floats(window_->centre().matrix()); }));
  EXPECT_TRUE(window_->centre().matrix()->updatesEnabled());
  EXPECT_TRUE(window_->centre().graph()->updatesEnabled());
}

// Whatever window has the keyboard, what is typed next is the input.
TEST_F(WindowTest, TheInputIsTypedFromAFloatingPanel) {
  open_sentence();
  window_->centre().matrix()->canvas()->setFocus();
  window_->actions().get("float")->trigger();
  ASSERT_TRUE(window_->centre().floats(window_->centre().matrix()));
  ASSERT_TRUE(until([&] { return QApplication::activeWindow() != nullptr && QApplication::activeWindow() != window_.get(); }));
  window_->actions().get("edit_input")->trigger();
  EXPECT_TRUE(until([&] { return QApplication::activeWindow() == window_.get(); }));
  EXPECT_EQ(QApplication::focusWidget(), window_->input().text());
}

// Also those of runs that are not shown.
TEST_F(WindowTest, EveryRunsThumbnailOutlivesAChangeOfLanguage) {
  open_sentence();
  InputSpec input;
  input.text = "Another sentence.";
  window_->open_model("fake-bert", input);
  ASSERT_TRUE(until([&] { return window_->store().runs().size() == 2 && !window_->client().any_busy(); }));
  for (const char* code : {"ko", "en"}) {
    const auto rows = [&] { return window_->findChildren<RunRow*>(); };
    ASSERT_TRUE(until([&] { return rows().size() == 2; })) << "those of the other language go";
    for (const RunRow* row : rows()) {
      EXPECT_FALSE(row->picture().isNull()) << row->text().toStdString();
      EXPECT_FALSE(row->toolTip().isEmpty());
    }
    window_->set_language(QLatin1String(code));
    ASSERT_TRUE(settled());
  }
}

}  // namespace
}  // namespace headlight::ui
