// A TorchScript file runs only after somebody agreed to it, and to its content.
#include <QFile>
#include <QLabel>
#include <QMimeData>
#include <QTemporaryDir>

#include "tests/gui/window_fixture.h"
#include "ui/controls/focus_ring.h"
#include "ui/window/consent_dialog.h"

namespace headlight::ui {
namespace {

class ConsentTest : public WindowTest {
 protected:
  void SetUp() override {
    WindowTest::SetUp();
    path_ = folder_.filePath(QStringLiteral("street.torchscript"));
    QFile file(path_);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("not read by this session");
  }

  ConsentDialog* asked(int milliseconds = 4000) {
    until([&] { return dialog() != nullptr; }, milliseconds);
    return dialog();
  }
  ConsentDialog* dialog() const {
    for (auto* each : window_->findChildren<ConsentDialog*>()) {
      if (each->isVisible()) return each;
    }
    return nullptr;
  }
  void press(const char* text) {
    ConsentDialog* shown = asked();
    ASSERT_NE(shown, nullptr);
    for (auto* button : shown->findChildren<QPushButton*>()) {
      if (button->text() == QLatin1String(text)) return QTest::mouseClick(button, Qt::LeftButton);
    }
    FAIL() << "no button " << text;
  }
  // Opened with a picture, as the program's samples are not here.
  void open_script() {
    window_->open_model(path_.toStdString(), picture());
  }
  static InputSpec picture(const char* path = "/pictures/street.png") {
    InputSpec input;
    input.image = path;
    return input;
  }

  QTemporaryDir folder_;
  QString path_;
};

TEST_F(ConsentTest, NothingRunsBeforeConsentAndCancelHasTheKeyboard) {
  open();
  window_->runs().set_input(picture());
  window_->open_paths({path_});
  ConsentDialog* shown = asked();
  ASSERT_NE(shown, nullptr);
  EXPECT_EQ(session_->runs_started, 0);
  EXPECT_EQ(shown->width(), 480);
  QStringList words;
  for (const QLabel* label : shown->findChildren<QLabel*>()) words += label->text();
  const QString all = words.join(QLatin1Char('\n'));
  EXPECT_TRUE(all.contains(QStringLiteral("street.torchscript")));
  EXPECT_TRUE(all.contains(folder_.path()));
  EXPECT_TRUE(all.contains(QStringLiteral("129.4 MB")));
  EXPECT_TRUE(all.contains(QStringLiteral("Ultralytics RT-DETR-L")));
  EXPECT_TRUE(all.contains(QStringLiteral("9f2c41d7 08be53aa 6c1e94f0 b7d2583e\n41a60c9d e87f1b35 20d4a8c6 5be97713")));
  auto* focused = qobject_cast<QPushButton*>(shown->focusWidget());
  ASSERT_NE(focused, nullptr);
  EXPECT_EQ(focused->text(), QStringLiteral("Cancel"));
  EXPECT_TRUE(until([&] { return shown->findChild<FocusRing*>()->isVisible(); })) << "and one sees it";
  QTest::keyClick(focused, Qt::Key_Return);
  EXPECT_TRUE(until([&] { return dialog() == nullptr; }));
  EXPECT_EQ(session_->runs_started, 0);
  EXPECT_TRUE(window_->message().text().contains(QStringLiteral("not run")));
}

TEST_F(ConsentTest, RunOnceHoldsUntilAnotherModelIsChosen) {
  open();
  open_script();
  press("Run once");
  ASSERT_TRUE(settled());
  EXPECT_EQ(session_->scripts_run, 1);
  window_->open_model(path_.toStdString(), picture("/pictures/other.png"));
  ASSERT_TRUE(until([&] { return session_->scripts_run == 2 && !window_->client().any_busy(); }));
  EXPECT_EQ(dialog(), nullptr);
  window_->open_model("fake-vit", picture());
  ASSERT_TRUE(settled());
  open_script();
  EXPECT_NE(asked(), nullptr) << "it was once";
  EXPECT_EQ(session_->scripts_run, 2);
}

TEST_F(ConsentTest, WhatFailedBeforeIsNotSaidOfAnotherFile) {
  open();
  window_->open_model("broken", picture());
  ASSERT_TRUE(until([&] { return window_->runs().error().has_value(); }));
  open_script();
  ASSERT_NE(asked(), nullptr);
  EXPECT_FALSE(window_->runs().error().has_value());
  EXPECT_FALSE(window_->message().isVisible());
}

TEST_F(ConsentTest, AlwaysIsBoundToTheContent) {
  open();
  open_script();
  press("Always for this file");
  ASSERT_TRUE(settled());
  window_->open_model("fake-vit", picture());
  ASSERT_TRUE(settled());
  open_script();
  ASSERT_TRUE(until([&] { return session_->scripts_run == 2; }));
  EXPECT_EQ(dialog(), nullptr);
  ASSERT_TRUE(settled());
  session_->script_hash[0] = '0';
  window_->runs().run();
  EXPECT_NE(asked(), nullptr) << "another content is another program";
  EXPECT_EQ(session_->scripts_run, 2);
}

TEST_F(ConsentTest, TypingDoesNotAskAgainAfterARefusal) {
  open();
  open_script();
  press("Cancel");
  EXPECT_TRUE(until([&] { return dialog() == nullptr; }));
  window_->runs().set_automatic(true);
  window_->runs().set_input(picture("/pictures/other.png"));
  EXPECT_EQ(asked(800), nullptr);
  window_->runs().run();
  EXPECT_NE(asked(), nullptr) << "Run asks";
  EXPECT_EQ(session_->runs_started, 0);
}

TEST_F(ConsentTest, ATextFileIsFedByTheChosenTokenizer) {
  open();
  InputSpec input;
  input.text = kSentence;
  window_->open_model(path_.toStdString(), input);
  ConsentDialog* shown = asked();
  ASSERT_NE(shown, nullptr);
  EXPECT_TRUE(shown->tokenizer().isEmpty());
  shown->set_tokenizer(folder_.path() + QStringLiteral("/a/folder/far/below/that/needs/more/room/than/any/dialog/has/for/its/name"));
  QCoreApplication::processEvents();
  EXPECT_EQ(shown->width(), 480) << "long names are cut";
  shown->set_tokenizer(folder_.path());
  press("Always for this file");
  ASSERT_TRUE(settled());
  EXPECT_EQ(session_->tokenizer, folder_.path().toStdString());
  EXPECT_EQ(window_->store().trace()->axes.front().kind, AxisKind::tokens);
  ASSERT_TRUE(until([&] { return window_->runs().tokens() != nullptr; })) << "tokens as one types";
  window_->open_model("fake-bert", input);
  ASSERT_TRUE(settled());
  window_->open_model(path_.toStdString(), input);
  ASSERT_TRUE(until([&] { return session_->scripts_run == 2 && !window_->client().any_busy(); }));
  EXPECT_EQ(session_->tokenizer, folder_.path().toStdString()) << "remembered for this file";
  while (window_->runs().model() != "fake-bert" && window_->store().can_undo()) window_->store().undo();
  ASSERT_EQ(window_->runs().model(), "fake-bert");
  EXPECT_TRUE(window_->runs().tokenizer().empty());
  while (window_->store().can_redo()) window_->store().redo();
  EXPECT_EQ(window_->runs().model(), path_.toStdString());
  EXPECT_EQ(window_->runs().tokenizer(), folder_.path().toStdString());
}

TEST_F(ConsentTest, ATokenizerSaysThatTheFileReadsText) {
  open();
  open_script();  // with a picture, as long as nobody knows better
  ConsentDialog* shown = asked();
  ASSERT_NE(shown, nullptr);
  QFile tokenizer(folder_.filePath(QStringLiteral("tokenizer.json")));
  ASSERT_TRUE(tokenizer.open(QIODevice::WriteOnly));
  tokenizer.close();
  shown->set_tokenizer(folder_.path());
  press("Run once");
  ASSERT_TRUE(settled());
  EXPECT_TRUE(window_->runs().input().image.empty());
  EXPECT_FALSE(window_->store().run()->input.text.empty());
}

TEST_F(ConsentTest, WithoutATokenizerTheRailSaysWhatIsMissing) {
  open();
  InputSpec input;
  input.text = kSentence;
  window_->open_model(path_.toStdString(), input);
  press("Run once");
  ASSERT_TRUE(until([&] { return window_->runs().error().has_value(); }));
  bool said = false;
  for (const auto* label : window_->input().findChildren<ElidedLabel*>()) {
    said = said || (label->isVisibleTo(&window_->input()) && label->text() == QStringLiteral("No tokenizer: choose its folder"));
  }
  EXPECT_TRUE(said);
}

TEST_F(ConsentTest, ADroppedFileAsksToo) {
  open();
  window_->runs().set_input(picture());
  QMimeData held;
  held.setUrls({QUrl::fromLocalFile(path_)});
  QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &held, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(window_.get(), &enter);
  EXPECT_TRUE(enter.isAccepted());
  QDropEvent event(QPointF(50, 50), Qt::CopyAction, &held, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(window_.get(), &event);
  EXPECT_NE(asked(), nullptr);
  EXPECT_EQ(session_->runs_started, 0);
}

}  // namespace
}  // namespace headlight::ui
