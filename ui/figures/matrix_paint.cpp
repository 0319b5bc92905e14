#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/figures/figure_words.h"
#include "ui/figures/matrix_text.h"
#include "ui/figures/word_key.h"
#include "ui/theme/text_pieces.h"

namespace headlight::ui {
namespace {

constexpr double kNumbers = 4;       // least cell for numbers (44 px at 11 px type)
constexpr double kCellLines = 0.73;  // least cell for lines between cells (8 px)

// Pictures lie level above their column where words are turned.
bool is_one_emoji(const QString& label) {
  const auto pieces = pieces_of(label);
  return pieces.size() == 1 && pieces.front().kind == TextPiece::Kind::emoji;
}

// Paints one matrix with its layout fixed.
class MatrixPainter {
 public:
  MatrixPainter(QPainter& painter, const MatrixFigure& figure, const MatrixLayout& layout, const FigureStyle& style)
      : p_(painter),
        figure_(figure),
        content_(figure.content()),
        layout_(layout),
        style_(style),
        mirrored_(content_.keys.right_to_left) {}

  void cells() {
    const Extent e = content_.covered();
    const QRectF covered(column_edge(mirrored_ ? double(e.column1) : double(e.column0)), row_edge(double(e.row0)),
                         double(e.columns()) * layout_.cell_width, double(e.rows()) * layout_.cell_height);
    p_.save();
    if (!layout_.plot.contains(covered.adjusted(0.01, 0.01, -0.01, -0.01))) p_.setClipRect(layout_.plot);
    hatch(covered);
    p_.setOpacity(style_.dimmed);
    draw_cells(p_, covered, figure_.image());
    p_.restore();
    if (layout_.cell_width >= style_.label * kCellLines && layout_.cell_height >= style_.label * kCellLines) lines();
    if (content_.exact() && layout_.cell_width >= style_.label * (style_.paper ? 2.6 : kNumbers) &&
        layout_.cell_height >= style_.label * 1.5) {
      numbers();
    }
  }

  // Told by form, over whatever colour: a dark line carries each light one.
  void changes() {
    const MapChanges& changed = content_.changes;
    if (changed.even.empty() && changed.forced.empty()) return;
    p_.save();
    p_.setClipRect(layout_.plot);
    p_.setBrush(Qt::NoBrush);
    for (const std::int64_t row : changed.even) even_row(row);
    for (const Cell& at : changed.forced) dot(at);
    p_.restore();
  }

  void marks() {
    const QRectF& plot = layout_.plot;
    const QRectF hovered = cell(style_.hovered), selected = cell(style_.selected);
    p_.save();
    p_.setClipRect(plot.adjusted(-4, -4, 4, 4));
    if (!style_.paper) {
      if (const QRectF row = row_of(style_.selected.query); selected.isEmpty() && !row.isEmpty()) guides(row);
      for (const QRectF& at : {selected, hovered}) guides_of(at);
    }
    mark(hovered, false);
    mark(selected, true);
    p_.restore();
  }

  // What a hover adds to a painted figure: guides, its cell's mark below the selected one's, and both labels.
  void hovered() {
    const QRectF at = cell(style_.hovered), selected = cell(style_.selected);
    p_.save();
    p_.setClipRect(layout_.plot.adjusted(-4, -4, 4, 4));
    guides_of(at);
    mark(at, false);
    mark(selected, true);
    p_.restore();
    const std::int64_t row = content_.queries.find(style_.hovered.query), column = content_.keys.find(style_.hovered.key);
    if (layout_.row_labels && row >= 0) row_text(row);
    if (layout_.column_labels && column >= 0) column_text(column);
  }

  void row_texts() {
    if (!layout_.row_labels) return ruler(content_.queries, true);
    const auto first = static_cast<std::int64_t>(layout_.view.top());
    for (std::int64_t row = first; row < std::min(double(content_.queries.size()), layout_.view.bottom()); ++row) row_text(row);
  }

  void column_texts() {
    if (!layout_.column_labels) return ruler(content_.keys, false);
    const auto first = static_cast<std::int64_t>(layout_.view.left());
    for (std::int64_t column = first; column < std::min(double(content_.keys.size()), layout_.view.right()); ++column) column_text(column);
  }

  void names() {
    const Face face = style_.tick_face();
    // Above the numbers of the rulers, which reach into the corner.
    const double raised = has_ruler(layout_) ? style_.tick * 1.35 : 0;
    const double x = layout_.plot.left() - style_.gap * 1.2, y = layout_.plot.top() - style_.gap * 1.2 - raised;
    p_.setPen(style_.second);
    face.draw(p_, {x, y}, shown_word(content_.query_name) + QStringLiteral(" ↓"), Anchor::end);
    face.draw(p_, {x, y - style_.tick * 1.25}, shown_word(content_.key_name) + (mirrored_ ? QStringLiteral(" ←") : QStringLiteral(" →")), Anchor::end);
  }

 private:
  void row_text(std::int64_t row) {
    const double y = row_edge(double(row) + 0.5);
    if (y < layout_.plot.top() || y > layout_.plot.bottom()) return;
    text({layout_.plot.left() - style_.gap * 1.2, y}, content_.queries, row, style_.selected.query, style_.hovered.query, true);
  }

  void column_text(std::int64_t column) {
    const double x = column_edge(double(column) + 0.5);
    if (x < layout_.plot.left() || x > layout_.plot.right()) return;
    const bool turned = layout_.slant > 0 && !is_one_emoji(content_.keys.label(column));
    const double tails = turned && reads_right_to_left(content_.keys.label(column)) ? style_.label * 0.25 : 0;  // long ones, below the line
    p_.save();
    p_.translate(x, layout_.plot.top() - style_.gap * 0.9 - tails);
    if (turned) p_.rotate(-layout_.slant);
    text({0, 0}, content_.keys, column, style_.selected.key, style_.hovered.key, false, turned ? Anchor::start : Anchor::middle);
    p_.restore();
  }

  void even_row(std::int64_t row) {
    const double line = style_.hairline;
    const QRectF around = QRectF(layout_.plot.left(), row_edge(double(row)), layout_.plot.width(), layout_.cell_height).adjusted(line, line, -line, -line);
    p_.setPen(QPen(QColor(0, 0, 0, 200), 3 * line, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    p_.drawRect(around);
    QPen dashed(Qt::white, 1.4 * line, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
    dashed.setDashPattern({4, 3});
    p_.setPen(dashed);
    p_.drawRect(around);
  }

  void dot(const Cell& at) {
    const double column = double(mirrored_ ? at.key + 1 : at.key);
    const QPointF centre(column_edge(column) + layout_.cell_width / 2, row_edge(double(at.query) + 0.5));
    const double radius = std::clamp(std::min(layout_.cell_width, layout_.cell_height) * 0.22, style_.label * 0.12, style_.label * 0.35);
    p_.setPen(QPen(Qt::black, style_.hairline * 1.5));
    p_.setBrush(Qt::white);
    p_.drawEllipse(centre, radius, radius);
    p_.setBrush(Qt::NoBrush);
  }

  void guides_of(const QRectF& at) {
    if (at.isEmpty()) return;
    const QRectF& plot = layout_.plot;
    guides(QRectF(plot.left(), at.top(), plot.width(), at.height()));
    guides(QRectF(at.left(), plot.top(), at.width(), plot.height()));
  }

  // Of a query without a key.
  [[nodiscard]] QRectF row_of(std::int64_t query) const {
    const std::int64_t row = query < 0 ? -1 : content_.queries.find(query);
    return row < 0 ? QRectF() : QRectF(layout_.plot.left(), row_edge(double(row)), layout_.plot.width(), layout_.cell_height);
  }

  // Of a cell, larger where that is too small to be seen.
  void mark(QRectF at, bool selected) {
    if (at.isEmpty()) return;
    const double least = style_.gap * (selected ? 1.5 : 1), dx = std::max(0.0, least - at.width()) / 2, dy = std::max(0.0, least - at.height()) / 2;
    draw_data_mark(p_, at.adjusted(-dx, -dy, dx, dy), style_, selected);
  }

  // A dark line carries the light one: one of them is seen on every colour.
  void guides(const QRectF& around) {
    p_.setBrush(Qt::NoBrush);
    for (const auto& [ink, width] : {std::pair(QColor(0, 0, 0, 170), 3.0), {QColor(255, 255, 255, 215), 1.0}}) {
      p_.setPen(QPen(ink, style_.hairline * width));
      p_.drawRect(around);
    }
  }

  void hatch(const QRectF& covered) {
    QColor colour = style_.second;
    colour.setAlphaF(style_.paper ? 0.45F : 0.9F);
    p_.setPen(QPen(colour, style_.hairline * (style_.paper ? 0.75 : 1)));
    hatch_unseen(p_, {covered, figure_.image().height(), figure_.image().width(), mirrored_}, figure_.unseen(), style_.gap * kHatchApart);
  }

  [[nodiscard]] double column_edge(double column) const {
    const double from = mirrored_ ? layout_.view.right() - column : column - layout_.view.left();
    return layout_.plot.left() + from * layout_.cell_width;
  }
  [[nodiscard]] double row_edge(double row) const {
    return layout_.plot.top() + (row - layout_.view.top()) * layout_.cell_height;
  }
  [[nodiscard]] QRectF cell(const Cell& at) const {
    const std::int64_t row = content_.queries.find(at.query), column = content_.keys.find(at.key);
    if (row < 0 || column < 0) return {};
    const double left = column_edge(double(mirrored_ ? column + 1 : column));
    return {left, row_edge(double(row)), layout_.cell_width, layout_.cell_height};
  }

  void lines() {
    QColor colour = style_.paper ? QColor(255, 255, 255, 46) : style_.rule;
    p_.setPen(QPen(colour, style_.paper ? 0.5 : style_.hairline));
    for (double row = std::ceil(layout_.view.top()); row <= layout_.view.bottom(); ++row) {
      p_.drawLine(QPointF(layout_.plot.left(), row_edge(row)), QPointF(layout_.plot.right(), row_edge(row)));
    }
    for (double column = std::ceil(layout_.view.left()); column <= layout_.view.right(); ++column) {
      p_.drawLine(QPointF(column_edge(column), layout_.plot.top()),
                  QPointF(column_edge(column), layout_.plot.bottom()));
    }
  }

  void numbers() {
    const Face face = style_.tick_face();
    const Extent& e = content_.extent;
    const ColourMap* map = ColourMap::find(content_.scale.map);
    for (std::int64_t row = e.row0; row < e.row1; ++row) {
      for (std::int64_t column = e.column0; column < e.column1; ++column) {
        const QPointF centre(column_edge(double(column) + 0.5), row_edge(double(row) + 0.5));
        if (!layout_.plot.contains(centre)) continue;
        const float value = content_.plane.at(row - e.row0, column - e.column0);
        const auto& unseen = figure_.unseen();
        const bool masked = !unseen.empty() && unseen[std::size_t((row - e.row0) * e.columns() + column - e.column0)];
        if (!std::isfinite(value) || masked) continue;
        p_.setPen(readable_on(QColor(map->at(content_.scale.position(value)))));
        face.draw_centred(p_, centre, format_value(value, 2), Anchor::middle);
      }
    }
  }

  void text(QPointF at, const Side& side, std::int64_t index, std::int64_t selected, std::int64_t hovered, bool row,
            Anchor anchor = Anchor::end) {
    const bool chosen = index == side.find(selected) && selected >= 0;
    const bool special = side.special[static_cast<std::size_t>(index)] != 0;
    const bool strong = chosen || (hovered >= 0 && index == side.find(hovered));
    p_.setPen(strong || (style_.paper && !special) ? style_.ink : style_.paper ? style_.second : style_.link);
    const Face face(layout_.label_size, chosen ? 600 : 400);
    const QString shown = face.elided(side.label(index), row ? layout_.label_room + 0.1 : layout_.top_room + 0.1);
    if (row) return face.draw_centred(p_, at, shown, anchor);
    const QPointF base = at + QPointF(0, anchor == Anchor::start ? face.cap_height() * 0.4 : 0);
    face.draw(p_, base, shown, anchor);
    if (std::ranges::find(content_.changes.hidden, index) != content_.changes.hidden.end()) strike(base, face, face.width(shown), anchor);
  }

  // Through a label's small letters, a little beyond both ends.
  void strike(QPointF base, const Face& face, double width, Anchor anchor) {
    const double left = base.x() - (anchor == Anchor::middle ? width / 2 : 0), out = face.size() * 0.12, y = base.y() - face.cap_height() * 0.42;
    p_.setPen(QPen(p_.pen().color(), std::max(style_.hairline, face.size() * 0.09)));
    p_.drawLine(QPointF(left - out, y), QPointF(left + width + out, y));
  }

  // Positions every round number of cells; for patches, rows of the grid.
  void ruler(const Side& side, bool rows) {
    const bool patches = side.kind == AxisKind::patches && side.grid[1] > 0;
    const std::int64_t unit = patches ? side.grid[1] : 1, origin = patches ? side.leading : 0;
    const double cell = rows ? layout_.cell_height : layout_.cell_width;
    const double from = rows ? layout_.view.top() : layout_.view.left(),
                 to = rows ? layout_.view.bottom() : layout_.view.right();
    const double room = rows ? style_.tick * 1.8 : style_.tick_face().width(widest_tick(side)) + style_.tick;
    const std::int64_t step = tick_step(room / (cell * double(unit)));
    const double first = (from - double(origin)) / double(unit * step);
    const auto [until, since] = patches ? token_ticks(side, rows, from, to, room) : std::pair(-1e9, 1e9);
    const double end = patches ? double(origin + side.grid[0] * unit) : to;  // tokens may follow the patches
    for (auto at = std::max<std::int64_t>(0, static_cast<std::int64_t>(std::ceil(first))) * step;
         double(origin + at * unit) + 0.5 < std::min(to, end); at += step) {
      const double place = double(origin + at * unit) + 0.5;
      const QString name = patches ? patch_row(at) : format_count(at);
      const double half = rows ? room / 2 : style_.tick_face().width(name) / 2;
      if (place * cell - half < until || place * cell + half > since) continue;
      tick(place, name, rows);
    }
  }

  // The tokens before and after the patches: their first one's name, and how many more there are. Returns between which
  // places along the ruler there is room for the rows of the grid.
  std::pair<double, double> token_ticks(const Side& side, bool rows, double from, double to, double room) {
    const auto end = side.leading + side.grid[0] * side.grid[1];
    const double cell = rows ? layout_.cell_height : layout_.cell_width;
    // Its length along the ruler, 0 for none.
    const auto name = [&](std::int64_t first, std::int64_t count) {
      if (count < 1 || double(first) + 0.5 < from || double(first) + 0.5 > to) return 0.0;
      const QString more = count > 1 ? QStringLiteral(" +%1").arg(count - 1) : QString();
      const double across = style_.tick_face().width(side.label(first) + more);
      // Those of columns reach into the map's width, away from the corner's names.
      const bool all = rows ? across <= std::max(layout_.label_room, room) : across < room * 1.5;
      const QString shown = all ? side.label(first) + more : side.label(first);
      tick(double(first) + 0.5, shown, rows, (first == 0) != mirrored_ ? Anchor::start : Anchor::end);
      return rows ? room / 2 : style_.tick_face().width(shown) + style_.tick;
    };
    const double after = name(end, side.size() - end), before = name(0, side.leading);
    return {before > 0 ? cell / 2 + before : -1e9, after > 0 ? (double(end) + 0.5) * cell - after : 1e9};
  }

  void tick(double cell, const QString& text, bool row, Anchor across = Anchor::middle) {
    const Face face = style_.tick_face();
    const double place = row ? row_edge(cell) : column_edge(cell);
    const QPointF end = row ? QPointF(layout_.plot.left(), place) : QPointF(place, layout_.plot.top());
    const QPointF out = row ? QPointF(-style_.gap * 0.8, 0) : QPointF(0, -style_.gap * 0.8);
    p_.setPen(QPen(style_.frame, style_.hairline));
    p_.drawLine(end, end + out);
    p_.setPen(style_.paper ? style_.ink : style_.second);
    if (row)
      face.draw_centred(p_, end + out * 1.7, text, Anchor::end);
    else
      face.draw(p_, end + out * 1.5, text, across);
  }

  static std::int64_t tick_step(double cells) {
    for (std::int64_t unit = 1;; unit *= 10) {
      for (const std::int64_t factor : {1, 2, 5}) {
        if (double(unit * factor) >= cells) return unit * factor;
      }
    }
  }

  QPainter& p_;
  const MatrixFigure& figure_;
  const MatrixContent& content_;
  const MatrixLayout& layout_;
  const FigureStyle& style_;
  bool mirrored_;
};

}  // namespace

void MatrixFigure::paint_hovered(QPainter& painter, const QRectF& rect, const FigureStyle& style) const {
  if (style.hovered == Cell{} || style.paper) return;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  MatrixPainter(painter, *this, layout(rect, style), style).hovered();
  painter.restore();
}

void MatrixFigure::paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const MatrixLayout places = layout(rect, style);
  draw_title(painter, rect, content_.title, style);
  MatrixPainter parts(painter, *this, places, style);
  parts.cells();
  parts.row_texts();
  parts.column_texts();
  parts.names();
  parts.changes();
  parts.marks();
  const std::int64_t row = content_.queries.find(style.selected.query), column = content_.keys.find(style.selected.key);
  std::optional<double> marked;
  if (!style.paper && row >= 0 && column >= 0 && content_.exact() && row < content_.plane.rows &&
      column < content_.plane.columns) {
    marked = content_.plane.at(row, column);
  }
  draw_colour_bar(painter, places.bar, content_.scale, style, marked);
  QPointF foot(rect.left(), std::max(places.plot.bottom(), places.bar.bottom()) + style.tick * 0.6);
  const QString line = style.paper ? selection_line(content_, style) : QString();
  if (!line.isEmpty()) {
    painter.setPen(style.ink);
    style.label_face().draw(painter, {places.plot.left(), foot.y() + style.label}, line);
    foot.ry() += style.label * 1.35 + style.gap;
  }
  if (const WordKey key = word_key(content_, places, style, rect.width()); key.height > 0) {
    key.draw(painter, foot, style);
    foot.ry() += key.height + style.gap;
  }
  painter.setPen(style.second);
  draw_lines(painter, below(content_, style, rect.width()), style.label_face(), foot);
  painter.restore();
}

}  // namespace headlight::ui
