#include "ui/studio/compare/head_views.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/controls/appearance.h"
#include "ui/theme/colour_map.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr double kSide = 16, kLeft = 56, kBottom = 40, kTop = 30, kRight = 20;

constexpr double HeadStatistics::* kFields[] = {&HeadStatistics::entropy, &HeadStatistics::distance, &HeadStatistics::on_self, &HeadStatistics::on_previous,
                                                &HeadStatistics::on_next, &HeadStatistics::on_first, &HeadStatistics::on_separator};

bool is(const CompareModel::Place& place, int site, int head) { return place.site != nullptr && place.site->id == site && place.head == head; }

// The colour of a divergence: light where alike.
QColor distance_colour(double bits, double most) {
  return QColor(ColourMap::find(QStringLiteral("magma"))->at(1 - std::sqrt(std::clamp(bits / std::max(1e-9, most), 0.0, 1.0)) * 0.95));
}

// Round numbers between two, three to seven of them.
std::vector<double> round_ticks(double low, double high) {
  const double unit = std::pow(10, std::floor(std::log10(std::max(1e-9, high - low))));
  const double count = (high - low) / unit, step = count < 2 ? unit / 4 : count < 5 ? unit / 2 * (count < 3 ? 1 : 2) : unit * 2;
  std::vector<double> ticks;
  for (double tick = std::ceil(low / step) * step; tick <= high; tick += step) ticks.push_back(std::abs(tick) < step / 2 ? 0 : tick);
  return ticks;
}

double largest(const CompareModel& model) {
  double most = 0;
  for (const auto& head : model.heads()) most = std::max(most, head.divergence);
  return most;
}

}  // namespace

LikeTable::LikeTable(Context context, CompareModel& model, QWidget* parent)
    : TableView(tr("Heads most like A"), parent), context_(context), model_(model), maps_(context.feed) {
  set_own_arrows(true);
  connect(&model_, &CompareModel::changed, this, [this] { rows_changed(); });
  connect(&context_.feed.heads, &ViewLoader::changed, this, qOverload<>(&QWidget::update));
}

QString LikeTable::row_label(int row) const { return name_of(like(row).head); }
QString LikeTable::text(int row, int) const { return tr("%1: head %2, %3 bits from A").arg(row + 1).arg(row_label(row), format_value(like(row).divergence)); }
void LikeTable::choose(int row, int) { model_.set_b_beside_a(like(row).head.layer, like(row).head.head); }

std::optional<FigureTable::Place> LikeTable::chosen() const {
  const CompareModel::Place b = model_.b();
  for (int row = 0; b.run == model_.a().run && row < rows(); ++row) {
    if (is(b, like(row).head.site, like(row).head.head)) return Place{row, 0};
  }
  return std::nullopt;
}

void LikeTable::row_pointed(int row) { context_.store.hover(row < 0 ? Hover{} : Hover{-1, -1, like(row).head.layer, like(row).head.head}); }

void LikeTable::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), colour("ground"));
  const auto now = chosen();
  const double most = largest(model_), bar = 116, wide = std::max(30.0, width() - kSide - 56 - bar);
  for (int row = 0; row < rows(); ++row) {
    const CompareModel::Like& head = like(row);
    const QRectF all = row_rect(row).adjusted(4, 0, -4, 0);
    const bool selected = now && now->row == row;
    if (selected) paint_soft(painter, all, Soft::selected, 3);
    const double middle = all.center().y();
    painter.setPen(colour("text3"));
    Face(11).draw_centred(painter, {32, middle}, QString::number(row + 1), Anchor::end);
    maps_.paint(painter, QRectF(42, middle - 10, 20, 20), head.head.site, head.head.head);
    painter.setPen(colour("text"));
    const Face face(12, selected ? 600 : 400);
    face.draw_centred(painter, {72, middle}, name_of(head.head));
    if (bar + wide < width() - kSide - 44) paint_bar(painter, QRectF(bar, middle - 4.5, wide, 9), head.divergence / std::max(1e-9, most), distance_colour(head.divergence, most));
    painter.setPen(colour("text"));
    face.draw_centred(painter, {width() - kSide, middle}, format_value(head.divergence), Anchor::end);
    if (selected) paint_side_mark(painter, {bar - 10, middle}, true, 4);
  }
}

HeadScatter::HeadScatter(Context context, CompareModel& model, QWidget* parent) : HeadPlot(context, tr("All heads by two statistics"), parent), model_(model) {
  connect(&context_.feed.statistics, &ViewLoader::changed, this, qOverload<>(&QWidget::update));
  connect(&model_, &CompareModel::changed, this, qOverload<>(&QWidget::update));
}

QStringList HeadScatter::statistic_names() {
  return {tr("entropy of the rows (bits)"), tr("mean distance"), tr("on itself"), tr("on previous"), tr("on next"), tr("on first"), tr("on separators")};
}

void HeadScatter::set_axes(int x, int y) {
  x_ = x;
  y_ = y;
  update();
}

const StatisticsResult* HeadScatter::statistics() const {
  const TraceInfo* trace = context_.store.trace();
  return trace != nullptr && context_.feed.statistics.has(trace->id) ? context_.feed.statistics.get<StatisticsResult>() : nullptr;
}

int HeadScatter::rows() const { return statistics() == nullptr ? 0 : int(statistics()->heads.size()); }

QString HeadScatter::text(int row, int) const {
  const HeadStatistics& of = statistics()->heads[std::size_t(row)];
  return tr("head %1: %2 %3, %4 %5").arg(row_label(row), statistic_names()[x_], format_value(of.*kFields[x_], 2), statistic_names()[y_], format_value(of.*kFields[y_], 2));
}

std::optional<FigureTable::Place> HeadScatter::chosen() const {
  for (int row = 0; model_.b().run == model_.a().run && row < rows(); ++row) {
    const HeadStatistics& of = statistics()->heads[std::size_t(row)];
    if (is(model_.b(), of.site, of.head)) return Place{row, 0};
  }
  return std::nullopt;
}

void HeadScatter::choose(int row, int) { model_.set_b_beside_a(statistics()->heads[std::size_t(row)].layer, statistics()->heads[std::size_t(row)].head); }

QRectF HeadScatter::plot() const { return {kLeft, kTop, std::max(20.0, width() - kLeft - kRight), std::max(20.0, height() - kTop - kBottom)}; }

HeadScatter::Range HeadScatter::range(int axis) const {
  double low = 1e9, high = -1e9;
  for (const HeadStatistics& of : statistics()->heads) {
    low = std::min(low, of.*kFields[axis]);
    high = std::max(high, of.*kFields[axis]);
  }
  const double room = std::max(1e-6, (high - low) * 0.06);
  return {std::max(0.0, low - room), high + room};
}

QPointF HeadScatter::place(int row) const {
  const HeadStatistics& of = statistics()->heads[std::size_t(row)];
  const Range x = range(x_), y = range(y_);
  const QRectF area = plot();
  return {area.left() + (of.*kFields[x_] - x.low) / (x.high - x.low) * area.width(), area.bottom() - (of.*kFields[y_] - y.low) / (y.high - y.low) * area.height()};
}

void HeadScatter::paint_axes(QPainter& painter) const {
  const QRectF area = plot();
  const Face face(11);
  for (const bool upwards : {false, true}) {
    const Range all = range(upwards ? y_ : x_);
    for (const double tick : round_ticks(all.low, all.high)) {
      const double share = (tick - all.low) / (all.high - all.low);
      const double x = area.left() + share * area.width(), y = area.bottom() - share * area.height();
      painter.setPen(colour("line"));
      painter.drawLine(upwards ? QLineF(area.left(), y, area.right(), y) : QLineF(x, area.top(), x, area.bottom()));
      painter.setPen(colour("text2"));
      const QPointF label = upwards ? QPointF(area.left() - 8, y) : QPointF(x, area.bottom() + 11);
      face.draw_centred(painter, label, QString::number(tick, 'g', 3), upwards ? Anchor::end : Anchor::middle);
    }
  }
  painter.setPen(colour("text2"));
  face.draw_centred(painter, {area.center().x(), height() - 10.0}, statistic_names()[x_], Anchor::middle);
  painter.save();
  painter.translate(11, area.center().y());
  painter.rotate(-90);
  face.draw_centred(painter, {0, 0}, face.elided(statistic_names()[y_], area.height()), Anchor::middle);
  painter.restore();
}

int HeadScatter::layers() const { return std::max(1, statistics()->heads.back().layer); }

// From the first layer to the last.
QColor HeadScatter::layer_colour(int layer) const {
  const double share = double(layer) / layers();
  return QColor(ColourMap::find(QStringLiteral("cividis"))->at(current_theme().is_dark() ? 0.25 + 0.75 * share : 0.85 * share));
}

// What the colours and the marks mean, above the plot.
void HeadScatter::paint_legend(QPainter& painter) const {
  const Face face(11);
  const double y = 12, wide = std::min(80.0, width() * 0.2);
  const QString first = tr("layer %1").arg(0), last = QString::number(statistics()->heads.back().layer);
  double x = kLeft;
  painter.setPen(colour("text2"));
  face.draw_centred(painter, {x, y}, first);
  x += face.width(first) + 6;
  for (int i = 0; i <= layers(); ++i) painter.fillRect(QRectF(x + wide * i / (layers() + 1), y - 4, wide / (layers() + 1) + 0.4, 8), layer_colour(i));
  x += wide + 6;
  painter.setPen(colour("text2"));
  face.draw_centred(painter, {x, y}, last);
  x += face.width(last) + 22;
  for (const bool second : {false, true}) {
    if (x + 24 > width()) return;
    paint_side_mark(painter, {x, y}, second);
    painter.setPen(colour("text2"));
    face.draw_centred(painter, {x + 10, y}, second ? QStringLiteral("B") : QStringLiteral("A"));
    x += 34;
  }
}

// The dot of A or B, larger and named.
void HeadScatter::paint_side(QPainter& painter, int row, bool second) const {
  painter.setPen(QPen(colour("text"), 1.5));
  painter.setBrush(colour("ground"));
  painter.drawEllipse(place(row), 9, 9);
  paint_side_mark(painter, place(row), second);
  const QString name = (second ? QStringLiteral("B · ") : QStringLiteral("A · ")) + row_label(row);
  const Face bold(11, 600);
  const double wide = bold.width(name), left = place(row).x() > plot().right() - wide - 20 ? place(row).x() - 14 - wide : place(row).x() + 14;
  const double middle = place(row).y() + (second ? 14 : -14);
  QColor behind = colour("ground");
  behind.setAlphaF(0.75F);
  painter.fillRect(QRectF(left - 3, middle - 8, wide + 6, 16), behind);
  painter.setPen(colour("text"));
  bold.draw_centred(painter, {left, middle}, name);
}

void HeadScatter::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(rect(), colour("ground"));
  if (rows() == 0) return;
  paint_axes(painter);
  paint_legend(painter);
  const bool b_here = model_.a().run == model_.b().run;  // another run's statistics are not shown
  int a = -1, b = -1;
  for (int row = 0; row < rows(); ++row) {
    const HeadStatistics& of = statistics()->heads[std::size_t(row)];
    if (is(model_.a(), of.site, of.head)) a = row;
    if (b_here && is(model_.b(), of.site, of.head)) b = row;
    painter.setPen(QPen(colour("ground"), 1));
    painter.setBrush(layer_colour(of.layer));
    painter.drawEllipse(place(row), 4.5, 4.5);
  }
  if (a >= 0) paint_side(painter, a, false);
  if (b >= 0) paint_side(painter, b, true);
}

HeadPlace HeadScatter::head(int row) const {
  const HeadStatistics& of = statistics()->heads[std::size_t(row)];
  return {of.site, of.layer, of.head};
}

int HeadScatter::row_at(QPointF point) const {
  int nearest = -1;
  double away = 10;
  for (int row = 0; row < rows(); ++row) {
    const QPointF by = place(row) - point;
    if (std::hypot(by.x(), by.y()) >= away) continue;
    away = std::hypot(by.x(), by.y());
    nearest = row;
  }
  return nearest;
}

}  // namespace headlight::ui
