#include "ui/panels/joined_boxes.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <utility>

#include "ui/figures/box_marks.h"
#include "ui/figures/point_marks.h"
#include "ui/panels/tile_grid.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

double area_of(const QRectF& box) { return box.width() * box.height(); }

// White on black, as boxes are, but one pixel and faint.
void draw_border(QPainter& painter, const QRectF& tile) {
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(QColor(0, 0, 0, 110), 3));
  painter.drawRect(tile);
  painter.setPen(QPen(QColor(255, 255, 255, 130), 1));
  painter.drawRect(tile);
}

}  // namespace

JoinedBoxes::JoinedBoxes(Context context, FigureCanvas& canvas, PictureZoom& zoom, const PictureSource& picture)
    : QWidget(&canvas), context_(context), canvas_(canvas), zoom_(zoom), picture_(picture) {
  setMouseTracking(true);
  setAccessibleName(tr("What all tiles found, on the picture"));
  connect(&picture_, &PictureSource::changed, this, qOverload<>(&QWidget::update));
  canvas_.installEventFilter(this);
  setGeometry(canvas_.rect());
  lower();  // the other tools lie over it
  hide();
}

void JoinedBoxes::refresh() {
  pointed_ = std::min(pointed_, int(context_.grid.entries().size()) - 1);
  setVisible(context_.grid.shows_join());
  update();
}

int JoinedBoxes::box_at(QPointF at) const {
  const auto place = zoom_.place();
  if (!place || !place->rect.contains(at)) return -1;
  const QPointF pixel = place->original(at);
  int best = -1;
  const auto& entries = context_.grid.entries();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!entries[i].at.contains(pixel)) continue;
    if (best < 0 || area_of(entries[i].at) < area_of(entries[std::size_t(best)].at)) best = int(i);
  }
  return best;
}

void JoinedBoxes::paintEvent(QPaintEvent*) {
  const auto place = zoom_.place();
  if (!place) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setClipRect(place->rect.adjusted(-2, -2, 2, 2));
  FigureStyle style = canvas_.style();
  style.dimmed = 1;
  draw_photo(painter, picture_.image(), zoom_.picture(), *place, context_.store.look().dim, style);
  painter.setClipRect(place->rect);
  const QTransform onto = place->transform();
  for (const auto& part : context_.grid.result().parts)
    draw_border(painter, onto.mapRect(QRectF(QPointF(part.region[0], part.region[1]), QPointF(part.region[2], part.region[3]))));
  std::vector<BoxLabel> labels;
  const auto& entries = context_.grid.entries();
  const int chosen = context_.grid.chosen();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const bool pointed = int(i) == pointed_ || int(i) == chosen;
    const QRectF box = onto.mapRect(entries[i].at);
    draw_box(painter, box, pointed ? BoxLook::chosen : BoxLook::other, style);
    const QString score = entries[i].score < 0 ? QString() : QLatin1Char(' ') + format_value(entries[i].score, 2);
    labels.push_back({box, QStringLiteral("%1 %2").arg(i).arg(entries[i].name) + score, QString::number(i), pointed, {}});
  }
  draw_box_labels(painter, place->rect, labels, style);
}

void JoinedBoxes::point(int number) {
  setCursor(number < 0 ? Qt::ArrowCursor : Qt::PointingHandCursor);
  if (std::exchange(pointed_, number) != number) update();
}

void JoinedBoxes::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return event->ignore();
  canvas_.setFocus(Qt::MouseFocusReason);
  pressed_ = event->position();
  dragging_ = false;
}

void JoinedBoxes::mouseMoveEvent(QMouseEvent* event) {
  if (!event->buttons().testFlag(Qt::LeftButton) || !pressed_) return point(box_at(event->position()));
  const QPointF by = event->position() - *pressed_;
  if (!dragging_ && by.manhattanLength() < QApplication::startDragDistance()) return;
  dragging_ = true;
  pressed_ = event->position();
  zoom_.pan(by);
}

void JoinedBoxes::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return event->ignore();
  const bool click = std::exchange(pressed_, std::nullopt).has_value() && !std::exchange(dragging_, false);
  const int number = click ? box_at(event->position()) : -1;
  if (number >= 0) context_.grid.choose(number);
}

void JoinedBoxes::mouseDoubleClickEvent(QMouseEvent* event) { event->accept(); }  // its first click chose

void JoinedBoxes::leaveEvent(QEvent*) { point(-1); }

bool JoinedBoxes::eventFilter(QObject* object, QEvent* event) {
  if (event->type() == QEvent::Resize) setGeometry(canvas_.rect());
  return QWidget::eventFilter(object, event);
}

}  // namespace headlight::ui
