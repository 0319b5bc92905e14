#include "ui/studio/ask/mass_distribution.h"

#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/controls/appearance.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr std::size_t kMassBins = 20;

// 1, 2 or 5 times a power of ten; masses end at 1.
double round_end(double most) {
  if (most > 0.5 || most <= 0) return 1;
  const double unit = std::pow(10, std::floor(std::log10(most)));
  for (const double times : {1.0, 2.0, 5.0}) {
    if (most <= times * unit) return times * unit;
  }
  return 10 * unit;
}

}  // namespace

std::size_t MassBins::bin_of(double mass) const { return std::min(counts.size() - 1, std::size_t(std::max(0.0, mass / most) * double(counts.size()))); }

MassBins bins_of(const std::vector<InputMass>& masses) {
  double most = 0;
  for (const InputMass& each : masses) most = std::max(most, each.mass);
  MassBins bins{std::max(most, round_end(most)), std::vector<std::size_t>(kMassBins, 0)};
  for (const InputMass& each : masses) ++bins.counts[bins.bin_of(each.mass)];
  return bins;
}

MassDistribution::MassDistribution(QWidget* parent) : TableView(tr("Distribution of the head's mass over the inputs"), parent) { set_own_arrows(true); }

void MassDistribution::show_masses(std::vector<InputMass> masses, int marked) {
  masses_ = std::move(masses);
  marked_ = marked;
  bins_ = bins_of(masses_);
  update();
}

QString MassDistribution::row_label(int row) const {
  return tr("%1 to %2").arg(format_value(bins_.edge(std::size_t(row))), format_value(bins_.edge(std::size_t(row) + 1)));
}

QString MassDistribution::text(int row, int) const {
  const std::size_t count = bins_.counts[std::size_t(row)];
  return tr("%1: %2 inputs", nullptr, int(count)).arg(row_label(row)).arg(count);
}

std::optional<FigureTable::Place> MassDistribution::chosen() const {
  const auto at = std::ranges::find_if(masses_, [this](const InputMass& each) { return int(each.item) == marked_; });
  return at == masses_.end() ? std::nullopt : std::optional(Place{int(bins_.bin_of(at->mass)), 0});
}

void MassDistribution::choose(int row, int) {
  const auto at = std::ranges::find_if(masses_, [&](const InputMass& each) { return int(bins_.bin_of(each.mass)) == row; });
  if (at != masses_.end()) Q_EMIT picked(int(at->item));
}

QRectF MassDistribution::plot() const { return {0, 8, double(width()), std::max(20.0, height() - 8.0 - 26)}; }

QRectF MassDistribution::slot(int row) const {
  const QRectF all = plot();
  const double wide = all.width() / double(bins_.counts.size());
  return {all.left() + row * wide, all.top(), wide, all.height()};
}

int MassDistribution::row_at(QPointF point) const {
  for (int row = 0; row < rows(); ++row) {
    if (slot(row).contains(point)) return row;
  }
  return -1;
}

void MassDistribution::mouseMoveEvent(QMouseEvent* event) {
  const int row = row_at(event->position());
  if (row < 0) QToolTip::hideText();
  else QToolTip::showText(event->globalPosition().toPoint(), text(row, 0), this);
}

void MassDistribution::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const QRectF all = plot();
  const Face face(11);
  painter.fillRect(QRectF(all.left(), all.bottom(), all.width(), 1), colour("line"));
  painter.setPen(colour("text2"));
  face.draw_centred(painter, {all.left(), all.bottom() + 17}, QStringLiteral("0"));
  face.draw_centred(painter, {all.center().x(), all.bottom() + 17}, QString::number(bins_.most / 2, 'g', 3), Anchor::middle);
  face.draw_centred(painter, {all.right(), all.bottom() + 17}, QString::number(bins_.most, 'g', 3), Anchor::end);
  if (masses_.empty()) return;
  const auto highest = double(*std::ranges::max_element(bins_.counts));
  const auto now = chosen();
  for (int row = 0; row < rows(); ++row) {
    const std::size_t count = bins_.counts[std::size_t(row)];
    if (count == 0) continue;
    const QRectF place = slot(row);
    const double tall = std::max(2.0, std::round(double(count) / highest * place.height()));
    const QRectF bar(place.left() + 1, place.bottom() - tall, place.width() - 2, tall);
    const bool marked = now && now->row == row;
    painter.fillRect(bar, colour(marked ? "accent" : "text3"));
    if (marked) paint_mark_below(painter, bar);
  }
}

// Not by colour alone: a triangle under the bar of the marked input.
void MassDistribution::paint_mark_below(QPainter& painter, const QRectF& bar) const {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour("accent"));
  const QPointF tip(bar.center().x(), bar.bottom() + 2);
  painter.drawPolygon(QPolygonF{tip, tip + QPointF(-4, 6), tip + QPointF(4, 6)});
}

}  // namespace headlight::ui
