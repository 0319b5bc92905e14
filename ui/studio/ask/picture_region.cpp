#include "ui/studio/ask/picture_region.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "engine/api/picture_place.h"
#include "engine/api/positions.h"
#include "ui/controls/appearance.h"
#include "ui/panels/detection_scene.h"
#include "ui/state/detections.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr double kMargin = 12, kDim = 0.3;
constexpr double kPictureRegionLeastDrag = 4;  // shorter is a click
constexpr int kBrushEdge = 96;    // cells of the brushed region along the longer side

}  // namespace

PictureRegion::PictureRegion(Context context, AskModel& model, QWidget* parent) : QWidget(parent), context_(context), model_(model) {
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("Regions of the picture"));
  setAccessibleDescription(tr("Arrow keys move the box, Shift and arrow keys size it, Return changes between from and to"));
  connect(&model_, &AskModel::changed, this, &PictureRegion::follow);
}

// What was drawn goes with its picture, and a brushed region with its question.
void PictureRegion::follow() {
  const TraceInfo* trace = context_.store.trace();
  const TraceId now = trace == nullptr ? 0 : trace->id;
  const bool other = now != std::exchange(of_, now);
  if (other) keyed_ = drag_ = {};
  const bool asked_otherwise = !brushing_ && !taking_ && model_.question() != brushed_;
  if (other || asked_otherwise) brush_ = {};
  update();
}

void PictureRegion::set_picture(const QImage& picture) {
  picture_ = picture;
  update();
}

void PictureRegion::set_role(Role role) {
  if (role == role_) return;
  role_ = role;
  keyed_ = {};
  brush_ = {};
  Q_EMIT role_changed();
  update();
}

QSizeF PictureRegion::pixels() const { return context_.store.trace() == nullptr ? QSizeF() : image_size(*context_.store.trace(), picture_); }

QRectF PictureRegion::place() const {
  const QSizeF size = pixels();
  if (size.isEmpty()) return {};
  const QSizeF fits = size.scaled(QSizeF(width() - 2 * kMargin, height() - 2 * kMargin), Qt::KeepAspectRatio);
  return {(width() - fits.width()) / 2, (height() - fits.height()) / 2, fits.width(), fits.height()};
}

QPointF PictureRegion::shown(QPointF at) const {
  const QRectF whole = place();
  const QSizeF size = pixels();
  return {whole.left() + at.x() / size.width() * whole.width(), whole.top() + at.y() / size.height() * whole.height()};
}

QPointF PictureRegion::original(QPointF at) const {
  const QRectF whole = place();
  const QSizeF size = pixels();
  return {std::clamp((at.x() - whole.left()) / whole.width(), 0.0, 1.0) * size.width(), std::clamp((at.y() - whole.top()) / whole.height(), 0.0, 1.0) * size.height()};
}

// Patches in the box; for sampled layers the box itself.
void PictureRegion::take(const QRectF& box) {
  const TraceInfo* trace = context_.store.trace();
  const SiteInfo* site = context_.store.site();
  if (trace == nullptr || site == nullptr || box.isEmpty()) return;
  const std::array<double, 4> edges{box.left(), box.top(), box.right(), box.bottom()};
  if (role_ == Role::to && model_.sampled()) return model_.set_box(edges);
  const auto found = positions(*trace, role_ == Role::from ? query_axis(*trace, *site) : key_axis(*trace, *site), box_words(edges));
  if (!found) return;  // nothing of the axis lies there
  role_ == Role::from ? model_.set_from(found.value()) : model_.set_to(found.value());
}

void PictureRegion::set_brush(bool on) {
  brushes_ = on;
  brush_ = {};
  pointed_.reset();
  setMouseTracking(on);
  update();
}

void PictureRegion::brush_at(QPointF at, bool away) {
  const QSizeF size = pixels();
  if (brush_.isNull()) {
    brush_ = QImage(size.scaled(kBrushEdge, kBrushEdge, Qt::KeepAspectRatio).toSize().expandedTo(QSize(1, 1)), QImage::Format_Grayscale8);
    brush_.fill(0);
  }
  const QPointF pixel = original(at);
  QPainter painter(&brush_);
  painter.setPen(Qt::NoPen);
  painter.setBrush(away ? Qt::black : Qt::white);
  const double radius = std::max(0.6, brush_size_ * kBrushEdge);
  painter.drawEllipse(QPointF(pixel.x() / size.width() * brush_.width(), pixel.y() / size.height() * brush_.height()), radius, radius);
}

void PictureRegion::take_brush() {
  const auto region = region_of_mask(brush_, pixels());
  if (!region) return;  // everything taken away: the question stays
  taking_ = true;
  model_.set_region(role_ == Role::from, region.value());
  taking_ = false;
  brushed_ = model_.question();
}

void PictureRegion::wheelEvent(QWheelEvent* event) {
  if (!brushes_) return event->ignore();
  brush_size_ = std::clamp(brush_size_ * std::pow(1.15, event->angleDelta().y() / 120.0), 0.01, 0.4);
  event->accept();
  update();
}

void PictureRegion::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || place().isEmpty()) return;
  if (brushes_) {
    brushing_ = true;
    brush_at(event->position(), event->modifiers().testFlag(Qt::ControlModifier));
    return update();
  }
  pressed_ = event->position();
  drag_ = {};
}

void PictureRegion::mouseMoveEvent(QMouseEvent* event) {
  if (brushes_) {
    pointed_ = event->position();
    if (brushing_) brush_at(event->position(), event->modifiers().testFlag(Qt::ControlModifier));
    return update();
  }
  if (!pressed_) return;
  drag_ = QRectF(original(*pressed_), original(event->position())).normalized();
  update();
}

void PictureRegion::mouseReleaseEvent(QMouseEvent* event) {
  if (std::exchange(brushing_, false)) return take_brush();
  if (!pressed_) return;
  const bool dragged = (event->position() - *pressed_).manhattanLength() >= kPictureRegionLeastDrag;
  const QPointF at = original(*pressed_);
  pressed_.reset();
  const QRectF box = std::exchange(drag_, {});
  if (dragged) return take(box);
  const TraceInfo* trace = context_.store.trace();
  for (const Detection& one : trace->detections) {
    if (!QRectF(QPointF(one.box.x0, one.box.y0), QPointF(one.box.x1, one.box.y1)).contains(at)) continue;
    const std::int64_t row = context_.store.site() == nullptr ? -1 : trace->row_of_query(*context_.store.site(), one.query);
    if (role_ == Role::to || row < 0) return take({QPointF(one.box.x0, one.box.y0), QPointF(one.box.x1, one.box.y1)});
    return model_.set_from({row});
  }
  take(QRectF(at.x(), at.y(), 0.5, 0.5));
}

void PictureRegion::leaveEvent(QEvent*) {
  pointed_.reset();
  update();
}

void PictureRegion::keyPressEvent(QKeyEvent* event) {
  const QSizeF size = pixels();
  if (size.isEmpty()) return QWidget::keyPressEvent(event);
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return set_role(role_ == Role::from ? Role::to : Role::from);
  const double by = std::max(size.width(), size.height()) / 32;
  const QPointF step = event->key() == Qt::Key_Left ? QPointF(-by, 0) : event->key() == Qt::Key_Right ? QPointF(by, 0)
                       : event->key() == Qt::Key_Up ? QPointF(0, -by) : event->key() == Qt::Key_Down ? QPointF(0, by) : QPointF();
  if (step.isNull()) return QWidget::keyPressEvent(event);
  if (keyed_.isEmpty()) keyed_ = QRectF(size.width() * 0.375, size.height() * 0.375, size.width() / 4, size.height() / 4);
  else if (event->modifiers().testFlag(Qt::ShiftModifier)) keyed_.setBottomRight(keyed_.bottomRight() + step);
  else keyed_.translate(step);
  keyed_ = keyed_.normalized() & QRectF(QPointF(), size);
  take(keyed_);
}

bool PictureRegion::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key >= Qt::Key_Left && key <= Qt::Key_Down) {
      event->accept();
      return true;
    }
  }
  return QWidget::event(event);
}

namespace {

constexpr double kBorderSteps = 16;  // a pixel

// The sides of cells of one grid that no neighbour among them has, in steps.
std::vector<QLine> border_of(const std::vector<QRectF>& cells) {
  using Side = std::array<int, 4>;
  std::vector<Side> sides;
  const auto step = [](double at) { return int(std::lround(at * kBorderSteps)); };
  for (const QRectF& cell : cells) {
    const int left = step(cell.left()), right = step(cell.right()), top = step(cell.top()), bottom = step(cell.bottom());
    for (const Side& side : {Side{left, top, right, top}, Side{left, bottom, right, bottom}, Side{left, top, left, bottom}, Side{right, top, right, bottom}}) sides.push_back(side);
  }
  std::ranges::sort(sides);
  std::vector<QLine> border;
  for (auto at = sides.begin(); at != sides.end();) {
    const auto next = std::find_if(at, sides.end(), [&](const Side& side) { return side != *at; });
    if (next - at == 1) border.emplace_back((*at)[0], (*at)[1], (*at)[2], (*at)[3]);
    at = next;
  }
  return border;
}

}  // namespace

void PictureRegion::paint_patches(QPainter& painter, const std::vector<std::int64_t>& positions, bool as_key) const {
  const TraceInfo& trace = *context_.store.trace();
  const Axis& axis = as_key ? key_axis(trace, *context_.store.site()) : query_axis(trace, *context_.store.site());
  QColor fill = Theme::of(Appearance::dark).role(as_key ? QStringLiteral("k") : QStringLiteral("q"));  // the picture is dark in every theme
  fill.setAlphaF(0.5F);
  std::vector<QRectF> cells;
  for (const std::int64_t position : positions) {
    if (!axis.is_cell(position)) continue;
    const Box cell = cell_box(axis, position);
    const QRectF rect(shown({cell.x0, cell.y0}), shown({cell.x1, cell.y1}));
    painter.setPen(QPen(Qt::black, 0.8));
    painter.fillRect(rect, fill);
    painter.drawRect(rect);
    cells.push_back(rect);
  }
  const std::vector<QLine> border = border_of(cells);
  painter.save();
  painter.scale(1 / kBorderSteps, 1 / kBorderSteps);
  for (const auto& [ink, width] : {std::pair{Qt::black, 3.5}, std::pair{Qt::white, 1.4}}) {
    painter.setPen(QPen(ink, width * kBorderSteps, Qt::SolidLine, Qt::SquareCap));
    painter.drawLines(border.data(), int(border.size()));
  }
  painter.restore();
}

void PictureRegion::paint_box(QPainter& painter, const QRectF& box, const QString& name, bool dashed, bool below) const {
  const QRectF rect(shown(box.topLeft()), shown(box.bottomRight()));
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(Qt::black, 5));
  painter.drawRect(rect);
  painter.setPen(QPen(Qt::white, 2, dashed ? Qt::DashLine : Qt::SolidLine));
  painter.drawRect(rect);
  paint_name(painter, rect, name, below);
}

// Inside the picture, whatever sticks out of it.
void PictureRegion::paint_name(QPainter& painter, const QRectF& rect, const QString& name, bool below) const {
  if (name.isEmpty()) return;
  const Face face(11, 600);
  const QRectF room = place();
  const double wide = face.width(name) + 10, top = below ? std::min(rect.bottom() + 2, room.bottom() - 16) : std::max(room.top(), rect.top() - 18);
  const QRectF label(std::max(room.left(), std::min(rect.left(), room.right() - wide)), top, wide, 16);
  painter.fillRect(label, Qt::white);
  painter.setPen(Qt::black);
  face.draw_centred(painter, {label.left() + 5, label.center().y()}, name);
}

// White 34 % inside a white line on black (`filled`; else the brush shows it), with its name.
void PictureRegion::paint_region(QPainter& painter, const Region& region, bool filled) const {
  QTransform onto;
  const QPointF origin = shown({0, 0}), unit = shown({1, 1}) - origin;
  onto.translate(origin.x(), origin.y());
  onto.scale(unit.x(), unit.y());
  const QPainterPath outline = onto.map(outline_of(region));
  if (filled) painter.fillPath(outline, QColor(255, 255, 255, 87));
  for (const auto& [ink, width] : {std::pair{Qt::black, 3.5}, std::pair{Qt::white, 1.4}}) painter.strokePath(outline, QPen(ink, width));
  paint_name(painter, outline.boundingRect(), tr("to"), true);
}

// White 34 % over what is brushed, and the brush itself.
void PictureRegion::paint_brush(QPainter& painter) const {
  const QRectF whole = place();
  if (!brush_.isNull()) {
    QImage white(brush_.size(), QImage::Format_ARGB32);
    white.fill(Qt::white);
    white.setAlphaChannel(brush_);
    painter.setOpacity(0.34);
    painter.drawImage(whole, white);
    painter.setOpacity(1);
  }
  if (!pointed_) return;
  const double radius = brush_size_ * std::max(whole.width(), whole.height());
  painter.setBrush(Qt::NoBrush);
  for (const auto& [ink, width] : {std::pair{Qt::black, 3.0}, std::pair{Qt::white, 1.2}}) {
    painter.setPen(QPen(ink, width));
    painter.drawEllipse(*pointed_, radius, radius);
  }
}

void PictureRegion::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.fillRect(rect(), colour("ground"));
  const QRectF whole = place();
  if (whole.isEmpty() || context_.store.site() == nullptr) return;
  if (!picture_.isNull()) painter.drawImage(whole, picture_);
  painter.fillRect(whole, QColor(0, 0, 0, int(255 * kDim)));
  const TraceInfo& trace = *context_.store.trace();
  const Question question = model_.question();
  for (const bool asked : {false, true}) {  // no line over the names
    for (const Detection& one : trace.detections) {
      const QRectF box(QPointF(one.box.x0, one.box.y0), QPointF(one.box.x1, one.box.y1));
      const std::int64_t row = trace.row_of_query(*context_.store.site(), one.query);
      const bool from = row >= 0 && std::ranges::find(question.from, row) != question.from.end();
      if (from == asked) paint_box(painter, box, asked ? tr("from %1").arg(numbered_text(context_.store, one.query)) : QString(), !asked, false);
    }
  }
  paint_patches(painter, question.from, false);
  if (!model_.sampled()) paint_patches(painter, question.to, true);
  if (question.box) paint_box(painter, {QPointF((*question.box)[0], (*question.box)[1]), QPointF((*question.box)[2], (*question.box)[3])}, tr("to"), false, true);
  const bool brushed = brushes_ && role_ == Role::to && !brush_.isNull();  // as it was brushed, not in the boxes that it is kept in
  if (!question.region.empty()) paint_region(painter, question.region, !brushed);
  if (brushes_) paint_brush(painter);
  if (!drag_.isEmpty()) paint_box(painter, drag_, role_ == Role::from ? tr("from") : tr("to"), true, role_ == Role::to);
}

}  // namespace headlight::ui
