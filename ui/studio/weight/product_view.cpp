#include "ui/studio/weight/product_view.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/controls/appearance.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr double kProductViewLeft = 76, kRight = 60, kProductViewTop = 40, kBottom = 24, kSide = 20;

double largest(const std::vector<double>& values) {
  double most = 0;
  for (const double value : values) most = std::max(most, std::abs(value));
  return most > 0 ? most : 1;
}

}  // namespace

QColor raising() { return current_theme().head(1); }
QColor lowering() { return current_theme().head(3); }

void paint_heading(QPainter& painter, QPointF left_middle, int number, const QString& title, const QString& note, double room) {
  const Face bold(13, 600), small(11);
  double x = left_middle.x();
  if (number > 0) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour("text2"), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(QPointF(x + 8, left_middle.y()), 8, 8);
    small.draw_centred(painter, {x + 8, left_middle.y()}, QString::number(number), Anchor::middle);
    x += 24;
  }
  painter.setPen(colour("text"));
  bold.draw_centred(painter, {x, left_middle.y()}, title);
  x += bold.width(title) + 8;
  painter.setPen(colour("text3"));
  if (room - (x - left_middle.x()) > 40) small.draw_centred(painter, {x, left_middle.y()}, small.elided(note, room - (x - left_middle.x())));
}

ProductView::ProductView(WeightModel& model, QWidget* parent) : TableView(tr("Query times key, by dimension"), parent), model_(model) {
  connect(&model_, &WeightModel::changed, this, [this] {
    const WeightModel::Key* key = model_.chosen();
    if (key != nullptr) all_ = products(*key->numbers);
    else if (model_.keys().empty()) all_.clear();
    update();
  });
  connect(&model_, &WeightModel::pointed, this, qOverload<>(&QWidget::update));
}

QRectF ProductView::plot() const { return {kProductViewLeft, kProductViewTop, std::max(20.0, width() - kProductViewLeft - kRight - kSide), std::max(40.0, height() - kProductViewTop - kBottom)}; }

int ProductView::dimension_at(double x) const {
  const QRectF area = plot();
  const double at = (x - area.left()) / area.width() * double(all_.size());
  return at < 0 || at >= double(all_.size()) ? -1 : int(at);
}

QString ProductView::text(int row, int) const {
  const Product& one = all_[std::size_t(row)];
  return tr("dimension %1: %2 × %3 = %4").arg(row).arg(format_value(one.q, 2), format_value(one.k, 2), format_value(one.product, 2));
}

std::optional<FigureTable::Place> ProductView::chosen() const {
  if (model_.dimension() < 0 || model_.dimension() >= rows()) return std::nullopt;
  return Place{model_.dimension(), 0};
}

QRect ProductView::area(int row, int) const {
  const QRectF all = plot();
  const double wide = all.width() / std::max(1, rows());
  return QRectF(all.left() + row * wide, all.top(), wide, all.height()).toRect();
}

void ProductView::paint_bars(QPainter& painter, const QRectF& band, const std::vector<double>& values, const std::function<QColor(double)>& fill) const {
  const double most = largest(values), middle = band.center().y(), half = band.height() / 2 - 3, wide = band.width() / double(values.size());
  painter.setPen(colour("line"));
  painter.drawLine(QPointF(band.left(), middle), QPointF(band.right(), middle));
  const double inset = wide > 6 ? std::min(3.0, wide * 0.15) : 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double tall = values[i] / most * half;
    painter.fillRect(QRectF(band.left() + double(i) * wide + inset, std::min(middle, middle - tall), std::max(1.0, wide - 2 * inset), std::max(0.8, std::abs(tall))), fill(values[i]));
  }
  const Face face(11);
  painter.setPen(colour("text3"));
  if (band.height() < 30) return;
  face.draw_centred(painter, {band.right() + 8, band.top() + 7}, QStringLiteral("+") + format_value(most, 1));
  face.draw_centred(painter, {band.right() + 8, band.bottom() - 7}, format_value(-most, 1));
}

void ProductView::paint_sum(QPainter& painter, const QRectF& band) const {
  const std::vector<double> sums = running_sum(all_);
  const double high = std::max(0.0, *std::ranges::max_element(sums)), low = std::min(0.0, *std::ranges::min_element(sums));
  const double span = high > low ? high - low : 1, wide = band.width() / double(sums.size());
  const auto at = [&](std::size_t i) { return QPointF(band.left() + (double(i) + 0.5) * wide, band.bottom() - 4 - (sums[i] - low) / span * (band.height() - 10)); };
  const double zero = band.bottom() - 4 + low / span * (band.height() - 10);
  painter.setPen(colour("line"));
  painter.drawLine(QPointF(band.left(), zero), QPointF(band.right(), zero));
  QPainterPath line(at(0));
  for (std::size_t i = 1; i < sums.size(); ++i) line.lineTo(at(i));
  painter.setPen(QPen(colour("text"), 1.5));
  painter.setBrush(Qt::NoBrush);
  painter.drawPath(line);
  painter.setBrush(colour("text"));
  painter.drawEllipse(at(sums.size() - 1), 3, 3);
  Face(12, 600).draw_centred(painter, {band.right() + 8, at(sums.size() - 1).y()}, format_value(sums.back(), 2));
  const int pointed = model_.dimension();
  if (pointed < 0 || pointed >= int(sums.size())) return;
  painter.drawEllipse(at(std::size_t(pointed)), 3, 3);
}

void ProductView::paint_axis(QPainter& painter, double top) const {
  const QRectF area = plot();
  const int count = rows(), step = count <= 32 ? 4 : count <= 64 ? 8 : 16;
  const double wide = area.width() / count;
  const int pointed = model_.dimension();
  for (int i = 0; i < count; i += step) {
    const double x = area.left() + (i + 0.5) * wide;
    if (pointed >= 0 && std::abs(x - (area.left() + (pointed + 0.5) * wide)) < 18) continue;
    painter.setPen(colour("text3"));
    Face(11).draw_centred(painter, {x, top}, QString::number(i), Anchor::middle);
  }
  painter.setPen(colour("text"));
  if (pointed >= 0 && pointed < count) Face(11, 600).draw_centred(painter, {area.left() + (pointed + 0.5) * wide, top}, QString::number(pointed), Anchor::middle);
  painter.setPen(colour("text3"));
  Face(11).draw_centred(painter, {kProductViewLeft - 12, top}, tr("dimension"), Anchor::end);
}

QRectF ProductView::band(int at) const {
  const QRectF all = plot();
  const double tall = all.height() / 4;
  return {all.left(), all.top() + at * tall, all.width(), tall - 6};
}

// q, k, their product and its running sum, one below the other.
void ProductView::paint_bands(QPainter& painter) const {
  std::vector<double> q, k, both;
  for (const Product& one : all_) {
    q.push_back(one.q);
    k.push_back(one.k);
    both.push_back(one.product);
  }
  paint_bars(painter, band(0), q, [](double) { return current_theme().role(QStringLiteral("q")); });
  paint_bars(painter, band(1), k, [](double) { return current_theme().role(QStringLiteral("k")); });
  paint_bars(painter, band(2), both, [](double value) { return value < 0 ? lowering() : raising(); });
  paint_sum(painter, band(3));
}

void ProductView::paint_names(QPainter& painter) const {
  const WeightModel::Key* key = model_.chosen();
  const struct {
    QString name, second;
    QColor ink;
  } names[] = {{QStringLiteral("q"), model_.query_label(), current_theme().role(QStringLiteral("q"))},
               {QStringLiteral("k"), key == nullptr ? QString() : key->label, current_theme().role(QStringLiteral("k"))},
               {QStringLiteral("q ⊙ k"), {}, colour("text")}, {tr("running"), tr("sum"), colour("text")}};
  const Face bold(12, 600), small(11);
  for (int i = 0; i < 4; ++i) {
    const double middle = band(i).center().y();
    painter.setPen(names[i].ink);
    (i < 3 ? bold : small).draw_centred(painter, {kProductViewLeft - 12, names[i].second.isEmpty() ? middle : middle - 8}, names[i].name, Anchor::end);
    painter.setPen(colour("text2"));
    small.draw_centred(painter, {kProductViewLeft - 12, middle + 8}, small.elided(names[i].second, kProductViewLeft - 18), Anchor::end);
  }
}

void ProductView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(rect(), colour("ground"));
  paint_heading(painter, {kSide, 22}, 1, tr("Query times key"), tr("each pair of bars multiplied; their sum is the score before scaling"), width() - 2 * kSide);
  if (all_.empty()) return;
  if (model_.chosen() == nullptr) painter.setOpacity(late_opacity);
  if (const int pointed = model_.dimension(); pointed >= 0 && pointed < rows()) painter.fillRect(area(pointed, 0).adjusted(-1, 0, 1, 0), colour("hover"));
  paint_bands(painter);
  paint_axis(painter, height() - kBottom / 2 - 2);
  paint_names(painter);
}

void ProductView::mouseMoveEvent(QMouseEvent* event) { model_.point(dimension_at(event->position().x())); }
void ProductView::leaveEvent(QEvent*) { model_.point(-1); }
void ProductView::mousePressEvent(QMouseEvent*) {}

void ProductView::keyPressEvent(QKeyEvent* event) {
  const int by = event->key() == Qt::Key_PageDown ? 1 : event->key() == Qt::Key_PageUp ? -1 : 0;
  if (by == 0 || all_.empty()) return QWidget::keyPressEvent(event);
  model_.point(std::clamp(model_.dimension() + by, 0, rows() - 1));
}

}  // namespace headlight::ui
