#include "ui/figures/matrix.h"

#include <algorithm>
#include <cmath>

namespace headlight::ui {
namespace {

constexpr double kLabelled = 1.09;    // least cell for one label each, in label sizes
constexpr double kUpright = 1.35;     // from here top labels lie at 45°, below at 60°
constexpr double kLongest = 12;       // longest label shown, in label sizes
constexpr double kMostLabels = 500;   // more visible cells never have a label each
constexpr double kNumbers = 4;        // least cell for numbers (44 px at 11 px type)
constexpr double kCellLines = 0.73;   // least cell for lines between cells (8 px)
constexpr double kLargest = 5.8;      // largest cell (64 px)
constexpr double kLargestPaper = 6;

double largest_cell(const FigureStyle& style) { return style.label * (style.paper ? kLargestPaper : kLargest); }

double widest(const Side& side, const Face& face, std::int64_t from, std::int64_t to) {
  double width = 0;
  for (std::int64_t i = from; i < to; ++i) width = std::max(width, face.width(side.label(i)));
  return width;
}

QString patch_row(std::int64_t row) { return QStringLiteral("row %1").arg(row); }

// The longest text of a ruler.
QString widest_tick(const Side& side) {
  return side.kind == AxisKind::patches ? patch_row(side.grid[0]) : format_count(side.size());
}

double radians(double degrees) { return degrees * M_PI / 180; }

// Rooms around the plot.
struct Margins {
  double left = 0, top = 0, right = 0, bottom = 0;
};

struct Planner {
  const MatrixContent& content;
  const FigureStyle& style;
  Viewport view;

  [[nodiscard]] bool labels_fit(double cell) const { return cell >= style.label * kLabelled; }

  [[nodiscard]] double side_room(const Side& side, bool labelled, double from, double to) const {
    const Face face = style.label_face(600);
    if (!labelled) return style.tick_face().width(widest_tick(side)) + style.gap;
    const auto first = static_cast<std::int64_t>(std::floor(from)), last = static_cast<std::int64_t>(std::ceil(to));
    return std::min(widest(side, face, first, std::min(last, side.size())), kLongest * style.label);
  }

  [[nodiscard]] static bool rulers(const MatrixLayout& out) { return !out.column_labels || !out.row_labels; }

  [[nodiscard]] double corner_room() const {
    const Face face = style.tick_face();
    return std::max(face.width(content.query_name + QStringLiteral(" ↓")),
                    face.width(content.key_name + QStringLiteral(" →")));
  }

  // How far the top labels reach past the plot's right edge.
  [[nodiscard]] double overhang(const MatrixLayout& out) const {
    if (!out.column_labels) return 0;
    const Face face = style.label_face(600);
    const auto first = static_cast<std::int64_t>(view.left()), last = std::min(content.keys.size(), static_cast<std::int64_t>(std::ceil(view.right())));
    double most = 0;
    for (std::int64_t i = first; i < last; ++i) {
      const double from_right = content.keys.right_to_left ? double(i) - view.left() : view.right() - double(i) - 1;
      const double length = std::min(face.width(content.keys.label(i)), out.top_room);
      most = std::max(most, std::cos(radians(out.slant)) * length + style.label * 0.4 - (from_right + 0.5) * out.cell_width);
    }
    return most;
  }

  void fill(MatrixLayout& out, Margins& margins) const {
    out.slant = out.cell_width >= style.label * kUpright ? 45 : 60;
    out.label_room = side_room(content.queries, out.row_labels, view.top(), view.bottom());
    out.top_room = side_room(content.keys, out.column_labels, view.left(), view.right());
    margins.left = std::max(out.label_room, corner_room()) + style.gap * 1.5;
    const double lean = std::sin(radians(out.slant)) * out.top_room + style.label * 0.5;
    margins.top = title_height(content.title, style) + style.gap * 1.5 +
                  std::max(out.column_labels ? lean : 0, style.tick * (rulers(out) ? 3.7 : 2.4));
    margins.right = std::max(style.gap * 3 + colour_bar_width(content.scale, style), overhang(out));
    margins.bottom = style.tick * 0.6;
  }
};

// A label whose own direction does not turn the line around it.
QString isolated(const QString& label) {
  return reads_right_to_left(label) ? QChar(0x200E) + (QChar(0x2068) + label + QChar(0x2069)) + QChar(0x200E) : label;
}

QString selection_line(const MatrixContent& content, const FigureStyle& style) {
  const std::int64_t row = content.queries.find(style.selected.query), column = content.keys.find(style.selected.key);
  if (row < 0 || column < 0 || !content.exact()) return {};
  const Extent& e = content.extent;
  if (row < e.row0 || row >= e.row1 || column < e.column0 || column >= e.column1) return {};
  return isolated(content.queries.label(row)) + QStringLiteral(" → ") + isolated(content.keys.label(column)) + QStringLiteral("  ") +
         format_value(content.plane.at(row - e.row0, column - e.column0));
}

QStringList below(const MatrixContent& content, const FigureStyle& style, double width) {
  if (!style.titles) return {};
  return wrapped(content.note, style.label_face(), width);
}

double foot_height(const MatrixContent& content, const FigureStyle& style, double width) {
  const bool line = style.paper && !selection_line(content, style).isEmpty();
  const double notes = lines_height(below(content, style, width), style.label_face());
  return (line ? style.label * 1.35 + style.gap : 0) + (notes > 0 ? notes + style.gap : 0);
}

// Square cells where both sides are of like length; else each side fills its room.
void choose_cells(MatrixLayout& out, const FigureStyle& style, double width, double height) {
  const double most = largest_cell(style), across = width / out.view.width(), down = height / out.view.height();
  const double square = std::min(across, down), ratio = out.view.width() / out.view.height();
  const bool alike = ratio > 0.25 && ratio < 4;
  out.cell_width = std::min(alike ? square : across, most);
  out.cell_height = std::min(alike ? square : down, most);
}

Viewport whole(const MatrixContent& content, const Viewport& asked) {
  const Extent& e = content.extent;
  const QRectF all(double(e.column0), double(e.row0), double(std::max<std::int64_t>(1, e.columns())),
                   double(std::max<std::int64_t>(1, e.rows())));
  const QRectF cut = asked.isEmpty() ? QRectF() : asked.intersected(QRectF(0, 0, double(content.keys.size()), double(content.queries.size())));
  return cut.isEmpty() ? all : cut;
}

}  // namespace

MatrixFigure::MatrixFigure(MatrixContent content)
    : content_(std::move(content)), image_(image_of(content_.plane, content_.scale, content_.keys.right_to_left)) {}

MatrixLayout MatrixFigure::layout(const QRectF& rect, const FigureStyle& style) const {
  MatrixLayout out;
  out.view = whole(content_, style.viewport);
  const Planner planner{content_, style, out.view};
  Margins margins;
  const double foot = foot_height(content_, style, rect.width());
  out.row_labels = out.view.height() <= kMostLabels;
  out.column_labels = out.view.width() <= kMostLabels;
  // Labels need room that cells then lack: settled after a few rounds, from labels down to rulers only.
  for (int round = 0; round < 3; ++round) {
    planner.fill(out, margins);
    choose_cells(out, style, std::max(1.0, rect.width() - margins.left - margins.right),
                 std::max(1.0, rect.height() - margins.top - margins.bottom - foot));
    out.row_labels = out.row_labels && planner.labels_fit(out.cell_height);
    out.column_labels = out.column_labels && planner.labels_fit(out.cell_width);
  }
  planner.fill(out, margins);
  const QSizeF size(out.cell_width * out.view.width(), out.cell_height * out.view.height());
  const double spare = style.paper ? 0 : std::max(0.0, rect.width() - margins.left - margins.right - size.width()) / 2;
  out.plot = QRectF(QPointF(rect.left() + margins.left + spare, rect.top() + margins.top), size);
  const double least = colour_bar_head(style) + style.tick * 3;
  const double height = std::max(out.plot.height(), std::min(least, rect.bottom() - foot - out.plot.top()));
  // The bar's name stands above it, or inside of its height where the last top labels lean over it.
  const double sunk = planner.overhang(out) > style.gap * 2.5 ? colour_bar_head(style) * 0.8 : 0;
  out.bar = QRectF(out.plot.right() + style.gap * 3, out.plot.top() + sunk, colour_bar_thickness(style), height - sunk);
  return out;
}

QSizeF MatrixFigure::natural_size(const FigureStyle& style, double width) const {
  const Viewport view = whole(content_, style.viewport);
  const double cell = style.label * (style.paper ? 1.17 : 2.5);
  const bool many = view.width() > 80 || view.height() > 80;
  MatrixLayout out;
  out.view = view;
  out.row_labels = out.column_labels = !many;
  out.cell_width = out.cell_height = many ? style.label * 40 / std::max(view.width(), view.height()) : cell;
  Margins margins;
  const Planner planner{content_, style, view};
  for (int round = 0; round < 3; ++round) {
    planner.fill(out, margins);
    if (width <= 0) continue;
    choose_cells(out, style, std::max(1.0, width - margins.left - margins.right), 1e9);
    if (out.cell_height > out.cell_width) out.cell_height = std::max(out.cell_width, style.label * kLabelled);
    if (out.cell_height * view.height() > 1.6 * width) out.cell_height = 1.6 * width / view.height();
    out.row_labels = out.row_labels && planner.labels_fit(out.cell_height);
    out.column_labels = out.column_labels && planner.labels_fit(out.cell_width);
  }
  const double free = margins.left + margins.right + out.cell_width * view.width();
  const double used = width > 0 ? width : std::max(free, style.title_face().width(content_.title));
  const double plot = std::max(out.cell_height * view.height(), colour_bar_head(style) + style.tick * 3);
  return {used, margins.top + plot + margins.bottom + foot_height(content_, style, used)};
}

namespace {

// Paints one matrix with its layout fixed.
class Painter {
 public:
  Painter(QPainter& painter, const MatrixFigure& figure, const MatrixLayout& layout, const FigureStyle& style)
      : p_(painter), figure_(figure), content_(figure.content()), layout_(layout), style_(style), mirrored_(content_.keys.right_to_left) {}

  void cells() {
    const Extent& e = content_.extent;
    const QRectF covered(column_edge(mirrored_ ? double(e.column1) : double(e.column0)), row_edge(double(e.row0)),
                         double(e.columns()) * layout_.cell_width, double(e.rows()) * layout_.cell_height);
    p_.save();
    if (!layout_.plot.contains(covered.adjusted(0.01, 0.01, -0.01, -0.01))) p_.setClipRect(layout_.plot);
    p_.setOpacity(style_.dimmed);
    draw_cells(p_, covered, figure_.image());
    p_.restore();
    if (layout_.cell_width >= style_.label * kCellLines && layout_.cell_height >= style_.label * kCellLines) lines();
    if (content_.exact() && layout_.cell_width >= style_.label * (style_.paper ? 2.6 : kNumbers) &&
        layout_.cell_height >= style_.label * 1.5) {
      numbers();
    }
  }

  void marks() {
    const QRectF& plot = layout_.plot;
    const QRectF hovered = cell(style_.hovered), selected = cell(style_.selected);
    p_.save();
    p_.setClipRect(plot.adjusted(-4, -4, 4, 4));
    if (!style_.paper) {
      for (const QRectF& at : {selected, hovered}) {
        if (at.isEmpty()) continue;
        p_.setBrush(Qt::NoBrush);
        p_.setPen(QPen(QColor(255, 255, 255, 140), style_.hairline));
        p_.drawRect(QRectF(plot.left(), at.top(), plot.width(), at.height()));
        p_.drawRect(QRectF(at.left(), plot.top(), at.width(), plot.height()));
      }
    }
    const auto grown = [](QRectF at, double least) {
      const double dx = std::max(0.0, least - at.width()) / 2, dy = std::max(0.0, least - at.height()) / 2;
      return at.adjusted(-dx, -dy, dx, dy);
    };
    if (!hovered.isEmpty()) draw_data_mark(p_, grown(hovered, style_.gap), style_, false);
    if (!selected.isEmpty()) draw_data_mark(p_, grown(selected, style_.gap * 1.5), style_, true);
    p_.restore();
  }

  void row_texts() {
    if (!layout_.row_labels) return ruler(content_.queries, true);
    const auto first = static_cast<std::int64_t>(layout_.view.top());
    for (std::int64_t row = first; row < std::min(double(content_.queries.size()), layout_.view.bottom()); ++row) {
      const double y = row_edge(double(row) + 0.5);
      if (y < layout_.plot.top() || y > layout_.plot.bottom()) continue;
      text({layout_.plot.left() - style_.gap * 1.2, y}, content_.queries, row, style_.selected.query, style_.hovered.query, true);
    }
  }

  void column_texts() {
    if (!layout_.column_labels) return ruler(content_.keys, false);
    const auto first = static_cast<std::int64_t>(layout_.view.left());
    for (std::int64_t column = first; column < std::min(double(content_.keys.size()), layout_.view.right()); ++column) {
      const double x = column_edge(double(column) + 0.5);
      if (x < layout_.plot.left() || x > layout_.plot.right()) continue;
      p_.save();
      p_.translate(x, layout_.plot.top() - style_.gap * 0.9);
      p_.rotate(-layout_.slant);
      text({0, 0}, content_.keys, column, style_.selected.key, style_.hovered.key, false);
      p_.restore();
    }
  }

  void names() {
    const Face face = style_.tick_face();
    // Above the numbers of the rulers, which reach into the corner.
    const double raised = Planner::rulers(layout_) ? style_.tick * 1.35 : 0;
    const double x = layout_.plot.left() - style_.gap * 1.2, y = layout_.plot.top() - style_.gap * 1.2 - raised;
    p_.setPen(style_.second);
    face.draw(p_, {x, y}, content_.query_name + QStringLiteral(" ↓"), Anchor::end);
    face.draw(p_, {x, y - style_.tick * 1.25}, content_.key_name + QStringLiteral(" →"), Anchor::end);
  }

 private:
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
      p_.drawLine(QPointF(column_edge(column), layout_.plot.top()), QPointF(column_edge(column), layout_.plot.bottom()));
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
        if (!std::isfinite(value)) continue;
        p_.setPen(readable_on(QColor(map->at(content_.scale.position(value)))));
        QString number = format_value(value, 2);
        if (number.startsWith(QLatin1String("0."))) number.remove(0, 1);
        face.draw_centred(p_, centre, number, Anchor::middle);
      }
    }
  }

  void text(QPointF at, const Side& side, std::int64_t index, std::int64_t selected, std::int64_t hovered, bool row) {
    const bool chosen = index == side.find(selected) && selected >= 0;
    const bool special = side.special[static_cast<std::size_t>(index)] != 0;
    const bool strong = chosen || (hovered >= 0 && index == side.find(hovered));
    p_.setPen(strong || (style_.paper && !special) ? style_.ink : style_.paper ? style_.second : style_.link);
    const Face face = style_.label_face(chosen ? 600 : 400);
    const QString shown = face.elided(side.label(index), row ? layout_.label_room + 0.1 : layout_.top_room + 0.1);
    row ? face.draw_centred(p_, at, shown, Anchor::end) : face.draw(p_, at + QPointF(0, face.cap_height() * 0.4), shown);
  }

  // Positions every round number of cells; for patches, rows of the grid.
  void ruler(const Side& side, bool rows) {
    const bool patches = side.kind == AxisKind::patches && side.grid[1] > 0;
    const std::int64_t unit = patches ? side.grid[1] : 1, origin = patches ? side.leading : 0;
    const double cell = rows ? layout_.cell_height : layout_.cell_width;
    const double from = rows ? layout_.view.top() : layout_.view.left(), to = rows ? layout_.view.bottom() : layout_.view.right();
    const double room = rows ? style_.tick * 1.8 : style_.tick_face().width(widest_tick(side)) + style_.tick;
    const std::int64_t step = tick_step(room / (cell * double(unit)));
    const double first = (from - double(origin)) / double(unit * step);
    for (auto at = std::max<std::int64_t>(0, static_cast<std::int64_t>(std::ceil(first))) * step; double(origin + at * unit) + 0.5 < to; at += step) {
      tick(double(origin + at * unit) + 0.5, patches ? patch_row(at) : format_count(at), rows);
    }
  }

  void tick(double cell, const QString& text, bool row) {
    const Face face = style_.tick_face();
    const double place = row ? row_edge(cell) : column_edge(cell);
    const QPointF end = row ? QPointF(layout_.plot.left(), place) : QPointF(place, layout_.plot.top());
    const QPointF out = row ? QPointF(-style_.gap * 0.8, 0) : QPointF(0, -style_.gap * 0.8);
    p_.setPen(QPen(style_.frame, style_.hairline));
    p_.drawLine(end, end + out);
    p_.setPen(style_.paper ? style_.ink : style_.second);
    if (row) face.draw_centred(p_, end + out * 1.7, text, Anchor::end);
    else face.draw(p_, end + out * 1.5, text, Anchor::middle);
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

void MatrixFigure::paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const MatrixLayout places = layout(rect, style);
  draw_title(painter, rect, content_.title, style);
  Painter parts(painter, *this, places, style);
  parts.cells();
  parts.row_texts();
  parts.column_texts();
  parts.names();
  parts.marks();
  const std::int64_t row = content_.queries.find(style.selected.query), column = content_.keys.find(style.selected.key);
  std::optional<double> marked;
  if (!style.paper && row >= 0 && column >= 0 && content_.exact() && row < content_.plane.rows && column < content_.plane.columns) {
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
  painter.setPen(style.second);
  draw_lines(painter, below(content_, style, rect.width()), style.label_face(), foot);
  painter.restore();
}

std::optional<Hit> MatrixFigure::hit(QPointF point, const QRectF& rect, const FigureStyle& style) const {
  const MatrixLayout places = layout(rect, style);
  if (!places.plot.contains(point)) return std::nullopt;
  const double across = (point.x() - places.plot.left()) / places.cell_width;
  const double column = content_.keys.right_to_left ? places.view.right() - across : places.view.left() + across;
  const double row = places.view.top() + (point.y() - places.plot.top()) / places.cell_height;
  Hit hit;
  const auto r = static_cast<std::int64_t>(row), c = static_cast<std::int64_t>(column);
  if (r >= content_.queries.size() || c >= content_.keys.size() || r < 0 || c < 0) return std::nullopt;
  hit.query = content_.queries.position(r);
  hit.key = content_.keys.position(c);
  hit.query_label = content_.queries.label(r);
  hit.key_label = content_.keys.label(c);
  hit.site = content_.site;
  hit.head = content_.head;
  const Extent& e = content_.extent;
  hit.has_value = content_.exact() && r >= e.row0 && r < e.row1 && c >= e.column0 && c < e.column1;
  if (hit.has_value) hit.value = content_.plane.at(r - e.row0, c - e.column0);
  return hit;
}

FigureData MatrixFigure::data() const {
  FigureData data;
  data.kind = content_.kind;
  const Plane& plane = content_.plane;
  data.shape = {plane.rows, plane.columns};
  data.values = plane.values;
  QJsonArray rows, columns;
  const auto label = [this](const Side& side, std::int64_t from, std::int64_t cells, std::int64_t shown, std::int64_t i) {
    const std::int64_t first = from + i * cells / shown, last = from + (i + 1) * cells / shown - 1;
    return content_.exact() ? side.label(first) : QStringLiteral("%1–%2").arg(first).arg(last);
  };
  const Extent& e = content_.extent;
  for (std::int64_t i = 0; i < plane.rows; ++i) rows.append(label(content_.queries, e.row0, e.rows(), plane.rows, i));
  for (std::int64_t i = 0; i < plane.columns; ++i) columns.append(label(content_.keys, e.column0, e.columns(), plane.columns, i));
  data.labels = {{QStringLiteral("rows"), rows}, {QStringLiteral("columns"), columns}};
  data.header.append(content_.query_name);
  for (const QJsonValue& column : columns) data.header.append(column.toString());
  for (std::int64_t r = 0; r < plane.rows; ++r) {
    std::vector<QVariant> line{rows[static_cast<int>(r)].toString()};
    for (std::int64_t c = 0; c < plane.columns; ++c) line.emplace_back(double(plane.at(r, c)));
    data.table.push_back(std::move(line));
  }
  return data;
}

}  // namespace headlight::ui
