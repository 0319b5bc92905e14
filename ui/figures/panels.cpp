#include "ui/figures/panels.h"

#include <algorithm>

#include "ui/figures/matrix.h"
#include "ui/theme/tokens.h"

namespace headlight::ui {
namespace {

double letter_size(const FigureStyle& style) {
  return style.paper ? token_number(QStringLiteral("type.figurePt.caption")) : style.title;
}

Face letter_face(const FigureStyle& style) {
  return Face(letter_size(style), static_cast<int>(token_number(QStringLiteral("type.figurePt.captionWeight"))));
}

// Titles stand right of their letters.
double letter_room(const FigureStyle& style) { return letter_size(style) * 1.35; }

constexpr double kColumn = 20;  // width of each where they are many, in label sizes

QSizeF between(const FigureStyle& style) { return {style.spacing(), style.gap * 3}; }

}  // namespace

PanelsFigure::PanelsFigure(std::vector<std::vector<FigurePtr>> rows, QString title, QString note, std::size_t columns)
    : rows_(std::move(rows)), title_(std::move(title)), note_(std::move(note)), columns_(columns) {}

std::vector<PanelsFigure::Place> PanelsFigure::places(const QRectF& rect, const FigureStyle& style) const {
  std::vector<Place> out;
  double y = rect.top();
  const QSizeF gap = between(style);
  FigureStyle lettered = style;
  lettered.title_indent = letter_room(style);
  for (const auto& row : rows_) {
    const double count = columns_of(row);
    const double width = (rect.width() - (count - 1) * gap.width()) / count;
    double tallest = 0;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const double height = row[i]->natural_size(lettered, width).height();
      const QString letter(QChar(static_cast<char16_t>(u'a' + out.size() % 26)));
      out.push_back({row[i], QRectF(rect.left() + double(i) * (width + gap.width()), y, width, height), letter});
      tallest = std::max(tallest, height);
    }
    y += tallest + gap.height();
  }
  return out;
}

QSizeF PanelsFigure::natural_size(const FigureStyle& style, double width) const {
  const double used = width > 0 ? width : style.label * std::max(36.0, kColumn * double(columns_));
  double bottom = 0;
  for (const Place& place : places(QRectF(0, 0, used, 1e6), style)) bottom = std::max(bottom, place.rect.bottom());
  const QStringList note = wrapped(note_, style.label_face(), used);
  return {used, bottom + (note.isEmpty() ? 0 : style.gap * 2 + lines_height(note, style.label_face()))};
}

double PanelsFigure::least_width(const FigureStyle& style) const {
  double least = 0;
  const double gap = between(style).width();
  for (const auto& row : rows_) {
    double widest = 0;
    for (const FigurePtr& figure : row) widest = std::max(widest, figure->least_width(style));
    least = std::max(least, widest * columns_of(row) + gap * (columns_of(row) - 1));
  }
  return least;
}

void PanelsFigure::paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const {
  double bottom = rect.top();
  const Face face = letter_face(style);
  for (const Place& place : places(rect, style)) {
    painter.setPen(style.ink);
    face.draw(painter, {place.rect.left(), place.rect.top() + style.title}, place.letter);
    FigureStyle lettered = style;
    lettered.title_indent = letter_room(style);
    place.figure->paint(painter, place.rect, lettered);
    bottom = std::max(bottom, place.rect.bottom());
  }
  painter.setPen(style.second);
  draw_lines(painter, wrapped(note_, style.label_face(), rect.width()), style.label_face(),
             {rect.left(), bottom + style.gap});
}

std::optional<Hit> PanelsFigure::hit(QPointF point, const QRectF& rect, const FigureStyle& style) const {
  for (const Place& place : places(rect, style)) {
    if (place.rect.contains(point)) return place.figure->hit(point, place.rect, style);
  }
  return std::nullopt;
}

FigureData PanelsFigure::data() const {
  FigureData data;
  data.kind = QStringLiteral("panels");
  data.header = {QStringLiteral("panel"), QStringLiteral("title"), QStringLiteral("column"), QStringLiteral("line"),
                 QStringLiteral("value")};
  QJsonArray titles;
  char16_t letter = u'a';
  for (const auto& row : rows_) {
    for (const FigurePtr& figure : row) {
      const FigureData own = figure->data();
      for (std::size_t line = 0; line < own.table.size(); ++line) {
        for (std::size_t column = 0; column < own.table[line].size(); ++column) {
          data.table.push_back({QString(QChar(letter)), figure->title(), own.header.value(static_cast<int>(column)),
                                qint64(line), own.table[line][column]});
        }
      }
      data.values.insert(data.values.end(), own.values.begin(), own.values.end());
      titles.append(figure->title());
      ++letter;
    }
  }
  data.shape = {static_cast<std::int64_t>(data.values.size())};
  data.labels = {{QStringLiteral("panels"), titles}};
  return data;
}

}  // namespace headlight::ui
