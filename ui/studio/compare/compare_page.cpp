#include "ui/studio/compare/compare_page.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <algorithm>

#include "ui/figures/figure_notes.h"
#include "ui/figures/figure_words.h"
#include "ui/panels/figure_panel.h"
#include "ui/panels/scene.h"
#include "ui/state/engine_words.h"
#include "ui/studio/common/bars_figure.h"
#include "ui/studio/common/layout.h"
#include "ui/studio/compare/compare_column.h"
#include "ui/studio/compare/head_views.h"

namespace headlight::ui {

namespace {

constexpr int kComparePageColumn = 296;
constexpr int kGroupsSegment = 1, kBetweenSegment = 2;
constexpr std::int64_t kPicture = 2048;  // pixels of B's, most

}  // namespace

ComparePage::ComparePage(Context context, QWidget* parent) : StudioPage(context, parent), model_(new CompareModel(context, this)), source_(new PictureSource(context, this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  row->addWidget(split_of(Qt::Vertical, {{build_maps(), 50}, {build_below(), 50}}), 1);
  auto* column = new CompareColumn(context, *model_);
  row->addWidget(column_around(column, kComparePageColumn, this));
  connect(model_, &CompareModel::changed, this, &ComparePage::show_state);
  connect(source_, &PictureSource::changed, this, [this] {
    if (active()) show_state();
  });
}

QWidget* ComparePage::build_maps() {
  maps_ = new TripleMaps(context_, {tr("Map of A"), tr("Map of B"), tr("Difference, A − B")});
  maps_frame_ = new PanelFrame(tr("Two maps"), maps_);
  maps_->add_fit(*maps_frame_);
  linked_ = new CheckBox(tr("Linked"), maps_frame_);
  linked_->setToolTip(tr("Zoom and cursor of all three maps"));
  maps_frame_->add_control(linked_);
  connect(linked_, &QCheckBox::clicked, this, &ComparePage::keep_choices);
  connect(maps_, &TripleMaps::opened, this, [this] { Q_EMIT action_wanted("weight"); });
  connect(maps_frame_, &PanelFrame::button_pressed, this, [this] { model_->retry(); });
  connect(maps_frame_, &PanelFrame::second_button_pressed, this, [this] {
    if (model_->error()) QGuiApplication::clipboard()->setText(engine_line(*model_->error()));
  });
  return maps_frame_;
}

QWidget* ComparePage::build_scatter() {
  scatter_ = new HeadScatter(context_, *model_);
  auto* plots = new QWidget;
  auto* column = new QVBoxLayout(plots);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  auto* choices = new QHBoxLayout;
  choices->setContentsMargins(12, 6, 12, 0);
  choices->setSpacing(8);
  across_ = new Choice(tr("Across"), plots);
  up_ = new Choice(tr("Upwards"), plots);
  for (Choice* choice : {across_, up_}) {
    choice->addItems(HeadScatter::statistic_names());
    choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    auto* axis = new QLabel(choice == across_ ? QStringLiteral("x") : QStringLiteral("y"), plots);
    axis->setProperty("role", "hint");
    choices->addWidget(axis);
    choices->addWidget(choice, 1);
  }
  column->addLayout(choices);
  column->addWidget(scatter_, 1);
  for (Choice* choice : {across_, up_}) {
    connect(choice, &QComboBox::activated, this, &ComparePage::keep_choices);
  }
  scatter_frame_ = new PanelFrame(tr("All heads"), plots);
  return scatter_frame_;
}

QWidget* ComparePage::build_distances() {
  distance_ = new HeadGrid(context_, tr("Distance of every head to A"));
  distance_->set_unit(tr("bits from A"));
  auto* distances = new QWidget;
  auto* column = new QVBoxLayout(distances);
  column->setContentsMargins(0, 0, 0, 0);
  groups_ = new Segments({tr("Distance"), tr("Groups"), tr("From A to B")}, tr("What the colours mean"), distances);
  groups_->set_current(0);
  auto* head = new QHBoxLayout;
  head->setContentsMargins(12, 6, 12, 0);
  head->addWidget(groups_);
  why_not_ = paragraph("second", distances);
  column->addLayout(head);
  auto* why = new QHBoxLayout;
  why->setContentsMargins(12, 0, 12, 0);
  why->addWidget(why_not_);
  column->addLayout(why);
  column->addWidget(distance_, 1);
  connect(groups_, &Segments::chosen, this, &ComparePage::keep_choices);
  connect(distance_, &HeadGrid::picked, this, [this](int site, int head) {
    const TraceInfo* trace = context_.store.trace();
    if (trace != nullptr && std::size_t(site) < trace->sites.size()) model_->choose({site, trace->sites[std::size_t(site)].layer, head});
  });
  distance_frame_ = new PanelFrame(tr("Distance to A"), distances);
  return distance_frame_;
}

QWidget* ComparePage::build_below() {
  like_ = new LikeTable(context_, *model_);
  like_frame_ = new PanelFrame(tr("Most like A"), rows_around(like_, this));
  QWidget *scatter = build_scatter(), *distances = build_distances();
  for (PanelFrame* frame : {like_frame_, distance_frame_}) connect(frame, &PanelFrame::button_pressed, this, [this] { model_->retry(); });
  connect(scatter_frame_, &PanelFrame::button_pressed, scatter_, &HeadScatter::retry);
  connect(scatter_, &HeadScatter::changed, this, &ComparePage::show_scatter);
  return split_of(Qt::Horizontal, {{like_frame_, 28}, {scatter, 38}, {distances, 34}});
}

QList<QWidget*> ComparePage::stops() const { return maps_->stops() + QList<QWidget*>{like_, scatter_, distance_}; }

void ComparePage::refresh() {
  model_->refresh();
  show_state();
}

// "A   Layer 3 · Head 1"; of two runs with the run's name.
QString ComparePage::title_of(const CompareModel::Place& place, const QString& letter) const {
  const QString head = model_->rolled() ? model_->map_name(place) : tr("Layer %1 · Head %2").arg(place.site->layer).arg(place.head);
  QString text = letter + QStringLiteral("   ") + head;
  if (place.row >= 0) text += QStringLiteral("   ") + place.row_name();
  const CompareModel::Place a = model_->a(), b = model_->b();
  if (a.run == b.run) return text;
  return text + QStringLiteral("   ") + told_from(*place.run->trace, *(place.run == a.run ? b : a).run->trace);
}

void ComparePage::show_maps() {
  const CompareModel::Place a = model_->a(), b = model_->b();
  const CompareModel::Maps& maps = *model_->maps();
  TripleMaps::Content content;
  content.planes = {maps.a, maps.b, maps.difference};
  content.titles = {title_of(a, QStringLiteral("A")), title_of(b, QStringLiteral("B")), QStringLiteral("A − B   ") + tr("warm: more in A, blue: more in B")};
  content.queries = maps.queries;
  content.keys = maps.keys;
  content.positions_of_queries = maps.a_queries;
  content.positions_of_keys = maps.a_keys;
  content.quantity = model_->sampled() ? Quantity::weight : context_.store.look().quantity;
  content.rollout = model_->rolled();
  content.sites = {a.site->id, b.site->id};
  content.heads = content.rollout ? std::array{-1, -1} : std::array{a.head, b.head};
  content.pictures = maps.pictures;
  for (std::size_t i = 0; i < content.pictures.size(); ++i) content.pictures[i].image = i == 1 ? picture_of(b) : source_->image();
  maps_->set(content);
}

// Of B: read once for its run.
QImage ComparePage::picture_of(const CompareModel::Place& place) {
  const TraceId trace = place.run->trace->id;
  if (place.run == context_.store.run()) return source_->image();
  if (second_of_ == trace) return second_;
  second_of_ = trace;
  second_ = {};
  context_.client.submit({.slot = "studio.compare.picture",
                          .request = ImageRequest{trace, kPicture},
                          .receiver = this,
                          .done = [this, trace](const Result<Reply>& reply) {
                            if (second_of_ != trace || !reply.ok()) return;  // the panel says that there is no picture by showing none
                            second_ = image_from(reply.value());
                            if (active()) show_state();
                          }});
  return second_;
}

std::vector<HeadGrid::Cell> ComparePage::distances() const {
  const CompareModel::Place a = model_->a(), b = model_->b();
  const bool grouped = groups_->current() == kGroupsSegment, between = model_->between();
  std::vector<HeadGrid::Cell> cells;
  for (const CompareModel::Like& head : model_->heads()) {
    HeadGrid::Cell cell{head.head.site, head.head.layer, head.head.head, head.divergence, grouped ? head.group : -1, false, {}};
    if (between) cell.mark = {};  // every cell is of both
    else if (a.site->id == cell.site && a.head == cell.head) cell.mark = a.run == b.run && b.site == a.site && b.head == a.head ? QStringLiteral("A B") : QStringLiteral("A");
    else if (a.run == b.run && b.site != nullptr && b.site->id == cell.site && b.head == cell.head) cell.mark = QStringLiteral("B");
    cells.push_back(std::move(cell));
  }
  return cells;
}

PanelFrame::Words ComparePage::failure_words(const Error& error) const {
  PanelFrame::Words words = error_words(error);
  words.button = tr("Try again");
  return words;
}

void ComparePage::show_scatter() {
  if (scatter_->error()) scatter_frame_->show_error(failure_words(*scatter_->error()));
  else scatter_frame_->show_content();
}

void ComparePage::show_likeness() {
  if (model_->likeness_error()) {
    const PanelFrame::Words words = failure_words(*model_->likeness_error());
    for (PanelFrame* frame : {like_frame_, distance_frame_}) frame->show_error(words);
    return distance_->set({});
  }
  for (PanelFrame* frame : {like_frame_, distance_frame_}) frame->show_content();
  CellsContent content;
  content.cells = distances();
  if (model_->between()) {
    content.quantity = QStringLiteral("bits from A to B");
    content.low = QStringLiteral("0");
    content.high = [](const QString& number) { return tr("%1 bits, √ scale", nullptr, plural_of(number)).arg(number); };
  } else {
    content.quantity = QStringLiteral("bits from A");
    content.bright_low = true;
    content.low = groups_->current() == kGroupsSegment ? tr("groups of like heads, by average linkage of their divergence") : tr("0 same");
    content.high = [](const QString& number) { return tr("%1 bits unlike", nullptr, plural_of(number)).arg(number); };
  }
  distance_->set(std::move(content));
}

void ComparePage::show_subtitles() {
  const CompareModel::Place a = model_->a(), b = model_->b();
  if (a.site == nullptr) return;
  QString models = from_utf8(a.run->trace->model.name);
  if (b.run != nullptr && b.run->trace->model.path != a.run->trace->model.path) models = tr("%1 and %2").arg(models, from_utf8(b.run->trace->model.name));
  const CompareModel::Maps* maps = model_->maps();
  const QString aligned = maps != nullptr && maps->aligned ? QStringLiteral(" · ") + tr("aligned by tokens, hatched: only in the other (+ B, − A)") : QString();
  const QString whose = maps != nullptr && !maps->whose.isEmpty() ? QStringLiteral(" · ") + tr("sampling points of %1").arg(maps->whose) : QString();
  maps_frame_->set_subtitle(models + QStringLiteral(" · ") + tr("one scale") + aligned + whose);
  show_list_words();
}

// Of the list and the map of distances, which are of one kind.
void ComparePage::show_list_words() {
  const bool between = model_->between();
  const int count = int(model_->order().size());
  const QString sampled = model_->every() > 1 ? QStringLiteral(" · ") + tr("sampled: one query of every %1").arg(model_->every()) : QString();
  const QString pooled = model_->pooled() > 0 ? QStringLiteral(" · ") + tr("maps pooled to %1 cells a side").arg(model_->pooled()) : QString();
  like_frame_->set_title(between ? tr("Changed most from A to B") : tr("Most like A"));
  like_frame_->set_subtitle((between ? tr("Jensen–Shannon, %1 heads", nullptr, count) : tr("Jensen–Shannon, %1 other heads", nullptr, count)).arg(count) + sampled + pooled);
  distance_frame_->set_title(between ? tr("Change of every head") : tr("Distance to A"));
  for (PanelFrame* frame : {scatter_frame_, distance_frame_}) frame->set_subtitle(between ? tr("click a head to see it in both") : tr("click a head to make it B"));
  distance_->set_unit(between ? tr("bits from A to B") : tr("bits from A"));
  groups_->set_enabled(kBetweenSegment, model_->between_problem().isEmpty(), model_->between_problem());
  // Two runs whose heads cannot be compared: why not, where it is looked for.
  const bool two = model_->b().run != nullptr && model_->a().run != model_->b().run;
  why_not_->setVisible(two && !model_->between_problem().isEmpty());
  why_not_->setText(model_->between_problem());
}

// One undo step.
void ComparePage::keep_choices() {
  Studio next = context_.store.studio();
  next.across = across_->currentIndex();
  next.up = up_->currentIndex();
  next.linked = linked_->isChecked();
  const bool between = groups_->current() == kBetweenSegment;
  if (!between) next.groups = groups_->current() == kGroupsSegment;
  if (between || model_->between()) next.between = between;
  context_.store.set_studio(std::move(next));
}

void ComparePage::show_choices() {
  const Studio& now = context_.store.studio();
  across_->setCurrentIndex(std::clamp(now.across, 0, across_->count() - 1));
  up_->setCurrentIndex(std::clamp(now.up, 0, up_->count() - 1));
  linked_->setChecked(now.linked);
  maps_->set_linked(now.linked);
  scatter_->set_axes(across_->currentIndex(), up_->currentIndex());
  groups_->set_current(model_->between() ? kBetweenSegment : now.groups ? kGroupsSegment : 0);
}

void ComparePage::show_state() {
  show_choices();
  maps_frame_->set_busy(model_->late());
  maps_->set_late(model_->late(), model_->late());
  show_subtitles();
  if (model_->a().site != nullptr) show_likeness();
  if (model_->error()) {
    PanelFrame::Words words = failure_words(*model_->error());
    words.second_button = tr("Copy the message");
    return maps_frame_->show_error(words);
  }
  if (model_->a().site == nullptr) return maps_frame_->show_empty({QStringLiteral("grid"), tr("Nothing to compare"), tr("Run a sentence or a picture first; a second one can be compared with it."), {}, {}});
  if (!model_->problem().isEmpty()) return maps_frame_->show_empty({QStringLiteral("grid"), tr("Nothing to compare"), model_->problem(), {}, {}});
  maps_frame_->show_content();
  if (model_->maps() != nullptr && model_->b().site != nullptr) show_maps();
}

std::vector<ShownFigure> ComparePage::figures() const {
  const CompareModel::Place a = model_->a(), b = model_->b();
  if (a.site == nullptr || b.site == nullptr) return {};
  QJsonObject places{{QStringLiteral("a"), a.name()}, {QStringLiteral("b"), b.name()}};
  if (a.row >= 0) places.insert(QStringLiteral("a query"), qint64(a.row));
  if (b.row >= 0) places.insert(QStringLiteral("b query"), qint64(b.row));
  if (a.run != b.run) places.insert(QStringLiteral("b input"), from_utf8(b.run->trace->input));
  if (a.run != b.run) places.insert(QStringLiteral("b model"), from_utf8(b.run->trace->model.name));
  std::vector<ShownFigure> all;
  const auto add = [&](FigurePtr figure, const QString& name, const QString& kind, const QJsonObject& more) {
    all.push_back(shown_figure(context_.store, std::move(figure), name, kind, more));
    if (a.run != b.run) all.back().built.sources = sources_of(*a.run->trace, *b.run->trace);
  };
  const QString both = tr("%1 and %2").arg(model_->map_name(a), model_->map_name(b));
  QJsonObject of_maps = places;
  if (model_->rolled()) of_maps.insert(QStringLiteral("quantity"), QStringLiteral("rollout"));
  if (model_->maps() != nullptr) add(maps_->together(tr("Attention of %1, and its difference").arg(both)), tr("Two maps and their difference"), QStringLiteral("compare maps"), of_maps);
  if (model_->order().empty()) return all;
  BarsContent like;
  const bool between = model_->between();
  const QString runs = tr("%1 and %2").arg(told_from(*a.run->trace, *b.run->trace), told_from(*b.run->trace, *a.run->trace));
  like.title = between ? tr("Heads by their change between %1").arg(runs) : tr("Heads most like %1").arg(a.name());
  like.note = tr("Jensen–Shannon divergence in bits, mean over the queries.");
  if (model_->sampled()) like.note = tr("Jensen–Shannon divergence in bits of the maps over the picture.");
  like.name_column = QStringLiteral("head");
  like.first_column = QStringLiteral("bits");
  for (const std::size_t i : model_->order()) {
    const CompareModel::Like& head = model_->heads()[i];
    like.rows.push_back({name_of(head.head), head.divergence, 0, {}, between ? a.site->id == head.head.site && a.head == head.head.head : b.site->id == head.head.site && b.head == head.head.head && a.run == b.run});
  }
  add(std::make_shared<BarsFigure>(std::move(like)), like_frame_->title(), QStringLiteral("compare ranking"), places);
  ScatterContent scatter = scatter_->content();
  scatter.title = tr("All heads: %1 and %2").arg(scatter.x_name, scatter.y_name);
  if (!scatter.dots.empty()) add(std::make_shared<ScatterFigure>(std::move(scatter)), tr("All heads by two statistics"), QStringLiteral("compare scatter"), places);
  CellsContent cells = distance_->figure()->content();
  cells.title = between ? tr("Change of every head between %1").arg(runs) : tr("Distance of every head to %1").arg(a.name());
  add(std::make_shared<CellsFigure>(std::move(cells)), distance_frame_->title(), QStringLiteral("compare distances"), places);
  return all;
}

}  // namespace headlight::ui
