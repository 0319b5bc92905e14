// The session is kept while one works and restored after a kill.
#include <QElapsedTimer>
#include <QProcess>
#include <random>

#include "tests/gui/session_window.h"

namespace headlight::ui {
namespace {

TEST_F(SessionTest, IsKeptWithinSecondsAndRestoredAfterAKill) {
  open_with(kept_options());
  work();
  ASSERT_TRUE(until([&] { return !kept().isEmpty(); })) << "without being asked to";
  expect_kept("magma");
  const QTemporaryDir left;
  leave_as_killed(left);
  EXPECT_TRUE(kept().isEmpty()) << "a window that was closed leaves nothing";
  WindowOptions options = forgetful();
  options.session_folder = left.path();
  options.first_look = true;
  open_with(std::move(options));
  expect_work();
  EXPECT_TRUE(window_->message().text().contains(QStringLiteral("Restored")));
  WindowOptions again = forgetful();
  again.session_folder = left.path();
  window_->close();
  open_with(std::move(again));
  EXPECT_FALSE(until([&] { return window_->store().run() != nullptr; }, 300)) << "restored once";
}

TEST_F(SessionTest, ARestoreThatIsKilledIsTriedOnceMore) {
  open();
  work();
  const QString file = folder_.filePath(QStringLiteral("killed.headlight"));
  window_->write_session(file);
  window_->close();
  QFile tried(file + QStringLiteral(".tried"));  // what the first try leaves
  ASSERT_TRUE(tried.open(QIODevice::WriteOnly));
  open_with(kept_options());
  EXPECT_FALSE(QFile::exists(file)) << "put aside: it is not tried a third time";
  expect_work();
}

TEST_F(SessionTest, WhatIsTypedAndNotRunIsKept) {
  open_with(kept_options());
  work();
  window_->runs().set_automatic(false);
  InputSpec typed = window_->runs().input();
  typed.text = "Words that nobody ran.";
  window_->runs().set_input(typed);
  expect_kept("nobody ran");
  const QTemporaryDir left;
  leave_as_killed(left);
  WindowOptions options = forgetful();
  options.session_folder = left.path();
  open_with(std::move(options));
  ASSERT_TRUE(until([&] { return window_->runs().input().text == typed.text; }));
}

// A program of its own: edits without end until it is killed. Run by AKillLosesAtMostFiveSeconds.
TEST_F(SessionTest, DISABLED_EditsUntilItIsKilled) {
  WindowOptions options = forgetful();
  options.session_folder = qEnvironmentVariable("HEADLIGHT_KILL_FOLDER");
  ASSERT_FALSE(options.session_folder.isEmpty());
  open_with(std::move(options));
  InputSpec input;
  input.text = kSentence;
  window_->open_model("fake-bert", input);
  ASSERT_TRUE(settled());
  for (int edit = 1;; ++edit) {
    Look look = window_->store().look();
    look.fixed_range = true;
    look.low = -edit;  // which edit the file holds
    window_->store().set_look(look);
    std::printf("%d\n", edit);
    std::fflush(stdout);
    QTest::qWait(50);
  }
}

TEST_F(SessionTest, AKillLosesAtMostFiveSeconds) {
  open();  // for the application
  std::mt19937 random(11);
  for (int kill = 0; kill < 2; ++kill) {
    const QTemporaryDir left;
    QProcess editor;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HEADLIGHT_KILL_FOLDER"), left.path());
    editor.setProcessEnvironment(environment);
    editor.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--gtest_also_run_disabled_tests"), QStringLiteral("--gtest_filter=SessionTest.DISABLED_EditsUntilItIsKilled")});
    std::vector<std::pair<qint64, int>> edits;  // when it was told of, which
    QElapsedTimer clock;
    clock.start();
    const qint64 end = 3000 + qint64(random() % 2500);
    ASSERT_TRUE(until([&] {
      for (QByteArray line = editor.readLine(); !line.isEmpty(); line = editor.readLine()) {
        bool number = false;
        const int edit = line.trimmed().toInt(&number);
        if (number) edits.emplace_back(clock.elapsed(), edit);
      }
      return !edits.empty() && clock.elapsed() > edits.front().first + end;
    }, 60000));
    const qint64 killed = clock.elapsed();
    editor.kill();
    ASSERT_TRUE(editor.waitForFinished());
    const QStringList files = QDir(left.path()).entryList({QStringLiteral("*.headlight")}, QDir::Files);
    ASSERT_EQ(files.size(), 1);
    const auto session = read_session(left.filePath(files.front()));
    ASSERT_TRUE(session.ok()) << session.error().line();
    const int held = int(-session->look.low);
    for (const auto& [when, edit] : edits) {
      if (edit > held) {
        EXPECT_GE(when, killed - 5000) << "edit " << edit << " is lost, the file holds " << held;
      }
    }
    EXPECT_GT(held, 0);
  }
}

TEST_F(SessionTest, WhatAnotherWindowKeepsIsLeftToIt) {
  open_with(kept_options());
  work();
  ASSERT_TRUE(until([&] { return !kept().isEmpty(); }));
  auto first = std::move(window_);
  open_with(kept_options());
  EXPECT_FALSE(until([&] { return window_->store().run() != nullptr; }, 500));
  window_->close();
  window_ = std::move(first);
}

// Each kind of thing that a session holds is kept after it has changed; what did not change is not made into a file again.
TEST_F(SessionTest, OnlyWhatChangedIsKeptAnew) {
  open_with(kept_options());
  work();
  ASSERT_TRUE(until([&] { return !kept().isEmpty(); }));
  window_->keep_session();
  const auto held = [&] {
    QFile file(folder_.filePath(kept().value(0)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  };
  QByteArray before = held();
  const auto expect_kept_anew = [&](const char* what) {
    window_->keep_session();
    const int made = window_->sessions_made();
    const QByteArray now = held();
    EXPECT_NE(now, before) << what;
    before = now;
    for (int again = 0; again < 3; ++again) window_->keep_session();
    EXPECT_EQ(window_->sessions_made(), made) << "nothing has changed since " << what;
  };
  Selection selection = window_->store().selection();
  selection.layer = 2;
  window_->store().select(selection);
  ASSERT_TRUE(settled());
  expect_kept_anew("the selection");
  window_->batch().set_sentences({QStringLiteral("one"), QStringLiteral("two")});
  expect_kept_anew("the list of inputs");
  window_->set_theme(QStringLiteral("light"));
  expect_kept_anew("the theme");
  window_->actions().get("left_rail")->trigger();
  expect_kept_anew("the layout");
  window_->actions().get("compare")->trigger();
  ASSERT_TRUE(settled());
  expect_kept_anew("the workspace");
  window_->set_language(QStringLiteral("ko"));  // all parts are made anew
  ASSERT_TRUE(settled());
  window_->runs().set_automatic(false);
  InputSpec typed = window_->store().run()->input;
  typed.text = "Words that nobody ran.";
  window_->runs().set_input(typed);
  ASSERT_TRUE(settled());
  expect_kept_anew("what was typed");
  window_->store().forget_run(window_->store().runs().back().number);
  ASSERT_TRUE(settled());
  expect_kept_anew("the runs");
}

}  // namespace
}  // namespace headlight::ui
