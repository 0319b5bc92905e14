// The workspace that asks which heads look from here to there, of a text; and the patterns that heads follow.
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <cmath>

#include "tests/gui/ask_workspace.h"
#include "ui/studio/ask/answer_column.h"
#include "ui/studio/ask/head_bars.h"
#include "ui/studio/ask/pattern_column.h"
#include "ui/studio/ask/patterns_view.h"
#include "ui/studio/ask/ranking_table.h"
#include "ui/studio/common/mass_bar.h"

namespace headlight::ui {
namespace {

TEST_F(AskWorkspace, BeginsWithTheSelectedWordsAndRanksEveryHead) {
  ask_sentence();
  const Question question = page_->model().question();
  EXPECT_EQ(question.from, (std::vector<std::int64_t>{9}));
  ASSERT_FALSE(question.to.empty());
  const Answer* answer = page_->model().answer();
  ASSERT_NE(answer, nullptr);
  ASSERT_EQ(answer->heads.size(), 72U);
  const RankedHead& first = answer->heads.front();
  double mass = 0;
  for (const std::int64_t key : question.to) mass += fake::weight(first.layer, first.head, 9, key, 14);
  EXPECT_NEAR(first.mass, mass, 1e-6);
  EXPECT_NEAR(answer->even, double(question.to.size()) / 14, 1e-9);
  for (std::size_t i = 1; i < answer->heads.size(); ++i) EXPECT_LE(answer->heads[i].mass, answer->heads[i - 1].mass);
}

TEST_F(AskWorkspace, WordsAreChosenByClickDragAndCtrlClick) {
  ask_sentence();
  TokenChooser* from = chooser(0);
  QTest::mouseClick(from, Qt::LeftButton, Qt::NoModifier, from->place(3).center());
  ASSERT_TRUE(settled());
  const auto three = page_->model().from_side().positions[3];
  EXPECT_EQ(page_->model().question().from, three);
  QTest::mouseClick(from, Qt::LeftButton, Qt::ControlModifier, from->place(5).center());
  ASSERT_TRUE(settled());
  EXPECT_EQ(page_->model().question().from.size(), three.size() + page_->model().from_side().positions[5].size());
  QTest::mousePress(from, Qt::LeftButton, Qt::NoModifier, from->place(1).center());
  QTest::mouseMove(from, from->place(2).center());
  QTest::mouseRelease(from, Qt::LeftButton, Qt::NoModifier, from->place(2).center());
  ASSERT_TRUE(settled());
  EXPECT_EQ(page_->model().question().from.front(), page_->model().from_side().positions[1].front());
  EXPECT_EQ(page_->model().question().from.back(), page_->model().from_side().positions[2].back());
  key(Qt::Key_Z, Qt::ControlModifier);  // one undo step each
  EXPECT_EQ(page_->model().question().from.size(), three.size() + page_->model().from_side().positions[5].size());
}

TEST_F(AskWorkspace, WordsAreChosenByKeys) {
  ask_sentence();
  TokenChooser* to = chooser(1);
  to->setFocus();
  QTest::keyClick(to, Qt::Key_Home);
  QTest::keyClick(to, Qt::Key_Right);
  QTest::keyClick(to, Qt::Key_Space);
  ASSERT_TRUE(settled());
  EXPECT_EQ(page_->model().question().to, page_->model().to_side().positions[1]);
  QTest::keyClick(to, Qt::Key_Right, Qt::ShiftModifier);
  ASSERT_TRUE(settled());
  EXPECT_EQ(page_->model().question().to.back(), page_->model().to_side().positions[2].back());
  QTest::keyClick(to, Qt::Key_Delete);
  ASSERT_TRUE(settled());
  EXPECT_TRUE(page_->model().question().to.empty());
  EXPECT_EQ(page_->model().answer(), nullptr) << "all keys together get 1 from every head: that is no ranking";
}

TEST_F(AskWorkspace, NowhereToLookIsNoQuestion) {
  ask_sentence();
  ASSERT_NE(page_->model().answer(), nullptr);
  key(Qt::Key_Escape);
  ASSERT_TRUE(settled());
  EXPECT_FALSE(page_->model().has_target());
  EXPECT_EQ(page_->model().answer(), nullptr);
  EXPECT_TRUE(page_->figures().empty());
  QAbstractButton* first = button(*page_, "Choose a word");
  ASSERT_NE(first, nullptr) << "an empty state that teaches has its first step";
  first->click();
  EXPECT_TRUE(chooser(1)->hasFocus());
  QTest::keyClick(chooser(1), Qt::Key_Home);
  QTest::keyClick(chooser(1), Qt::Key_Space);
  ASSERT_TRUE(settled());
  ASSERT_NE(page_->model().answer(), nullptr);
  EXPECT_FALSE(first->isVisible());
}

TEST_F(AskWorkspace, TheAnswerIsTheWinnerWhateverIsSelected) {
  ask_sentence();
  auto* column = page_->findChild<AnswerColumn*>();
  const auto name = [](const RankedHead& head) { return QStringLiteral("%1.%2").arg(head.layer).arg(head.head); };
  ASSERT_NE(name(page_->model().answer()->heads.front()), QStringLiteral("3.1"));
  EXPECT_EQ(column->selected_text(), QStringLiteral("3.1"));
  EXPECT_EQ(column->winner_text(), name(page_->model().answer()->heads.front()));
  TokenChooser* to = chooser(1);
  QTest::mouseClick(to, Qt::LeftButton, Qt::NoModifier, to->place(2).center());
  ASSERT_TRUE(settled());
  EXPECT_EQ(column->selected_text(), QStringLiteral("3.1"));
  EXPECT_EQ(column->winner_text(), name(page_->model().answer()->heads.front()));
}

TEST_F(AskWorkspace, ANewSentenceIsAskedAboutTheSameWords) {
  ask_sentence();
  const auto type = [&](const char* text) {
    InputSpec input;
    input.text = text;
    window_->open_model("fake-bert", input);
    return settled();
  };
  QTest::mouseClick(chooser(1), Qt::LeftButton, Qt::NoModifier, chooser(1)->place(page_->model().to_side().find(6)).center());
  ASSERT_TRUE(settled());
  ASSERT_EQ(page_->model().from_words(), QStringLiteral("it"));
  const QString there = page_->model().to_words();
  ASSERT_TRUE(type("It was heavy and old because it was the old wrench."));
  EXPECT_EQ(page_->model().from_words(), QStringLiteral("it"));
  EXPECT_EQ(page_->model().to_words(), there);
  ASSERT_TRUE(type("Here it was too heavy."));
  EXPECT_EQ(page_->model().from_words(), QStringLiteral("it"));
  EXPECT_FALSE(page_->model().has_target()) << page_->model().to_words().toStdString();
  EXPECT_EQ(page_->model().answer(), nullptr);
}

TEST_F(AskWorkspace, TheReverseQuestionSwapsBothSides) {
  ask_sentence();
  const Question before = page_->model().question();
  window_->actions().get("turn_round")->trigger();
  ASSERT_TRUE(settled());
  EXPECT_EQ(page_->model().question().from, before.to);
  EXPECT_EQ(page_->model().question().to, before.from);
  const RankedHead& first = page_->model().answer()->heads.front();
  double mass = 0;
  for (const std::int64_t query : before.to) mass += fake::weight(first.layer, first.head, query, 9, 14) / double(before.to.size());
  EXPECT_NEAR(first.mass, mass, 1e-6);
}

TEST_F(AskWorkspace, ARowOfTheRankingChoosesItsHead) {
  ask_sentence();
  auto* table = page_->findChild<RankingTable*>();
  table->setFocus();
  const auto second = page_->model().answer()->heads[1];
  QTest::mouseClick(table, Qt::LeftButton, Qt::NoModifier, table->table()->area(1, 0).center());
  EXPECT_EQ(window_->store().selection().layer, second.layer);
  EXPECT_EQ(window_->store().selection().head.head, second.head);
  const auto third = page_->model().answer()->heads[2];
  key(Qt::Key_Down);
  EXPECT_EQ(window_->store().selection().layer, third.layer);
  EXPECT_EQ(window_->store().selection().head.head, third.head);
  auto* bars = page_->findChild<HeadBars*>();
  ASSERT_TRUE(bars->table()->chosen());
  EXPECT_EQ(bars->table()->row_label(bars->table()->chosen()->row), QStringLiteral("%1.%2").arg(third.layer).arg(third.head));
}

TEST_F(AskWorkspace, PatternsLabelEveryHeadWithEvidenceAndChance) {
  ask_sentence();
  page_->choose_patterns(true);
  ASSERT_TRUE(settled());
  auto* table = page_->findChild<PatternTable*>();
  ASSERT_TRUE(table->isVisible());
  ASSERT_EQ(table->table()->rows(), 72);
  const QString first = table->table()->text(0, 0);
  EXPECT_TRUE(first.contains(format_value(1.0 / 14))) << first.toStdString();  // chance
  table->set_pattern(int(Pattern::previous));
  const QString name = table->table()->row_label(0);
  EXPECT_EQ(name.section(QLatin1Char('.'), 1).toInt() % 4, 1) << name.toStdString();  // they look at the token before
  QTest::mouseClick(table, Qt::LeftButton, Qt::NoModifier, table->table()->area(0, 0).center());
  auto* evidence = page_->findChild<EvidenceTable*>();
  ASSERT_TRUE(evidence->isVisible());
  ASSERT_EQ(evidence->table()->rows(), int(pattern_count));
  EXPECT_TRUE(table->table()->text(0, 0).endsWith(evidence->table()->text(int(Pattern::previous), 0).section(QLatin1String(": "), 1))) << evidence->table()->text(1, 0).toStdString();
}

// Column heads stay, rows are whole, and a screen reader or Down leads to the row.
TEST_F(AskWorkspace, ListsScrollByWholeRowsBelowTheirHeads) {
  ask_sentence();
  page_->choose_patterns(true);
  ASSERT_TRUE(settled());
  for (TableView* table : std::initializer_list<TableView*>{page_->findChild<RankingTable*>(), page_->findChild<PatternTable*>()}) {
    page_->choose_patterns(table == page_->findChild<PatternTable*>());
    ASSERT_TRUE(settled());
    auto* area = qobject_cast<QScrollArea*>(table->parentWidget()->parentWidget());
    ASSERT_NE(area, nullptr);
    ASSERT_GT(table->head_height(), 0);
    EXPECT_EQ(area->viewport()->y(), table->head_height());
    EXPECT_TRUE(until([&] { return area->viewport()->height() % TableView::kRow == 0; }, 5000)) << area->viewport()->height();
    for (const int value : {0, 37, 100, area->verticalScrollBar()->maximum()}) {
      area->verticalScrollBar()->setValue(value);
      EXPECT_EQ(table->y() % TableView::kRow, 0) << value;
      EXPECT_LE(std::abs(table->y() + value), TableView::kRow) << value;
    }
    table->table()->choose(71, 0);
    ASSERT_TRUE(settled());
    EXPECT_TRUE(until([&] { return QRect(QPoint(0, -table->y()), area->viewport()->size()).contains(table->table()->area(71, 0)); }));
  }
}

// In high contrast what stands out is full and the others are hollow: told apart without their colour.
TEST_F(AskWorkspace, WinnersAreToldApartInHighContrast) {
  set_appearance(*qApp, Appearance::contrast);
  const auto middle = [](bool stands_out) {
    QImage image(60, 20, QImage::Format_RGB32);
    image.fill(colour("ground"));
    QPainter painter(&image);
    paint_mass(painter, QRectF(5, 5, 50, 9), 0.8, stands_out, 2);
    return image.pixelColor(30, 9);
  };
  EXPECT_EQ(middle(true), colour("accent"));
  EXPECT_EQ(middle(false), colour("ground"));
}

TEST(NearestPattern, IsTheOneWithTheMostEvidenceLabelledOrNot) {
  HeadPattern head;
  head.queries.fill(4);
  head.mass[std::size_t(Pattern::previous)] = 0.3;
  head.chance[std::size_t(Pattern::previous)] = 0.2;  // 0.125 of the way
  head.mass[std::size_t(Pattern::delimiter)] = 0.25;
  head.chance[std::size_t(Pattern::delimiter)] = 0.05;  // 0.21 of the way
  EXPECT_EQ(nearest_pattern(head), int(Pattern::delimiter));
  head.queries[std::size_t(Pattern::delimiter)] = 1;  // one query is no evidence
  EXPECT_EQ(nearest_pattern(head), int(Pattern::previous));
  head.mass.fill(0);
  EXPECT_EQ(nearest_pattern(head), -1);
}

}  // namespace
}  // namespace headlight::ui
