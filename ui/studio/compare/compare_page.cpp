#include "ui/studio/compare/compare_page.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>

#include "ui/panels/figure_panel.h"
#include "ui/panels/scene.h"
#include "ui/state/engine_words.h"
#include "ui/studio/common/layout.h"
#include "ui/studio/compare/compare_column.h"
#include "ui/studio/compare/head_views.h"

namespace headlight::ui {

namespace {

constexpr int kColumn = 296;

}  // namespace

ComparePage::ComparePage(Context context, QWidget* parent) : StudioPage(context, parent), model_(new CompareModel(context, this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  row->addWidget(split_of(Qt::Vertical, {{build_maps(), 54}, {build_below(), 46}}), 1);
  row->addWidget(column_around(new CompareColumn(context, *model_), kColumn, this));
  connect(model_, &CompareModel::changed, this, &ComparePage::show_state);
}

QWidget* ComparePage::build_maps() {
  maps_ = new TripleMaps(context_, {tr("Map of A"), tr("Map of B"), tr("Difference, A − B")});
  maps_frame_ = new PanelFrame(tr("Two maps"), maps_);
  connect(maps_, &TripleMaps::opened, this, [this] { Q_EMIT action_wanted("weight"); });
  connect(maps_frame_, &PanelFrame::button_pressed, this, [this] { model_->retry(); });
  connect(maps_frame_, &PanelFrame::second_button_pressed, this, [this] {
    if (model_->error()) QGuiApplication::clipboard()->setText(engine_line(*model_->error()));
  });
  return maps_frame_;
}

QWidget* ComparePage::build_below() {
  like_ = new LikeTable(context_, *model_);
  scatter_ = new HeadScatter(context_, *model_);
  distance_ = new DistanceMap(context_, *model_);
  auto* plots = new QWidget;
  auto* column = new QVBoxLayout(plots);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  auto* choices = new QHBoxLayout;
  choices->setContentsMargins(12, 6, 12, 0);
  auto *across = new Choice(tr("Across"), plots), *up = new Choice(tr("Upwards"), plots);
  for (Choice* choice : {across, up}) {
    choice->addItems(HeadScatter::statistic_names());
    choices->addWidget(choice, 1);
  }
  up->setCurrentIndex(1);
  column->addLayout(choices);
  column->addWidget(scatter_, 1);
  auto* distances = new QWidget;
  auto* second = new QVBoxLayout(distances);
  second->setContentsMargins(0, 0, 0, 0);
  auto* kinds = new Segments({tr("Distance"), tr("Groups")}, tr("What the colours mean"), distances);
  kinds->set_current(0);
  auto* head = new QHBoxLayout;
  head->setContentsMargins(12, 6, 12, 0);
  head->addWidget(kinds);
  second->addLayout(head);
  second->addWidget(distance_, 1);
  like_frame_ = new PanelFrame(tr("Most like A"), scroll_around(like_, this));
  scatter_frame_ = new PanelFrame(tr("All heads"), plots);
  distance_frame_ = new PanelFrame(tr("Distance to A"), distances);
  connect(across, &QComboBox::activated, this, [this, across, up] { scatter_->set_axes(across->currentIndex(), up->currentIndex()); });
  connect(up, &QComboBox::activated, this, [this, across, up] { scatter_->set_axes(across->currentIndex(), up->currentIndex()); });
  connect(kinds, &Segments::chosen, this, [this](int index) { distance_->set_groups(index == 1); });
  for (PanelFrame* frame : {like_frame_, scatter_frame_, distance_frame_}) connect(frame, &PanelFrame::button_pressed, this, [this] { model_->retry(); });
  return split_of(Qt::Horizontal, {{like_frame_, 28}, {scatter_frame_, 38}, {distance_frame_, 34}});
}

QList<QWidget*> ComparePage::stops() const { return maps_->stops() + QList<QWidget*>{like_, scatter_, distance_}; }

void ComparePage::refresh() {
  model_->refresh();
  show_state();
}

void ComparePage::show_maps() {
  const CompareModel::Place a = model_->a(), b = model_->b();
  const CompareModel::Maps& maps = *model_->maps();
  const auto words = [&](const CompareModel::Place& place, const QString& letter) {
    QString text = letter + QStringLiteral("   ") + tr("Layer %1 · Head %2").arg(place.site->layer).arg(place.head);
    if (a.run != b.run) text += QStringLiteral("   ") + from_utf8(place.run->trace->input).section(QLatin1Char('/'), place.run->trace->image_path.empty() ? 0 : -1);
    return text;
  };
  maps_->set({{maps.a, maps.b, maps.difference},
              {words(a, QStringLiteral("A")), words(b, QStringLiteral("B")), QStringLiteral("A − B   ") + tr("amber: more in A, blue: more in B")},
              maps.queries, maps.keys, maps.a_queries, maps.a_keys, context_.store.look().quantity, {a.site->id, b.site->id}, {a.head, b.head}});
}

void ComparePage::show_state() {
  const CompareModel::Place a = model_->a();
  maps_frame_->set_busy(model_->late());
  maps_->set_late(model_->late());
  if (a.site != nullptr) {
    const QString aligned = model_->maps() != nullptr && model_->maps()->aligned ? QStringLiteral(" · ") + tr("aligned by tokens, + only in B, − only in A") : QString();
    maps_frame_->set_subtitle(from_utf8(a.run->trace->model.name) + QStringLiteral(" · ") + tr("one scale, linked cursor") + aligned);
    like_frame_->set_subtitle(tr("Jensen–Shannon, %1 other heads").arg(model_->order().size()) +
                              (model_->every() > 1 ? QStringLiteral(" · ") + tr("sampled: one query of every %1").arg(model_->every()) : QString()));
    distance_frame_->set_subtitle(tr("click a head to make it B"));
    scatter_frame_->set_subtitle(tr("click a head to make it B"));
  }
  if (model_->error()) {
    PanelFrame::Words words = error_words(*model_->error());
    words.button = tr("Try again");
    words.second_button = tr("Copy the message");
    return maps_frame_->show_error(words);
  }
  const bool sampled = !model_->problem().isEmpty();
  if (a.site == nullptr) return maps_frame_->show_empty({QStringLiteral("grid"), tr("Nothing to compare"), tr("Run a sentence or a picture first; a second one can be compared with it."), {}, {}});
  if (sampled) return maps_frame_->show_empty({QStringLiteral("grid"), tr("Nothing to compare"), model_->problem(), {}, {}});
  maps_frame_->show_content();
  if (model_->maps() != nullptr && model_->b().site != nullptr) show_maps();
}

}  // namespace headlight::ui
