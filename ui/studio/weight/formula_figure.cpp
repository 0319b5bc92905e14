#include "ui/studio/weight/formula_figure.h"

#include <algorithm>

#include "ui/figures/matrix.h"

namespace headlight::ui {

namespace {

// In label sizes.
constexpr double kText = 1.36, kBig = 2.18, kGap = 0.8, kLine = 5, kCaption = 2.5, kAbove = 3.4;

Face text_face(const FormulaContent::Piece& piece, const FigureStyle& style) {
  return piece.big ? style.face(kBig * style.label, 500) : style.face(kText * style.label);
}

bool ends_step(const FormulaContent::Piece& piece) { return piece.text == QLatin1String("=") || piece.text == QLatin1String("×"); }

}  // namespace

double FormulaFigure::width_of(const FormulaContent::Piece& piece, const FigureStyle& style) const {
  return std::max(text_face(piece, style).width(piece.text), piece.caption.isEmpty() ? 0 : style.tick_face().width(piece.caption));
}

bool FormulaFigure::one_line(double width, const FigureStyle& style) const {
  double sum = content_.beside * style.label;
  for (const auto& piece : content_.pieces) sum += width_of(piece, style) + kGap * style.label;
  return sum <= width;
}

// One line ends at the right edge; several begin at the left one, each step "= …" on the line where it fits whole.
std::vector<QRectF> FormulaFigure::places(const QRectF& rect, const FigureStyle& style) const {
  const double unit = style.label, gap = kGap * unit;
  std::vector<QRectF> all;
  if (one_line(rect.width(), style)) {
    double sum = -gap;
    for (const auto& piece : content_.pieces) sum += width_of(piece, style) + gap;
    double x = content_.beside > 0 ? rect.right() - sum : rect.left();
    for (const auto& piece : content_.pieces) {
      const double wide = width_of(piece, style);
      all.emplace_back(x, rect.top(), wide, kLine * unit);
      x += wide + gap;
    }
    return all;
  }
  double x = rect.left(), y = rect.top() + (content_.beside > 0 ? kAbove * unit : 0);
  for (std::size_t i = 0; i < content_.pieces.size(); ++i) {
    double step = width_of(content_.pieces[i], style);
    const bool begins = i > 0 && ends_step(content_.pieces[i]) && content_.pieces[i].text == QLatin1String("=");
    for (std::size_t next = i + 1; begins && next < content_.pieces.size() && content_.pieces[next].text != QLatin1String("="); ++next) step += gap + width_of(content_.pieces[next], style);
    if (x > rect.left() && x + step > rect.right()) {
      x = rect.left();
      y += kLine * unit;
    }
    const double wide = width_of(content_.pieces[i], style);
    all.emplace_back(x, y, wide, kLine * unit);
    x += wide + gap;
  }
  return all;
}

QSizeF FormulaFigure::natural_size(const FigureStyle& style, double width) const {
  const double used = width > 0 ? width : 60 * style.label;
  const double head = title_height(content_.title, style, used);
  const auto all = places(QRectF(0, head, used, 1e6), style);
  const double note = lines_height(wrapped(content_.note, style.label_face(), used), style.label_face());
  return {used, (all.empty() ? head + kLine * style.label : all.back().bottom()) + note};
}

double FormulaFigure::least_width(const FigureStyle& style) const {
  double most = 12 * style.label;
  for (const auto& piece : content_.pieces) most = std::max(most, width_of(piece, style));
  return most;
}

void FormulaFigure::paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const {
  painter.save();
  painter.setPen(style.ink);
  draw_title(painter, rect, content_.title, style);
  const auto all = places(rect.adjusted(0, title_height(content_.title, style, rect.width()), 0, 0), style);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& piece = content_.pieces[i];
    painter.setPen(piece.number ? style.ink : style.second);
    text_face(piece, style).draw_centred(painter, {all[i].center().x(), all[i].center().y() - 0.7 * style.label}, piece.text, Anchor::middle);
    painter.setPen(style.second);
    style.tick_face().draw_centred(painter, {all[i].center().x(), all[i].center().y() + (kCaption - 0.9) * style.label}, piece.caption, Anchor::middle);
  }
  const double bottom = all.empty() ? rect.top() : all.back().bottom();
  painter.setPen(style.second);
  draw_lines(painter, wrapped(content_.note, style.label_face(), rect.width()), style.label_face(), {rect.left(), bottom});
  painter.restore();
}

std::optional<Hit> FormulaFigure::hit(QPointF point, const QRectF& rect, const FigureStyle& style) const {
  const auto all = places(rect.adjusted(0, title_height(content_.title, style, rect.width()), 0, 0), style);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!content_.pieces[i].number || !all[i].contains(point)) continue;
    Hit hit;
    hit.has_value = true;
    hit.value = content_.pieces[i].exact;
    hit.key_label = content_.pieces[i].caption;
    return hit;
  }
  return std::nullopt;
}

FigureData FormulaFigure::data() const {
  FigureData data;
  data.kind = QStringLiteral("formula");
  data.header = {QStringLiteral("name"), QStringLiteral("value")};
  for (const auto& piece : content_.pieces) {
    if (piece.column.isEmpty()) continue;
    data.table.push_back({piece.column, piece.exact});
    data.values.push_back(float(piece.exact));
  }
  data.shape = {std::ssize(data.values)};
  return data;
}

}  // namespace headlight::ui
