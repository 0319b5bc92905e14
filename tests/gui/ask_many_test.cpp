// One question of many inputs: means, spreads, how one head is distributed.
#include <QFile>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <cmath>

#include "tests/gui/ask_workspace.h"
#include "ui/studio/ask/answer_column.h"
#include "ui/studio/ask/batch_column.h"
#include "ui/studio/ask/batch_view.h"
#include "ui/studio/ask/inputs_table.h"
#include "ui/studio/ask/mass_distribution.h"
#include "ui/studio/ask/picture_region.h"

namespace headlight::ui {
namespace {

TEST_F(AskWorkspace, ABrushedRegionIsAskedOfEveryPicture) {
  ask_picture("fake-vit");
  page_->model().set_from({0});
  page_->model().set_region(false, {{0, 0, 130, 70}});
  ASSERT_TRUE(settled());
  const Question asked = page_->model().question();
  ASSERT_EQ(asked.to.size(), 2U);
  page_->show_kind(AskPage::Kind::many);
  BatchModel& batch = page_->batch().model();
  EXPECT_EQ(batch.question().to, QStringLiteral("region"));
  EXPECT_EQ(batch.question().from, QStringLiteral("tokens:0"));
  page_->batch().lines()->setPlainText(QStringLiteral("street.png\nother.png"));
  batch.start();
  ASSERT_TRUE(until([&] { return !batch.running(); }));
  ASSERT_EQ(batch.count(BatchModel::State::done), 2U) << batch.items()[1].reason().toStdString();
  for (const RankedHead& head : batch.items()[1].heads) {
    double sum = 0;
    for (const std::int64_t to : asked.to) sum += fake::weight(head.layer, head.head, 0, to, query_axis(*window_->store().trace(), *window_->store().site()).size());
    EXPECT_NEAR(head.mass, sum, 1e-6);
  }
}

TEST_F(AskWorkspace, ManyInputsHaveMeansAndSpreads) {
  ask_sentence();
  page_->show_kind(AskPage::Kind::many);
  BatchModel& batch = page_->batch().model();
  page_->batch().lines()->setPlainText(QStringLiteral("The robot said it was heavy.\nNo such word here.\nBecause it was the wrench."));
  batch.set_question({"encoder", QStringLiteral("word:it"), QStringLiteral("word:was")});
  const std::size_t held = session_->traces_held();
  batch.start();
  ASSERT_TRUE(until([&] { return !batch.running(); }));
  ASSERT_TRUE(settled());
  EXPECT_EQ(batch.count(BatchModel::State::done), 2U);
  EXPECT_EQ(batch.count(BatchModel::State::left_out), 1U);
  EXPECT_FALSE(batch.items()[1].reason().isEmpty());
  EXPECT_EQ(session_->traces_held(), held);  // each is let go
  ASSERT_EQ(batch.heads().size(), 72U);
  const HeadSpread& first = batch.heads().front();
  double sum = 0, squares = 0;
  for (const std::size_t at : {0, 2}) {
    const auto one = std::ranges::find_if(batch.items()[at].heads, [&](const RankedHead& head) { return head.layer == first.layer && head.head == first.head; });
    sum += one->mass;
    squares += one->mass * one->mass;
  }
  EXPECT_NEAR(first.mean, sum / 2, 1e-12);
  EXPECT_NEAR(first.spread, std::sqrt(std::max(0.0, squares - sum * sum / 2)), 1e-9);
  EXPECT_EQ(page_->figures().front().built.figure->data().table.size(), 72U);
  EXPECT_EQ(page_->figures().front().built.figure->title(), QStringLiteral("Mass from “it” to “was”, mean of 2 inputs"));
  QTemporaryDir folder;
  page_->batch().export_to(folder.filePath(QStringLiteral("table.csv")));
  QFile table(folder.filePath(QStringLiteral("table.csv")));
  ASSERT_TRUE(table.open(QIODevice::ReadOnly));
  EXPECT_EQ(table.readAll().count('\n'), 1 + 2 * 72 + 1 + 72);
}

TEST_F(AskWorkspace, ManyInputsSayHowOneHeadIsDistributed) {
  ask_sentence();
  page_->show_kind(AskPage::Kind::many);
  BatchModel& batch = page_->batch().model();
  page_->batch().lines()->setPlainText(QStringLiteral("The robot said it was heavy.\nIt was one.\nBecause it was the wrench."));
  batch.set_question({"encoder", QStringLiteral("all"), QStringLiteral("word:was")});
  batch.start();
  ASSERT_TRUE(until([&] { return !batch.running(); }));
  const HeadSpread third = batch.heads()[2];
  Selection next = window_->store().selection();
  next.layer = third.layer;
  next.head = {HeadChoice::Mode::one, third.head};
  window_->store().select(next);
  ASSERT_TRUE(settled());
  const std::vector<InputMass> falling = batch.masses(third.layer, third.head);
  ASSERT_EQ(falling.size(), 3U);
  EXPECT_GE(falling[0].mass, falling[1].mass);
  EXPECT_NEAR((falling[0].mass + falling[1].mass + falling[2].mass) / 3, third.mean, 1e-12);
  const MassDistribution& spread = *page_->batch_column().distribution();
  std::size_t inputs = 0;
  for (const std::size_t count : spread.bins().counts) inputs += count;
  EXPECT_EQ(inputs, 3U);
  InputsTable* list = page_->batch_column().inputs();
  ASSERT_TRUE(list->isVisible());
  ASSERT_EQ(list->table()->rows(), 3);
  EXPECT_TRUE(list->table()->text(0, 0).endsWith(format_value(falling[0].mass))) << list->table()->text(0, 0).toStdString();
  EXPECT_EQ(page_->findChild<AnswerColumn*>()->isVisible(), false);  // what it says is of one input
  // Return shows the input; what was answered stays.
  list->setFocus();
  QTest::keyClick(list, Qt::Key_Home);
  QTest::keyClick(list, Qt::Key_Return);
  const QString text = batch.items()[falling[0].item].name;
  ASSERT_TRUE(until([&] { return QString::fromStdString(window_->store().run()->input.text) == text; }));
  ASSERT_TRUE(settled());
  EXPECT_EQ(batch.count(BatchModel::State::done), 3U);
  EXPECT_EQ(batch.question().to, QStringLiteral("word:was"));
}

TEST_F(AskWorkspace, AListOfInputsAndItsAnswersOutliveAChangeOfLanguage) {
  ask_sentence();
  page_->show_kind(AskPage::Kind::many);
  page_->batch().lines()->setPlainText(QStringLiteral("It was one.\nIt was two."));
  BatchModel& batch = window_->batch();
  batch.set_question({"encoder", QStringLiteral("all"), QStringLiteral("word:was")});
  batch.start();
  ASSERT_TRUE(until([&] { return !batch.running(); }));
  window_->set_language(QStringLiteral("ko"));
  ASSERT_TRUE(settled());
  page_ = qobject_cast<AskPage*>(window_->work().page(Workspace::ask));  // made anew, and shown again
  ASSERT_TRUE(page_ != nullptr && page_->isVisible());
  page_->show_kind(AskPage::Kind::many);
  EXPECT_EQ(page_->batch().lines()->toPlainText(), QStringLiteral("It was one.\nIt was two."));
  EXPECT_EQ(batch.question().to, QStringLiteral("word:was"));
  EXPECT_EQ(batch.count(BatchModel::State::done), 2U);
  EXPECT_TRUE(page_->batch_column().inputs()->isVisible());
}

TEST_F(AskWorkspace, ASessionKeepsTheListAndTheQuestionOfManyInputs) {
  ask_sentence();
  page_->show_kind(AskPage::Kind::many);
  page_->batch().lines()->setPlainText(QStringLiteral("It was one.\nIt was two."));
  window_->batch().set_question({"encoder", QStringLiteral("all"), QStringLiteral("word:was")});
  QTemporaryDir folder;
  const QString file = folder.filePath(QStringLiteral("many.headlight"));
  window_->write_session(file);
  page_->batch().lines()->setPlainText(QStringLiteral("Something else."));
  window_->batch().set_question({"encoder", QStringLiteral("all"), QStringLiteral("word:else")});
  window_->open_paths({file});
  ASSERT_TRUE(until([&] { return window_->batch().items().size() == 2; }));
  ASSERT_TRUE(settled());
  EXPECT_EQ(window_->batch().question().to, QStringLiteral("word:was"));
  EXPECT_EQ(page_->batch().lines()->toPlainText(), QStringLiteral("It was one.\nIt was two."));
  EXPECT_EQ(window_->saved_session().many->inputs, "It was one.\nIt was two.");
}

TEST_F(AskWorkspace, APictureWithoutTheClassIsLeftOutByName) {
  ask_picture("fake-detr");
  page_->show_kind(AskPage::Kind::many);
  page_->batch().lines()->setPlainText(QStringLiteral("street.png"));
  window_->batch().set_question({window_->store().site()->stream, QStringLiteral("class:unicorn"), QStringLiteral("all")});
  window_->batch().start();
  ASSERT_TRUE(until([&] { return !window_->batch().running(); }));
  ASSERT_EQ(window_->batch().count(BatchModel::State::left_out), 1U);
  const QString why = window_->batch().items()[0].reason();
  EXPECT_TRUE(why.contains(QStringLiteral("class:unicorn"))) << why.toStdString();
  EXPECT_FALSE(why.contains(QStringLiteral("detections:"))) << why.toStdString();
}

TEST(MassBins, EndAtARoundNumberAndHoldEveryInput) {
  const MassBins few = bins_of({{0, 0.031}, {1, 0.05}, {2, 0}});
  EXPECT_DOUBLE_EQ(few.most, 0.05);
  EXPECT_EQ(few.counts.front(), 1U);
  EXPECT_EQ(few.counts.back(), 1U);  // the end belongs to the last
  EXPECT_DOUBLE_EQ(bins_of({{0, 0.6}}).most, 1);
  EXPECT_DOUBLE_EQ(bins_of({{0, 0.2}}).most, 0.2);
  EXPECT_EQ(bins_of({}).counts.size(), 20U);
}

TEST_F(AskWorkspace, AStoppedBatchGoesOnWhereItStopped) {
  ask_sentence();
  page_->show_kind(AskPage::Kind::many);
  BatchModel& batch = page_->batch().model();
  batch.set_question({"encoder", QStringLiteral("all"), QStringLiteral("word:was")});
  batch.set_sentences({QStringLiteral("It was one."), QStringLiteral("It was two."), QStringLiteral("It was three.")});
  session_->run_delay_ms = 60;
  batch.start();
  ASSERT_TRUE(until([&] { return batch.count(BatchModel::State::done) == 1; }));
  batch.stop();
  EXPECT_FALSE(batch.running());
  ASSERT_TRUE(settled());
  EXPECT_EQ(batch.count(BatchModel::State::done), 1U);
  const int runs = session_->runs_started;
  batch.start();
  ASSERT_TRUE(until([&] { return !batch.running(); }));
  EXPECT_EQ(batch.count(BatchModel::State::done), 3U);
  EXPECT_EQ(session_->runs_started, runs + 2);
}

}  // namespace
}  // namespace headlight::ui
