// The workspace that sets two heads, inputs or models side by side.
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QWheelEvent>

#include "tests/gui/compare_workspace.h"
#include "ui/controls/choices.h"
#include "ui/figures/export.h"
#include "ui/figures/matrix.h"
#include "ui/panels/inspector_parts.h"
#include "ui/state/map_kind.h"
#include "ui/studio/compare/compare_page.h"
#include "ui/studio/compare/head_views.h"

namespace headlight::ui {
namespace {

TEST_F(CompareWorkspace, BeginsWithTheHeadMostLikeAAndShowsTheDifference) {
  open_sentence();
  compare();
  const auto& like = page_->model().heads()[page_->model().order().front()];
  EXPECT_EQ(page_->model().a().name(), QStringLiteral("3.1"));
  EXPECT_EQ(page_->model().b().site->layer, like.head.layer);
  EXPECT_EQ(page_->model().b().head, like.head.head);
  EXPECT_NEAR(like.divergence, fake::divergence(3, 1, like.head.layer, like.head.head, 14), 1e-5);
  const double a = fake::weight(3, 1, 4, 2, 14), b = fake::weight(like.head.layer, like.head.head, 4, 2, 14);
  EXPECT_NEAR(map(0).plane.at(4, 2), a, 1e-6);
  EXPECT_NEAR(map(1).plane.at(4, 2), b, 1e-6);
  EXPECT_NEAR(map(2).plane.at(4, 2), a - b, 1e-6);
  EXPECT_DOUBLE_EQ(map(0).scale.high, map(1).scale.high);  // one range
  EXPECT_DOUBLE_EQ(map(2).scale.low, -map(2).scale.high);  // symmetric
  EXPECT_NEAR(page_->model().maps()->whole.divergence, like.divergence, 1e-5);
}

TEST_F(CompareWorkspace, AHeadIsMadeBInEveryView) {
  open_sentence();
  compare();
  auto* list = page_->findChild<LikeTable*>();
  const auto third = page_->model().heads()[page_->model().order()[2]];
  QTest::mouseClick(list, Qt::LeftButton, Qt::NoModifier, list->table()->area(2, 0).center());
  ASSERT_TRUE(settled());
  EXPECT_EQ(page_->model().b().head, third.head.head);
  auto* scatter = page_->findChild<HeadScatter*>();
  ASSERT_EQ(scatter->table()->rows(), 72);
  QTest::mouseClick(scatter, Qt::LeftButton, Qt::NoModifier, scatter->place(10).toPoint());
  ASSERT_TRUE(settled());
  EXPECT_TRUE(scatter->table()->chosen().has_value());
  auto* distances = page_->findChild<HeadGrid*>();
  QTest::mouseClick(distances, Qt::LeftButton, Qt::NoModifier, distances->table()->area(5, 0).center());
  ASSERT_TRUE(settled());
  EXPECT_EQ(page_->model().b().name(), QStringLiteral("0.5"));
  key(Qt::Key_Z, Qt::ControlModifier);  // an undo step each
  EXPECT_NE(page_->model().b().name(), QStringLiteral("0.5"));
}

TEST_F(CompareWorkspace, TheWheelZoomsAllThreeMapsTogether) {
  open_sentence();
  compare();
  const auto view = [this](int at) { return page_->maps()->canvas(at)->viewport(); };
  const auto turn = [this](int at) {
    FigureCanvas& canvas = *page_->maps()->canvas(at);
    const QPointF where = QRectF(canvas.rect()).center();
    QWheelEvent event(where, canvas.mapToGlobal(where), {}, {0, 360}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&canvas, &event);
  };
  turn(1);
  const Viewport zoomed = view(1);
  ASSERT_FALSE(zoomed.isEmpty());
  EXPECT_LT(zoomed.width(), 14);
  for (const int at : {0, 2}) EXPECT_EQ(view(at), zoomed);
  const auto like = page_->model().heads()[page_->model().order()[2]];
  page_->model().choose(like.head);
  ASSERT_TRUE(settled());
  EXPECT_EQ(view(0), zoomed) << "another head has the same rows and columns";
  page_->pan({-40, 0});
  EXPECT_GT(view(0).left(), zoomed.left());
  EXPECT_EQ(view(2), view(0));
  page_->maps()->canvas(2)->setFocus();
  key(Qt::Key_Z);
  for (const int at : {0, 1, 2}) EXPECT_TRUE(view(at).isEmpty());
  auto* linked = page_->findChild<CheckBox*>();
  ASSERT_NE(linked, nullptr);
  ASSERT_EQ(linked->text(), QStringLiteral("Linked"));
  QTest::mouseClick(linked, Qt::LeftButton);
  EXPECT_FALSE(window_->store().studio().linked);
  turn(0);
  EXPECT_FALSE(view(0).isEmpty());
  EXPECT_TRUE(view(1).isEmpty() && view(2).isEmpty()) << "freed";
  window_->store().hover({4, 2, -1, -1});
  for (const int at : {0, 1, 2}) EXPECT_EQ(page_->maps()->canvas(at)->style().hovered, Cell()) << "the cursor, too";
  QTest::mouseClick(linked, Qt::LeftButton);
  EXPECT_EQ(view(1), view(0));
  window_->store().hover({4, 2, -1, -1});
  EXPECT_EQ(page_->maps()->canvas(1)->style().hovered, (Cell{4, 2}));
}

TEST_F(CompareWorkspace, SwapExchangesBoth) {
  open_sentence();
  compare();
  page_->model().set_b(5, 7);
  ASSERT_TRUE(settled());
  page_->model().swap();
  ASSERT_TRUE(settled());
  EXPECT_EQ(page_->model().a().name(), QStringLiteral("5.7"));
  EXPECT_EQ(page_->model().b().name(), QStringLiteral("3.1"));
  window_->store().undo();  // one step
  ASSERT_TRUE(settled());
  EXPECT_EQ(page_->model().a().name(), QStringLiteral("3.1"));
  EXPECT_EQ(page_->model().b().name(), QStringLiteral("5.7"));
}

TEST_F(CompareWorkspace, SampledLayersAreComparedOverThePicture) {
  open();
  InputSpec input;
  input.image = "street.png";
  window_->open_model("fake-detr", input);
  ASSERT_TRUE(settled());
  compare();
  ASSERT_TRUE(page_->model().sampled());
  page_->model().set_b(1, 2);
  ASSERT_TRUE(settled());
  const CompareModel::Maps* maps = page_->model().maps();
  ASSERT_NE(maps, nullptr);
  const std::int64_t query = fake::object_query(0);
  const auto expected = [&](const CompareModel::Place& place) {
    return fake::detector_splat(*window_->store().trace(), {place.site->id, {HeadChoice::Mode::one, place.head}, {query}, maps->a.rows, maps->a.columns});
  };
  const Plane a = expected(page_->model().a()).plane, b = expected(page_->model().b()).plane;
  ASSERT_EQ(maps->difference.values.size(), a.values.size());
  for (std::size_t i = 0; i < a.values.size(); ++i) ASSERT_NEAR(maps->difference.values[i], a.values[i] - b.values[i], 1e-6);
  EXPECT_EQ(dynamic_cast<const OverlayFigure&>(*page_->maps()->canvas(2)->figure()).content().map.values, maps->difference.values);
  EXPECT_EQ(page_->model().heads().size(), 12U);  // 3 layers of 4 heads
  EXPECT_EQ(page_->model().order().size(), 11U);
  EXPECT_NEAR(page_->model().heads()[std::size_t(page_->model().a().site->layer * 4 + page_->model().a().head)].divergence, 0, 1e-9);
  const auto& listed = page_->model().heads()[std::size_t(4 + 2)];  // listed with the number that stands beside the maps
  EXPECT_EQ(page_->model().b().name(), name_of(listed.head));
  EXPECT_NEAR(listed.divergence, maps->whole.divergence, 1e-6);
}

TEST_F(CompareWorkspace, WhatIsShownLeavesAsFiguresWithTheirNumbers) {
  open_sentence();
  compare();
  const auto figures = page_->figures();
  ASSERT_EQ(figures.size(), 4U);
  EXPECT_EQ(figures[0].built.provenance.value(QStringLiteral("a")).toString(), QStringLiteral("3.1"));
  const FigureData ranking = figures[1].built.figure->data();
  ASSERT_EQ(ranking.table.size(), 71U);
  EXPECT_NEAR(ranking.table[0][1].toDouble(), page_->model().heads()[page_->model().order().front()].divergence, 1e-9);
  EXPECT_EQ(figures[3].built.figure->data().table.size(), 72U);
  const FigureData scatter = figures[2].built.figure->data();
  ASSERT_EQ(scatter.table.size(), 72U);
  EXPECT_EQ(scatter.header, (QStringList{"layer", "head", "entropy", "distance", "side"}));
  const auto* statistics = window_->feed().statistics.get<StatisticsResult>();
  for (std::size_t i = 0; i < scatter.table.size(); ++i) {
    const HeadStatistics& of = statistics->heads[i];
    EXPECT_EQ(scatter.table[i][0].toInt(), of.layer);
    EXPECT_DOUBLE_EQ(scatter.table[i][2].toDouble(), of.entropy);
    EXPECT_DOUBLE_EQ(scatter.table[i][3].toDouble(), of.distance);
    EXPECT_EQ(scatter.table[i][4].toString() == QStringLiteral("A"), of.layer == 3 && of.head == 1);
  }
  QTemporaryDir folder;
  for (const char* name : {"scatter.svg", "scatter.csv", "scatter.json", "scatter.pdf", "scatter.png", "scatter.npy"}) {
    const auto written = write_figure(figures[2].built, folder.filePath(QLatin1String(name)).toStdString());
    ASSERT_TRUE(written.ok()) << written.error().line();
  }
  for (const char* name : {"maps.svg", "maps.csv", "maps.json", "maps.pdf", "maps.png"}) {
    const auto written = write_figure(figures[0].built, folder.filePath(QLatin1String(name)).toStdString());
    ASSERT_TRUE(written.ok()) << written.error().line();
    EXPECT_GT(written.value().bytes, 500) << name;
  }
}

TEST_F(CompareWorkspace, RolloutsOfTwoLayersAreCompared) {
  open_sentence();
  compare();
  page_->model().set_b(5, 2);
  ASSERT_TRUE(settled());
  Look look = window_->store().look();
  set_map_kind(look, MapKind::rollout);
  window_->store().set_look(look);
  ASSERT_TRUE(settled());
  ASSERT_TRUE(page_->model().rolled());
  EXPECT_EQ(map(0).scale.quantity, QStringLiteral("rollout"));
  for (std::int64_t row = 0; row < 14; ++row) {
    for (const int side : {0, 1}) {
      double sum = 0;
      for (std::int64_t column = 0; column < 14; ++column) sum += map(side).plane.at(row, column);
      EXPECT_NEAR(sum, 1, 1e-5);
    }
  }
  EXPECT_NEAR(map(2).plane.at(4, 2), map(0).plane.at(4, 2) - map(1).plane.at(4, 2), 1e-6);
  EXPECT_NE(map(0).plane.at(4, 2), map(1).plane.at(4, 2));
  EXPECT_EQ(page_->figures().front().built.provenance.value(QStringLiteral("quantity")).toString(), QStringLiteral("rollout"));
}

TEST_F(CompareWorkspace, ACellChosenInOneMapIsChosenInAll) {
  open_sentence();
  compare();
  FigureCanvas* canvas = page_->maps()->canvas(2);
  const auto at = point_of(*canvas, [](const Hit& hit) { return hit.query == 6 && hit.key == 3; });
  ASSERT_TRUE(at);
  QTest::mouseClick(canvas, Qt::LeftButton, Qt::NoModifier, *at);
  EXPECT_EQ(window_->store().selection().query, 6);
  EXPECT_EQ(window_->store().selection().key, 3);
  EXPECT_EQ(page_->maps()->canvas(0)->style().selected, (Cell{6, 3}));
}

// Layers below keep their maps in the tuned model, the others have their neighbour's.
double tuned_divergence(int layer, int head) { return layer < fake::kTunedFrom ? 0 : fake::divergence(layer, head, layer, (head + 1) % 12, 14); }

TEST_F(CompareWorkspace, AnotherModelOnThisInputSaysWhichHeadsChangedMost) {
  open_sentence();
  compare();
  EXPECT_FALSE(page_->model().between());
  EXPECT_FALSE(page_->model().between_problem().isEmpty());  // B is a head of the same run
  const TraceId a = window_->store().trace()->id;
  page_->model().beside().run_model(QStringLiteral("fake-bert-tuned"));
  ASSERT_TRUE(until([&] { return window_->store().runs().size() == 2; }));
  ASSERT_TRUE(settled());
  ASSERT_TRUE(until([&] { return page_->model().heads().size() == 72U && page_->model().between(); }));
  EXPECT_EQ(window_->store().trace()->id, a) << "A stays what is shown";
  EXPECT_EQ(page_->model().b().run->trace->model.name, "fake-bert-tuned");
  EXPECT_EQ(page_->model().b().name(), QStringLiteral("3.1"));  // the same head
  for (const CompareModel::Like& head : page_->model().heads()) EXPECT_NEAR(head.divergence, tuned_divergence(head.head.layer, head.head.head), 1e-5) << head.head.layer << '.' << head.head.head;
  const auto& order = page_->model().order();
  ASSERT_EQ(order.size(), 72U);
  for (std::size_t i = 1; i < order.size(); ++i) EXPECT_GE(page_->model().heads()[order[i - 1]].divergence, page_->model().heads()[order[i]].divergence);
  ASSERT_TRUE(until([&] { return page_->model().maps() != nullptr && page_->model().maps()->whole.divergence > 0; }));
  EXPECT_NEAR(page_->model().maps()->whole.divergence, page_->model().heads()[std::size_t(3 * 12 + 1)].divergence, 1e-6);  // the number beside the maps
}

TEST_F(CompareWorkspace, TheChosenHeadsRowComesIntoSight) {
  open_sentence();
  compare();
  page_->model().beside().run_model(QStringLiteral("fake-bert-tuned"));
  ASSERT_TRUE(until([&] { return page_->model().between() && page_->model().heads().size() == 72U; }));
  ASSERT_TRUE(settled());
  auto* list = page_->findChild<LikeTable*>();
  page_->model().choose(page_->model().heads()[page_->model().order().back()].head);
  ASSERT_TRUE(settled());
  ASSERT_EQ(list->table()->chosen()->row, 71);
  EXPECT_TRUE(until([&] { return list->visibleRegion().contains(list->table()->area(71, 0)); }));
}

TEST_F(CompareWorkspace, AClickOnAChangedHeadChoosesItInBothRuns) {
  open_sentence();
  compare();
  page_->model().beside().run_model(QStringLiteral("fake-bert-tuned"));
  ASSERT_TRUE(until([&] { return page_->model().between() && page_->model().heads().size() == 72U; }));
  ASSERT_TRUE(settled());
  auto* list = page_->findChild<LikeTable*>();
  const HeadPlace first = page_->model().heads()[page_->model().order()[0]].head;
  QTest::mouseClick(list, Qt::LeftButton, Qt::NoModifier, list->table()->area(0, 0).center());
  ASSERT_TRUE(settled());
  EXPECT_EQ(page_->model().a().name(), name_of(first));
  EXPECT_EQ(page_->model().b().name(), name_of(first));
  EXPECT_EQ(list->table()->chosen()->row, 0);
  auto* grid = page_->findChild<HeadGrid*>();
  QTest::mouseClick(grid, Qt::LeftButton, Qt::NoModifier, grid->table()->area(5, 0).center());
  ASSERT_TRUE(settled());
  EXPECT_EQ(page_->model().a().name(), QStringLiteral("0.5"));
  EXPECT_EQ(page_->model().b().name(), QStringLiteral("0.5"));
  EXPECT_NE(page_->model().a().run, page_->model().b().run);
  auto* scatter = page_->findChild<HeadScatter*>();
  QTest::mouseClick(scatter, Qt::LeftButton, Qt::NoModifier, scatter->place(10).toPoint());
  ASSERT_TRUE(settled());
  EXPECT_NE(page_->model().a().name(), QStringLiteral("0.5"));
  EXPECT_EQ(page_->model().a().name(), page_->model().b().name());
  EXPECT_NE(page_->model().a().run, page_->model().b().run);
  key(Qt::Key_Z, Qt::ControlModifier);
  key(Qt::Key_Z, Qt::ControlModifier);  // one step
  EXPECT_EQ(page_->model().a().name(), name_of(first));
  const auto figures = page_->figures();
  ASSERT_EQ(figures.size(), 4U);
  EXPECT_EQ(figures[1].built.figure->data().table.size(), 72U);
  EXPECT_EQ(figures[3].built.figure->data().header[2], QStringLiteral("bits from A to B"));
}

TEST_F(CompareWorkspace, TheScatterHasTheHeadsOfBothRuns) {
  open_sentence();
  compare();
  page_->model().beside().run_model(QStringLiteral("fake-bert-tuned"));
  ASSERT_TRUE(until([&] { return page_->model().between() && page_->model().heads().size() == 72U; }));
  auto* scatter = page_->findChild<HeadScatter*>();
  ASSERT_TRUE(until([&] { return scatter->table()->rows() == 144; }));
  const ScatterContent content = scatter->content();
  EXPECT_FALSE(content.dots[std::size_t(content.a)].of_b);
  EXPECT_TRUE(content.dots[std::size_t(content.b)].of_b);
  EXPECT_TRUE(scatter->table()->text(72 + 10, 0).startsWith(QStringLiteral("head B · 0.10"))) << scatter->table()->text(72 + 10, 0).toStdString();
  EXPECT_TRUE(scatter->table()->text(10, 0).startsWith(QStringLiteral("head A · 0.10")));
  button(*page_, "Distance")->click();  // a click on a head of B's run makes it B, and that run stays
  ASSERT_TRUE(settled());
  scatter->table()->choose(72 + 25, 0);
  ASSERT_TRUE(settled());
  EXPECT_EQ(page_->model().b().name(), QStringLiteral("2.1"));
  EXPECT_NE(page_->model().a().run, page_->model().b().run);
  EXPECT_EQ(page_->model().a().name(), QStringLiteral("3.1"));
}

TEST_F(CompareWorkspace, TheDistanceToAIsOneClickAwayFromTheChange) {
  open_sentence();
  compare();
  page_->model().beside().run_model(QStringLiteral("fake-bert-tuned"));
  ASSERT_TRUE(until([&] { return page_->model().between() && page_->model().heads().size() == 72U; }));
  ASSERT_TRUE(settled());
  for (const auto& [words, between, rows] : {std::tuple{"Distance", false, 71U}, std::tuple{"From A to B", true, 72U}, std::tuple{"Groups", false, 71U}}) {
    button(*page_, words)->click();
    ASSERT_TRUE(settled());
    EXPECT_EQ(page_->model().between(), between) << words;
    ASSERT_TRUE(until([&] { return page_->model().order().size() == rows; })) << words;
  }
  EXPECT_NEAR(page_->model().heads()[5].divergence, fake::divergence(3, 1, 0, 5, 14), 1e-5);
}

// Of cells that are marked as A or B, too; what is drawn is what files get.
TEST_F(CompareWorkspace, EveryCellOfAGroupSaysItsNumber) {
  open_sentence();
  compare();
  button(*page_, "Groups")->click();
  ASSERT_TRUE(settled());
  const auto& cells = page_->findChild<HeadGrid*>()->figure()->content().cells;
  const auto a = std::ranges::find(cells, QStringLiteral("A"), &CellsContent::Cell::mark);
  ASSERT_NE(a, cells.end());
  ASSERT_GE(a->group, 0);
  const ShownFigure map = page_->figures()[3];
  QTemporaryDir folder;
  const QString path = folder.filePath(QStringLiteral("groups.svg"));
  ASSERT_TRUE(write_figure(map.built, path.toStdString()).ok());
  QFile file(path);
  ASSERT_TRUE(file.open(QIODevice::ReadOnly));
  EXPECT_TRUE(QString::fromUtf8(file.readAll()).contains(QStringLiteral("A · %1").arg(a->group + 1)));
}

TEST_F(CompareWorkspace, TheStrongestDifferencesSayTheirPositions) {
  open_sentence();
  compare();
  const CompareModel::Maps& maps = *page_->model().maps();
  const Pair first = most_apart(maps.a, maps.b, false, 1).front();
  const auto label = [](const Side& side, std::int64_t at) { return QStringLiteral("%1 · %2").arg(side.label(at)).arg(at); };
  const auto rows = page_->findChildren<LinkRow*>();
  const QString wanted = label(maps.queries, first.row);
  EXPECT_TRUE(std::ranges::any_of(rows, [&](const LinkRow* row) { return row->accessibleName().contains(wanted) && row->accessibleName().contains(label(maps.keys, first.column)); })) << wanted.toStdString();
}

TEST_F(CompareWorkspace, TextsWithTooFewCommonTokensSayWhyHeadsAreNotCompared) {
  open_sentence();
  compare();
  page_->model().beside().run_text(QStringLiteral("Nothing of that is here at all"));
  ASSERT_TRUE(until([&] { return window_->store().runs().size() == 2; }));
  ASSERT_TRUE(settled());
  EXPECT_FALSE(page_->model().between());
  EXPECT_TRUE(page_->model().between_problem().contains(QStringLiteral("too few")));
  bool said = false;
  for (QLabel* label : page_->findChildren<QLabel*>()) said = said || (label->isVisible() && label->text() == page_->model().between_problem());
  EXPECT_TRUE(said);
}

TEST_F(CompareWorkspace, AnotherInputRunsFromALineBelowTheChooser) {
  open_sentence();
  compare();
  ASSERT_NE(button(*page_, "Another model…"), nullptr);
  QAbstractButton* another = button(*page_, "Another input…");
  ASSERT_NE(another, nullptr);
  another->click();
  EXPECT_EQ(page_->model().b().run, page_->model().a().run) << "B stays until there is another";
  auto* line = page_->findChild<QLineEdit*>();
  ASSERT_NE(line, nullptr);
  ASSERT_TRUE(line->isVisible());
  EXPECT_EQ(line->text(), QString::fromUtf8(kSentence));
  line->setText(QString::fromLatin1(fake::kFailingText));
  QTest::keyClick(line, Qt::Key_Return);
  ASSERT_TRUE(settled());
  EXPECT_TRUE(page_->model().beside().error().has_value());
  line->setText(QStringLiteral("The robot picked up the red wrench because it was heavy."));
  QTest::keyClick(line, Qt::Key_Return);
  ASSERT_TRUE(until([&] { return window_->store().runs().size() == 2; }));
  ASSERT_TRUE(settled());
  EXPECT_FALSE(page_->model().beside().error().has_value());
  EXPECT_FALSE(line->isVisible());
  EXPECT_TRUE(another->hasFocus()) << "the keyboard stays";
  EXPECT_NE(page_->model().b().run, page_->model().a().run);
  EXPECT_TRUE(page_->model().maps()->aligned);
  ASSERT_TRUE(until([&] { return page_->model().between() && page_->model().heads().size() == 72U; }));
}

TEST_F(CompareWorkspace, EscapeStopsTheRunOfB) {
  open_sentence();
  compare();
  session_->run_delay_ms = 3000;
  page_->model().beside().run_model(QStringLiteral("fake-bert-tuned"));
  ASSERT_TRUE(page_->model().beside().running());
  page_->maps()->canvas(0)->setFocus();
  QTest::keyClick(page_->maps()->canvas(0), Qt::Key_Escape);
  EXPECT_TRUE(until([&] { return !page_->model().beside().running(); }));
  ASSERT_TRUE(settled());
  EXPECT_EQ(window_->store().runs().size(), 1U);
}

TEST_F(CompareWorkspace, AnotherInputIsAlignedByItsTokens) {
  open_sentence();
  InputSpec second;
  second.text = "The robot picked up the red wrench because it was heavy.";
  window_->runs().set_input(second);
  window_->runs().run();
  ASSERT_TRUE(until([&] { return window_->store().runs().size() == 2 && !window_->client().any_busy(); }));
  compare();
  page_->model().set_b_run(window_->store().runs().front().number);
  ASSERT_TRUE(settled());
  const CompareModel::Maps* maps = page_->model().maps();
  ASSERT_NE(maps, nullptr);
  EXPECT_TRUE(maps->aligned);
  const QString only = QStringLiteral("− red");  // A has a word more
  ASSERT_TRUE(std::ranges::find(maps->queries.labels, only) != maps->queries.labels.end());
  const auto row = std::ranges::find(maps->queries.labels, only) - maps->queries.labels.begin();
  EXPECT_TRUE(std::isnan(maps->b.at(row, 0)));
  EXPECT_FALSE(std::isnan(maps->a.at(row, 0)));
  const std::size_t columns = std::size_t(maps->b.columns), first = std::size_t(row) * columns, red_column = first + std::size_t(row);
  EXPECT_TRUE(map(0).unseen.empty()) << "A has all of it";
  for (const int hatched : {1, 2}) {
    ASSERT_EQ(map(hatched).unseen.size(), maps->b.values.size());
    EXPECT_EQ(std::ranges::count(map(hatched).unseen, true), std::int64_t(2 * columns - 1)) << "one row and one column";
    EXPECT_TRUE(map(hatched).unseen[first] && map(hatched).unseen[red_column]);
  }
}

TEST_F(CompareWorkspace, ARunOfBGoesOnWhileTheLanguageChanges) {
  open_sentence();
  compare();
  session_->run_delay_ms = 1500;
  page_->model().beside().run_model(QStringLiteral("fake-bert-tuned"));
  window_->set_language(QStringLiteral("ko"));
  ASSERT_TRUE(until([&] { return !window_->returning(); }));
  page_ = qobject_cast<ComparePage*>(window_->work().page(Workspace::compare));
  ASSERT_NE(page_, nullptr);
  EXPECT_TRUE(page_->model().beside().running()) << "the new page knows of it";
  ASSERT_TRUE(until([&] { return window_->store().runs().size() == 2; }));
  ASSERT_TRUE(settled());
  ASSERT_NE(page_->model().b().run, nullptr);
  EXPECT_EQ(page_->model().b().run->model, "fake-bert-tuned");
}

TEST_F(CompareWorkspace, AFailureOfBsStatisticsIsSaidInTheScatter) {
  open_sentence();
  compare();
  session_->tuned_statistics_fail = true;
  page_->model().beside().run_model(QStringLiteral("fake-bert-tuned"));
  ASSERT_TRUE(until([&] { return window_->store().runs().size() == 2; }));
  ASSERT_TRUE(settled());
  auto* scatter = page_->findChild<HeadScatter*>();
  ASSERT_NE(scatter, nullptr);
  ASSERT_TRUE(scatter->error().has_value());
  EXPECT_FALSE(scatter->isVisible());
  QAbstractButton* again = button(*page_, "Try again");
  ASSERT_NE(again, nullptr) << "as other views' failures are said";
  session_->tuned_statistics_fail = false;
  again->click();
  ASSERT_TRUE(settled());
  EXPECT_TRUE(scatter->isVisible());
  EXPECT_EQ(button(*page_, "Try again"), nullptr);
  EXPECT_EQ(scatter->content().dots.size(), 144U) << "heads of both runs";
}

}  // namespace
}  // namespace headlight::ui
