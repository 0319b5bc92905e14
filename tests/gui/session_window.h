// A window with work in it, whose session is written and kept in folders of its own.
#pragma once

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include "tests/gui/window_fixture.h"

namespace headlight::ui {

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

}  // namespace headlight::ui
