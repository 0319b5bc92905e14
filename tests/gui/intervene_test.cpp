// The workspace that changes attention and runs again.
#include <QJsonArray>
#include <QLabel>
#include <QPushButton>

#include "tests/gui/fake_detector.h"
#include "tests/gui/fake_studio.h"
#include "tests/gui/window_fixture.h"
#include "ui/figures/matrix.h"
#include "ui/state/detections.h"
#include "ui/studio/common/head_grid.h"
#include "ui/studio/intervene/add_column.h"
#include "ui/studio/intervene/intervene_page.h"
#include "ui/studio/intervene/output_view.h"
#include "ui/studio/intervene/point_board.h"
#include "ui/studio/intervene/step_list.h"

namespace headlight::ui {
namespace {

class InterveneWorkspace : public WindowTest {
 protected:
  void intervene() {
    window_->actions().get("intervene")->trigger();
    page_ = qobject_cast<IntervenePage*>(window_->work().page(Workspace::intervene));
    ASSERT_NE(page_, nullptr);
    ASSERT_TRUE(page_->isVisible());
    ASSERT_TRUE(done());
  }

  void intervene_on_picture(const char* model) {
    open();
    InputSpec input;
    input.image = "street.png";
    window_->open_model(model, input);
    ASSERT_TRUE(settled());
    intervene();
  }

  bool done() {
    return until([&] { return page_->model().settled(); });
  }

  HeadGrid* importance() {
    for (HeadGrid* grid : page_->findChildren<HeadGrid*>()) {
      if (grid->accessibleName().startsWith(QStringLiteral("Importance"))) return grid;
    }
    return nullptr;
  }

  IntervenePage* page_ = nullptr;
};

TEST_F(InterveneWorkspace, XSwitchesTheChosenHeadOffAndRunsAgain) {
  open_sentence();
  key(Qt::Key_X);
  page_ = qobject_cast<IntervenePage*>(window_->work().page(Workspace::intervene));
  ASSERT_NE(page_, nullptr);
  ASSERT_TRUE(page_->isVisible());  // X leads there
  ASSERT_TRUE(done());
  ASSERT_EQ(page_->model().steps().size(), 1U);
  EXPECT_EQ(to_text(page_->model().steps()[0].change), "off:encoder/3.1");
  EXPECT_NE(page_->model().result()->after->id, page_->model().result()->before->id);
  EXPECT_TRUE(page_->model().maps().maps({}).has_value());
  EXPECT_EQ(page_->model().maps().changes().size(), 72U);
  key(Qt::Key_Z, Qt::ControlModifier);
  ASSERT_TRUE(done());
  EXPECT_TRUE(page_->model().steps().empty());
}

TEST_F(InterveneWorkspace, StepsAreBypassedMovedAndTakenOut) {
  open_sentence();
  intervene();
  page_->add(IntervenePage::Add::head_off);
  page_->add(IntervenePage::Add::layer_off);
  ASSERT_TRUE(done());
  auto* list = page_->findChild<StepList*>();
  list->setFocus();
  QTest::keyClick(list, Qt::Key_Up);
  QTest::keyClick(list, Qt::Key_Return);
  ASSERT_TRUE(done());
  EXPECT_FALSE(page_->model().steps()[0].on);
  QTest::keyClick(list, Qt::Key_Down, Qt::AltModifier);
  EXPECT_TRUE(page_->model().steps()[0].on);
  EXPECT_EQ(page_->model().steps()[0].change.head, -1);
  QTest::keyClick(list, Qt::Key_Delete);
  ASSERT_TRUE(done());
  EXPECT_EQ(page_->model().steps().size(), 1U);
  const QRect first = list->table()->area(0, 0);
  QTest::mouseClick(list, Qt::LeftButton, Qt::NoModifier, QPoint(18, first.center().y()));
  ASSERT_TRUE(done());
  EXPECT_FALSE(page_->model().steps()[0].on);
}

TEST_F(InterveneWorkspace, UndoneStepsStayAsOneLineUntilSomethingElseIsDone) {
  open_sentence();
  intervene();
  for (const auto what : {IntervenePage::Add::head_off, IntervenePage::Add::layer_off}) page_->add(what);
  ASSERT_TRUE(done());
  auto* list = page_->findChild<StepList*>();
  EXPECT_EQ(page_->model().undone(), 0);
  const int tall = list->sizeHint().height();
  key(Qt::Key_Z, Qt::ControlModifier);
  EXPECT_EQ(page_->model().undone(), 1);
  key(Qt::Key_Z, Qt::ControlModifier);
  ASSERT_TRUE(done());
  EXPECT_EQ(page_->model().undone(), 2);
  EXPECT_TRUE(page_->model().steps().empty());
  EXPECT_EQ(list->accessibleDescription(), QStringLiteral("2 undone, Ctrl Shift Z brings them back"));
  EXPECT_LT(list->sizeHint().height(), tall);
  key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
  ASSERT_TRUE(done());
  EXPECT_EQ(page_->model().steps().size(), 1U);
  EXPECT_EQ(list->accessibleDescription(), QStringLiteral("1 undone, Ctrl Shift Z brings it back"));
  QTest::mouseClick(list, Qt::LeftButton, Qt::NoModifier, QPoint(60, list->height() - 18));  // the line itself
  ASSERT_TRUE(done());
  EXPECT_EQ(page_->model().steps().size(), 2U);
  EXPECT_TRUE(list->accessibleDescription().isEmpty());
  key(Qt::Key_Z, Qt::ControlModifier);
  page_->add(IntervenePage::Add::head_mean);  // something else
  ASSERT_TRUE(done());
  EXPECT_EQ(page_->model().undone(), 0);
  EXPECT_TRUE(list->accessibleDescription().isEmpty());
}

// A head is off or at its mean: what is asked for later takes the other's place, and it is said.
TEST_F(InterveneWorkspace, AHeadIsOffOrAtItsMean) {
  open_sentence();
  intervene();
  page_->add(IntervenePage::Add::head_off);
  page_->add(IntervenePage::Add::layer_off);
  EXPECT_TRUE(page_->model().replaced().isEmpty());
  page_->add(IntervenePage::Add::head_mean);
  ASSERT_TRUE(done());
  ASSERT_EQ(page_->model().steps().size(), 2U);
  EXPECT_EQ(to_text(page_->model().steps()[0].change), "off:encoder/3");
  EXPECT_EQ(to_text(page_->model().steps()[1].change), "mean:encoder/3.1");
  const QString said = page_->model().replaced();
  EXPECT_TRUE(said.contains(QStringLiteral("head 3.1 at its mean")) && said.contains(QStringLiteral("head 3.1 off"))) << said.toStdString();
  EXPECT_TRUE(std::ranges::any_of(page_->findChildren<QLabel*>(), [&](const QLabel* label) { return label->isVisible() && label->text().startsWith(said); }));
  key(Qt::Key_Z, Qt::ControlModifier);  // one step
  ASSERT_TRUE(done());
  EXPECT_EQ(page_->model().steps().size(), 2U);
  EXPECT_EQ(to_text(page_->model().steps()[0].change), "off:encoder/3.1");
  EXPECT_TRUE(page_->model().replaced().isEmpty());
}

TEST_F(InterveneWorkspace, ALinkIsCutFromTheSelection) {
  open_sentence();
  Selection next = window_->store().selection();
  next.query = 9;
  next.key = 6;
  window_->store().select(next);
  intervene();
  page_->add(IntervenePage::Add::cut_link);
  ASSERT_TRUE(done());
  EXPECT_EQ(to_text(page_->model().steps().at(0).change), "hide:encoder/3.1:q9:k6");
  page_->add(IntervenePage::Add::move_points);  // this layer has none
  EXPECT_EQ(page_->model().steps().size(), 1U);
}

TEST_F(InterveneWorkspace, TheChangedMapTellsWhatWasHiddenAndMadeEven) {
  open_sentence();
  Selection next = window_->store().selection();
  next.query = 9;
  next.key = 6;
  window_->store().select(next);
  intervene();
  page_->add(IntervenePage::Add::hide_key);
  ASSERT_TRUE(done());
  const auto map = [this](int at) { return dynamic_cast<const MatrixFigure&>(*page_->maps()->canvas(at)->figure()).content(); };
  EXPECT_TRUE(map(0).unseen.empty() && map(0).changes == MapChanges()) << "before, nothing was done";
  EXPECT_EQ(map(1).changes.hidden, std::vector<std::int64_t>{6});
  ASSERT_EQ(map(1).unseen.size(), 14U * 14U);
  for (std::size_t i = 0; i < map(1).unseen.size(); ++i) EXPECT_EQ(map(1).unseen[i], i % 14 == 6) << i;
  EXPECT_TRUE(map(1).title.contains(QStringLiteral("hatched: hidden")));
  EXPECT_EQ(map(2).changes.hidden, std::vector<std::int64_t>{6});
  EXPECT_TRUE(map(2).unseen.empty()) << "how much went is read there";
  page_->add(IntervenePage::Add::even_row);
  page_->add(IntervenePage::Add::cut_link);
  ASSERT_TRUE(done());
  EXPECT_EQ(map(1).changes.even, std::vector<std::int64_t>{9});
  page_->model().clear();
  ASSERT_TRUE(done());
  page_->add(IntervenePage::Add::only_key);
  ASSERT_TRUE(done());
  EXPECT_EQ(map(1).changes.forced, (std::vector<Cell>{{9, 6}}));
  EXPECT_TRUE(map(1).changes.hidden.empty() && map(1).unseen.empty());
  EXPECT_TRUE(map(1).title.contains(QStringLiteral("dot: the only key")));
}

TEST_F(InterveneWorkspace, TheLeftColumnElidesNothing) {
  for (const QSize size : {QSize(1600, 1000), QSize(1180, 760)}) {
    open_sentence(size);
    intervene();
    const auto* adds = page_->findChild<AddColumn*>();
    ASSERT_NE(adds, nullptr);
    for (const auto* each : adds->findChildren<Button*>()) EXPECT_LE(each->sizeHint().width(), each->width()) << each->text().toStdString();
    page_->add(IntervenePage::Add::head_mean);
    page_->add(IntervenePage::Add::cut_link);
    ASSERT_TRUE(done());
    const auto* list = page_->findChild<StepList*>();
    for (const Step& step : page_->model().steps()) {
      const auto lines = StepList::lines_of(words_of(step.change, *window_->store().trace()), QStringLiteral("0.324"), list->width() - 72);
      EXPECT_LE(lines.name.size() + lines.second.size(), 3);
      for (const QString& line : lines.name + lines.second) EXPECT_FALSE(line.contains(QChar(0x2026))) << line.toStdString();
    }
    key(Qt::Key_Z, Qt::ControlModifier);
    ASSERT_TRUE(done());
    for (const QString& line : list->undone_lines()) EXPECT_FALSE(line.contains(QChar(0x2026))) << line.toStdString();
  }
}

TEST_F(InterveneWorkspace, APointIsDraggedOnThePicture) {
  intervene_on_picture("fake-detr");
  ASSERT_TRUE(page_->model().maps().sampled());
  PointCanvas* canvas = page_->points()->canvas(1);
  ASSERT_TRUE(until([&] { return canvas->figure() != nullptr && page_->model().maps().points_after() != nullptr; }));
  const SamplePoint point = dynamic_cast<const PointsFigure&>(*canvas->figure()).content().queries.front().points.back();
  const QPoint from = canvas->place(point)->toPoint(), to = from + QPoint(40, -20);
  QTest::mousePress(canvas, Qt::LeftButton, Qt::NoModifier, from);
  QTest::mouseMove(canvas, to);
  QTest::mouseRelease(canvas, Qt::LeftButton, Qt::NoModifier, to);
  ASSERT_TRUE(done());
  ASSERT_EQ(page_->model().steps().size(), 1U);
  const Intervention move = page_->model().steps()[0].change;
  EXPECT_EQ(move.kind, Intervention::Kind::move);
  EXPECT_EQ(move.head, point.head);
  EXPECT_EQ(move.level, point.level);
  EXPECT_EQ(move.point, point.point);
  EXPECT_EQ(move.query, fake::object_query(0));
  const PicturePlace picture = dynamic_cast<const PointsFigure&>(*canvas->figure()).place(canvas->figure_rect(), canvas->style());
  EXPECT_NEAR(move.dx, 40 / picture.rect.width(), 0.01);  // parts of the input, which is the picture
  EXPECT_NEAR(move.dy, -20 / picture.rect.height(), 0.01);
  EXPECT_EQ(page_->model().maps().changes().size(), 12U);
  window_->store().undo();
  ASSERT_TRUE(done());
  EXPECT_TRUE(page_->model().steps().empty());
}

TEST_F(InterveneWorkspace, ARowOfTheOutputIsTheDetection) {
  intervene_on_picture("fake-detr");
  const TraceInfo& trace = *window_->store().trace();
  window_->store().select(with_object(trace, window_->store().selection(), -1));
  ASSERT_TRUE(done());
  auto* output = page_->findChild<OutputView*>();
  EXPECT_FALSE(output->table()->chosen().has_value()) << "none is";
  const auto buttons = page_->findChildren<QPushButton*>();
  const auto first = std::ranges::find(buttons, QStringLiteral("Choose the first"), [](const QPushButton* each) { return each->text(); });
  ASSERT_NE(first, buttons.end());
  (*first)->click();
  ASSERT_TRUE(done());
  EXPECT_EQ(window_->store().selection().detection, trace.detections.at(0).query);
  QTest::mouseClick(output, Qt::LeftButton, Qt::NoModifier, output->table()->area(1, 0).center());
  ASSERT_TRUE(done());
  EXPECT_EQ(window_->store().selection().detection, trace.detections.at(1).query);
  ASSERT_TRUE(output->table()->chosen().has_value());
  EXPECT_EQ(output->table()->chosen()->row, 1);
  ASSERT_TRUE(until([&] { return page_->model().maps().points_after() != nullptr; }));
  EXPECT_EQ(page_->model().maps().points_after()->query, trace.detections.at(1).query);
}

TEST_F(InterveneWorkspace, SwitchesOfAPanelsHeaderLieInIt) {
  open_sentence();
  key(Qt::Key_X);
  ASSERT_TRUE(until([&] { return button(*window_, "Most changed") != nullptr; }));
  const QAbstractButton* chosen = button(*window_, "Most changed");
  EXPECT_LE(chosen->height(), chosen->parentWidget()->height());
  EXPECT_LE(chosen->height(), 24);
}

TEST_F(InterveneWorkspace, PointsOfOneHeadNameItsLevels) {
  intervene_on_picture("fake-detr");
  ASSERT_TRUE(until([&] { return page_->points()->canvas(1)->figure() != nullptr; }));
  const PointsContent& content = dynamic_cast<const PointsFigure&>(*page_->points()->canvas(1)->figure()).content();
  ASSERT_EQ(content.heads.size(), 1U);
  ASSERT_EQ(content.shown_levels.size(), content.levels.size());
  std::vector<double> levels(content.levels.size(), 0);
  double all = 0;
  for (const SamplePoint& point : content.queries.front().points) {
    levels[std::size_t(point.level)] += point.weight;
    all += point.weight;
  }
  for (std::size_t level = 0; level < levels.size(); ++level) EXPECT_NEAR(content.queries.front().level_share.at(level), levels[level] / all, 1e-5) << level;
}

TEST_F(InterveneWorkspace, OneDragAfterTheOtherOfTheSamePointIsOneStep) {
  intervene_on_picture("fake-detr");
  Intervention move;
  move.kind = Intervention::Kind::move;
  move.stream = "deformable_decoder";
  move.layer = 0;
  move.head = 1;
  move.query = 3;
  move.level = move.point = 0;
  move.dx = 0.1;
  page_->model().move_point(move);
  move.dy = 0.2;
  page_->model().move_point(move);
  ASSERT_EQ(page_->model().steps().size(), 1U);
  EXPECT_NEAR(page_->model().steps()[0].change.dx, 0.2, 1e-12);
  EXPECT_NEAR(page_->model().steps()[0].change.dy, 0.2, 1e-12);
  move.point = 1;
  page_->model().move_point(move);
  EXPECT_EQ(page_->model().steps().size(), 2U);
}

TEST_F(InterveneWorkspace, BeforeAndAfterLeaveAsFigures) {
  open_sentence();
  intervene();
  page_->add(IntervenePage::Add::head_off);
  ASSERT_TRUE(done());
  const auto figures = page_->figures();
  ASSERT_GE(figures.size(), 3U);
  EXPECT_EQ(figures.front().built.provenance.value(QStringLiteral("interventions")).toArray().at(0).toString(), QStringLiteral("off:encoder/3.1"));
  EXPECT_EQ(figures.front().built.sources.front().changed, QStringLiteral("head 3.1 off"));
  const auto ranked = std::ranges::find(figures, QStringLiteral("most changed heads"), [](const ShownFigure& one) { return one.built.provenance.value(QStringLiteral("view")).toString(); });
  ASSERT_NE(ranked, figures.end());
  EXPECT_EQ(ranked->built.figure->data().table.size(), 72U);
}

TEST_F(InterveneWorkspace, ChangedRunsAreReleasedWithTheirPage) {
  open_sentence();
  intervene();
  const std::size_t held = session_->traces_held();
  page_->add(IntervenePage::Add::head_off);
  ASSERT_TRUE(done());
  EXPECT_EQ(session_->traces_held(), held + 1);
  window_->actions().get("explore")->trigger();
  window_->set_language(QStringLiteral("ko"));  // builds the window anew
  EXPECT_TRUE(until([&] { return session_->traces_held() == held; }));
  window_->set_language(QStringLiteral("en"));
}

// An answer of the old run must not meet the sites of the new one, whoever looks at the page.
TEST_F(InterveneWorkspace, AnotherRunEndsWhatWasChangedAlsoBehindAnotherPage) {
  open_sentence();
  key(Qt::Key_X);
  page_ = qobject_cast<IntervenePage*>(window_->work().page(Workspace::intervene));
  ASSERT_TRUE(done());
  ASSERT_NE(page_->model().result(), nullptr);
  window_->actions().get("explore")->trigger();
  ASSERT_FALSE(page_->isVisible());
  InputSpec input;
  input.image = "street.png";
  window_->open_model("fake-detr", input);
  ASSERT_TRUE(settled());
  EXPECT_EQ(page_->model().result(), nullptr);
  EXPECT_TRUE(page_->model().maps().changes().empty());
}

TEST_F(InterveneWorkspace, EveryHeadIsWeighedInTheBackground) {
  open_sentence();
  intervene();
  const std::size_t held = session_->traces_held();
  page_->model().weigh_heads();
  ASSERT_TRUE(until([&] { return page_->model().importance().complete(); }));
  EXPECT_EQ(page_->model().importance().known().size(), 72U);
  EXPECT_EQ(session_->traces_held(), held) << "a run without a head is let go once it is read";
  ASSERT_EQ(importance()->table()->rows(), 72);
  EXPECT_TRUE(importance()->table()->text(71, 0).contains(format_value(0.72))) << importance()->table()->text(71, 0).toStdString();
}

TEST_F(InterveneWorkspace, ImportanceFillsInAndGoesOnAfterAStop) {
  open_sentence();
  intervene();
  bool stop_once = true;
  std::vector<int> order;  // known heads, each time that something was told
  QObject::connect(&page_->model(), &InterveneModel::changed, page_, [&] {
    const auto& known = page_->model().importance().known();
    if (!known.empty() && (order.empty() || order.back() != int(known.size()))) order.push_back(int(known.size()));
    if (known.size() == 9 && std::exchange(stop_once, false)) page_->model().stop_weighing();
  });
  page_->model().weigh_heads();
  ASSERT_TRUE(until([&] { return !page_->model().importance().running(); }));
  ASSERT_EQ(page_->model().importance().known().size(), 9U);
  EXPECT_EQ(page_->model().importance().known().front().layer, 5) << "from the last layer up";
  const auto& cells = importance()->figure()->content().cells;
  ASSERT_EQ(cells.size(), 72U);
  EXPECT_EQ(std::ranges::count(cells, CellsContent::State::missing, &CellsContent::Cell::state), 63);
  EXPECT_EQ(importance()->figure()->data().table.size(), 9U);
  EXPECT_EQ(importance()->table()->text(0, 0), QStringLiteral("head 0.0: not known yet"));
  page_->model().weigh_heads();
  ASSERT_TRUE(until([&] { return page_->model().importance().complete(); }));
  EXPECT_EQ(page_->model().importance().known().size(), 72U);
  EXPECT_GE(order.size(), 60U) << "cells come one by one";
  EXPECT_EQ(order.front(), 1);
}

TEST_F(InterveneWorkspace, ImportanceGoesOnWhileTheLanguageChanges) {
  open_sentence();
  intervene();
  const std::size_t held = session_->traces_held();
  session_->run_delay_ms = 20;
  page_->model().weigh_heads();
  ASSERT_TRUE(until([&] { return page_->model().importance().known().size() >= 3; }));
  window_->set_language(QStringLiteral("ko"));
  ASSERT_TRUE(until([&] { return !window_->returning(); }));
  page_ = qobject_cast<IntervenePage*>(window_->work().page(Workspace::intervene));
  ASSERT_NE(page_, nullptr);
  EXPECT_GE(page_->model().importance().known().size(), 3U) << "what is known stays";
  session_->run_delay_ms = 0;
  ASSERT_TRUE(until([&] { return page_->model().importance().complete(); }));
  ASSERT_TRUE(settled());
  EXPECT_EQ(page_->model().importance().known().size(), 72U);
  EXPECT_EQ(session_->traces_held(), held) << "a run without a head is let go once it is read";
}

TEST_F(InterveneWorkspace, EveryStepSaysTheWatchedOutputAfterIt) {
  intervene_on_picture("fake-vit");
  page_->add(IntervenePage::Add::head_off);
  page_->add(IntervenePage::Add::layer_off);
  ASSERT_TRUE(done());
  InterveneModel& model = page_->model();
  ASSERT_TRUE(model.watched().has_value());
  EXPECT_EQ(model.watched()->name, QStringLiteral("bus"));
  EXPECT_NEAR(model.watched()->before, 0.93, 1e-9);
  ASSERT_TRUE(model.watched_after(0).has_value()) << "each beginning of the list is run";
  EXPECT_NEAR(*model.watched_after(0), 0.465, 1e-9);
  ASSERT_TRUE(model.watched_after(1).has_value());
  auto* list = page_->findChild<StepList*>();
  EXPECT_TRUE(list->table()->text(1, 0).contains(format_value(0.465))) << list->table()->text(1, 0).toStdString();
  auto* output = page_->findChild<OutputView*>();
  const QRect second = output->table()->area(1, 0);
  QTest::mouseClick(output, Qt::LeftButton, Qt::NoModifier, second.center());
  EXPECT_EQ(model.watched()->name, QStringLiteral("car"));
  EXPECT_NEAR(*model.watched_after(0), 0.05, 1e-9);
  model.set_on(0, false);
  ASSERT_TRUE(done());
  EXPECT_FALSE(model.watched_after(0).has_value()) << "a bypassed step has no after";
  EXPECT_TRUE(model.watched_after(1).has_value());
}

TEST_F(InterveneWorkspace, WhatIsNotRunYetIsNotShownAsAnAnswer) {
  intervene_on_picture("fake-vit");
  auto* output = page_->findChild<OutputView*>();
  ASSERT_TRUE(output->table()->text(0, 0).contains(QStringLiteral("after ") + format_value(0.93)));
  EXPECT_EQ(page_->maps()->canvas(1)->style().dimmed, 1);
  session_->run_delay_ms = 900;
  page_->add(IntervenePage::Add::head_off);
  ASSERT_TRUE(until([&] { return page_->model().outputs_late(); }));
  EXPECT_EQ(output->table()->text(0, 0), QStringLiteral("bus: before %1, after –").arg(format_value(0.93)));
  EXPECT_LT(page_->maps()->canvas(1)->style().dimmed, 1);
  EXPECT_EQ(page_->maps()->canvas(0)->style().dimmed, 1) << "what was before is known";
  EXPECT_TRUE(page_->figures().empty()) << "no file says changes that it does not show";
  EXPECT_TRUE(until([&] { return window_->status().state_text() == QStringLiteral("Running"); }));
  ASSERT_TRUE(done());
  EXPECT_TRUE(output->table()->text(0, 0).contains(QStringLiteral("after ") + format_value(0.465)));
  EXPECT_TRUE(until([&] { return window_->status().state_text() == QStringLiteral("Ready"); }));
  EXPECT_EQ(page_->maps()->canvas(1)->style().dimmed, 1);
  EXPECT_FALSE(page_->figures().empty());
}

TEST_F(InterveneWorkspace, ATraceFileSaysWhyItCannotRunAgain) {
  open();
  window_->runs().open_trace("/somewhere/kept.trace");
  ASSERT_TRUE(settled());
  window_->actions().get("intervene")->trigger();
  ASSERT_TRUE(settled());
  auto* page = qobject_cast<IntervenePage*>(window_->work().page(Workspace::intervene));
  EXPECT_FALSE(page->model().unable().isEmpty());
  page->add(IntervenePage::Add::head_off);
  EXPECT_TRUE(page->model().steps().empty());
}

}  // namespace
}  // namespace headlight::ui
