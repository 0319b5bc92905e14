#include "ui/studio/intervene/point_board.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "ui/controls/appearance.h"
#include "ui/controls/frames.h"
#include "ui/figures/panels.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/studio/common/triple_maps.h"
#include "ui/studio/intervene/intervene_numbers.h"

namespace headlight::ui {

namespace {

constexpr double kReach = 12;         // pixels around a point in which it is taken
constexpr double kStep = 0.01;        // of the picture, a key press
constexpr double kPointBoardLeastDrag = 2;      // pixels; less is a click
constexpr double kMoveParts = 10'000;           // of the input's width and height: a drag is no more exact

// Original pixels to parts of the model's input.
QPointF in_parts(const Axis& axis, QPointF by) {
  const Affine& to = axis.to_image;
  const double whole = to[0] * to[4] - to[1] * to[3];
  if (whole == 0 || axis.input[0] <= 0 || axis.input[1] <= 0) return {};
  return {(to[4] * by.x() - to[1] * by.y()) / whole / double(axis.input[1]), (to[0] * by.y() - to[3] * by.x()) / whole / double(axis.input[0])};
}

QueryPoints of_head(QueryPoints points, int head) {
  if (head < 0) return points;
  std::erase_if(points.points, [&](const SamplePoint& point) { return point.head != head; });
  double all = 0;
  std::ranges::fill(points.level_share, 0.0F);
  for (const SamplePoint& point : points.points) {
    all += point.weight;
    if (std::size_t(point.level) < points.level_share.size()) points.level_share[std::size_t(point.level)] += point.weight;
  }
  for (float& share : points.level_share) share = all > 0 ? float(share / all) : 0;
  return points;
}

// The objects of a changed run in the order that they had before, so that each keeps its number; new ones follow.
std::vector<Detection> numbered_as(const TraceInfo& before, const TraceInfo& after, const Look& look) {
  std::vector<Detection> all = shown_objects(before, look);
  for (Detection& one : all) {
    const Detection* found = detection_of(after, one.query);
    const ObjectWords now = object_words(after, one.query);
    one = found != nullptr ? *found : Detection{one.query, -1, now.label, now.score, now.box};
  }
  for (const Detection& found : shown_objects(after, look)) {
    if (std::ranges::find(all, found.query, &Detection::query) == all.end()) all.push_back(found);
  }
  return all;
}

}  // namespace

PointCanvas::PointCanvas(Context context, bool moves, QWidget* parent) : FigureCanvas(context, parent), moves_(moves) {}

const std::vector<SamplePoint>* PointCanvas::shown() const {
  const PointsFigure* of = points();
  return of == nullptr || of->content().queries.empty() ? nullptr : &of->content().queries.front().points;
}

std::optional<QPointF> PointCanvas::place(const SamplePoint& point) const {
  return points() == nullptr ? std::nullopt : std::optional(points()->place(figure_rect(), style()).map(point.x, point.y));
}

std::optional<SamplePoint> PointCanvas::at(QPointF where) const {
  std::optional<SamplePoint> found;
  double nearest = kReach;
  for (const SamplePoint& point : shown() == nullptr ? std::vector<SamplePoint>() : *shown()) {
    const QPointF away = *place(point) - where;
    if (std::hypot(away.x(), away.y()) >= nearest) continue;
    nearest = std::hypot(away.x(), away.y());
    found = point;
  }
  return found;
}

void PointCanvas::mousePressEvent(QMouseEvent* event) {
  held_ = moves_ && event->button() == Qt::LeftButton ? at(event->position()) : std::nullopt;
  if (!held_) return FigureCanvas::mousePressEvent(event);
  from_ = to_ = event->position();
}

void PointCanvas::mouseMoveEvent(QMouseEvent* event) {
  if (!held_) {
    FigureCanvas::mouseMoveEvent(event);
    if (moves_ && event->buttons() == Qt::NoButton && at(event->position())) setCursor(Qt::OpenHandCursor);
    return;
  }
  setCursor(Qt::ClosedHandCursor);
  to_ = event->position();
  update();
}

void PointCanvas::mouseReleaseEvent(QMouseEvent* event) {
  if (!held_) return FigureCanvas::mouseReleaseEvent(event);
  const SamplePoint point = *held_;
  held_.reset();
  update();
  const QPointF by = event->position() - from_;
  if (std::hypot(by.x(), by.y()) < kPointBoardLeastDrag || points() == nullptr) return;
  const PicturePlace picture = points()->place(figure_rect(), style());
  Q_EMIT moved(point, picture.original(event->position()) - picture.original(from_));
}

void PointCanvas::step(int by) {
  const auto count = shown() == nullptr ? 0 : std::ssize(*shown());
  if (count == 0) return keyed_.reset();
  const std::ptrdiff_t now = keyed_ ? std::ptrdiff_t(*keyed_) : by > 0 ? -1 : 0;
  keyed_ = std::size_t((now + by + count) % count);
  update();
}

void PointCanvas::push(QPointF by) {
  if (!moves_ || !keyed_ || shown() == nullptr || *keyed_ >= shown()->size()) return;
  const QSizeF size = points()->content().image_size;
  Q_EMIT moved((*shown())[*keyed_], {by.x() * size.width(), by.y() * size.height()});
}

void PointCanvas::keyPressEvent(QKeyEvent* event) {
  const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
  switch (event->key()) {
    case Qt::Key_Left: return shift ? push({-kStep, 0}) : step(-1);
    case Qt::Key_Right: return shift ? push({kStep, 0}) : step(1);
    case Qt::Key_Up: return shift ? push({0, -kStep}) : step(-1);
    case Qt::Key_Down: return shift ? push({0, kStep}) : step(1);
    default: FigureCanvas::keyPressEvent(event);
  }
}

void PointCanvas::focusOutEvent(QFocusEvent* event) {
  keyed_.reset();
  update();
  FigureCanvas::focusOutEvent(event);
}

// Arrow keys are this picture's own; elsewhere they are the window's.
bool PointCanvas::event(QEvent* event) {
  if (event->type() != QEvent::ShortcutOverride) return FigureCanvas::event(event);
  const int key = static_cast<QKeyEvent*>(event)->key();
  const bool own = key >= Qt::Key_Left && key <= Qt::Key_Down;
  if (own) event->accept();
  return own || FigureCanvas::event(event);
}

void PointCanvas::paintEvent(QPaintEvent* event) {
  FigureCanvas::paintEvent(event);
  const bool keyed = keyed_ && shown() != nullptr && *keyed_ < shown()->size();
  if (!held_ && !keyed) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QPointF start = held_ ? *place(*held_) : *place((*shown())[*keyed_]), end = held_ ? start + to_ - from_ : start;
  for (const auto& [ink, width] : {std::pair{Qt::black, 4.0}, std::pair{Qt::white, 1.6}}) {
    painter.setPen(QPen(ink, width));
    painter.drawLine(start, end);
    painter.drawEllipse(end, 9, 9);
  }
}

PointBoard::PointBoard(Context context, QWidget* parent) : QWidget(parent), context_(context) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(4, 0, 4, 4);
  row->setSpacing(8);
  const QString names[] = {tr("Before"), tr("After: points can be dragged")}, spoken[] = {tr("Sampling points before"), tr("Sampling points after")};
  for (int at = 0; at < 2; ++at) {
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    auto* title = new ElidedLabel("text", 12, 600, this);
    title->setFixedHeight(24);
    title->set_text(names[at]);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 0, 8, 0);
    head->setSpacing(6);
    head->addWidget(new SideMark(at == 1, this));
    head->addWidget(title, 1);
    canvases_[at] = new PointCanvas(context_, at == 1, this);
    canvases_[at]->setAccessibleName(spoken[at]);
    column->addLayout(head);
    column->addWidget(canvases_[at], 1);
    row->addLayout(column, 1);
  }
  canvases_[1]->setAccessibleDescription(tr("Arrow keys go from point to point, Shift and arrow keys move one"));
  connect(canvases_[1], &PointCanvas::moved, this, &PointBoard::want);
}

void PointBoard::want(const SamplePoint& point, QPointF by) {
  const SiteInfo* site = context_.store.site();
  if (site == nullptr) return;
  const QPointF parts = in_parts(key_axis(*context_.store.trace(), *site), by);
  Intervention move;
  move.kind = Intervention::Kind::move;
  move.stream = site->stream;
  move.layer = site->layer;
  move.head = point.head;
  move.query = context_.feed.sampled_query();
  move.level = point.level;
  move.point = point.point;
  move.dx = std::round(parts.x() * kMoveParts) / kMoveParts;
  move.dy = std::round(parts.y() * kMoveParts) / kMoveParts;
  Q_EMIT wanted(move);
}

std::shared_ptr<const PointsFigure> PointBoard::figure(const Content& content, bool after) const {
  const Store& store = context_.store;
  const TraceInfo& trace = after ? *content.after : *content.before;
  const SiteInfo& site = *store.site();
  const QueryPoints& points = after ? *content.points_after : *content.points_before;
  const int head = store.selection().head.mode == HeadChoice::Mode::one ? store.selection().head.head : -1;
  double largest = 1e-6;
  for (const QueryPoints* both : {content.points_before, content.points_after}) {
    for (const SamplePoint& point : both->points) largest = std::max(largest, double(point.weight));
  }
  PointsContent of;
  of.title = after ? tr("After") : tr("Before");
  of.image = content.picture;
  of.image_size = image_size(trace, content.picture);
  of.detections = after ? numbered_as(*content.before, trace, store.look()) : shown_objects(trace, store.look());
  of.other_boxes = false;  // of one detection: in half of the room the labels of others would crowd its points
  of.look = points_look(store.look(), largest);
  of.queries = {of_head(points, head)};
  of.levels = site.levels;
  of.shown_levels.resize(site.levels.size());
  std::iota(of.shown_levels.begin(), of.shown_levels.end(), 0);
  of.input = key_axis(trace, site).input;
  of.site = site.id;
  of.layer = site.layer;
  of.heads = head >= 0 ? std::vector{head} : shown_heads(store.look(), site.heads);
  for (const int one : after ? of.heads : std::vector<int>()) {
    const QString words = off_words(content.changes, site, one);
    if (words.isEmpty()) continue;
    of.head_words[one] = words;
    of.look.hollow.push_back(one);
  }
  of.query_labels = {reads_objects(trace, site) ? object_text(trace, points.query) : position_text(store, points.query, true)};
  return std::make_shared<PointsFigure>(std::move(of));
}

void PointBoard::set(const Content& content) {
  canvases_[0]->set_figure(figure(content, false));
  canvases_[1]->set_figure(figure(content, true));
}

void PointBoard::set_late(bool before, bool after) {
  canvases_[0]->set_dimmed(before);
  canvases_[1]->set_dimmed(after);
}

FigurePtr PointBoard::together(const Content& content, const QString& title) const {
  return std::make_shared<PanelsFigure>(std::vector<std::vector<FigurePtr>>{{figure(content, false), figure(content, true)}}, title);
}

bool MovedPoint::is_seen() const {
  constexpr double least_pixels = 0.05, least_weight = 0.0005;
  return pixels >= least_pixels || std::abs(after.weight - before.weight) >= least_weight;
}

std::vector<MovedPoint> moved_points(const QueryPoints& before, const QueryPoints& after, int head) {
  std::vector<MovedPoint> all;
  for (const SamplePoint& one : before.points) {
    const auto same = [&](const SamplePoint& other) { return other.head == one.head && other.level == one.level && other.point == one.point; };
    const auto there = std::ranges::find_if(after.points, same);
    if (there == after.points.end() || (head >= 0 && one.head != head)) continue;
    all.push_back({one, *there, std::hypot(there->x - one.x, there->y - one.y)});
  }
  std::ranges::stable_sort(all, std::greater{}, &MovedPoint::pixels);
  return all;
}

}  // namespace headlight::ui
