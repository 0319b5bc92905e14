// The workspace that asks which heads look from here to there.
#include <QFile>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <cmath>

#include "tests/gui/fake_detector.h"
#include "tests/gui/fake_studio.h"
#include "tests/gui/window_fixture.h"
#include "ui/figures/overlay.h"
#include "ui/figures/picture_graph.h"
#include "ui/figures/points.h"
#include "ui/studio/ask/answer_column.h"
#include "ui/studio/ask/ask_page.h"
#include "ui/studio/ask/batch_view.h"
#include "ui/studio/ask/head_bars.h"
#include "ui/studio/ask/patterns_view.h"
#include "ui/studio/ask/picture_region.h"
#include "ui/studio/ask/ranking_table.h"
#include "ui/studio/ask/token_chooser.h"

namespace headlight::ui {
namespace {

class AskWorkspace : public WindowTest {
 protected:
  void ask() {
    window_->actions().get("ask")->trigger();
    ASSERT_TRUE(settled());
    page_ = qobject_cast<AskPage*>(window_->work().page(Workspace::ask));
    ASSERT_NE(page_, nullptr);
    ASSERT_TRUE(page_->isVisible());
  }

  void ask_sentence() {
    open_sentence();
    Selection next = window_->store().selection();
    next.query = 9;
    next.key = 6;
    window_->store().select(next);
    ask();
  }

  void ask_picture(const char* model) {
    open({1600, 1000});
    InputSpec input;
    input.image = "street.png";
    window_->open_model(model, input);
    ASSERT_TRUE(settled());
    ask();
  }

  TokenChooser* chooser(int at) { return page_->findChildren<TokenChooser*>().at(at); }

  AskPage* page_ = nullptr;
};

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
}

TEST_F(AskWorkspace, ABoxOnThePictureAsksAboutItsPatches) {
  ask_picture("fake-vit");
  auto* picture = page_->findChild<PictureRegion*>();
  ASSERT_TRUE(picture->isVisible());
  const QPoint from = picture->shown({70, 70}).toPoint(), to = picture->shown({180, 120}).toPoint();
  QTest::mousePress(picture, Qt::LeftButton, Qt::NoModifier, from);
  QTest::mouseMove(picture, to);
  QTest::mouseRelease(picture, Qt::LeftButton, Qt::NoModifier, to);
  ASSERT_TRUE(settled());
  const Axis& axis = window_->store().trace()->axes[0];
  ASSERT_FALSE(page_->model().question().to.empty());
  for (const std::int64_t position : page_->model().question().to) EXPECT_TRUE(axis.is_cell(position));
  EXPECT_EQ(page_->model().answer()->heads.size(), 16U);
}

TEST_F(AskWorkspace, SampledLayersAreAskedAboutTheBoxOfTheDetection) {
  ask_picture("fake-detr");
  ASSERT_TRUE(page_->model().sampled());
  ASSERT_TRUE(page_->model().question().box);
  const Answer* answer = page_->model().answer();
  ASSERT_NE(answer, nullptr);
  EXPECT_NEAR(answer->heads.front().mass, fake::inside(answer->heads.front().layer, answer->heads.front().head), 1e-6);
}

TEST_F(AskWorkspace, WinnersOfSampledLayersAreTheirPointsOnThePicture) {
  ask_picture("fake-detr");
  page_->model().set_region(false, {{0, 0, 128, 256}, {100, 0, 160, 256}});
  ASSERT_TRUE(settled());
  auto* winners = page_->findChild<WinnerMaps*>();
  ASSERT_TRUE(winners->isVisible());
  const Answer& answer = *page_->model().answer();
  ASSERT_EQ(winners->figures().size(), answer.winners);
  for (std::size_t i = 0; i < answer.winners; ++i) {
    ASSERT_NE(winners->figures()[i], nullptr);
    const WinnerContent& content = winners->figures()[i]->content();
    const auto* points = dynamic_cast<const PointsFigure*>(content.picture.get());
    ASSERT_NE(points, nullptr);
    const QueryPoints& query = points->content().queries.at(0);
    EXPECT_EQ(query.points.size(), 4U);
    for (const SamplePoint& point : query.points) EXPECT_EQ(point.head, answer.heads[i].head);
    EXPECT_NEAR(query.level_share.at(0) + query.level_share.at(1), answer.heads[i].mass, 1e-5) << "the mass, level by level";
    EXPECT_EQ(content.name, QStringLiteral("%1.%2").arg(answer.heads[i].layer).arg(answer.heads[i].head));
    EXPECT_EQ(content.value, page_->model().mass_text(answer.heads[i].mass));
    const auto place = winners->figures()[i]->place(winners->table()->area(int(i), 0), screen_style(current_theme()));
    EXPECT_GT(place.rect.width(), 120) << "large enough to say something";
  }
  const auto figures = page_->figures();
  EXPECT_TRUE(std::ranges::any_of(figures, [](const ShownFigure& figure) { return figure.name == QStringLiteral("Winning heads"); }));
}

TEST_F(AskWorkspace, FromEverywhereWinnersAreMapsOfWherePointsFell) {
  ask_picture("fake-detr");
  page_->model().set_region(false, {{0, 0, 128, 256}});
  page_->model().set_from({});
  ASSERT_TRUE(settled());
  auto* winners = page_->findChild<WinnerMaps*>();
  ASSERT_FALSE(winners->figures().empty());
  for (const auto& figure : winners->figures()) {
    ASSERT_NE(figure, nullptr);
    EXPECT_NE(dynamic_cast<const OverlayFigure*>(figure->content().picture.get()), nullptr);
    EXPECT_FALSE(figure->content().asked.isEmpty());
  }
}

TEST_F(AskWorkspace, WinnersBetweenDetectionsAreLinksOnThePicture) {
  ask_picture("fake-detr");
  Selection next = window_->store().selection();
  next.stream = "decoder";
  window_->store().select(next);
  ASSERT_TRUE(settled());
  page_->model().set_from({fake::object_query(0)});
  page_->model().set_to({fake::object_query(1)});
  ASSERT_TRUE(settled());
  auto* winners = page_->findChild<WinnerMaps*>();
  ASSERT_FALSE(winners->figures().empty());
  for (const auto& figure : winners->figures()) {
    ASSERT_NE(figure, nullptr);
    const auto* links = dynamic_cast<const PictureGraphFigure*>(figure->content().picture.get());
    ASSERT_NE(links, nullptr);
    EXPECT_EQ(links->content().chosen, 0);
  }
}

TEST_F(AskWorkspace, ARegionOfSampledLayersHoldsThePointsInsideOfIt) {
  ask_picture("fake-detr");
  const Region region{{0, 0, 128, 256}, {100, 0, 160, 256}};
  page_->model().set_region(false, region);
  ASSERT_TRUE(until([&] { return page_->model().answer() != nullptr && !window_->client().any_busy(); }));
  const Answer& answer = *page_->model().answer();
  EXPECT_EQ(answer.heads.size(), 12U);
  EXPECT_NEAR(answer.even, 160.0 / 256, 1e-9);  // the boxes overlap
  const std::int64_t query = page_->model().question().from.at(0);
  for (const RankedHead& head : answer.heads) {
    double mass = 0;
    for (int level = 0; level < 2; ++level) {
      for (int point = 0; point < 2; ++point) {
        const SamplePoint one = fake::sample(head.layer, query, head.head, level, point);
        if (holds(region, one.x, one.y)) mass += one.weight;
      }
    }
    EXPECT_NEAR(head.mass, mass, 1e-6);
  }
  window_->store().undo();
  EXPECT_TRUE(page_->model().question().region.empty());
}

TEST_F(AskWorkspace, TurnedRoundASampledLayerSaysWhereWhatLandsThereComesFrom) {
  ask_picture("fake-detr");
  const Region region{{0, 0, 128, 256}, {100, 0, 160, 256}};
  AskModel& model = page_->model();
  model.set_region(false, region);
  ASSERT_TRUE(settled());
  EXPECT_FALSE(model.looks_back());
  ASSERT_TRUE(model.can_turn());
  key(Qt::Key_R);
  ASSERT_TRUE(until([&] { return model.answer() != nullptr && !window_->client().any_busy(); }));
  ASSERT_TRUE(model.reversed());
  const std::int64_t query = model.question().from.at(0), queries = query_axis(*window_->store().trace(), *window_->store().site()).size();
  EXPECT_DOUBLE_EQ(model.answer()->even, 1.0 / double(queries));
  const auto inside = [&](int layer, int head, std::int64_t of) {
    double mass = 0;
    for (int level = 0; level < 2; ++level) {
      for (int point = 0; point < 2; ++point) {
        const SamplePoint one = fake::sample(layer, of, head, level, point);
        if (holds(region, one.x, one.y)) mass += one.weight;
      }
    }
    return mass;
  };
  for (const RankedHead& head : model.answer()->heads) {
    double all = 0;
    for (std::int64_t each = 0; each < queries; ++each) all += inside(head.layer, head.head, each);
    EXPECT_NEAR(head.mass, all > 0 ? inside(head.layer, head.head, query) / all : 0, 1e-6);
  }
  EXPECT_TRUE(model.table().startsWith(QStringLiteral("stream\tlayer\thead\tshare")));
  EXPECT_EQ(page_->figures().front().built.figure->data().header.at(1), QStringLiteral("share"));
  window_->store().undo();
  EXPECT_FALSE(model.reversed());
}

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
  ASSERT_EQ(batch.count(BatchModel::State::done), 2U) << batch.items()[1].why.toStdString();
  for (const RankedHead& head : batch.items()[1].heads) {
    double sum = 0;
    for (const std::int64_t to : asked.to) sum += fake::weight(head.layer, head.head, 0, to, query_axis(*window_->store().trace(), *window_->store().site()).size());
    EXPECT_NEAR(head.mass, sum, 1e-6);
  }
}

TEST_F(AskWorkspace, ABrushChoosesThePatchesUnderIt) {
  ask_picture("fake-vit");
  auto* picture = page_->findChild<PictureRegion*>();
  picture->set_brush(true);
  const QPoint from = picture->shown({32, 32}).toPoint(), to = picture->shown({96, 32}).toPoint();
  QTest::mousePress(picture, Qt::LeftButton, Qt::NoModifier, from);
  QTest::mouseMove(picture, to);
  QTest::mouseRelease(picture, Qt::LeftButton, Qt::NoModifier, to);
  ASSERT_TRUE(settled());
  const std::int64_t leading = window_->store().trace()->axes[0].leading;
  EXPECT_EQ(page_->model().question().to, (std::vector<std::int64_t>{leading, leading + 1}));  // 4 × 4 patches of 64 px
}

// What is seen as brushed is what is asked: another question takes it away, and a pointer that has left leaves no brush.
// A mask that cannot be taken is said as an error, and no longer once another one is taken.
TEST_F(AskWorkspace, AMaskFileIsTakenOrRefusedInOneLine) {
  ask_picture("fake-vit");
  const QTemporaryDir folder;
  QImage mask(256, 256, QImage::Format_Grayscale8);  // as the picture
  const auto take = [&](const char* name) {
    const QString path = folder.filePath(QLatin1String(name));
    EXPECT_TRUE(mask.save(path));
    page_->take_mask(path);
    EXPECT_TRUE(settled());
  };
  const auto errors = [&] {
    QStringList found;
    for (auto* label : page_->findChildren<QLabel*>()) {
      if (label->isVisible() && label->property("role").toString() == QStringLiteral("error")) found << label->text();
    }
    return found;
  };
  mask.fill(0);
  take("black.png");
  ASSERT_EQ(errors().size(), 1);
  EXPECT_TRUE(errors().front().contains(QStringLiteral("black everywhere")));
  mask.fill(255);
  take("white.png");
  EXPECT_TRUE(errors().isEmpty());
  EXPECT_EQ(page_->model().question().to.size(), 16U) << "every patch";
  mask = QImage(300, 20, QImage::Format_Grayscale8);
  mask.fill(255);
  take("wide.png");
  ASSERT_EQ(errors().size(), 1);
  EXPECT_EQ(page_->model().question().to.size(), 16U) << "the question stays";
  mask = QImage(256, 256, QImage::Format_RGB32);
  mask.fill(Qt::red);
  take("red.png");
  EXPECT_TRUE(errors().isEmpty());
}

TEST_F(AskWorkspace, AnotherQuestionTakesTheBrushedRegionAway) {
  ask_picture("fake-detr");
  auto* picture = page_->findChild<PictureRegion*>();
  const QImage before = picture->grab().toImage();
  picture->set_brush(true);
  const QPoint at = picture->shown({200, 200}).toPoint();
  QTest::mousePress(picture, Qt::LeftButton, Qt::NoModifier, at);
  QTest::mouseRelease(picture, Qt::LeftButton, Qt::NoModifier, at);
  ASSERT_TRUE(settled());
  ASSERT_FALSE(page_->model().question().region.empty());
  const QColor brushed = picture->grab().toImage().pixelColor(at);
  EXPECT_GT(brushed.lightness(), before.pixelColor(at).lightness());
  page_->model().set_region(false, {{0, 0, 20, 20}});
  ASSERT_TRUE(settled());
  EXPECT_EQ(picture->grab().toImage().pixelColor(at), before.pixelColor(at));
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
  EXPECT_FALSE(batch.items()[1].why.isEmpty());
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
