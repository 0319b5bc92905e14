// What opens over the window: the palette, the export of figures.
#include <QLineEdit>
#include <QListWidget>
#include <QScrollBar>
#include <QTemporaryDir>
#include <algorithm>

#include "tests/gui/window_fixture.h"
#include "ui/figures/side.h"
#include "ui/panels/colour_range.h"
#include "ui/studio/ask/ask_page.h"
#include "ui/studio/ask/patterns_view.h"
#include "ui/window/export_dialog.h"
#include "ui/window/palette.h"

namespace headlight::ui {
namespace {

class PaletteTest : public WindowTest {
 protected:
  void open_palette() {
    window_->actions().get("find")->trigger();
    palette_ = window_->findChild<Palette*>();
    ASSERT_NE(palette_, nullptr);
  }
  QStringList listed() const {
    QStringList all;
    for (int row = 0; row < palette_->list()->count(); ++row) all += palette_->list()->item(row)->text();
    return all;
  }
  void type(const char* text) { QTest::keyClicks(palette_->field(), QLatin1String(text)); }
  void press(Qt::Key key) { QTest::keyClick(palette_->field(), key); }

  Palette* palette_ = nullptr;
};

TEST_F(PaletteTest, KindsComeInTheirOrderUnderTheirNames) {
  open_sentence();
  open_palette();
  type("he");
  const QStringList all = listed();
  const auto heads = all.indexOf(QStringLiteral("Heads")), input = all.indexOf(QStringLiteral("In this input")),
             actions = all.indexOf(QStringLiteral("Actions")), settings = all.indexOf(QStringLiteral("Settings and runs"));
  EXPECT_EQ(heads, 0);
  EXPECT_LT(heads, input);
  EXPECT_LT(input, actions);
  EXPECT_LT(actions, settings);
  EXPECT_TRUE(all.contains(QStringLiteral("heavy")));
  EXPECT_EQ(palette_->list()->currentRow(), 1) << "a kind's name is never the chosen entry";
  press(Qt::Key_Up);
  EXPECT_TRUE(palette_->list()->currentItem()->flags().testFlag(Qt::ItemIsSelectable));
}

TEST_F(PaletteTest, BeforeAnythingIsTypedEveryActionIsListed) {
  open_sentence();
  open_palette();
  EXPECT_EQ(listed().front(), QStringLiteral("Actions"));
  EXPECT_GT(palette_->list()->count(), 30);
}

TEST_F(PaletteTest, IsAsHighAsItsRows) {
  open_sentence();
  open_palette();
  const int whole = palette_->height();
  palette_->field()->setText(QStringLiteral("qqqq"));
  const int nothing = palette_->height();
  EXPECT_LT(nothing, 160);
  QCoreApplication::processEvents();
  EXPECT_FALSE(palette_->list()->verticalScrollBar()->isVisible());
  palette_->field()->setText(QStringLiteral("undo"));
  EXPECT_LT(palette_->height(), whole);
  palette_->field()->clear();
  EXPECT_EQ(palette_->height(), whole);
}

TEST_F(PaletteTest, TabKeepsTheKindOfTheChosenEntryAndLetsItGo) {
  open_sentence();
  open_palette();
  type("he");
  const auto before = listed();
  while (palette_->list()->currentItem()->text() != QStringLiteral("the")) press(Qt::Key_Down);
  press(Qt::Key_Tab);
  ASSERT_TRUE(palette_->kept());
  EXPECT_EQ(*palette_->kept(), EntryKind::input);
  EXPECT_EQ(listed(), QStringList({"In this input", "heavy", "the", "the"}));
  EXPECT_TRUE(palette_->field()->hasFocus()) << "one goes on typing";
  type("a");
  EXPECT_EQ(listed(), QStringList({"In this input", "heavy"}));
  press(Qt::Key_Backspace);
  press(Qt::Key_Tab);
  EXPECT_FALSE(palette_->kept());
  EXPECT_EQ(listed(), before);
}

TEST_F(PaletteTest, AKeptKindIsListedInFull) {
  open_sentence();
  open_palette();
  type("head ");
  const int some = palette_->list()->count();
  press(Qt::Key_Tab);
  EXPECT_EQ(palette_->list()->count(), 1 + 6 * 12);
  EXPECT_LT(some, 40) << "all kinds are in sight at first";
}

TEST_F(PaletteTest, WhatIsCalledNothingIsSaid) {
  open_sentence();
  open_palette();
  type("xyzzy");
  ASSERT_EQ(palette_->list()->count(), 2);
  EXPECT_EQ(listed().front(), QStringLiteral("Nothing is called “xyzzy”"));
  EXPECT_EQ(palette_->list()->currentItem(), nullptr) << "it cannot be chosen";
  press(Qt::Key_Return);
  EXPECT_NE(window_->findChild<Palette*>(), nullptr) << "nothing was done";
}

// Words that stand in no entry, in both languages.
TEST_F(PaletteTest, SettingsAndModelsAreFoundByOtherWords) {
  open_sentence();
  open_palette();
  const std::pair<const char*, const char*> wanted[] = {
      {"language", "Language: 한국어"}, {"언어", "Language: English"}, {"korean", "Language: 한국어"}, {"threshold", "Links by number or by weight"},
      {"임계값", "Links by number or by weight"}, {"테마", "Theme: Dark"}, {"viridis", "Colour map: viridis"}, {"cividis", "Colour map: cividis"},
      {"magma", "Colour map: magma"}, {"색상표", "Colour map: magma"}, {"theme light", "Theme: Light"}, {"모델", "fake-vit"}, {"fake-vit", "fake-vit"}};
  for (const auto& [typed, found] : wanted) {
    palette_->field()->setText(QString::fromUtf8(typed));
    EXPECT_TRUE(listed().contains(QString::fromUtf8(found))) << typed << ": " << listed().join(QStringLiteral(" | ")).toStdString();
  }
}

TEST_F(PaletteTest, AWordOfSeveralTokensIsFoundAndChoosesItsFirst) {
  open_sentence();
  open_palette();
  type("wrench");
  ASSERT_NE(palette_->list()->currentItem(), nullptr);
  EXPECT_EQ(palette_->list()->currentItem()->text(), QStringLiteral("wrench"));
  const auto entries = palette_entries(window_->context(), window_->actions());
  const auto word = std::ranges::find(entries, QStringLiteral("wrench"), &PaletteEntry::text);
  ASSERT_NE(word, entries.end());
  const Side words = side_of(query_axis(*window_->store().trace(), *window_->store().site()), {.merge_words = true});
  const auto first = words.position(words.labels.size() > 0 ? std::int64_t(std::ranges::find(words.labels, QStringLiteral("wrench")) - words.labels.begin()) : -1);
  ASSERT_GE(first, 0);
  press(Qt::Key_Return);
  EXPECT_TRUE(until([&] { return window_->store().selection().query == first; }));
}

TEST_F(PaletteTest, AWholeWordIsChosenBeforeAPartOfOne) {
  open_sentence();
  open_palette();
  type("light");
  const QStringList all = listed();
  EXPECT_TRUE(all.contains(QStringLiteral("About Headlight"))) << "a part of a word is listed, too";
  EXPECT_EQ(palette_->list()->currentItem()->text(), QStringLiteral("Theme: Light"));
  EXPECT_LT(all.indexOf(QStringLiteral("Actions")), all.indexOf(QStringLiteral("Settings and runs"))) << "kinds keep their order";
  const PaletteEntry about{EntryKind::action, QStringLiteral("About Headlight"), {}, {}, {}}, theme{EntryKind::setting, QStringLiteral("Theme: Light"), {}, {}, {}, QStringLiteral("day bright")};
  EXPECT_EQ(rank_of_match(theme, QStringLiteral("light")), 0);
  EXPECT_EQ(rank_of_match(theme, QStringLiteral("bright")), 1);
  EXPECT_EQ(rank_of_match(theme, QStringLiteral("the")), 2);
  EXPECT_EQ(rank_of_match(about, QStringLiteral("light")), 3);
}

TEST_F(PaletteTest, StatisticsAndPatternsAreFoundByTheirNames) {
  open_sentence();
  open_palette();
  type("separator");
  EXPECT_TRUE(listed().contains(QStringLiteral("Statistic: on separators"))) << listed().join(QStringLiteral(" | ")).toStdString();
  palette_->field()->setText(QStringLiteral("On separator"));
  ASSERT_NE(palette_->list()->currentItem(), nullptr);
  EXPECT_EQ(palette_->list()->currentItem()->text(), QStringLiteral("Statistic: on separators"));
  press(Qt::Key_Return);
  ASSERT_TRUE(until([&] { return window_->work().workspace() == Workspace::compare && window_->store().studio().up == 6; }));
  ASSERT_TRUE(settled());
  open_palette();
  type("pattern: delimiter");
  EXPECT_EQ(palette_->list()->currentItem()->text(), QStringLiteral("Pattern: delimiters"));
  press(Qt::Key_Return);
  ASSERT_TRUE(until([&] { return window_->work().workspace() == Workspace::ask && window_->store().studio().patterns; }));
  ASSERT_TRUE(until([&] {
    auto* page = window_->work().shown<AskPage>();
    auto* table = page == nullptr ? nullptr : page->findChild<PatternTable*>();
    return table != nullptr && table->pattern() == int(Pattern::delimiter);
  }));
}

TEST_F(PaletteTest, AColourMapAndAModelAreChosenByName) {
  open_sentence();
  open_palette();
  type("magma");
  while (palette_->list()->currentItem()->text() != QStringLiteral("Colour map: magma")) press(Qt::Key_Down);
  press(Qt::Key_Return);
  EXPECT_TRUE(until([&] { return window_->store().look().map == "magma"; }));
  ASSERT_TRUE(until([&] { return window_->findChild<Palette*>() == nullptr; }));
  open_palette();
  type("fake-vit");
  press(Qt::Key_Return);
  EXPECT_TRUE(until([&] { return window_->runs().model() == "fake-vit"; }));
}

class ExportTest : public WindowTest {
 protected:
  ExportDialog& open_dialog() {
    window_->actions().get("export")->trigger();
    auto* dialog = window_->findChild<ExportDialog*>();
    EXPECT_TRUE(until([&] { return dialog->ready() && !dialog->paper()->shown().isNull(); }));
    return *dialog;
  }
  static double shown_width(const ExportDialog& dialog) { return dialog.paper()->shown().deviceIndependentSize().width(); }
  static QAbstractButton* button(const ExportDialog& dialog, const char* text) {
    for (QAbstractButton* each : dialog.findChildren<QAbstractButton*>()) {
      if (each->text() == QLatin1String(text)) return each;
    }
    return nullptr;
  }
};

TEST_F(ExportTest, TheNextDialogBeginsAsTheLastOneWasLeft) {
  open_sentence();
  QPointer<ExportDialog> dialog = &open_dialog();
  button(*dialog, "SVG")->click();
  button(*dialog, "85 mm")->click();
  dialog->reject();
  ASSERT_TRUE(until([&] { return dialog.isNull(); }));
  dialog = &open_dialog();
  EXPECT_TRUE(button(*dialog, "SVG")->isChecked());
  EXPECT_TRUE(button(*dialog, "85 mm")->isChecked());
}

TEST_F(ExportTest, ThePreviewHasTheSizeOfThePaper) {
  open_sentence();
  ExportDialog& dialog = open_dialog();
  const double millimetre = pixels_per_millimetre(dialog.screen());
  EXPECT_NEAR(shown_width(dialog), 175 * millimetre, 1);
  button(dialog, "85 mm")->click();
  EXPECT_NEAR(shown_width(dialog), 85 * millimetre, 1);
  button(dialog, "Free")->click();
  QLineEdit* width = nullptr;
  for (QLineEdit* field : dialog.findChildren<QLineEdit*>()) {
    if (field->accessibleName() == QStringLiteral("Width in millimetres")) width = field;
  }
  ASSERT_NE(width, nullptr);
  EXPECT_TRUE(width->isEnabled());
  width->setText(QStringLiteral("100"));
  Q_EMIT width->editingFinished();
  EXPECT_NEAR(shown_width(dialog), 100 * millimetre, 1);
  button(dialog, "Fit")->click();
  EXPECT_LE(shown_width(dialog), dialog.paper()->viewport()->width());
}

TEST_F(ExportTest, ModelAndInputStandBelowUnlessTheyShallNot) {
  open_sentence();
  ExportDialog& dialog = open_dialog();
  const auto height = [&] { return dialog.paper()->shown().deviceIndependentSize().height(); };
  const double with = height();
  QAbstractButton* named = button(dialog, "Model and input below it");
  ASSERT_NE(named, nullptr);
  EXPECT_TRUE(named->isChecked());
  named->click();
  EXPECT_LT(height(), with - 8);
}

TEST_F(ExportTest, ScoresHaveTheWindowsScale) {
  open_sentence();
  Look look = window_->store().look();
  for (const ValueScale scale : {ValueScale::root, ValueScale::log, ValueScale::linear}) {
    look.quantity = Quantity::score;
    look.scale = scale;
    window_->store().set_look(look);
    ASSERT_TRUE(settled());
    ExportDialog& dialog = open_dialog();
    const Scale window = scale_of(window_->feed());
    EXPECT_EQ(dialog.spec().scale, "linear");
    EXPECT_EQ(window.transform, Transform::linear);
    EXPECT_EQ(dialog.spec().low, window.low);
    EXPECT_EQ(dialog.spec().high, window.high);
    EXPECT_TRUE(dialog.message().isEmpty()) << dialog.message().toStdString();
    delete &dialog;
  }
  const Look before = window_->store().look();
  window_->actions().get("scale")->trigger();
  EXPECT_EQ(window_->store().look().scale, before.scale) << "no step that changes nothing";
}

// Without a title bar its edge is all that sets it apart from the panels behind it.
TEST_F(ExportTest, ALineGoesRoundTheDialog) {
  open_sentence();
  ExportDialog& dialog = open_dialog();
  const QImage shown = dialog.grab().toImage();
  for (const QPoint at : {QPoint(0, shown.height() / 2), QPoint(shown.width() / 2, 0), QPoint(shown.width() - 1, 9), QPoint(9, shown.height() - 1)})
    EXPECT_EQ(QColor(shown.pixel(at)), colour("borderStrong")) << at.x() << ", " << at.y();
}

TEST_F(ExportTest, WritesWhatItShows) {
  open_sentence();
  ExportDialog& dialog = open_dialog();
  button(dialog, "SVG")->click();
  const QTemporaryDir folder;
  const QSignalSpy written(&dialog, &ExportDialog::written);
  dialog.write(folder.filePath(QStringLiteral("figure")));
  ASSERT_TRUE(until([&] { return !written.isEmpty(); }));
  EXPECT_GT(QFileInfo(folder.filePath(QStringLiteral("figure.svg"))).size(), 1000);
}

}  // namespace
}  // namespace headlight::ui
