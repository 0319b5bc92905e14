// What the window says before anything has run, and which model an input finds.
#include <QAbstractButton>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QTemporaryDir>

#include "tests/gui/window_fixture.h"

namespace headlight::ui {
namespace {

QString words_in(const QWidget& panel) {
  QStringList words;
  for (const QLabel* label : panel.findChildren<QLabel*>()) {
    if (label->isVisible()) words += label->text();
  }
  return words.join(QLatin1Char('\n'));
}

QAbstractButton* button_in(const QWidget& panel, const QString& text) {
  for (QAbstractButton* button : panel.findChildren<QAbstractButton*>()) {
    if (button->isVisible() && button->text() == text) return button;
  }
  return nullptr;
}

class NothingYetTest : public WindowTest {
 protected:
  // As dropped, or chosen in the dialog.
  void drop(const QString& path) { window_->open_paths({path}); }

  QString folder(const char* name) {
    EXPECT_TRUE(QDir(files_.path()).mkpath(QLatin1String(name)));
    return files_.filePath(QLatin1String(name));
  }

  QString file(const char* name) {
    QFile made(files_.filePath(QLatin1String(name)));
    EXPECT_TRUE(made.open(QIODevice::WriteOnly));
    made.write("x");
    return made.fileName();
  }

  QTemporaryDir files_;
};

TEST_F(NothingYetTest, AnUnknownFamilyNamesTheKnownOnesAndTheOpenWays) {
  open();
  drop(folder("my-zamba"));
  ASSERT_TRUE(until([&] { return window_->runs().error().has_value(); }));
  EXPECT_FALSE(window_->shows_start());
  HeadsPanel& panel = *window_->centre().heads();
  const QString said = words_in(panel);
  for (const char* word : {"zamba2", "config.json", "bert, marian, vit", "TorchScript", "trace"})
    EXPECT_TRUE(said.contains(QLatin1String(word))) << word << " in " << said.toStdString();
  EXPECT_NE(button_in(panel, QStringLiteral("Open as TorchScript…")), nullptr);
  ASSERT_NE(button_in(panel, QStringLiteral("Open a trace…")), nullptr);
  EXPECT_FALSE(window_->message().isVisible()) << "said once";
  EXPECT_TRUE(words_in(*window_->centre().matrix()).contains(QStringLiteral("every key"))) << "empty panels teach";
  EXPECT_TRUE(words_in(*window_->centre().graph()).contains(QStringLiteral("looks at")));
}

TEST_F(NothingYetTest, TheMenuOfModelsNamesEachOnceUnderItsGroup) {
  const QString elsewhere = folder("my-bert");
  open_sentence();
  window_->open_model(elsewhere.toStdString(), {});
  ASSERT_TRUE(until([&] { return window_->runs().model() == elsewhere.toStdString(); }));
  window_->model().open_menu();
  const auto* menu = window_->model().findChild<QMenu*>();
  ASSERT_NE(menu, nullptr);
  QStringList names;
  ASSERT_FALSE(menu->actions().isEmpty());
  EXPECT_FALSE(menu->actions().front()->isEnabled()) << "a heading";
  EXPECT_FALSE(menu->actions().front()->text().isEmpty());
  for (const QAction* action : menu->actions()) {
    if (action->isCheckable()) names += action->text().section(QLatin1Char('\t'), 0, 0);
  }
  EXPECT_EQ(names.removeDuplicates(), 0);
  EXPECT_EQ(names.count(QStringLiteral("my-bert")), 1) << "open, and in no list";
  for (const QAction* action : menu->actions())
    if (action->text().startsWith(QStringLiteral("my-bert"))) { EXPECT_TRUE(action->isChecked()); }
}

TEST_F(NothingYetTest, AnUnknownFamilyLeavesTheEarlierRunInPlace) {
  open_sentence();
  drop(folder("my-zamba"));
  ASSERT_TRUE(until([&] { return window_->runs().error().has_value(); }));
  EXPECT_TRUE(window_->message().isVisible());
  EXPECT_TRUE(window_->message().text().contains(QStringLiteral("bert, marian, vit")));
  EXPECT_NE(window_->centre().matrix()->canvas()->figure(), nullptr);
}

TEST_F(NothingYetTest, AFileOfNoKnownKindIsRefusedInWords) {
  open();
  const QString script = file("notes.py");
  drop(script);
  ASSERT_TRUE(window_->message().isVisible());
  for (const QString& word : {script, QStringLiteral("pictures"), QStringLiteral("traces")})
    EXPECT_TRUE(window_->message().text().contains(word)) << word.toStdString();
  EXPECT_FALSE(window_->runs().running()) << "nothing was tried";
  EXPECT_TRUE(window_->shows_start());
}

TEST_F(NothingYetTest, ADroppedVideoFindsTheDetector) {
  open();
  drop(file("street.mp4"));
  ASSERT_TRUE(settled());
  EXPECT_EQ(window_->store().run()->model, "fake-detr");
}

TEST_F(NothingYetTest, ADroppedVideoStaysInTheChosenModelThatSees) {
  open();
  InputSpec input;
  input.image = "/pictures/street.png";
  window_->open_model("fake-vit", input);
  ASSERT_TRUE(settled());
  drop(file("street.mp4"));
  ASSERT_TRUE(until([&] { return window_->store().run()->input.image.ends_with("street.mp4"); }));
  EXPECT_EQ(window_->store().run()->model, "fake-vit");
}

TEST_F(NothingYetTest, AVideoDroppedBeforeTheModelsAreKnownWaitsForThem) {
  open_with(forgetful(), 200);
  drop(file("street.mp4"));
  ASSERT_TRUE(until([&] { return window_->store().run() != nullptr; }));
  EXPECT_EQ(window_->store().run()->model, "fake-detr");
}

}  // namespace
}  // namespace headlight::ui
