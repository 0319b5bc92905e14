#include "ui/studio/intervene/intervene_page.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QResizeEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <algorithm>

#include "ui/figures/figure_words.h"
#include "ui/panels/figure_panel.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/state/engine_words.h"
#include "ui/studio/common/layout.h"
#include "ui/studio/common/select_head.h"
#include "ui/studio/common/splats.h"
#include "ui/studio/intervene/intervene_figures.h"
#include "ui/studio/intervene/numbers_column.h"
#include "ui/studio/intervene/output_view.h"
#include "ui/studio/intervene/step_list.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

// As the family's tokenizers call it.
QString mask_of(const TraceInfo& trace) {
  const std::string& family = trace.model.family;
  const bool angled = family.find("roberta") != std::string::npos || family == "camembert";
  return angled ? QStringLiteral("<mask>") : QStringLiteral("[MASK]");
}

constexpr int kIntervenePageLeft = 264, kLeftNarrow = 290, kRight = 280, kNarrow = 1180;

}  // namespace

IntervenePage::IntervenePage(Context context, QWidget* parent)
    : StudioPage(context, parent), model_(new InterveneModel(context, this)), source_(new PictureSource(context, this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  QWidget* centre = build_centre();
  numbers_ = new NumbersColumn(context, *model_);
  left_ = column_around(build_left(), kIntervenePageLeft, this);
  right_ = column_around(numbers_, kRight, this);
  row->addWidget(left_);
  row->addWidget(centre, 1);
  row->addWidget(right_);
  connect(model_, &InterveneModel::changed, this, &IntervenePage::show_state);
  connect(source_, &PictureSource::changed, this, [this] {
    if (active()) show_state();
  });
}

void IntervenePage::resizeEvent(QResizeEvent* event) {
  StudioPage::resizeEvent(event);
  arrange();
}

void IntervenePage::arrange() {
  const bool narrow = width() < kNarrow;
  left_->setFixedWidth(narrow ? kLeftNarrow : kIntervenePageLeft);
  if (right_->isHidden() == narrow) return;
  right_->setVisible(!narrow);
  if (narrow) {
    left_column_->insertWidget(left_column_->count() - 1, right_->takeWidget());
    numbers_->show();
  } else {
    left_column_->removeWidget(numbers_);
    right_->setWidget(numbers_);
  }
}

QWidget* IntervenePage::build_left() {
  steps_section_ = new Section(tr("Interventions"), this);
  list_ = new StepList(context_, *model_, steps_section_);
  clear_ = new Button(Button::Kind::normal, tr("Take all out"), steps_section_);
  steps_section_->body()->addWidget(list_);
  steps_section_->body()->addWidget(clear_);
  adds_ = new AddColumn(context_, this);
  connect(clear_, &QPushButton::clicked, this, [this] {
    if (clear_->hasFocus()) list_->setFocus(Qt::OtherFocusReason);  // the button goes
    model_->clear();
  });
  connect(adds_, &AddColumn::wanted, this, &IntervenePage::add);
  auto* box = new QWidget;
  box->setObjectName(QStringLiteral("panel"));
  box->setAttribute(Qt::WA_StyledBackground);
  left_column_ = new QVBoxLayout(box);
  left_column_->setContentsMargins(0, 0, 0, 0);
  left_column_->setSpacing(0);
  for (Section* section : std::initializer_list<Section*>{steps_section_, adds_}) left_column_->addWidget(section);
  left_column_->addStretch(1);
  return box;
}

QWidget* IntervenePage::build_importance() {
  auto* box = new QWidget;
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(12, 8, 12, 4);
  auto* row = new QHBoxLayout;
  weigh_ = new Button(Button::Kind::normal, tr("Weigh every head"), box);
  weigh_->set_key(QStringLiteral("Shift W"));
  progress_ = paragraph("second", box);
  bar_ = new QProgressBar(box);
  bar_->setTextVisible(false);
  row->addWidget(weigh_);
  row->addWidget(bar_, 1);
  importance_ = new HeadGrid(context_, tr("Importance of every head"), box);
  column->addLayout(row);
  column->addWidget(progress_);
  column->addWidget(importance_, 1);
  connect(weigh_, &QPushButton::clicked, this, [this] { model_->importance().running() ? model_->stop_weighing() : model_->weigh_heads(); });
  importance_frame_ = new PanelFrame(tr("Importance of every head"), box);
  return importance_frame_;
}

QWidget* IntervenePage::build_maps() {
  maps_ = new TripleMaps(context_, {tr("Map before"), tr("Map after"), tr("Difference, after − before")});
  points_ = new PointBoard(context_);
  kinds_ = new QStackedWidget;
  kinds_->addWidget(points_);
  kinds_->addWidget(maps_);
  auto* box = new QWidget;
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  kind_ = new Segments({tr("Points"), tr("Maps")}, tr("How the sampled layer is shown"), box);
  kind_->set_current(0);
  auto* head = new QHBoxLayout;
  head->setContentsMargins(12, 6, 12, 0);
  head->addWidget(kind_);
  head->addStretch(1);
  column->addLayout(head);
  column->addWidget(kinds_, 1);
  maps_frame_ = new PanelFrame(tr("Maps"), box);
  which_ = new Segments({tr("Chosen"), tr("Most changed")}, tr("Whose maps are shown"), maps_frame_);
  maps_frame_->add_control(which_);
  fit_ = maps_->add_fit(*maps_frame_);
  connect(which_, &Segments::chosen, this, [this](int at) {
    most_wanted_ = at == 1;
    show_state();
  });
  connect(kind_, &Segments::chosen, this, &IntervenePage::show_state);
  connect(maps_, &TripleMaps::opened, this, [this] { Q_EMIT action_wanted("weight"); });
  connect(points_, &PointBoard::wanted, model_, &InterveneModel::move_point);
  connect(maps_frame_, &PanelFrame::button_pressed, this, [this] { lacks_detection() ? choose_first() : model_->run_again(); });
  return maps_frame_;
}

QWidget* IntervenePage::build_centre() {
  output_ = new OutputView(*model_);
  change_ = new HeadGrid(context_, tr("Change of every map"));
  change_->set_unit(tr("bits"));
  output_frame_ = new PanelFrame(tr("Output"), rows_around(output_, this));
  change_frame_ = new PanelFrame(tr("Change of every map"), change_);
  QWidget *maps = build_maps(), *importance = build_importance();
  for (HeadGrid* grid : {change_, importance_}) connect(grid, &HeadGrid::picked, this, [this](int site, int head) { select_head(context_.store, site, head); });
  connect(output_frame_, &PanelFrame::button_pressed, this, [this] { model_->run_again(); });
  connect(output_frame_, &PanelFrame::second_button_pressed, this, [this] {
    if (model_->error()) QGuiApplication::clipboard()->setText(engine_line(*model_->error()));
  });
  parts_ = split_of(Qt::Vertical, {{output_frame_, 30}, {maps, 43}, {split_of(Qt::Horizontal, {{change_frame_, 50}, {importance, 50}}), 27}});
  connect(parts_, &QSplitter::splitterMoved, this, [this] { parted_by_hand_ = true; });
  return parts_;
}

// Pictures take what height there is, maps of words are as wide as their third; until a person has moved the lines between.
void IntervenePage::share_height() {
  const bool pictures = model_->maps().sampled();
  if (parted_by_hand_ || pictures == pictures_) return;
  pictures_ = pictures;
  parts_->setSizes(pictures ? QList<int>{210, 520, 270} : QList<int>{300, 430, 270});
}

QList<QWidget*> IntervenePage::stops() const {
  const QList<QWidget*> shown = kinds_->currentWidget() == points_ ? points_->stops() : maps_->stops();
  return QList<QWidget*>{list_, output_} + shown + QList<QWidget*>{change_, importance_};
}

void IntervenePage::add(Add what) {
  if (const auto change = adds_->change_of(what); change && model_->unable().isEmpty()) model_->add(*change);
}

void IntervenePage::refresh() {
  model_->refresh();
  show_state();
}

QString IntervenePage::importance_words() const {
  const HeadImportance& importance = model_->importance();
  if (importance.error()) return engine_line(*importance.error());
  const auto& known = importance.known();
  if (known.empty() && !importance.running()) return tr("Each head is switched off alone, from the last layer up; its cell says how far the output moved.");
  const auto most = std::ranges::max_element(known, {}, [](const HeadImportance::Head& head) { return effect_of(head.changes); });
  const QString first = most == known.end() ? QString() : QStringLiteral(" · ") + tr("most by head %1.%2 (%3)").arg(most->layer).arg(most->head).arg(format_value(effect_of(most->changes)));
  if (importance.complete()) return tr("%1 heads", nullptr, int(known.size())).arg(known.size()) + first;
  const QString done = tr("%1 of %2 heads").arg(known.size()).arg(importance.all().size()) + first;
  return importance.running() ? done : done + QStringLiteral(" · ") + tr("stopped");
}

CellsContent IntervenePage::importance_cells() const {
  const HeadImportance& importance = model_->importance();
  CellsContent content;
  content.low = QStringLiteral("0");
  content.high = [](const QString& number) { return tr("largest change %1").arg(number); };
  content.quantity = QStringLiteral("largest change of an output");
  if (importance.known().empty() && !importance.running()) return content;
  for (const HeadImportance::Head& head : importance.known()) content.cells.push_back({head.site, head.layer, head.head, effect_of(head.changes)});
  for (std::size_t at = importance.known().size(); at < importance.all().size(); ++at) {
    const HeadPlace& place = importance.all()[at];
    CellsContent::Cell cell{place.site, place.layer, place.head};
    cell.state = importance.running() && at == importance.known().size() ? CellsContent::State::running : CellsContent::State::missing;
    content.cells.push_back(cell);
  }
  return content;
}

void IntervenePage::show_importance() {
  const HeadImportance& importance = model_->importance();
  const bool running = importance.running();
  weigh_->setText(running ? tr("Stop") : !importance.known().empty() && !importance.complete() ? tr("Go on") : tr("Weigh every head"));
  weigh_->setEnabled(running || (model_->unable().isEmpty() && context_.store.site() != nullptr && !importance.complete()));
  bar_->setVisible(running);
  bar_->setRange(0, int(importance.all().size()));
  bar_->setValue(int(importance.known().size()));
  progress_->setText(importance_words());
  importance_->set(importance_cells());
}

PanelFrame::Words IntervenePage::waiting(bool busy) const {
  return {QStringLiteral("stop"), busy ? tr("Running") : tr("Nothing to show yet"), model_->unable(), {}, {}};
}

void IntervenePage::show_output(bool busy) {
  const QString same = model_->outputs_late() ? tr("running with these changes") : model_->writes_anew() ? tr("written anew; the numbers while the decoder reads the words before") : tr("before and after");
  output_frame_->set_subtitle(model_->steps().empty() ? tr("nothing changed yet") : lacks_mask() ? tr("with %1 in the text its likeliest tokens stand here").arg(mask_of(*context_.store.trace())) : same);
  if (model_->error()) {
    PanelFrame::Words words = error_words(*model_->error());
    words.button = tr("Try again");
    words.second_button = tr("Copy the message");
    return output_frame_->show_error(words);
  }
  if (model_->stopped()) return output_frame_->show_empty({QStringLiteral("stop"), tr("Stopped"), tr("The run with these changes was stopped before it answered."), tr("Run again"), {}});
  if (model_->result() == nullptr) return output_frame_->show_empty(waiting(busy));
  output_frame_->show_content();
}

bool IntervenePage::lacks_mask() const {
  const TraceInfo* trace = context_.store.trace();
  return trace != nullptr && trace->model.task == "masked-lm" && trace->predictions.empty();
}

bool IntervenePage::lacks_detection() const { return model_->maps().sampled() && sampled_rows(context_.feed).empty(); }

bool IntervenePage::detections() const {
  const SiteInfo* site = context_.store.site();
  return site != nullptr && reads_objects(*context_.store.trace(), *site) && !context_.store.trace()->detections.empty();
}

void IntervenePage::choose_first() {
  const TraceInfo* trace = context_.store.trace();
  if (trace != nullptr && !trace->detections.empty()) context_.store.select(with_object(*trace, context_.store.selection(), trace->detections.front().query));
}

PointBoard::Content IntervenePage::points_now() const {
  const Ablation* result = model_->result();
  if (result == nullptr) return {};
  return {result->before.get(), result->after.get(), model_->maps().points_before(), model_->maps().points_after(), source_->image(), model_->answered()};
}

// A head that is switched off keeps its own map: then what changed most comes first.
bool IntervenePage::shows_most() {
  const SiteInfo* site = context_.store.site();
  if (site == nullptr || (model_->maps().sampled() && kind_->current() == 0)) return false;
  std::tuple now(site->id, context_.store.selection().head.head, made(model_->steps()));
  const bool off = is_off(std::get<2>(now), *site, std::get<1>(now));
  if (now != most_wanted_of_) most_wanted_.reset();
  most_wanted_of_ = std::move(now);
  return most_wanted_.value_or(off);
}

void IntervenePage::show_which(bool board) {
  const auto& changes = model_->maps().changes();
  const bool some = std::ranges::any_of(changes, [](const MapChange& change) { return change.bits > 0; }), most = some && shows_most();
  which_->setVisible(!board && model_->result() != nullptr);
  which_->set_enabled(1, some, tr("No map changed."));
  which_->set_current(most ? 1 : 0);
  if (context_.store.site() == nullptr) return;
  const HeadPlace place = model_->maps().place();
  Selection one = context_.store.selection();
  one.head = {HeadChoice::Mode::one, board ? one.head.head : place.head};
  if (!board) one.layer = place.layer;
  maps_frame_->set_subtitle(head_words(one) + (most ? QStringLiteral(", ") + tr("the most changed") : QString()) + QStringLiteral(" · ") + tr("one scale, linked cursor"));
}

void IntervenePage::show_maps(bool busy) {
  const bool board = model_->maps().sampled() && kind_->current() == 0;
  kind_->setVisible(model_->maps().sampled());
  fit_->setVisible(!board);
  kinds_->setCurrentWidget(board ? static_cast<QWidget*>(points_) : maps_);
  const bool late = model_->maps_late(), before_too = late && model_->maps().awaited() && !model_->waits();
  maps_->set_late(before_too, late);
  points_->set_late(before_too, late);
  show_which(board);
  if (model_->result() == nullptr) return maps_frame_->show_empty(waiting(busy));
  if (model_->maps().error()) {
    PanelFrame::Words words = error_words(*model_->maps().error());
    words.button = tr("Try again");
    return maps_frame_->show_error(words);
  }
  const auto content = board ? std::nullopt : model_->maps().maps(source_->image());
  const PointBoard::Content points = points_now();
  if (content) maps_->set(*content);
  if (board && points.complete()) points_->set(points);
  else if (board && lacks_detection())
    return maps_frame_->show_empty({QStringLiteral("target"), tr("No detection chosen"), tr("Choose a detection, here or in Output, to see its sampling points before and after."), detections() ? tr("Choose the first") : QString(), {}});
  else if (!board && !content && !busy && !model_->maps().awaited()) return maps_frame_->show_empty({QStringLiteral("grid"), tr("No maps to subtract"), tr("The output has other words than before, or the map is too large."), {}, {}});
  maps_frame_->show_content();
}

void IntervenePage::show_change() {
  const std::vector<Intervention> now = made(model_->steps());
  CellsContent content;
  content.low = QStringLiteral("0");
  content.high = [](const QString& number) { return tr("%1 bits, √ scale", nullptr, plural_of(number)).arg(number); };
  content.quantity = QStringLiteral("bits");
  for (const MapChange& change : model_->maps().changes()) {
    const SiteInfo& of = model_->result()->before->sites[std::size_t(change.site)];
    content.cells.push_back({change.site, change.layer, change.head, change.bits, -1, is_off(now, of, change.head), {}});
  }
  change_->set(std::move(content));
  change_->set_late(model_->changes_late());
  change_frame_->show_content();
  if (context_.store.site() == nullptr) return change_frame_->set_subtitle({});
  const std::int64_t pooled = model_->maps().pooled();
  change_frame_->set_subtitle(model_->maps().sampled() ? tr("maps over the picture, before against after")
                              : pooled > 0 ? tr("of maps pooled to %1 cells a side, mean over rows, before against after").arg(pooled)
                                           : tr("mean over rows, before against after"));
}

void IntervenePage::show_state() {
  model_->show_most(shows_most());
  share_height();
  adds_->refresh(model_->unable(), model_->replaced());
  show_importance();
  numbers_->refresh();
  steps_section_->set_note(tr("%1 on").arg(made(model_->steps()).size()));
  clear_->setVisible(!model_->steps().empty());
  const bool busy = model_->running() || model_->waits();
  output_frame_->set_busy(model_->outputs_late());
  maps_frame_->set_busy(model_->maps_late());
  change_frame_->set_busy(model_->changes_late());
  show_output(busy);
  show_maps(busy);
  show_change();
}

std::vector<ShownFigure> IntervenePage::figures() const {
  if (!model_->current() || context_.store.site() == nullptr) return {};  // else it would say changes that it does not show
  const Store& store = context_.store;
  const QJsonObject more = with_interventions(store);
  std::vector<ShownFigure> all;
  const auto add = [&](FigurePtr figure, const QString& name, const QString& kind) {
    if (figure == nullptr) return;
    all.push_back(shown_figure(store, std::move(figure), name, kind, more));
    if (kind != QStringLiteral("importance of every head")) all.back().built.sources.front().changed = changed_words(*model_);
  };
  // Made of what has arrived, not of what the panels last showed: those may be of an earlier run.
  const PointBoard::Content points = points_now();
  if (kinds_->currentWidget() == points_ && points.complete()) add(points_->together(points, tr("Sampling points before and after")), tr("Points before and after"), QStringLiteral("points before and after"));
  const HeadPlace place = model_->maps().place();
  const QString whose = head_words({.stream = store.selection().stream, .layer = place.layer, .head = {HeadChoice::Mode::one, place.head}});
  if (const auto maps = model_->maps().maps(source_->image()); maps && !model_->maps().awaited()) add(maps_->together(*maps, tr("%1 before and after").arg(whose)), tr("Maps before and after"), QStringLiteral("maps before and after"));
  add(output_figure(*model_), tr("Output before and after"), QStringLiteral("output before and after"));
  const bool counted = !model_->maps().changes_awaited();
  if (counted) add(ranking_figure(*model_), tr("Most changed heads"), QStringLiteral("most changed heads"));
  for (const auto& [grid, name, kind] : {std::tuple{change_, tr("Change of every map"), QStringLiteral("change of every map")}, std::tuple{importance_, tr("Importance of every head"), QStringLiteral("importance of every head")}}) {
    CellsContent content = grid->figure()->content();
    content.title = name;
    if (!content.cells.empty() && (grid != change_ || counted)) add(std::make_shared<CellsFigure>(std::move(content)), name, kind);
  }
  return all;
}

}  // namespace headlight::ui
