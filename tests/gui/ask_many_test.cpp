// One question of many inputs: means, spreads, how one head is distributed.
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <cmath>

#include "tests/gui/ask_workspace.h"
#include "ui/controls/choices.h"
#include "ui/studio/ask/answer_column.h"
#include "ui/studio/ask/batch_column.h"
#include "ui/studio/ask/batch_view.h"
#include "ui/panels/scene.h"
#include "ui/studio/ask/inputs_table.h"
#include "ui/studio/ask/left_out_table.h"
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
  EXPECT_TRUE(why.contains(QStringLiteral("unicorn"))) << why.toStdString();
  EXPECT_FALSE(why.contains(QStringLiteral("detections:"))) << why.toStdString();
}

// Each picture's own objects, all of them: their boxes together, as the question of one picture has them.
TEST_F(AskWorkspace, AClassIsAskedOfEveryPictureByItsOwnObjects) {
  ask_picture("fake-detr");
  page_->model().set_class(true, "car");
  page_->model().set_class(false, "car");
  ASSERT_TRUE(until([&] { return page_->model().answer() != nullptr && !window_->client().any_busy(); }));
  EXPECT_EQ(page_->model().asked_class(true), "car");
  EXPECT_EQ(page_->model().asked_class(false), "car");
  const std::vector<RankedHead> asked = page_->model().answer()->heads;
  page_->choose_kind(AskPage::Kind::many);
  BatchModel& batch = window_->batch();
  EXPECT_EQ(batch.question().from, QStringLiteral("class:car"));
  EXPECT_EQ(batch.question().to, QStringLiteral("class:car"));
  EXPECT_EQ(page_->batch().to()->text(), QStringLiteral("class:car"));
  page_->batch().lines()->setPlainText(QStringLiteral("street.png\ntwo-cars.png\nempty.png"));
  batch.start();
  ASSERT_TRUE(until([&] { return !batch.running(); }));
  ASSERT_EQ(batch.count(BatchModel::State::done), 2U) << batch.items()[1].reason().toStdString();
  ASSERT_EQ(batch.items()[0].heads.size(), asked.size());
  for (std::size_t i = 0; i < asked.size(); ++i) {
    EXPECT_EQ(batch.items()[0].heads[i].head, asked[i].head);
    EXPECT_NEAR(batch.items()[0].heads[i].mass, asked[i].mass, 1e-9);
  }
  const Region boxes{{150, 150, 230, 200}, {200, 60, 230, 130}};  // the cars of the second picture
  for (const RankedHead& head : batch.items()[1].heads) {
    double mass = 0;
    for (const int object : {1, 2}) {
      for (int level = 0; level < 2; ++level) {
        for (int point = 0; point < 2; ++point) {
          const SamplePoint one = fake::sample(head.layer, fake::object_query(object), head.head, level, point);
          if (holds(boxes, one.x, one.y)) mass += double(one.weight) / 2;
        }
      }
    }
    EXPECT_NEAR(head.mass, mass, 1e-6);
  }
  EXPECT_EQ(batch.items()[2].state, BatchModel::State::left_out);
  EXPECT_EQ(batch.items()[2].reason(), QStringLiteral("no such object in the picture: car"));
}

TEST_F(AskWorkspace, BetweenObjectsAClassIsItsQueries) {
  ask_picture("fake-detr");
  Selection next = window_->store().selection();
  next.stream = "decoder";
  window_->store().select(next);
  ASSERT_TRUE(settled());
  page_->model().set_from({fake::object_query(0)});
  page_->model().set_class(false, "car");
  ASSERT_TRUE(settled());
  EXPECT_EQ(page_->model().question().to, std::vector<std::int64_t>{fake::object_query(1)}) << "not every query near it";
  page_->choose_kind(AskPage::Kind::many);
  EXPECT_EQ(window_->batch().question().stream, "decoder");
  EXPECT_EQ(window_->batch().question().from, QStringLiteral("class:bus"));
  EXPECT_EQ(window_->batch().question().to, QStringLiteral("class:car"));
}

// A text's words stand for no detector: after a session, too.
TEST_F(AskWorkspace, WhatDoesNotFitTheModelIsTheModelsOwnQuestion) {
  ask_sentence();
  page_->choose_kind(AskPage::Kind::many);
  page_->batch().lines()->setPlainText(QStringLiteral("It was one."));
  BatchModel& batch = window_->batch();
  batch.set_question({"encoder", QStringLiteral("word:it"), QStringLiteral("word:was")});
  InputSpec picture;
  picture.image = "street.png";
  window_->open_model("fake-detr", picture);
  ASSERT_TRUE(settled());
  EXPECT_EQ(batch.question().stream, window_->store().site()->stream);
  EXPECT_FALSE(batch.question().from.contains(QStringLiteral("word:"))) << batch.question().from.toStdString();
  EXPECT_FALSE(page_->batch().to()->text().contains(QStringLiteral("word:")));
  EXPECT_EQ(page_->batch().stream_words(), stream_name(*window_->store().trace(), window_->store().site()->stream));
  SavedSession session = window_->saved_session();
  session.many = ManyInputs{"encoder", "word:it", "word:was", {}, {}, false, false, "It was one."};
  QTemporaryDir folder;
  const QString file = folder.filePath(QStringLiteral("other.headlight"));
  QFile out(file);
  ASSERT_TRUE(out.open(QIODevice::WriteOnly));
  out.write(session_bytes(session, folder.path()));
  out.close();
  QSignalSpy restored(&batch, &BatchModel::restored);
  window_->open_paths({file});
  ASSERT_TRUE(until([&] { return restored.count() == 1; }));
  ASSERT_TRUE(settled());
  page_ = qobject_cast<AskPage*>(window_->work().page(Workspace::ask));
  page_->choose_kind(AskPage::Kind::many);
  EXPECT_EQ(batch.question().stream, window_->store().site()->stream);
  EXPECT_FALSE(page_->batch().from()->text().contains(QStringLiteral("word:")));
}

TEST_F(AskWorkspace, AnotherStreamIsAskedAndNamed) {
  ask_picture("fake-detr");
  page_->choose_kind(AskPage::Kind::many);
  BatchModel& batch = window_->batch();
  const std::string before = batch.question().stream;
  Selection next = window_->store().selection();
  next.stream = "decoder";
  window_->store().select(next);
  ASSERT_TRUE(settled());
  EXPECT_NE(before, "decoder");
  EXPECT_EQ(batch.question().stream, "decoder");
  EXPECT_EQ(page_->batch().stream_words(), QStringLiteral("Decoder self-attention"));
}

TEST_F(AskWorkspace, AChangeOfLanguageKeepsManyInputsAndWhatIsTyped) {
  ask_sentence();
  page_->choose_kind(AskPage::Kind::many);
  page_->batch().lines()->setPlainText(QStringLiteral("It was one."));
  page_->batch().from()->selectAll();
  QTest::keyClicks(page_->batch().from(), QStringLiteral("word:it"));
  page_->batch().to()->selectAll();
  QTest::keyClicks(page_->batch().to(), QStringLiteral("word:one"));
  window_->set_language(QStringLiteral("ko"));
  ASSERT_TRUE(settled());
  page_ = qobject_cast<AskPage*>(window_->work().page(Workspace::ask));
  ASSERT_TRUE(page_ != nullptr && page_->batch().isVisible());
  EXPECT_EQ(page_->batch().from()->text(), QStringLiteral("word:it"));
  EXPECT_EQ(page_->batch().to()->text(), QStringLiteral("word:one"));
}

TEST_F(AskWorkspace, AnswersComeBackWithTheirQuestion) {
  ask_sentence();
  page_->choose_kind(AskPage::Kind::many);
  BatchModel& batch = window_->batch();
  page_->batch().lines()->setPlainText(QStringLiteral("It was one.\nIt was two.\nNothing here."));
  const auto ask_words = [&](const QString& to) { batch.set_question({"encoder", QStringLiteral("all"), to}); };
  const auto answer = [&] {
    batch.start();
    return until([&] { return !batch.running(); });
  };
  ask_words(QStringLiteral("word:was"));
  ASSERT_TRUE(answer());
  const double mean = batch.heads().front().mean;
  ask_words(QStringLiteral("word:it"));
  EXPECT_EQ(batch.count(BatchModel::State::waiting), 3U);
  ask_words(QStringLiteral("word:was"));
  EXPECT_EQ(batch.count(BatchModel::State::done), 2U);
  EXPECT_EQ(batch.count(BatchModel::State::left_out), 1U);
  EXPECT_EQ(batch.items()[0].name, QStringLiteral("It was one."));
  EXPECT_DOUBLE_EQ(batch.heads().front().mean, mean);
  page_->batch().lines()->setPlainText(QStringLiteral("It was two."));  // an input that comes back, too
  page_->batch().lines()->setPlainText(QStringLiteral("It was two.\nIt was one.\nIt was one."));
  EXPECT_EQ(batch.count(BatchModel::State::done), 3U);
  page_->batch().lines()->setPlainText(QStringLiteral("It was one."));
  for (int i = 0; i < 9; ++i) {  // the oldest gives way
    ask_words(QStringLiteral("tokens:%1").arg(i % 4) + QStringLiteral("; all").repeated(i / 4));
    ASSERT_TRUE(answer());
    EXPECT_EQ(batch.count(BatchModel::State::done), 1U) << batch.items()[0].reason().toStdString();
  }
  ask_words(QStringLiteral("word:was"));
  EXPECT_EQ(batch.count(BatchModel::State::waiting), 1U);
}

TEST_F(AskWorkspace, ASessionKeepsTheAnswersOfManyInputs) {
  ask_sentence();
  page_->choose_kind(AskPage::Kind::many);
  BatchModel& batch = window_->batch();
  page_->batch().lines()->setPlainText(QStringLiteral("It was one.\nNothing here.\nIt was two."));
  batch.set_question({"encoder", QStringLiteral("all"), QStringLiteral("word:was")});
  batch.start();
  ASSERT_TRUE(until([&] { return !batch.running(); }));
  ASSERT_TRUE(settled());
  const std::vector<RankedHead> heads = batch.items()[2].heads;
  QTemporaryDir folder;
  const QString file = folder.filePath(QStringLiteral("many.headlight"));
  window_->write_session(file);
  batch.set_question({"encoder", QStringLiteral("all"), QStringLiteral("word:else")});
  page_->batch().lines()->setPlainText(QStringLiteral("Something else."));
  page_->choose_kind(AskPage::Kind::heads);
  window_->open_paths({file});
  ASSERT_TRUE(until([&] { return batch.items().size() == 3; }));
  ASSERT_TRUE(settled());
  EXPECT_EQ(batch.count(BatchModel::State::done), 2U);
  ASSERT_EQ(batch.count(BatchModel::State::left_out), 1U);
  EXPECT_TRUE(batch.items()[1].reason().contains(QStringLiteral("was"))) << batch.items()[1].reason().toStdString();
  ASSERT_EQ(batch.items()[2].heads.size(), heads.size());
  for (std::size_t i = 0; i < heads.size(); ++i) EXPECT_NEAR(batch.items()[2].heads[i].mass, heads[i].mass, 1e-6);
  page_ = qobject_cast<AskPage*>(window_->work().page(Workspace::ask));
  EXPECT_TRUE(until([&] { return page_->batch().isVisible(); })) << "it was shown";
  // Broken ones are said in a line; the list opens without.
  QFile in(file);
  ASSERT_TRUE(in.open(QIODevice::ReadOnly));
  QJsonObject json = QJsonDocument::fromJson(in.readAll()).object(), many = json.value(QStringLiteral("many inputs")).toObject(), answers = many.value(QStringLiteral("answers")).toObject();
  in.close();
  answers.insert(QStringLiteral("sum"), -1);
  many.insert(QStringLiteral("answers"), answers);
  json.insert(QStringLiteral("many inputs"), many);
  const QString broken = folder.filePath(QStringLiteral("broken.headlight"));
  QFile out(broken);
  ASSERT_TRUE(out.open(QIODevice::WriteOnly));
  out.write(QJsonDocument(json).toJson());
  out.close();
  window_->batch().set_sentences({});
  window_->batch().set_question({"encoder", QStringLiteral("all"), QStringLiteral("word:other")});
  window_->open_paths({broken});
  ASSERT_TRUE(until([&] { return window_->message().isVisible() && window_->message().text().contains(QStringLiteral("asked again")); }));
  EXPECT_TRUE(window_->message().text().contains(QStringLiteral("many inputs.answers.sum"))) << window_->message().text().toStdString();
  EXPECT_EQ(batch.items().size(), 3U);
}

TEST_F(AskWorkspace, EveryInputLeftOutIsListedByReason) {
  ask_sentence();
  page_->choose_kind(AskPage::Kind::many);
  BatchModel& batch = window_->batch();
  QStringList lines;
  for (int i = 0; i < 7; ++i) lines += QStringLiteral("Nothing here, %1.").arg(i);
  page_->batch().lines()->setPlainText(lines.join(QLatin1Char('\n')));
  batch.set_question({"encoder", QStringLiteral("all"), QStringLiteral("word:was")});
  EXPECT_FALSE(page_->batch().left_out()->isVisible());
  batch.start();
  ASSERT_TRUE(until([&] { return !batch.running(); }));
  ASSERT_EQ(batch.count(BatchModel::State::left_out), 7U);
  ASSERT_TRUE(page_->batch().left_out()->isVisible());
  const FigureTable& table = *page_->batch().left_out()->table();
  ASSERT_EQ(table.rows(), 8);
  EXPECT_TRUE(table.text(0, 0).startsWith(batch.items()[0].reason())) << table.text(0, 0).toStdString();
  EXPECT_TRUE(table.text(0, 0).contains(QLatin1Char('7')));
  EXPECT_EQ(table.text(7, 0), lines.back());
}

// A second click on the same spot stops; the kinds of question keep their place, the keyboard its control.
TEST_F(AskWorkspace, ButtonsOfManyInputsKeepTheirPlaceAndTheKeyboard) {
  ask_sentence();
  auto* kinds = qobject_cast<Segments*>(button(*page_, "Patterns")->parentWidget());
  ASSERT_NE(kinds, nullptr);
  const auto place = [](const QWidget* widget) { return QRect(widget->mapTo(widget->window(), QPoint()), widget->size()); };
  const QRect before = place(kinds);
  for (const auto kind : {AskPage::Kind::patterns, AskPage::Kind::many}) {
    page_->choose_kind(kind);
    ASSERT_TRUE(settled());
    EXPECT_EQ(place(kinds), before);
  }
  page_->batch().lines()->setPlainText(QStringLiteral("It was one.\nNothing here.\nIt was two.\nIt was three."));
  BatchModel& batch = window_->batch();
  page_->batch().to()->setText(QStringLiteral("word:was"));
  QPushButton* run = page_->batch().run_button();
  Q_EMIT page_->batch().to()->editingFinished();
  QApplication::processEvents();
  const QRect spot = place(run);
  session_->run_delay_ms = 40;
  run->setFocus(Qt::TabFocusReason);
  QTest::mouseClick(run, Qt::LeftButton);
  ASSERT_TRUE(batch.running());
  ASSERT_TRUE(until([&] { return batch.count(BatchModel::State::left_out) == 1; }));
  QApplication::processEvents();
  EXPECT_EQ(run->text(), QStringLiteral("Stop"));
  EXPECT_EQ(place(run), spot);
  QTest::mouseClick(run, Qt::LeftButton);
  ASSERT_FALSE(batch.running());
  QApplication::processEvents();
  EXPECT_EQ(run->text(), QStringLiteral("Go on"));
  EXPECT_EQ(place(run), spot);
  EXPECT_TRUE(run->hasFocus());
  QTest::keyClick(run, Qt::Key_Space);
  ASSERT_TRUE(until([&] { return !batch.running(); }));
  EXPECT_EQ(place(run), spot);
  ASSERT_NE(window_->focusWidget(), nullptr);
  EXPECT_TRUE(page_->batch().isAncestorOf(window_->focusWidget())) << window_->focusWidget()->metaObject()->className();
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
