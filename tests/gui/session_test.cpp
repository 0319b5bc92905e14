// What is open is written into a session file, read from it, kept while one works and restored after a kill.
#include <QDir>
#include <QFile>
#include <QElapsedTimer>
#include <QMenu>
#include <QProcess>
#include <QTemporaryDir>
#include <random>

#include "tests/gui/fake_weights.h"
#include "tests/gui/window_fixture.h"
#include "ui/window/task_line.h"

namespace headlight::ui {
namespace {

class SessionTest : public WindowTest {
 protected:
  void work() {
    InputSpec input;
    input.text = kSentence;
    window_->open_model("fake-bert", input);
    ASSERT_TRUE(settled());
    input.text = "A second sentence.";
    window_->open_model("fake-bert", input);
    ASSERT_TRUE(until([&] { return window_->store().runs().size() == 2; }));
    ASSERT_TRUE(settled());
    window_->store().show_run(window_->store().runs().front().number);
    Selection chosen = window_->store().selection();
    chosen.layer = 4;
    chosen.head = {HeadChoice::Mode::one, 7};
    chosen.query = 9;
    chosen.key = 2;
    window_->store().select(chosen);
    Look look = window_->store().look();
    look.map = "magma";
    look.top_k = 5;
    window_->store().set_look(look);
    ASSERT_TRUE(settled());
  }

  void expect_work() {
    ASSERT_TRUE(until([&] { return window_->store().runs().size() == 2 && window_->store().look().map == "magma"; }));
    ASSERT_TRUE(settled());
    EXPECT_EQ(window_->store().run()->input.text, kSentence);
    EXPECT_EQ(window_->store().selection().layer, 4);
    EXPECT_EQ(window_->store().selection().head.head, 7);
    EXPECT_EQ(window_->store().selection().query, 9);
    EXPECT_EQ(window_->store().selection().key, 2);
    EXPECT_EQ(window_->store().look().top_k, 5);
    for (const char* id : {"export", "save_session"}) EXPECT_TRUE(window_->actions().get(id)->isEnabled()) << id;
  }

  // Written to a file in `folder` and opened; it misses street.png, which is said.
  void open_without_picture(const SavedSession& session, const QTemporaryDir& folder) {
    const QString path = folder.filePath(QStringLiteral("mine.headlight"));
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(session_bytes(session, folder.path()));
    file.close();
    window_->open_paths({path});
    ASSERT_TRUE(until([&] { return window_->message().isVisible() && window_->message().text().contains(QStringLiteral("street.png")); }));
  }

  WindowOptions kept_options() {
    WindowOptions options = forgetful();
    options.session_folder = folder_.path();
    return options;
  }

  // Waits until the file that is kept holds these words.
  void expect_kept(const char* words) {
    ASSERT_TRUE(until([&] {
      QFile file(folder_.filePath(kept().value(0)));
      return file.open(QIODevice::ReadOnly) && file.readAll().contains(words);
    }));
  }

  // What a killed program leaves: the file, and no process that holds its lock. The window that wrote it is closed.
  void leave_as_killed(const QTemporaryDir& left) {
    ASSERT_TRUE(QFile::copy(folder_.filePath(kept().front()), left.filePath(QStringLiteral("killed.headlight"))));
    window_->close();
  }

  [[nodiscard]] QStringList kept() const { return QDir(folder_.path()).entryList({QStringLiteral("*.headlight")}, QDir::Files); }

  QTemporaryDir folder_;
};

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

TEST_F(SessionTest, RunsOfOtherWeightsAreSaidToBeThat) {
  open();
  fake::weights_hash() = std::string(64, 'a');
  work();
  const QString file = folder_.filePath(QStringLiteral("mine.headlight"));
  window_->write_session(file);
  open();
  fake::weights_hash() = std::string(64, 'b');
  window_->open_paths({file});
  expect_work();
  ASSERT_TRUE(until([&] { return window_->message().isVisible(); }));
  EXPECT_TRUE(window_->message().text().contains(QStringLiteral("2 of 2 are of other weights than in the session"))) << window_->message().text().toStdString();
  EXPECT_FALSE(window_->message().text().contains(QStringLiteral("could not be opened")));
  fake::weights_hash().clear();
}

TEST_F(SessionTest, WhatIsMissingIsSaidAndTheRestOpens) {
  open();
  work();
  const QString file = folder_.filePath(QStringLiteral("mine.headlight"));
  window_->write_session(file);
  QFile session(file);
  ASSERT_TRUE(session.open(QIODevice::ReadWrite));
  QByteArray bytes = session.readAll();
  const qsizetype at = bytes.indexOf("\"fake-bert\"");
  ASSERT_GE(at, 0);
  bytes.replace(at, 11, "\"/gone/my-bert\"");
  session.resize(0);
  session.seek(0);
  session.write(bytes);
  session.close();
  open();
  window_->open_paths({file});
  ASSERT_TRUE(until([&] { return window_->message().isVisible() && window_->message().text().contains(QStringLiteral("/gone/my-bert")); }));
  EXPECT_EQ(window_->store().runs().size(), 1U);
}

// Three runs, of which two pictures have gone: what is left opens, what is missing is said, found, and saved meanwhile.
TEST_F(SessionTest, WhatIsMissingIsFoundAndNothingIsLostMeanwhile) {
  open();
  work();
  SavedSession session = window_->saved_session();
  const std::string gone = folder_.filePath(QStringLiteral("gone/street.png")).toStdString(), other = folder_.filePath(QStringLiteral("gone/other.png")).toStdString();
  for (const std::string& image : {gone, other}) {
    SessionRun run{"fake-vit", {}, {}, {}};
    run.input.image = image;
    session.runs.insert(session.runs.begin(), run);
  }
  session.shown = 0;  // other.png
  session.selection = {.stream = "encoder", .layer = 2, .head = {HeadChoice::Mode::one, 3}};
  open();
  open_without_picture(session, folder_);
  EXPECT_TRUE(window_->message().text().contains(QStringLiteral("2 of 4 could not be opened"))) << window_->message().text().toStdString();
  EXPECT_NE(button(window_->message(), "Find it…"), nullptr);
  EXPECT_TRUE(until([&] { return button(window_->work().runs(), "Find…") != nullptr; }, 5000)) << "also when the message is gone";
  EXPECT_TRUE(until([&] { return button(window_->work().runs(), "Leave out") != nullptr; }, 5000));
  EXPECT_EQ(button(window_->work().runs(), "Open the rest"), nullptr);
  window_->set_language(QStringLiteral("ko"));
  ASSERT_TRUE(settled());
  EXPECT_TRUE(until([&] { return button(window_->work().runs(), "빼기") != nullptr; }, 5000));
  window_->set_language(QStringLiteral("en"));
  ASSERT_TRUE(settled());
  EXPECT_EQ(window_->store().runs().size(), 2U);
  EXPECT_EQ(window_->saved_session().runs.size(), 4U) << "saved again it still has what is missing";
  const QDir found(folder_.filePath(QStringLiteral("found")));
  ASSERT_TRUE(found.mkpath(QStringLiteral(".")));
  for (const char* name : {"moved.png", "street.png"}) {
    QFile picture(found.filePath(QString::fromLatin1(name)));
    ASSERT_TRUE(picture.open(QIODevice::WriteOnly));
  }
  window_->found_missing(QString::fromStdString(other), found.filePath(QStringLiteral("moved.png")));
  ASSERT_TRUE(until([&] { return window_->store().runs().size() == 4U && window_->store().selection().layer == 2; }));
  ASSERT_TRUE(settled());
  EXPECT_EQ(window_->store().run()->input.image, found.filePath(QStringLiteral("moved.png")).toStdString());
  EXPECT_EQ(window_->store().selection().head.head, 3);
  EXPECT_EQ(window_->saved_session().runs.size(), 4U);
  EXPECT_EQ(button(window_->work().runs(), "Find…"), nullptr);
}

// Two runs miss one model of known weights, one of them a picture as well.
TEST_F(SessionTest, EachMissingThingIsNamedOnceWithWhereItWasLookedFor) {
  open();
  work();
  SavedSession session = window_->saved_session();
  SessionRun lost{"/gone/my-bert", std::string(64, 'c'), {}, {}};
  lost.input.text = "one";
  session.runs.push_back(lost);
  lost.input = {};
  lost.input.image = "/gone/street.png";
  session.runs.push_back(lost);
  open();
  open_without_picture(session, folder_);
  const QString said = window_->message().text();
  EXPECT_TRUE(said.startsWith(QStringLiteral("2 of 4 could not be opened\n"))) << said.toStdString();
  EXPECT_EQ(said.count(QStringLiteral("/gone/my-bert")), 1) << said.toStdString();
  EXPECT_EQ(said.count(QStringLiteral("/gone/street.png")), 1) << said.toStdString();
  EXPECT_TRUE(said.contains(QStringLiteral("SHA-256 cccccccccccc"))) << said.toStdString();
  EXPECT_TRUE(said.contains(QStringLiteral("needed by 2 runs"))) << said.toStdString();
  EXPECT_EQ(window_->saved_session().runs.size(), 4U);
  QAbstractButton* out_of_it = button(window_->message(), "Leave it out");
  ASSERT_NE(out_of_it, nullptr);
  out_of_it->click();
  EXPECT_EQ(window_->saved_session().runs.size(), 2U) << "the session is without them";
  EXPECT_TRUE(window_->message().text().contains(QStringLiteral("Left out of the session: 2"))) << window_->message().text().toStdString();
}

TEST_F(SessionTest, AComparisonWithAMissingRunIsSavedWithIt) {
  open();
  work();
  SavedSession session = window_->saved_session();
  SessionRun run{"fake-vit", {}, {}, {}};
  run.input.image = folder_.filePath(QStringLiteral("gone/street.png")).toStdString();
  session.runs.insert(session.runs.begin(), run);
  ++session.shown;
  session.studio.b = {0, 2, 3};
  open();
  open_without_picture(session, folder_);
  SavedSession again = window_->saved_session();
  ASSERT_GE(again.studio.b.run, 0) << "what was compared with is still named";
  EXPECT_EQ(again.runs[std::size_t(again.studio.b.run)], run);
  EXPECT_EQ(again.studio.b.layer, 2);
  Studio other = window_->store().studio();
  other.b.head = 1;
  window_->store().set_studio(other);
  EXPECT_EQ(window_->saved_session().studio.b.run, -1) << "something else was chosen";
  window_->store().undo();
  const QDir found(folder_.filePath(QStringLiteral("gone")));
  ASSERT_TRUE(found.mkpath(QStringLiteral(".")));
  QFile picture(found.filePath(QStringLiteral("street.png")));
  ASSERT_TRUE(picture.open(QIODevice::WriteOnly));
  window_->found_missing(QString::fromStdString(run.input.image), QString::fromStdString(run.input.image));
  ASSERT_TRUE(until([&] { return window_->store().runs().size() == 3U && window_->store().studio().b.run >= 0; })) << "found again it is compared again";
}

TEST_F(SessionTest, ASessionOfWhichNothingIsThereIsStillWhole) {
  open_with(kept_options());
  SavedSession session;
  SessionRun run{"fake-vit", {}, {}, {}};
  run.input.image = "/gone/street.png";
  session.runs = {run};
  session.shown = 0;
  session.workspace = "compare";
  session.selection = {.stream = "encoder", .layer = 2, .head = {}};
  session.look.map = "magma";
  const QTemporaryDir left;
  open_without_picture(session, left);
  const SavedSession again = window_->saved_session();
  EXPECT_EQ(again.runs, session.runs);
  EXPECT_EQ(again.shown, 0);
  EXPECT_EQ(again.selection.layer, 2);
  EXPECT_EQ(again.look.map, "magma");
  EXPECT_EQ(again.workspace, "compare");
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
