// Every action has a place in the menus, a key of its own, a line in the cheat sheet and an entry in the palette.
#include <QLabel>
#include <QMenu>
#include <QFile>
#include <QMenuBar>
#include <QFontInfo>
#include <QPointer>
#include <QScrollArea>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTextBlock>
#include <QTextBrowser>
#include <set>

#include "tests/gui/window_fixture.h"
#include "tests/places.h"
#include "ui/controls/appearance.h"
#include "ui/window/cheat_sheet.h"
#include "ui/window/guide_window.h"
#include "ui/window/palette.h"
#include "ui/window/start_parts.h"
#include "ui/window/top_bar.h"

namespace headlight::ui {
namespace {

void collect(const QMenu& menu, std::set<const QAction*>& found) {
  for (const QAction* action : menu.actions()) {
    if (const QMenu* inside = action->menu()) collect(*inside, found);
    else found.insert(action);
  }
}

class ActionsTest : public WindowTest {
 protected:
  [[nodiscard]] std::set<const QAction*> in_menus() const {
    std::set<const QAction*> found;
    for (const QAction* title : window_->findChild<TopBar*>()->menus()->actions()) {
      if (title->menu() != nullptr) collect(*title->menu(), found);
    }
    return found;
  }
};

TEST_F(ActionsTest, EachHasAMenuPlaceAndAKey) {
  open_sentence();
  const auto found = in_menus();
  std::map<QString, const char*> keys;
  for (const ActionSpec& spec : action_specs()) {
    const QAction* action = window_->actions().get(spec.id);
    EXPECT_TRUE(found.contains(action)) << spec.id << " stands in no menu";
    EXPECT_FALSE(action->shortcuts().isEmpty()) << spec.id << " has no key";
    EXPECT_FALSE(action->text().isEmpty()) << spec.id;
    for (const QKeySequence& key : action->shortcuts()) {
      const auto [other, fresh] = keys.emplace(key.toString(), spec.id);
      EXPECT_TRUE(fresh) << spec.id << " and " << other->second << " share " << key.toString().toStdString();
    }
  }
}

TEST_F(ActionsTest, EachIsInThePaletteWhileItCanBeUsed) {
  open_sentence();
  window_->actions().enable([](When) { return true; }, [](const char*) { return QString(); });
  QStringList listed;
  for (const PaletteEntry& entry : palette_entries(window_->context(), window_->actions())) listed += entry.text;
  for (const ActionSpec& spec : action_specs()) {
    if (std::string(spec.id) == "find") continue;  // is the palette
    const QString text = window_->actions().get(spec.id)->text().remove(QChar(0x2026));
    EXPECT_TRUE(std::ranges::any_of(listed, [&](const QString& each) { return each.endsWith(text); })) << spec.id;
  }
}

TEST_F(ActionsTest, WhatCannotBeChangedSaysWhy) {
  open_sentence();
  QAction* cut = window_->actions().get("cut_link");
  Selection next = window_->store().selection();
  next.query = 9;
  next.key = 6;
  window_->store().select(next);
  EXPECT_TRUE(cut->isEnabled());
  const QString plain = cut->toolTip();
  InputSpec input;
  input.image = "street.png";
  window_->open_model("fake-detr", input);
  ASSERT_TRUE(settled());
  for (const char* id : {"cut_link", "hide_key", "even_row", "only_key"}) {
    EXPECT_FALSE(window_->actions().get(id)->isEnabled()) << id;
    EXPECT_TRUE(window_->actions().get(id)->toolTip().endsWith(QStringLiteral("This layer samples points; it has no single keys."))) << id;
  }
  EXPECT_TRUE(window_->actions().get("switch_off")->isEnabled());
  InputSpec words;
  words.text = kSentence;
  window_->open_model("fake-bert", words);
  ASSERT_TRUE(settled());
  window_->store().select(next);
  EXPECT_TRUE(cut->isEnabled());
  EXPECT_EQ(cut->toolTip(), plain);
}

TEST_F(ActionsTest, TheCheatSheetShowsEachKey) {
  open_sentence();
  window_->actions().get("keys")->trigger();
  auto* sheet = window_->findChild<CheatSheet*>();
  ASSERT_NE(sheet, nullptr);
  QStringList rows;
  for (const KeyRow* row : sheet->findChildren<KeyRow*>()) rows += row->name() + QLatin1Char('|') + row->keys();
  for (const ActionSpec& spec : action_specs()) {
    const QString wanted = QCoreApplication::translate("Actions", spec.text) + QLatin1Char('|') + shown_keys(QKeySequence(QString::fromLatin1(spec.keys).section(QLatin1Char(' '), 0, 0)));
    EXPECT_TRUE(std::ranges::any_of(rows, [&](const QString& row) { return row.startsWith(wanted); })) << spec.id;
  }
}

// Where not all rows fit the sheet scrolls by whole ones and says so.
TEST_F(ActionsTest, NoSizeOfTheWindowCutsARowOfTheCheatSheet) {
  open_sentence();
  for (const QSize size : {QSize(1180, 720), QSize(1280, 725), QSize(1440, 900), QSize(1584, 952), QSize(1600, 1000)}) {
    window_->resize(size);
    window_->actions().get("keys")->trigger();
    const QPointer<CheatSheet> sheet = window_->findChild<CheatSheet*>();
    ASSERT_NE(sheet, nullptr);
    QTest::qWait(20);
    auto* scroll = sheet->findChild<QScrollArea*>();
    QScrollBar* bar = scroll->verticalScrollBar();
    QString said;
    for (const QLabel* label : sheet->findChildren<QLabel*>()) said += label->text();
    EXPECT_EQ(bar->maximum() > 0, said.contains(QStringLiteral("Scroll for more keys."))) << size.width() << " x " << size.height();
    for (const int at : {0, 7, bar->maximum() / 2, bar->maximum()}) {
      bar->setValue(at);
      for (const KeyRow* row : sheet->findChildren<KeyRow*>()) {
        const QRect place(row->mapTo(scroll->viewport(), QPoint()), row->size());
        EXPECT_TRUE(scroll->viewport()->rect().contains(place) || !scroll->viewport()->rect().intersects(place))
            << row->name().toStdString() << " at " << bar->value() << " in " << size.width() << " x " << size.height();
      }
    }
    QTest::keyClick(sheet, Qt::Key_Escape);
    ASSERT_TRUE(until([&] { return sheet.isNull(); }));
  }
}

TEST_F(ActionsTest, AnOpenGuideFollowsTheTheme) {
  QTemporaryDir folder;
  QFile file(folder.filePath(QStringLiteral("guide.en.md")));
  ASSERT_TRUE(file.open(QIODevice::WriteOnly));
  file.write("# Keys\n\nPress `K`.\n" + QByteArray("\nA line.\n").repeated(200));
  file.close();
  WindowOptions options = forgetful();
  options.guide_folders = {folder.path()};
  open_with(std::move(options));
  const auto ground_of_key = [&] {
    auto* guide = window_->findChild<GuideWindow*>();
    const QTextCursor key = guide->text().document()->find(QStringLiteral("K."));
    QTextCursor at(guide->text().document());
    at.setPosition(key.selectionStart() + 1);
    return at.charFormat().background().color();
  };
  window_->actions().get("guide")->trigger();
  QTest::qWait(20);
  EXPECT_EQ(ground_of_key(), colour("hover"));
  QScrollBar* bar = window_->findChild<GuideWindow*>()->text().verticalScrollBar();
  bar->setValue(bar->maximum() / 2);
  const int read = bar->value();
  window_->actions().get("theme_light")->trigger();
  ASSERT_TRUE(until([&] { return current_theme().appearance() == Appearance::light; }));
  ASSERT_TRUE(until([&] { return ground_of_key() == colour("hover"); }));
  EXPECT_EQ(bar->value(), read) << "it stays where it was read";
}

TEST_F(ActionsTest, TheGuideOpensInTheWindowsLanguage) {
  QTemporaryDir folder;
  for (const auto& [code, words] : {std::pair{"en", "# Five paths"}, std::pair{"ko", "# 다섯 길"}}) {
    QFile file(folder.filePath(QStringLiteral("guide.%1.md").arg(QLatin1String(code))));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(words);
  }
  WindowOptions options = forgetful();
  options.guide_folders = {QStringLiteral("/none"), folder.path()};
  options.language = QStringLiteral("ko");
  open_with(std::move(options));
  window_->actions().get("guide")->trigger();
  auto* guide = window_->findChild<GuideWindow*>();
  ASSERT_NE(guide, nullptr);
  EXPECT_TRUE(guide->isVisible());
  EXPECT_EQ(guide->text().toPlainText(), QStringLiteral("다섯 길"));
  EXPECT_EQ(guide_file({folder.path()}, QStringLiteral("fr")), folder.filePath(QStringLiteral("guide.en.md")));
}

// Of the program's own guide.
TEST_F(ActionsTest, TheGuidesHeadingsStandOutAndItsPicturesFit) {
  WindowOptions options = forgetful();
  options.guide_folders = {QString::fromStdString(headlight::tests::resources() + "/guide")};
  open_with(std::move(options));
  window_->actions().get("guide")->trigger();
  auto* guide = window_->findChild<GuideWindow*>();
  ASSERT_NE(guide, nullptr);
  QTest::qWait(50);
  int body = 0, first = 0, second = 0;
  for (QTextBlock block = guide->text().document()->begin(); block.isValid(); block = block.next()) {
    if (block.text().isEmpty() || block.begin().atEnd()) continue;
    const int size = QFontInfo(block.begin().fragment().charFormat().font()).pixelSize(), level = block.blockFormat().headingLevel();
    (level == 1 ? first : level == 2 ? second : body) = std::max(level == 1 ? first : level == 2 ? second : body, size);
  }
  EXPECT_GE(second, body * 1.25);
  EXPECT_GT(first, second);
  EXPECT_EQ(guide->text().horizontalScrollBar()->maximum(), 0) << "nothing is wider than the window";
}

}  // namespace
}  // namespace headlight::ui
