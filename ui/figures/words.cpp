// Titles and running text of figures.
#include "ui/figures/matrix.h"

namespace headlight::ui {
namespace {

constexpr double kLineHeight = 1.35;  // of the type size

}  // namespace

QStringList wrapped(const QString& text, const Face& face, double width) {
  QStringList lines;
  QString line;
  for (const QString& word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
    const QString longer = line.isEmpty() ? word : line + QLatin1Char(' ') + word;
    if (!line.isEmpty() && face.width(longer) > width) {
      lines.append(line);
      line = face.elided(word, width);
    } else {
      line = face.elided(longer, std::max(width, face.size()));
    }
  }
  if (!line.isEmpty()) lines.append(line);
  return lines;
}

double lines_height(const QStringList& lines, const Face& face) {
  return static_cast<double>(lines.size()) * face.size() * kLineHeight;
}

double draw_lines(QPainter& painter, const QStringList& lines, const Face& face, QPointF top_left) {
  double y = top_left.y() + face.size();
  for (const QString& line : lines) {
    face.draw(painter, {top_left.x(), y}, line);
    y += face.size() * kLineHeight;
  }
  return lines_height(lines, face);
}

double least_fitting(double low, double high, const std::function<bool(double)>& fits) {
  if (fits(low)) return low;
  while (high - low > 0.5) {
    const double middle = (low + high) / 2;
    (fits(middle) ? high : low) = middle;
  }
  return high;
}

double title_height(const QString& title, const FigureStyle& style, double width) {
  if (!style.titles || title.isEmpty()) return 0;
  const Face face = style.title_face();
  const double lines = width > 0 ? lines_height(wrapped(title, face, width - style.title_indent), face) : 0;
  return std::max(lines, style.title * kLineHeight) + style.gap;
}

void draw_title(QPainter& painter, const QRectF& rect, const QString& title, const FigureStyle& style) {
  if (!style.titles || title.isEmpty()) return;
  painter.setPen(style.ink);
  const Face face = style.title_face();
  const double left = style.title_indent;
  draw_lines(painter, wrapped(title, face, rect.width() - left), face, {rect.left() + left, rect.top()});
}

}  // namespace headlight::ui
