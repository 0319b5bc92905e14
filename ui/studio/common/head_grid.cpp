#include "ui/studio/common/head_grid.h"

#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/controls/appearance.h"
#include "ui/theme/colour_map.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr double kLeft = 34, kTop = 22, kLegend = 34, kSide = 12, kMostEdge = 46;

QColor fill_of(double value, double most) {
  return QColor(ColourMap::find(QStringLiteral("magma"))->at(0.08 + 0.9 * std::sqrt(std::clamp(value / std::max(1e-12, most), 0.0, 1.0))));
}

}  // namespace

HeadGrid::HeadGrid(Context context, const QString& name, const QString& low, const QString& high, QWidget* parent)
    : TableView(name, parent), context_(context), low_(low), high_(high) {
  connect(&context_.store, &Store::view_changed, this, qOverload<>(&QWidget::update));
  connect(&context_.store, &Store::hover_changed, this, qOverload<>(&QWidget::update));
}

void HeadGrid::set_cells(std::vector<Cell> cells) {
  cells_ = std::move(cells);
  std::ranges::stable_sort(cells_, {}, [](const Cell& cell) { return std::pair(cell.layer, cell.head); });
  most_ = 0;
  for (const Cell& cell : cells_) most_ = std::max(most_, cell.value);
  update();
}

QString HeadGrid::row_label(int row) const { return QStringLiteral("%1.%2").arg(cells_[std::size_t(row)].layer).arg(cells_[std::size_t(row)].head); }

QString HeadGrid::text(int row, int) const {
  const Cell& cell = cells_[std::size_t(row)];
  return tr("head %1: %2").arg(row_label(row), format_value(cell.value)) + (cell.off ? QStringLiteral(", ") + tr("switched off") : QString());
}

std::optional<FigureTable::Place> HeadGrid::chosen() const {
  const Selection& now = context_.store.selection();
  for (int row = 0; row < rows(); ++row) {
    if (cells_[std::size_t(row)].layer == now.layer && cells_[std::size_t(row)].head == now.head.head) return Place{row, 0};
  }
  return std::nullopt;
}

void HeadGrid::choose(int row, int) { Q_EMIT picked(cells_[std::size_t(row)].site, cells_[std::size_t(row)].head); }

QRectF HeadGrid::cell(int row) const {
  int layers = 1, heads = 1;
  for (const Cell& each : cells_) {
    layers = std::max(layers, each.layer + 1);
    heads = std::max(heads, each.head + 1);
  }
  const double wide = std::min(kMostEdge, (width() - kLeft - kSide) / heads), tall = std::min(kMostEdge * 0.6, (height() - kTop - kLegend - 8) / layers);
  return {kLeft + cells_[std::size_t(row)].head * wide, kTop + cells_[std::size_t(row)].layer * tall, wide, tall};
}

int HeadGrid::at(QPointF point) const {
  for (int row = 0; row < rows(); ++row) {
    if (cell(row).contains(point)) return row;
  }
  return -1;
}

void HeadGrid::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(rect(), colour("ground"));
  if (cells_.empty()) return;
  const Face face(11);
  const auto now = chosen();
  double bottom = 0, right = 0;
  for (int row = 0; row < rows(); ++row) {
    const Cell& each = cells_[std::size_t(row)];
    const QRectF place = cell(row);
    bottom = std::max(bottom, place.bottom());
    right = std::max(right, place.right());
    const QColor fill = fill_of(each.value, most_);
    painter.fillRect(place.adjusted(0.5, 0.5, -0.5, -0.5), fill);
    if (each.off) {
      painter.setPen(QPen(Qt::black, 4));
      painter.drawLine(place.bottomLeft() + QPointF(4, -3), place.topRight() + QPointF(-4, 3));
      painter.setPen(QPen(Qt::white, 1.6));
      painter.drawLine(place.bottomLeft() + QPointF(4, -3), place.topRight() + QPointF(-4, 3));
    } else if (place.width() > 28 && place.height() > 14 && each.value > most_ * 0.12) {
      painter.setPen(readable_on(fill));
      const QString number = each.value < 0.995 ? QString::number(each.value, 'f', most_ < 0.05 ? 3 : 2).mid(1) : QString::number(each.value, 'g', 3);
      face.draw_centred(painter, place.center(), number, Anchor::middle);
    }
    painter.setPen(colour(now && cells_[std::size_t(now->row)].head == each.head ? "text" : "text2"));
    if (each.layer == 0) face.draw_centred(painter, {place.center().x(), 11}, QString::number(each.head), Anchor::middle);
    painter.setPen(colour(now && cells_[std::size_t(now->row)].layer == each.layer ? "text" : "text2"));
    if (each.head == 0) face.draw_centred(painter, {kLeft - 8, place.center().y()}, QString::number(each.layer), Anchor::end);
  }
  painter.setBrush(Qt::NoBrush);
  if (now) {
    painter.setPen(QPen(colour("accent"), 2));
    painter.drawRect(cell(now->row).adjusted(0, 0, 0, 0));
  }
  const double wide = std::min(220.0, std::max(60.0, right - kLeft)), top = bottom + 10;
  for (int x = 0; x < int(wide); ++x) painter.fillRect(QRectF(kLeft + x, top, 1.5, 5), fill_of(most_ * x / wide, most_));
  painter.setPen(colour("text2"));
  face.draw_centred(painter, {kLeft, top + 15}, low_);
  face.draw_centred(painter, {kLeft + wide, top + 15}, high_.arg(QString::number(most_, 'g', 2)), Anchor::end);
}

void HeadGrid::mouseMoveEvent(QMouseEvent* event) {
  const int row = at(event->position());
  if (row < 0) return QToolTip::hideText();
  QToolTip::showText(event->globalPosition().toPoint(), text(row, 0), this);
  context_.store.hover({-1, -1, cells_[std::size_t(row)].layer, cells_[std::size_t(row)].head});
}

void HeadGrid::leaveEvent(QEvent*) { context_.store.hover({}); }

void HeadGrid::mousePressEvent(QMouseEvent* event) {
  if (const int row = at(event->position()); row >= 0) choose(row, 0);
}

}  // namespace headlight::ui
