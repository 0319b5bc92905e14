#include "ui/studio/weight/sample_view.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/controls/appearance.h"
#include "ui/panels/detection_scene.h"
#include "ui/studio/common/layout.h"
#include "ui/studio/weight/product_view.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr double kSampleViewSide = 20;
constexpr int kFormula = 84, kAddedWidth = 296;
constexpr double kWordyCell = 96, kTwoLineCell = 66;  // of a corner: where its place, and its value's length, are said too

QString place_text(double x, double y) { return QStringLiteral("(%1, %2)").arg(format_value(x, 1), format_value(y, 1)); }

QString sign_text(double value) { return (value < 0 ? QString() : QStringLiteral("+")) + format_value(value, 1); }

}  // namespace

SampleTable::SampleTable(WeightModel& model, QWidget* parent) : TableView(tr("Sampling points of the head"), parent), model_(model) {
  set_own_arrows(true);
  connect(&model_, &WeightModel::changed, this, [this] { rows_changed(); });
}

QString SampleTable::row_label(int row) const {
  const SampleRequest& place = model_.samples()[std::size_t(row)].place;
  return tr("level %1, point %2").arg(place.level).arg(place.point);
}

QString SampleTable::text(int row, int) const {
  const SampleResult& numbers = *model_.samples()[std::size_t(row)].numbers;
  return tr("%1: at %2, weight %3, adds %4, %5 of the output").arg(row_label(row), place_text(numbers.x, numbers.y), format_value(numbers.weight, 4),
                                                 format_value(numbers.weight * length_of(numbers.value)), share_text(model_.samples()[std::size_t(row)].share));
}

std::optional<FigureTable::Place> SampleTable::chosen() const {
  const auto* one = model_.chosen_sample();
  if (one == nullptr) return std::nullopt;
  return Place{int(one - model_.samples().data()), 0};
}

SampleTable::Columns SampleTable::column_places() const {
  Columns at;
  at.offset = kSampleViewSide + 120 + 112;
  at.bar = at.offset + 20;
  at.share = width() - kSampleViewSide;
  at.added = at.share - 84;
  at.length = at.added - 80;
  at.weight = at.length - 70;
  at.wide = std::max(20.0, at.weight - 60 - at.bar);
  return at;
}

void SampleTable::paint_head(QPainter& painter) const {
  const Columns at = column_places();
  paint_heading(painter, {kSampleViewSide, 22}, 2, tr("Points of the head"), tr("their weights sum to 1 over all levels"), width() - 2 * kSampleViewSide);
  const Face face(11);
  painter.setPen(colour("text3"));
  face.draw_centred(painter, {kSampleViewSide, 52}, tr("level and point"));
  face.draw_centred(painter, {at.offset, 52}, tr("offset, px"), Anchor::end);
  face.draw_centred(painter, {at.weight, 52}, tr("weight"), Anchor::end);
  face.draw_centred(painter, {at.length, 52}, tr("|value|"), Anchor::end);
  face.draw_centred(painter, {at.added, 52}, tr("w · |value|"), Anchor::end);
  face.draw_centred(painter, {at.share, 52}, tr("of output"), Anchor::end);
}

void SampleTable::paint_row(QPainter& painter, int row, const Columns& at, double most) const {
  const auto& sample = model_.samples()[std::size_t(row)];
  const SampleResult& numbers = *sample.numbers;
  const QRectF all = row_rect(row).adjusted(8, 0, -8, 0);
  const bool now = model_.chosen_sample() == &sample;
  if (now) paint_soft(painter, all, Soft::selected, 3);
  const Face text(12, now ? 600 : 400);
  const double middle = all.center().y();
  const auto of_value = [&](double number, int places) { return numbers.value.empty() ? QStringLiteral("–") : format_value(number, places); };
  painter.setPen(colour(now ? "text" : "text2"));
  text.draw_centred(painter, {kSampleViewSide, middle}, row_label(row));
  text.draw_centred(painter, {at.offset, middle}, sign_text(numbers.offset_x) + QStringLiteral(", ") + sign_text(numbers.offset_y), Anchor::end);
  paint_bar(painter, QRectF(at.bar, middle - 4.5, at.wide, 9), numbers.weight / most, current_theme().head(sample.place.head));
  painter.setPen(colour("text"));
  text.draw_centred(painter, {at.weight, middle}, format_value(numbers.weight, 4), Anchor::end);
  text.draw_centred(painter, {at.length, middle}, of_value(length_of(numbers.value), 2), Anchor::end);
  text.draw_centred(painter, {at.added, middle}, of_value(numbers.weight * length_of(numbers.value), 3), Anchor::end);
  text.draw_centred(painter, {at.share, middle}, numbers.value.empty() ? QStringLiteral("–") : share_text(sample.share), Anchor::end);
}

void SampleTable::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), colour("ground"));
  const Columns at = column_places();
  double most = 0.05;
  for (const auto& sample : model_.samples()) most = std::max(most, double(sample.numbers->weight));
  for (int row = 0; row < rows(); ++row) paint_row(painter, row, at, most);
  if (rows() > 0) paint_sums(painter, at);
}

// Under the columns: all weights, and the length of what is read together.
void SampleTable::paint_sums(QPainter& painter, const Columns& at) const {
  double sum = 0;
  for (const auto& sample : model_.samples()) sum += sample.numbers->weight;
  const double top = header_height() + double(rows()) * kRow + 4;
  painter.fillRect(QRectF(kSampleViewSide, top, width() - 2 * kSampleViewSide, 1), colour("line"));
  painter.setPen(colour("text"));
  const Face bold(12, 600);
  bold.draw_centred(painter, {at.weight, top + 14}, format_value(sum, 4), Anchor::end);
  if (model_.sampled_output().empty()) return;
  bold.draw_centred(painter, {at.added, top + 14}, QStringLiteral("|Σ| ") + format_value(length_of(model_.sampled_output())), Anchor::end);
  bold.draw_centred(painter, {at.share, top + 14}, share_text(1), Anchor::end);
}

CornerView::CornerView(const WeightModel& model, QWidget* parent) : QWidget(parent), model_(model) {
  setMinimumHeight(180);
  connect(&model_, &WeightModel::changed, this, qOverload<>(&QWidget::update));
}

// Numbers stand at the outer side of a cell: the point lies between the four centres.
void CornerView::paint_corner(QPainter& painter, const SampleResult::Corner& corner, const QRectF& place, bool right, bool low) const {
  const QColor fill = corner.inside ? QColor(ColourMap::find(QStringLiteral("viridis"))->at(corner.share)) : colour("track");
  painter.fillRect(place.adjusted(1, 1, -1, -1), fill);
  painter.setPen(corner.inside ? readable_on(fill) : colour("text2"));
  const Face bold(12, 600), face(11);
  QStringList lines{format_value(corner.share, 3)};
  const QString where = corner.inside ? tr("row %1, column %2").arg(corner.row).arg(corner.column) : tr("outside, 0");
  if (place.height() >= kWordyCell) lines += face.width(where) <= place.width() - 16 ? where : QStringLiteral("%1, %2").arg(corner.row).arg(corner.column);
  if (place.height() >= kTwoLineCell && corner.inside && corner.length > 0) lines += QStringLiteral("|v| ") + format_value(corner.length, 2);
  double y = low ? place.bottom() - 14 - 15.0 * double(lines.size() - 1) : place.top() + 14;
  for (qsizetype i = 0; i < lines.size(); ++i, y += 15) {
    const Face& in = i == 0 ? bold : face;
    in.draw_centred(painter, {right ? place.right() - 8 : place.left() + 8, y}, in.elided(lines[i], place.width() - 12), right ? Anchor::end : Anchor::start);
  }
}

void CornerView::paint_cells(QPainter& painter, const SampleResult& numbers, QPointF corner, double cell) const {
  const auto row0 = numbers.corners[0].row, column0 = numbers.corners[0].column;
  for (const SampleResult::Corner& each : numbers.corners) {
    const QRectF place(corner.x() + double(each.column - column0) * cell, corner.y() + double(each.row - row0) * cell, cell, cell);
    paint_corner(painter, each, place, each.column > column0, each.row > row0);
  }
  // Cell centres lie half a cell in.
  const QPointF at(corner.x() + (numbers.cell[1] - double(column0) + 0.5) * cell, corner.y() + (numbers.cell[0] - double(row0) + 0.5) * cell);
  painter.setPen(QPen(Qt::black, 4));
  painter.setBrush(Qt::white);
  painter.drawEllipse(at, 5, 5);
  painter.setPen(QPen(Qt::white, 1.5));
  painter.drawEllipse(at, 5, 5);
}

void CornerView::paint_words(QPainter& painter, const WeightModel::Sample& sample, QPointF at) const {
  const SampleResult& numbers = *sample.numbers;
  const std::pair<QString, QString> lines[] = {
      {tr("level"), tr("%1 of %2 × %3 cells").arg(sample.place.level).arg(numbers.grid[0]).arg(numbers.grid[1])},
      {tr("point in cells"), tr("row %1, column %2").arg(format_value(numbers.cell[0], 2), format_value(numbers.cell[1], 2))},
      {tr("in the picture"), place_text(numbers.x, numbers.y)},
      {tr("|value| of the mean"), numbers.value.empty() ? QStringLiteral("–") : format_value(length_of(numbers.value), 3)}};
  for (const auto& [name, value] : lines) {
    painter.setPen(colour("text2"));
    Face(11).draw_centred(painter, at, name);
    painter.setPen(colour("text"));
    Face(12).draw_centred(painter, at + QPointF(130, 0), value);
    at.ry() += 24;
  }
}

void CornerView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(rect(), colour("ground"));
  const auto* sample = model_.chosen_sample();
  paint_heading(painter, {kSampleViewSide, 22}, 1, tr("Bilinear sampling"), tr("the value is the mean of four cells by their shares"), width() - 2 * kSampleViewSide);
  if (sample == nullptr) return;
  const double cell = std::clamp((height() - 64.0) / 2, 50.0, 140.0);
  const QPointF corner(kSampleViewSide + 40, 52);
  paint_cells(painter, *sample->numbers, corner, cell);
  paint_words(painter, *sample, corner + QPointF(2 * cell + 32, 10));
}

SampleView::SampleView(Context context, WeightModel& model, QWidget* parent)
    : QWidget(parent), context_(context), model_(model), table_(new SampleTable(model)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, kFormula, 0, 0);
  column->setSpacing(0);
  auto* above = new QWidget(this);
  auto* row = new QHBoxLayout(above);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  auto* added = new AddedView(context, model, AddedView::Of::point, above);
  added->setFixedWidth(kAddedWidth);
  row->addWidget(new CornerView(model, above), 1);
  row->addWidget(added);
  column->addWidget(above, 42);
  column->addWidget(rows_around(table_, this), 58);
  connect(&model_, &WeightModel::changed, this, qOverload<>(&QWidget::update));
}

void SampleView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), colour("ground"));
  painter.fillRect(QRectF(0, kFormula - 1, width(), 1), colour("line"));
  const auto* sample = model_.chosen_sample();
  if (sample == nullptr) return;
  const SampleResult& numbers = *sample->numbers;
  const std::pair<QString, QString> parts[] = {{place_text(numbers.reference_x, numbers.reference_y), tr("reference point, px")},
                                               {QStringLiteral("+"), {}},
                                               {place_text(numbers.offset_x, numbers.offset_y), tr("offset")},
                                               {QStringLiteral("="), {}},
                                               {place_text(numbers.x, numbers.y), tr("sampling point")}};
  const Face big(15), caption(11), result(24, 500);
  painter.setPen(colour("text"));
  result.draw_centred(painter, {width() - kSampleViewSide, 32}, format_value(numbers.weight, 4), Anchor::end);
  painter.setPen(colour("text2"));
  caption.draw_centred(painter, {width() - kSampleViewSide, 60}, tr("weight of the point"), Anchor::end);
  double x = kSampleViewSide;
  for (const auto& [text, name] : parts) {
    const double wide = std::max(big.width(text), caption.width(name));
    painter.setPen(colour(name.isEmpty() ? "text2" : "text"));
    big.draw_centred(painter, {x + wide / 2, 32}, text, Anchor::middle);
    painter.setPen(colour("text2"));
    caption.draw_centred(painter, {x + wide / 2, 60}, name, Anchor::middle);
    x += wide + 14;
  }
}

}  // namespace headlight::ui
