// What is open is written into a session file, read from it, kept while one works and restored after a kill.
#include <QDir>
#include <QFile>
#include <QMenu>
#include <QTemporaryDir>

#include "tests/gui/window_fixture.h"

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
  }

  WindowOptions kept_options() {
    WindowOptions options = forgetful();
    options.session_folder = folder_.path();
    return options;
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

TEST_F(SessionTest, IsKeptWithinSecondsAndRestoredAfterAKill) {
  open_with(kept_options());
  work();
  ASSERT_TRUE(until([&] { return !kept().isEmpty(); }, 5000)) << "without being asked to";
  ASSERT_TRUE(until([&] {
    QFile file(folder_.filePath(kept().value(0)));
    return file.open(QIODevice::ReadOnly) && file.readAll().contains("magma");
  }, 5000));
  // What a killed program leaves: the file, and no process that holds its lock.
  const QTemporaryDir left;
  ASSERT_TRUE(QFile::copy(folder_.filePath(kept().front()), left.filePath(QStringLiteral("killed.headlight"))));
  window_->close();
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

TEST_F(SessionTest, WhatAnotherWindowKeepsIsLeftToIt) {
  open_with(kept_options());
  work();
  ASSERT_TRUE(until([&] { return !kept().isEmpty(); }, 5000));
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
