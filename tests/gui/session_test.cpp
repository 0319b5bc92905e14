// What is open is written into a session file and read from it, with how far that is; recent files.
#include <QMenu>

#include "tests/gui/session_window.h"
#include "ui/window/task_line.h"

namespace headlight::ui {
namespace {

TEST_F(SessionTest, AWrittenSessionOpensAsItWas) {
  open();
  work();
  const QString file = folder_.filePath(QStringLiteral("mine.headlight"));
  window_->write_session(file);
  ASSERT_TRUE(QFile::exists(file));
  open();  // another window
  window_->open_paths({file});
  expect_work();
  EXPECT_FALSE(window_->message().isVisible()) << window_->message().text().toStdString();
}

// Panels of runs that follow one another would show parts of several.
TEST_F(SessionTest, ItsRunsAreShownTogetherOnceTheyAreThere) {
  open();
  work();
  const QString file = folder_.filePath(QStringLiteral("mine.headlight"));
  window_->write_session(file);
  open();
  int gathered = 0;
  QObject::connect(&window_->store(), &Store::run_changed, window_.get(), [&] { gathered += window_->shows_start() ? 1 : 0; });
  window_->open_paths({file});
  expect_work();
  EXPECT_EQ(gathered, 2);
  EXPECT_FALSE(window_->shows_start());
}

// Where one was, with what was enlarged, taken out of the window and shut.
TEST_F(SessionTest, TheWorkspaceAndItsLayoutComeBack) {
  open();
  work();
  CentreView& centre = window_->centre();
  centre.toggle_floating(centre.graph());
  centre.enlarge(centre.matrix());
  window_->work().toggle_right();
  ASSERT_TRUE(window_->inspector().folded());
  window_->actions().get("ask")->trigger();
  ASSERT_TRUE(settled());
  const QString file = folder_.filePath(QStringLiteral("mine.headlight"));
  window_->write_session(file);
  open();
  window_->open_paths({file});
  expect_work();
  EXPECT_EQ(window_->work().workspace(), Workspace::ask);
  window_->actions().get("explore")->trigger();
  ASSERT_TRUE(settled());
  EXPECT_TRUE(window_->centre().floats(window_->centre().graph()));
  EXPECT_TRUE(window_->centre().matrix()->isVisible());
  EXPECT_FALSE(window_->centre().heads()->isVisible()) << "the matrix is enlarged";
  EXPECT_TRUE(window_->inspector().folded());
  EXPECT_FALSE(window_->store().can_undo()) << "a session begins with what it shows";
}

TEST_F(SessionTest, OpeningSaysHowFarItIsAndCanBeStopped) {
  open();
  work();
  const QString file = folder_.filePath(QStringLiteral("mine.headlight"));
  window_->write_session(file);
  open();
  session_->run_delay_ms = 3000;  // a busy machine stops the second one before it is over
  window_->open_paths({file});
  ASSERT_TRUE(until([&] { return window_->status().task().isVisible(); }));
  EXPECT_TRUE(window_->status().task().text().contains(QStringLiteral("1 of 2"))) << window_->status().task().text().toStdString();
  ASSERT_TRUE(until([&] { return window_->store().runs().size() == 1; }));
  EXPECT_TRUE(window_->status().task().text().contains(QStringLiteral("2 of 2"))) << window_->status().task().text().toStdString();
  key(Qt::Key_Escape);
  ASSERT_TRUE(until([&] { return !window_->runs().running() && !window_->status().task().isVisible(); }));
  EXPECT_EQ(window_->store().runs().size(), 1U);
  EXPECT_EQ(window_->saved_session().runs.size(), 2U) << "what was stopped is not lost";
  QAbstractButton* rest = nullptr;
  ASSERT_TRUE(until([&] { return (rest = button(window_->message(), "Open the rest")) != nullptr; }));
  session_->run_delay_ms = 0;
  rest->click();
  ASSERT_TRUE(until([&] { return window_->store().runs().size() == 2 && window_->store().run()->input.text == kSentence; }));
  expect_work();
}

TEST_F(SessionTest, RecentFilesAreThoseThatWereOpened) {
  open();
  work();
  const QString file = folder_.filePath(QStringLiteral("mine.headlight"));
  window_->write_session(file);
  QMenu* recent = nullptr;
  for (QMenu* menu : window_->findChildren<QMenu*>()) {
    if (menu->title() == QStringLiteral("Open recent")) recent = menu;
  }
  ASSERT_NE(recent, nullptr);
  Q_EMIT recent->aboutToShow();
  ASSERT_FALSE(recent->actions().isEmpty());
  EXPECT_EQ(recent->actions().front()->text(), QStringLiteral("mine.headlight"));
}

}  // namespace
}  // namespace headlight::ui
