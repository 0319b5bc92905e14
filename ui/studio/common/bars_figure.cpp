#include "ui/studio/common/bars_figure.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "ui/figures/matrix.h"

namespace headlight::ui {

namespace {

struct BarsFigureWords {
  Q_DECLARE_TR_FUNCTIONS(BarsFigure)
};

// In label sizes.
constexpr double kRow = 1.6, kPairRow = 1.9, kNumber = 4.4, kMostName = 14, kGap = 0.8, kLeast = 22, kFree = 48;

QString heads_words() { return BarsFigureWords::tr("layer.head"); }

QString number(double value, int decimals = 3) { return std::isfinite(value) || std::isinf(value) ? format_value(value, decimals) : QStringLiteral("–"); }

}  // namespace

int telling_decimals(const std::vector<double>& falling) {
  constexpr int kFewest = 3, kMost = 6;
  int decimals = kFewest;
  for (std::size_t i = 1; i < falling.size(); ++i) {
    const auto same = [&](int places) { return QString::number(falling[i - 1], 'f', places) == QString::number(falling[i], 'f', places); };
    if (same(kMost)) continue;  // nothing but rounding
    while (decimals < kMost && same(decimals)) ++decimals;
  }
  return decimals;
}

BarsFigure::BarsFigure(BarsContent content) : ContentFigure(std::move(content)) {
  high_ = std::max(0.0, content_.even);
  for (const auto& row : content_.rows) {
    const double reach = std::max(0.0, row.spread);
    for (const double value : {row.first + reach, row.first, content_.pairs ? row.second : row.first}) {
      if (!std::isfinite(value)) continue;
      low_ = std::min(low_, value);
      high_ = std::max(high_, value);
    }
  }
  if (high_ <= low_) high_ = low_ + 1;
  std::vector<double> strong;  // the rest may be equal
  for (const auto& row : content_.rows) {
    if (row.strong && std::isfinite(row.first)) strong.push_back(row.first);
  }
  if (!content_.pairs) decimals_ = telling_decimals(strong);
}

QString BarsFigure::left_out() const {
  const std::size_t more = content_.rows.size() - shown();
  return more == 0 ? QString() : BarsFigureWords::tr("and %1 more").arg(more);
}

BarsFigure::Layout BarsFigure::plan(const QRectF& rect, const FigureStyle& style) const {
  Layout out;
  const Face face = style.label_face();
  const double unit = style.label, numbers = (content_.pairs ? 3 : content_.spread_column.isEmpty() ? 1 : 2) * kNumber * unit;
  double name = 2 * unit;
  if (names_heads()) name = std::max(name, face.width(heads_words()));
  for (std::size_t i = 0; i < shown(); ++i) name = std::max(name, face.width(content_.rows[i].name));
  name = std::min({name, kMostName * unit, rect.width() * 0.4});
  out.row = (content_.pairs ? kPairRow : kRow) * unit;
  out.bar = rect.left() + name + kGap * unit;
  out.numbers = rect.right() - numbers;
  const double wide = std::max(unit, out.numbers - kGap * unit - out.bar);
  out.unit = wide / (high_ - low_);
  out.zero = out.bar - low_ * out.unit;
  out.top = rect.top() + title_height(content_.title, style, rect.width());
  for (const QString& line : content_.lines) out.top += lines_height(wrapped(line, face, rect.width()), face) + style.gap / 2;
  if (has_legend()) out.top += kRow * unit;
  return out;
}

QSizeF BarsFigure::natural_size(const FigureStyle& style, double width) const {
  const double used = width > 0 ? width : kFree * style.label;
  const Layout layout = plan(QRectF(0, 0, used, 1e6), style);
  double height = layout.top + layout.row * double(shown());
  for (const QString& words : {left_out(), content_.note}) {
    if (!words.isEmpty()) height += style.gap + lines_height(wrapped(words, style.label_face(), used), style.label_face());
  }
  return {used, height};
}

double BarsFigure::least_width(const FigureStyle& style) const { return (kLeast + (content_.pairs ? 2 * kNumber : 0)) * style.label; }

void BarsFigure::draw_bar(QPainter& painter, double value, double top, double thick, const Layout& layout, const QColor& ink) const {
  if (!std::isfinite(value)) return;
  const double to = layout.zero + value * layout.unit;
  painter.fillRect(QRectF(QPointF(std::min(layout.zero, to), top), QPointF(std::max(layout.zero, to), top + thick)), ink);
}

void BarsFigure::draw_row(QPainter& painter, const BarsContent::Row& row, double middle, const Layout& layout, const FigureStyle& style) const {
  const Face face = style.label_face();
  const double unit = style.label, right = layout.numbers + kNumber * unit;
  painter.setPen(style.ink);
  face.draw_centred(painter, {layout.bar - kGap * unit, middle}, face.elided(row.name, kMostName * unit), Anchor::end);
  if (content_.pairs) {
    draw_bar(painter, row.first, middle - 0.62 * unit, 0.55 * unit, layout, style.heads[0]);
    draw_bar(painter, row.second, middle + 0.07 * unit, 0.55 * unit, layout, style.heads[1]);
    painter.setPen(style.ink);
    face.draw_centred(painter, {right, middle}, number(row.first), Anchor::end);
    face.draw_centred(painter, {right + kNumber * unit, middle}, number(row.second), Anchor::end);
    const double by = row.second - row.first;
    return face.draw_centred(painter, {right + 2 * kNumber * unit, middle}, std::isfinite(by) ? format_signed(by) : QStringLiteral("–"), Anchor::end);
  }
  draw_bar(painter, row.first, middle - 0.4 * unit, 0.8 * unit, layout, row.strong ? style.heads[1] : style.second);
  if (row.spread >= 0) {
    painter.setPen(QPen(style.ink, style.hairline));
    const double from = layout.zero + std::max(low_, row.first - row.spread) * layout.unit, to = layout.zero + (row.first + row.spread) * layout.unit;
    painter.drawLine(QPointF(from, middle), QPointF(to, middle));
    for (const double x : {from, to}) painter.drawLine(QPointF(x, middle - 0.25 * unit), QPointF(x, middle + 0.25 * unit));
    painter.setPen(style.second);
    face.draw_centred(painter, {right + kNumber * unit, middle}, QStringLiteral("± ") + number(row.spread), Anchor::end);
  }
  painter.setPen(style.ink);
  face.draw_centred(painter, {right, middle}, number(row.first, decimals_), Anchor::end);
}

// What the colours of the bars mean, the line through them, and the names of the number columns.
void BarsFigure::draw_legend(QPainter& painter, double middle, double right_edge, const Layout& layout, const FigureStyle& style) const {
  const Face face = style.label_face();
  const double unit = style.label, right = layout.numbers + kNumber * unit;
  double x = layout.bar;
  const auto add = [&](const QString& name, const QColor& ink) {
    if (name.isEmpty()) return;
    painter.fillRect(QRectF(x, middle - 0.35 * unit, 0.7 * unit, 0.7 * unit), ink);
    face.draw_centred(painter, {x + unit, middle}, name);
    x += face.width(name) + 2.2 * unit;
  };
  painter.setPen(style.second);
  if (names_heads()) face.draw_centred(painter, {layout.bar - kGap * unit, middle}, heads_words(), Anchor::end);  // what "5.7" is
  add(content_.strong_name, style.heads[1]);
  if (content_.even >= 0) face.draw_centred(painter, {x, middle}, face.elided(QStringLiteral("| ") + content_.even_name + QLatin1Char(' ') + number(content_.even), right_edge - x));
  if (!content_.pairs) return;
  add(content_.first_name, style.heads[0]);
  add(content_.second_name, style.heads[1]);
  face.draw_centred(painter, {right, middle}, content_.first_name, Anchor::end);
  face.draw_centred(painter, {right + kNumber * unit, middle}, content_.second_name, Anchor::end);
  face.draw_centred(painter, {right + 2 * kNumber * unit, middle}, BarsFigureWords::tr("change"), Anchor::end);
}

void BarsFigure::paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(style.ink);
  draw_title(painter, rect, content_.title, style);
  const Face face = style.label_face();
  const Layout layout = plan(rect, style);
  double y = rect.top() + title_height(content_.title, style, rect.width());
  painter.setPen(style.ink);
  for (const QString& line : content_.lines) y += draw_lines(painter, wrapped(line, face, rect.width()), face, {rect.left(), y}) + style.gap / 2;
  draw_legend(painter, layout.top - kRow * style.label / 2, rect.right(), layout, style);
  for (std::size_t i = 0; i < shown(); ++i) draw_row(painter, content_.rows[i], layout.top + (double(i) + 0.5) * layout.row, layout, style);
  const double bottom = layout.top + layout.row * double(shown());
  painter.setPen(QPen(style.ink, style.hairline));
  if (content_.even >= 0 && shown() > 0) {
    const double x = layout.zero + content_.even * layout.unit;
    painter.drawLine(QPointF(x, layout.top), QPointF(x, bottom));
  }
  painter.setPen(style.second);
  y = bottom + style.gap;
  for (const QString& words : {left_out(), content_.note}) {
    if (!words.isEmpty()) y += draw_lines(painter, wrapped(words, face, rect.width()), face, {rect.left(), y}) + style.gap;
  }
  painter.restore();
}

FigureData BarsFigure::data() const {
  FigureData data;
  data.kind = content_.kind;
  data.header = {content_.name_column, content_.first_column};
  if (content_.pairs) data.header += content_.second_column;
  if (!content_.spread_column.isEmpty()) data.header += content_.spread_column;
  data.header += content_.more_columns;
  for (const auto& row : content_.rows) {
    std::vector<QVariant> line{row.name, row.first};
    data.values.push_back(float(row.first));
    if (content_.pairs) line.emplace_back(row.second);
    if (content_.pairs) data.values.push_back(float(row.second));
    if (!content_.spread_column.isEmpty()) line.emplace_back(row.spread);
    line.insert(line.end(), row.more.begin(), row.more.end());
    data.table.push_back(std::move(line));
  }
  data.shape = content_.pairs ? std::vector<std::int64_t>{std::ssize(content_.rows), 2} : std::vector<std::int64_t>{std::ssize(content_.rows)};
  return data;
}

}  // namespace headlight::ui
