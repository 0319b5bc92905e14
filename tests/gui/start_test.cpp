// The start page: what each card, row and sample opens, and files that were opened before.
#include <QFile>
#include <QTemporaryDir>

#include "tests/gui/window_fixture.h"
#include "ui/window/start_parts.h"

namespace headlight::ui {
namespace {

class StartTest : public WindowTest {
 protected:
  template <typename T>
  QList<T*> all() const {
    return window_->start_page().findChildren<T*>();
  }
  QString written(const char* name) {
    const QString path = folder_.filePath(QLatin1String(name));
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("a sentence");
    return path;
  }
  RecentRow* recent(const QString& path) const {
    for (RecentRow* row : all<RecentRow>())
      if (row->path() == path) return row;
    return nullptr;
  }
  void back_to_start() {
    window_->actions().get("start_page")->trigger();
    ASSERT_TRUE(window_->shows_start());
  }
  // Both are opened; the first is taken away before the start page is seen again.
  void open_and_lose(const QString& gone, const QString& here) {
    window_->open_paths({gone, here});
    ASSERT_TRUE(settled());
    ASSERT_TRUE(QFile::remove(gone));
    back_to_start();
    ASSERT_TRUE(until([&] { return recent(gone) != nullptr && recent(gone)->missing(); }));
  }
  QTemporaryDir folder_;
};

TEST_F(StartTest, EveryCardOpensItsModelOnWhatItReads) {
  open();
  std::vector<std::pair<std::string, InputSpec>> wanted;
  window_->start_page().disconnect(window_.get());  // nothing is opened: the page stays
  QObject::connect(&window_->start_page(), &StartPage::look_wanted, window_.get(), [&](const std::string& model, const InputSpec& input) { wanted.emplace_back(model, input); });
  const auto shown = [&] { return std::ranges::count_if(all<ModelCard>(), [](const ModelCard* card) { return card->isVisible(); }); };
  ASSERT_TRUE(until([&] { return shown() == 3; }));
  std::vector<std::string> names;
  for (const ModelCard* card : all<ModelCard>()) {
    if (!card->isVisible()) continue;  // of the list before
    names.push_back(card->accessibleName().toStdString());
    QAbstractButton* button = WindowTest::button(*card, "Open");
    ASSERT_NE(button, nullptr);
    EXPECT_EQ(button->accessibleName().toStdString(), "Open " + names.back());
    QTest::mouseClick(button, Qt::LeftButton);
  }
  ASSERT_EQ(names, (std::vector<std::string>{"fake-vit", "fake-bert", "fake-detr"})) << "bundled and installed ones";
  ASSERT_EQ(wanted.size(), names.size());
  for (std::size_t i = 0; i < names.size(); ++i) EXPECT_EQ(wanted[i].first, names[i]);
  EXPECT_EQ(wanted[1].second.text, window_->start_page().sentence()->text().toStdString());
  EXPECT_TRUE(wanted[0].second.text.empty() && wanted[2].second.text.empty()) << "they read pictures";
  EXPECT_TRUE(until([&] { return !window_->client().any_busy(); }));
}

TEST_F(StartTest, AModelOfTheListAndASampleAreOpened) {
  open();
  ModelRow* row = nullptr;
  for (ModelRow* each : all<ModelRow>())
    if (each->text() == QStringLiteral("fake-bert")) row = each;
  ASSERT_NE(row, nullptr);
  QTest::mouseClick(row, Qt::LeftButton);
  ASSERT_TRUE(settled());
  EXPECT_EQ(window_->store().run()->model, "fake-bert");
}

TEST_F(StartTest, LookRunsTheSentenceInTheChosenModel) {
  open();
  window_->start_page().sentence()->setText(QStringLiteral("Another sentence."));
  QTest::keyClick(window_->start_page().sentence(), Qt::Key_Return);
  ASSERT_TRUE(settled());
  EXPECT_EQ(window_->store().run()->input.text, "Another sentence.");
}

TEST_F(StartTest, AFileThatIsGoneIsGreyedAndTakenOutByAClick) {
  open();
  EXPECT_TRUE(all<RecentRow>().isEmpty());
  const QString gone = written("gone.txt"), here = written("here.txt");
  open_and_lose(gone, here);
  EXPECT_FALSE(recent(here)->missing());
  EXPECT_TRUE(recent(gone)->isVisible());
  EXPECT_EQ(recent(gone)->accessibleName(), QStringLiteral("gone.txt, not found"));
  QTest::mouseClick(recent(gone), Qt::LeftButton, {}, QPoint(20, 20));
  EXPECT_TRUE(window_->shows_start()) << "there is nothing to open";
  QTest::mouseClick(recent(gone), Qt::LeftButton, {}, recent(gone)->cross().center());
  EXPECT_EQ(recent(gone), nullptr);
  ASSERT_NE(recent(here), nullptr);
  QTest::mouseClick(recent(here), Qt::LeftButton, {}, QPoint(20, 20));
  EXPECT_TRUE(until([&] { return !window_->shows_start() && !window_->client().any_busy(); })) << "one that is there is opened";
}

TEST_F(StartTest, AFileThatIsGoneIsTakenOutByTheKeyboard) {
  open();
  const QString gone = written("gone.txt"), here = written("here.txt");
  open_and_lose(gone, here);
  recent(gone)->setFocus();
  QTest::keyClick(recent(gone), Qt::Key_Delete);
  EXPECT_EQ(recent(gone), nullptr);
  ASSERT_NE(recent(here), nullptr);
  EXPECT_EQ(window_->focusWidget(), recent(here)) << "the keyboard stays in the list";
  QTest::keyClick(recent(here), Qt::Key_Delete);
  EXPECT_TRUE(all<RecentRow>().isEmpty());
  EXPECT_EQ(window_->focusWidget(), window_->start_page().sentence());
}

TEST_F(StartTest, TheMenuNamesWhatIsGoneAndForgetsIt) {
  open();
  const QString gone = written("gone.txt");
  window_->open_paths({gone});
  ASSERT_TRUE(settled());
  ASSERT_TRUE(QFile::remove(gone));
  QMenu* menu = nullptr;
  for (QMenu* each : window_->findChildren<QMenu*>())
    if (each->title() == QStringLiteral("Open recent")) menu = each;
  ASSERT_NE(menu, nullptr);
  Q_EMIT menu->aboutToShow();
  EXPECT_EQ(menu->actions().front()->text(), QStringLiteral("gone.txt (not found)"));
  EXPECT_FALSE(menu->actions().front()->isEnabled());
  menu->actions().back()->trigger();
  Q_EMIT menu->aboutToShow();
  EXPECT_EQ(menu->actions().front()->text(), QStringLiteral("Nothing was opened yet"));
}

}  // namespace
}  // namespace headlight::ui
