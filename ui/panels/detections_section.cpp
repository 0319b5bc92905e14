#include "ui/panels/detections_section.h"

#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/controls/appearance.h"
#include "ui/controls/tips.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/figure_accessible.h"
#include "ui/panels/grid_bar.h"
#include "ui/panels/scene.h"
#include "ui/panels/tile_grid.h"
#include "ui/state/detections.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr int kHead = 22, kLine = 24, kListMargin = 12;
constexpr int kLeastNumber = 26, kScore = 36, kShare = 42;
constexpr int kWidest = 36, kBarFrom = 236;  // a narrow list has the number alone

int bar_of(const QWidget& list) { return list.width() < kBarFrom ? 0 : kWidest; }


}  // namespace

std::vector<std::int64_t> listed_objects(const Store& store) {
  std::vector<std::int64_t> queries;
  const TraceInfo* trace = store.trace();
  if (trace == nullptr) return queries;
  for (const Detection& found : shown_objects(*trace, store.look())) queries.push_back(found.query);
  const Axis* axis = object_axis(*trace);
  if (!store.look().all_queries || axis == nullptr) return queries;
  std::vector<std::int64_t> others;
  for (std::int64_t query = 0; query < axis->size(); ++query) {
    if (std::ranges::find(queries, query) == queries.end()) others.push_back(query);
  }
  const auto score = [&](std::int64_t query) { return object_words(*trace, query).score; };
  std::stable_sort(others.begin(), others.end(), [&](auto a, auto b) { return score(a) > score(b); });
  queries.insert(queries.end(), others.begin(), others.end());
  return queries;
}

double least_score(const Store& store) {
  return least_score(store.look());
}

std::int64_t next_object(const Store& store, int by) {
  const std::vector<std::int64_t> all = listed_objects(store);
  if (all.empty()) return -1;
  const auto now = std::find(all.begin(), all.end(), store.selection().detection);
  const auto count = std::ptrdiff_t(all.size());
  if (now == all.end()) return by > 0 ? all.front() : all.back();
  return all[std::size_t((now - all.begin() + by + count) % count)];
}

DetectionList::DetectionList(Context context, QWidget* parent) : QWidget(parent), context_(context) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  install_figure_accessibility();
  setAccessibleName(tr("Detections"));
}

bool DetectionList::of_grid() const { return context_.grid.listed(); }

int DetectionList::rows() const { return of_grid() ? int(context_.grid.entries().size()) : int(queries_.size()); }

void DetectionList::refresh() {
  queries_ = listed_objects(context_.store);
  const TraceInfo* trace = context_.store.trace();
  shown_ = trace == nullptr ? 0 : int(shown_objects(*trace, context_.store.look()).size());
  int longest = 0;  // the numbers of what a video follows grow
  for (int row = 0; row < rows(); ++row) longest = std::max(longest, number_of(row));
  number_width_ = std::max<double>(kLeastNumber, std::ceil(Face(12, 600).width(QString::number(longest))) + 8);
  updateGeometry();
  update();
  announce_cell(*this);
}

QSize DetectionList::sizeHint() const { return {160, kHead + kLine * rows()}; }

int DetectionList::number_of(int row) const {
  if (of_grid()) return row;
  return row < shown_ ? context_.store.number_of(queries_[std::size_t(row)], row) : -1;
}

bool DetectionList::is_chosen(int row) const {
  return of_grid() ? row == context_.grid.chosen() : queries_[std::size_t(row)] == context_.store.selection().detection;
}

QRect DetectionList::line(std::int64_t query) const {
  const auto at = std::find(queries_.begin(), queries_.end(), query);
  return of_grid() || at == queries_.end() ? QRect() : area(int(at - queries_.begin()), 0);
}

void DetectionList::paint_head(QPainter& painter) const {
  const Face face(11);
  const double middle = kHead / 2.0, right = width() - kListMargin;
  painter.setPen(colour("text2"));
  face.draw_centred(painter, {kListMargin, middle}, tr("no."));
  face.draw_centred(painter, {kListMargin + number_width_, middle}, tr("class"));
  face.draw_centred(painter, {right - kShare - bar_of(*this) - 8, middle}, tr("score"), Anchor::end);
  if (of_grid() || context_.feed.sampled_site() == nullptr) return;  // only sampling points have a share there
  face.draw_centred(painter, {right, middle}, face.elided(bar_of(*this) > 0 ? tr("in final box") : tr("in box"), bar_of(*this) + kShare), Anchor::end);
}

DetectionList::Line DetectionList::line_of(int row) const {
  if (of_grid()) {
    const TileGrid::Entry& entry = context_.grid.entries()[std::size_t(row)];
    return {number_of(row), entry.name, entry.score, std::nullopt, is_chosen(row)};
  }
  const TraceInfo& trace = *context_.store.trace();
  const std::int64_t query = queries_[std::size_t(row)];
  return {number_of(row), object_text(trace, query), object_words(trace, query).score,
          share_in_box(context_.feed, query), is_chosen(row)};
}

void DetectionList::paint_line(QPainter& painter, int row) const {
  const Line line = line_of(row);
  const QRectF rect = area(row, 0);
  if (line.chosen || row == pointed_) paint_soft(painter, rect, line.chosen ? Soft::selected : Soft::pointed);
  if (line.chosen) painter.fillRect(QRectF(0, rect.top(), 2, rect.height()), colour("accent"));
  const Face face(12, line.chosen ? 600 : 400);
  const double middle = rect.center().y(), right = width() - kListMargin, left = kListMargin + number_width_;
  painter.setPen(colour("text2"));
  face.draw_centred(painter, {kListMargin, middle}, line.number < 0 ? QStringLiteral("–") : QString::number(line.number));
  painter.setPen(colour(line.number < 0 ? "text2" : "text"));
  const double room = right - kShare - bar_of(*this) - 8 - kScore - left;
  face.draw_centred(painter, {left, middle}, face.elided(line.name, room));
  painter.setPen(colour("text"));
  if (line.score >= 0) face.draw_centred(painter, {right - kShare - bar_of(*this) - 8, middle}, format_value(line.score, 2), Anchor::end);
  if (!line.share) return;
  if (bar_of(*this) > 0) paint_bar(painter, QRectF(right - kShare - bar_of(*this) + 2, middle - 4, bar_of(*this) - 4, 8), *line.share, colour(line.chosen ? "accent" : "text2"));
  face.draw_centred(painter, {right, middle}, percent_text(*line.share), Anchor::end);
}

void DetectionList::paintEvent(QPaintEvent* event) {
  if (context_.store.trace() == nullptr) return;
  QPainter painter(this);
  paint_head(painter);
  for (int row = 0; row < rows(); ++row)
    if (area(row, 0).intersects(event->rect())) paint_line(painter, row);
}

int DetectionList::row_at(QPoint point) const {
  const int row = point.y() < kHead ? -1 : (point.y() - kHead) / kLine;
  return row < rows() ? row : -1;
}

void DetectionList::mousePressEvent(QMouseEvent* event) {
  const int row = row_at(event->position().toPoint());
  if (row >= 0 && event->button() == Qt::LeftButton) choose(row, 0);
}

void DetectionList::mouseMoveEvent(QMouseEvent* event) {
  const int row = row_at(event->position().toPoint());
  if (row == pointed_ && row >= 0) return;
  pointed_ = row;
  const bool shares = row < 0 && !of_grid() && context_.feed.sampled_site() != nullptr;
  setToolTip(shares ? tip_of({tr("In final box: of the weight that all heads of the chosen layer put on a detection's sampling points, the share on those inside the box that the model reports")})
                    : row < 0 ? QString() : text(row, 0));
  update();
}

void DetectionList::leaveEvent(QEvent*) {
  pointed_ = -1;
  update();
}

QString DetectionList::row_label(int row) const {
  return row < rows() ? line_of(row).name : QString();
}

QString DetectionList::text(int row, int) const {
  if (row < 0 || row >= rows() || context_.store.trace() == nullptr) return {};
  const Line line = line_of(row);
  QString text = line.name;
  if (line.score >= 0) text += QLatin1Char(' ') + format_value(line.score, 2);
  if (line.share) text += QStringLiteral(", ") + tr("%1 of weight in its final box").arg(percent_text(*line.share));
  return text + QStringLiteral(", ") + (of_grid() ? tr("tile %1").arg(context_.grid.entries()[std::size_t(row)].part) : tr("query %1").arg(queries_[std::size_t(row)]));
}

std::optional<FigureTable::Place> DetectionList::chosen() const {
  for (int row = 0; row < rows(); ++row)
    if (is_chosen(row)) return Place{row, 0};
  return std::nullopt;
}

void DetectionList::choose(int row, int) {
  if (row < 0 || row >= rows()) return;
  if (of_grid()) return context_.grid.choose(row);
  context_.store.select(with_object(*context_.store.trace(), context_.store.selection(), queries_[std::size_t(row)]));
}

QRect DetectionList::area(int row, int) const { return {0, kHead + row * kLine, width(), kLine}; }

DetectionsSection::DetectionsSection(Context context, QWidget* parent)
    : Section(tr("Detections"), parent),
      context_(context),
      score_(new Slide(tr("Score at least"), {0, 1, 0.01}, {}, this)),
      own_(icon_button(QStringLiteral("fit"), tr("Back to %1").arg(kUsualScore, 0, 'f', 2), this)),
      list_(new DetectionList(context, this)),
      all_(new CheckBox(tr("Other queries too"), this)),
      empty_(new ElidedLabel("text2", 12, 400, this)) {
  body()->setContentsMargins(0, 0, 0, 8);
  body()->setSpacing(4);
  body()->addWidget(new GridBar(context, this));
  auto* least = new QHBoxLayout;
  least->setContentsMargins(kListMargin, 0, kListMargin, 0);
  least->setSpacing(4);
  score_->set_widths(84, 44);
  least->addWidget(score_, 1);
  least->addWidget(own_);
  body()->addLayout(least);
  empty_->set_text(tr("Nothing found in this picture"));
  auto* nothing = new QHBoxLayout;
  nothing->setContentsMargins(kListMargin, 0, kListMargin, 0);
  nothing->addWidget(empty_);
  body()->addLayout(nothing);
  body()->addWidget(list_);
  auto* row = new QHBoxLayout;
  row->setContentsMargins(kListMargin, 0, kListMargin, 0);
  row->addWidget(all_);
  row->addStretch(1);
  body()->addLayout(row);
  connect(all_, &QCheckBox::clicked, this, [this](bool on) {
    Look look = context_.store.look();
    look.all_queries = on;
    context_.store.set_look(look);
  });
  connect(score_, &Slide::changed, this, [this](double value, std::uint64_t gesture) {
    Look look = context_.store.look();
    look.least_score = value;
    context_.store.set_look(look, gesture);
  });
  connect(own_, &QToolButton::clicked, this, [this] {
    Look look = context_.store.look();
    look.least_score = -1;
    context_.store.set_look(look);
  });
  connect(&context_.store, &Store::view_changed, this, &DetectionsSection::refresh);
  connect(&context_.feed.objects, &ViewLoader::changed, list_, qOverload<>(&QWidget::update));
  connect(&context_.grid, &TileGrid::changed, this, &DetectionsSection::refresh);
  refresh();
}

void DetectionsSection::refresh() {
  const TraceInfo* trace = context_.store.trace();
  if (context_.grid.listed()) return refresh_grid();
  const Axis* axis = trace == nullptr ? nullptr : object_axis(*trace);
  setVisible(trace != nullptr && (axis != nullptr || !trace->detections.empty()));
  if (trace == nullptr) return;
  const auto shown = shown_objects(*trace, context_.store.look()).size();
  set_note(axis == nullptr || axis->size() == 0 ? QString() : tr("%1 of %2 queries").arg(shown).arg(axis->size()));
  score_->set_value(least_score(context_.store));
  own_->setEnabled(context_.store.look().least_score >= 0);
  list_->refresh();
  empty_->set_text(trace->detections.empty() ? tr("Nothing found in this picture") : tr("Nothing reaches this score"));
  list_->setVisible(!list_->queries().empty());
  empty_->setVisible(list_->queries().empty());
  all_->setVisible(axis != nullptr);
  all_->setChecked(context_.store.look().all_queries);
}

// What all tiles found, in the place of what the run shown did.
void DetectionsSection::refresh_grid() {
  const TileGrid& grid = context_.grid;
  const bool some = !grid.entries().empty();
  setVisible(true);
  set_note({});
  score_->set_value(least_score(context_.store));
  own_->setEnabled(context_.store.look().least_score >= 0);
  list_->refresh();
  list_->setVisible(some);
  empty_->set_text(grid.result().detections.empty() ? tr("Nothing found in these tiles") : tr("Nothing reaches this score"));
  empty_->setVisible(!some && !grid.running() && grid.done() > 0);
  all_->hide();
}

}  // namespace headlight::ui
