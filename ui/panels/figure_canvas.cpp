#include "ui/panels/figure_canvas.h"

#include <QApplication>
#include <QMetaMethod>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <utility>

#include "ui/controls/appearance.h"
#include "ui/panels/figure_accessible.h"
#include "ui/panels/pointer.h"
#include "ui/state/detections.h"

namespace headlight::ui {

namespace {

constexpr double kMargin = 8;

}  // namespace

FigureCanvas::FigureCanvas(Context context, QWidget* parent) : QWidget(parent), context_(context) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setMinimumSize(80, 60);
  connect(&context_.store, &Store::hover_changed, this, [this] {
    if (figure_ != nullptr && style() != painted_) update();
  });
  connect(&context_.store, &Store::view_changed, this, [this] {
    update();
    announce_cell(*this);
  });
  install_figure_accessibility();
}

void FigureCanvas::set_figure(FigurePtr figure) {
  stale_ = figure == nullptr;
  if (figure != nullptr) {
    figure_ = std::move(figure);
    late_ = false;
    faded_ = waiting_;
    point_again();
  }
  update();
}

void FigureCanvas::drop_figure() {
  figure_.reset();
  update();
}

void FigureCanvas::set_late(bool late) {
  if (late_ == late) return;
  late_ = late;
  update();
}

void FigureCanvas::set_waiting(bool waiting) {
  waiting_ = waiting;
  if (std::exchange(faded_, waiting_ || (faded_ && stale_)) != faded_) update();
}

void FigureCanvas::set_box_labels(bool on) {
  if (std::exchange(box_labels_, on) != on) update();
}

void FigureCanvas::set_dimmed(bool dimmed) {
  if (std::exchange(dimmed_, dimmed) != dimmed) update();
}

void FigureCanvas::set_viewport(const Viewport& viewport) {
  if (std::exchange(viewport_, viewport) == viewport) return;
  point_again();
  update();
  Q_EMIT viewport_changed();
}

void FigureCanvas::set_room_right(int pixels) {
  if (room_right_ == pixels) return;
  room_right_ = pixels;
  update();
}

QRectF FigureCanvas::figure_rect() const {
  return QRectF(rect()).adjusted(kMargin, kMargin, -kMargin - room_right_, -kMargin);
}

FigureStyle FigureCanvas::style() const {
  FigureStyle style = screen_style(current_theme());
  style.titles = false;
  style.viewport = viewport_;
  style.detail = detail_;
  style.box_labels = box_labels_;
  style.dimmed = dimmed_ || (stale_ && late_ && !faded_) ? late_opacity : 1;
  const Store& store = context_.store;
  if (detail_ != nullptr && store.trace() != nullptr && store.trace()->image_region) {
    const auto& at = *store.trace()->image_region;
    style.part = QRectF(QPointF(at[0], at[1]), QPointF(at[2], at[3]));
  }
  if (stale_ || store.site() == nullptr) return style;
  const Selection& now = store.selection();
  const Hover& hover = store.hovered();
  style.selected = {now.query, now.key};
  const Figure::Hovering shown = figure_ == nullptr ? Figure::Hovering{} : figure_->hovering();
  if (shown.cell && (linked_ || pointed_)) style.hovered = {hover.query, hover.key};
  style.selected_site = store.site()->id;
  if (reads_objects(*store.trace(), *store.site())) style.selected_layer = store.site()->layer;
  style.selected_head = now.head.mode == HeadChoice::Mode::one ? now.head.head : -1;
  if (!shown.head) return style;
  for (const SiteInfo& site : store.trace()->sites) {
    if (site.stream == now.stream && site.layer == hover.layer) style.hovered_site = site.id;
  }
  style.hovered_head = hover.head;
  return style;
}

QPixmap FigureCanvas::picture(double scale) const {
  QPixmap image((QSizeF(size()) * scale).toSize());
  image.setDevicePixelRatio(scale);
  image.fill(colour("ground"));
  if (figure_ == nullptr) return image;
  QPainter painter(&image);
  figure_->paint(painter, figure_rect(), unhovered(style()));
  return image;
}

// Most paints come of what lies over the figure (the tooltip) or is hovered in it: the figure itself is painted once.
void FigureCanvas::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painted_ = style();
  if (figure_ == nullptr) return painter.fillRect(rect(), colour("ground"));
  keep(figure_->hovering().apart ? unhovered(painted_) : painted_);
  if (faded_) painter.fillRect(rect(), colour("ground"));
  if (faded_) painter.setOpacity(late_opacity);
  painter.drawPixmap(QPointF(), kept_.picture);
  if (figure_->hovering().apart) figure_->paint_hovered(painter, figure_rect(), painted_);
}

FigureStyle FigureCanvas::unhovered(FigureStyle style) {
  style.hovered = {};
  style.hovered_site = style.hovered_head = -1;
  return style;
}

void FigureCanvas::keep(const FigureStyle& style) {
  const double scale = devicePixelRatioF();
  const QSize size = (QSizeF(this->size()) * scale).toSize();
  const bool same = kept_.figure == figure_ && kept_.rect == figure_rect() && kept_.style == style && kept_.picture.size() == size && kept_.picture.devicePixelRatio() == scale;
  if (same) return;
  QPixmap picture(size);
  picture.setDevicePixelRatio(scale);
  picture.fill(colour("ground"));
  QPainter painter(&picture);
  figure_->paint(painter, figure_rect(), style);
  painter.end();
  kept_ = {figure_, figure_rect(), style, picture};
}

void FigureCanvas::redraw() {
  kept_ = {};
  update();
}

void FigureCanvas::changeEvent(QEvent* event) {
  if (event->type() != QEvent::EnabledChange) redraw();  // another language, theme or font
  QWidget::changeEvent(event);
}

void FigureCanvas::hideEvent(QHideEvent*) { kept_ = {}; }

std::optional<Hit> FigureCanvas::hit(QPointF at) const {
  if (figure_ == nullptr || stale_) return std::nullopt;
  return figure_->hit(at, figure_rect(), style());
}

void FigureCanvas::mouseMoveEvent(QMouseEvent* event) {
  if (levelling_ && event->buttons().testFlag(Qt::RightButton)) {
    const QPointF by = event->position() - *levelling_;
    levelling_ = event->position();
    Q_EMIT levelled({by.x() / std::max(1, width()), by.y() / std::max(1, height())});
    return;
  }
  if (pressed_ && event->buttons().testFlag(Qt::LeftButton)) {
    const QPointF by = event->position() - *pressed_;
    if (dragging_ || by.manhattanLength() >= QApplication::startDragDistance()) {
      dragging_ = true;
      pressed_ = event->position();
      context_.pointer.away();
      Q_EMIT dragged(by);
    }
    return;
  }
  pointed_ = event->position();
  point(*pointed_);
}

void FigureCanvas::point(QPointF at) {
  const auto under = hit(at);
  setCursor(hand_ ? Qt::OpenHandCursor : under ? Qt::PointingHandCursor : Qt::ArrowCursor);
  if (!under) return context_.pointer.away();
  context_.pointer.at(*under, mapToGlobal(at.toPoint()), heads_grid_, window());
}

// Another picture, or another part of it, under a resting pointer.
void FigureCanvas::point_again() {
  if (pointed_ && !pressed_) point(*pointed_);
}

void FigureCanvas::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::RightButton) levelling_ = event->position();
  if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
  pressed_ = event->position();
  dragging_ = false;
  if (hand_) setCursor(Qt::ClosedHandCursor);
}

void FigureCanvas::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() == Qt::RightButton) levelling_.reset();
  const bool click = pressed_ && !dragging_ && !hand_ && event->button() == Qt::LeftButton;
  pressed_.reset();
  if (std::exchange(dragging_, false)) {
    pointed_ = event->position();
    point_again();
  }
  if (hand_) setCursor(Qt::OpenHandCursor);
  if (!click) return;
  if (const auto under = hit(event->position())) return Q_EMIT picked(*under, event->modifiers());
  Q_EMIT missed(event->position());
}

void FigureCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton && !hand_) Q_EMIT opened();
}

void FigureCanvas::set_hand(bool on) {
  hand_ = on;
  setCursor(hand_ ? Qt::OpenHandCursor : Qt::ArrowCursor);
}

void FigureCanvas::wheelEvent(QWheelEvent* event) {
  if (!isSignalConnected(QMetaMethod::fromSignal(&FigureCanvas::turned))) return event->ignore();
  if (pointed_) pointed_ = event->position();
  Q_EMIT turned(event->position(), event->angleDelta().y() / 120.0, event->modifiers());
  event->accept();
}

void FigureCanvas::leaveEvent(QEvent*) {
  pointed_.reset();
  context_.pointer.away();
}

void FigureCanvas::resizeEvent(QResizeEvent*) { Q_EMIT resized(); }

}  // namespace headlight::ui
