#include <algorithm>
#include <cmath>

#include "ui/figures/figure_words.h"
#include "ui/figures/matrix_text.h"
#include "ui/figures/word_key.h"

namespace headlight::ui {
namespace {

constexpr double kLabelled = 1.09;   // least cell for one label each, in label sizes
constexpr double kSmallest = 0.78;   // the same on paper, where labels shrink to it (5.5 pt)
constexpr double kUpright = 1.35;    // from here top labels lie at 45° on paper, below at 60°
constexpr double kApart = 1.75, kNear = 1.4;  // on screens, where labels do not shrink: from here at 45°, at 60°, below at 75°
constexpr double kFullHeight = 1.14;  // room of a label whose letters fill the type size, in those of Latin ones
constexpr double kLevel = 0.94;       // part of a cell up to which top labels lie level
constexpr double kMatrixLayoutLongest = 12;      // longest label shown, in label sizes
constexpr double kMostLabels = 500;  // more visible cells never have a label each
constexpr double kMatrixLayoutLargest = 5.8;     // largest cell (64 px)
constexpr double kLargestZoomed = 14.5;             // of a part that somebody looks at closely: it fills the panel
constexpr double kLargestPaper = 6;
constexpr double kLeastPlot = 9;     // least width of the map of a narrow figure, in label sizes

double largest_cell(const FigureStyle& style) { return style.label * (style.paper ? kLargestPaper : style.viewport.isEmpty() ? kMatrixLayoutLargest : kLargestZoomed); }

// Scripts whose letters fill the type size need more room between turned labels than Latin ones.
bool is_full_height(const QString& text) {
  return std::any_of(text.begin(), text.end(), [](QChar letter) {
    const QChar::Script script = letter.script();
    return script == QChar::Script_Hangul || script == QChar::Script_Han || script == QChar::Script_Hiragana ||
           script == QChar::Script_Katakana || letter.isSurrogate();
  });
}

// Of the labels over the columns, in type sizes.
double label_height(const Side& keys, double from, double to) {
  const auto first = std::max<std::int64_t>(0, std::int64_t(std::floor(from)));
  const auto last = std::min(keys.size(), std::int64_t(std::ceil(to)));
  const bool full = last - first <= std::int64_t(kMostLabels) && std::any_of(keys.labels.begin() + first, keys.labels.begin() + std::max(first, last), is_full_height);
  return full ? kFullHeight : 1;
}

double widest(const Side& side, const Face& face, std::int64_t from, std::int64_t to) {
  double width = 0;
  for (std::int64_t i = from; i < to; ++i) width = std::max(width, face.width(side.label(i)));
  return width;
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
  double width = 0;  // of the figure; 0: free

  [[nodiscard]] bool labels_fit(double cell) const { return cell >= style.label * (style.paper ? kSmallest : kLabelled); }

  // As large as the cells let them be.
  [[nodiscard]] double label_size(const MatrixLayout& out) const {
    if (!style.paper) return style.label;
    const double across = out.column_labels ? out.cell_width / label_height(content.keys, view.left(), view.right()) : style.label, down = out.row_labels ? out.cell_height : style.label;
    return std::clamp(std::min(across, down), style.label * kSmallest, style.label);
  }

  [[nodiscard]] double side_room(const Side& side, bool labelled, double size, double from, double to) const {
    const Face face(size, 600);
    if (!labelled) return style.tick_face().width(widest_tick(side)) + style.gap;
    const auto first = static_cast<std::int64_t>(std::floor(from)), last = static_cast<std::int64_t>(std::ceil(to));
    return std::min(widest(side, face, first, std::min(last, side.size())), kMatrixLayoutLongest * style.label);
  }

  [[nodiscard]] double corner_room() const {
    const Face face = style.tick_face();
    return std::max(face.width(shown_word(content.query_name) + QStringLiteral(" ↓")),
                    face.width(shown_word(content.key_name) + QStringLiteral(" →")));
  }

  // How far the top labels reach past the plot's right edge.
  [[nodiscard]] double overhang(const MatrixLayout& out) const {
    if (!out.column_labels || out.slant <= 0) return 0;
    const Face face(out.label_size, 600);
    const auto first = static_cast<std::int64_t>(view.left()),
               last = std::min(content.keys.size(), static_cast<std::int64_t>(std::ceil(view.right())));
    double most = 0;
    for (std::int64_t i = first; i < last; ++i) {
      const double from_right = content.keys.right_to_left ? double(i) - view.left() : view.right() - double(i) - 1;
      const double length = std::min(face.width(content.keys.label(i)), out.top_room);
      most = std::max(most,
                      std::cos(radians(out.slant)) * length + style.label * 0.4 - (from_right + 0.5) * out.cell_width);
    }
    return most;
  }

  // From the plot to the colour bar: its name stands right of what the last top labels reach at its height.
  [[nodiscard]] double bar_distance(const MatrixLayout& out) const {
    const double reach = overhang(out);
    if (reach <= 0) return style.gap * 3;
    const double lean = largest_bar(colour_bar_head) / std::tan(radians(out.slant)) + style.label * 0.9 - out.cell_width / 2;
    return std::max(style.gap * 3, std::min(reach, lean) + style.gap);
  }

  // A length of the colour bar, the largest of all figures in the row.
  [[nodiscard]] double largest_bar(double (*length)(const Scale&, const FigureStyle&)) const {
    return ui::largest_bar(length, content.scale, content.beside, style);
  }

  // The flattest at which labels lie clear of each other.
  [[nodiscard]] double slant(const MatrixLayout& out) const {
    const double cell = out.cell_width / (style.label * label_height(content.keys, view.left(), view.right()));
    if (style.paper) return cell >= kUpright ? 45 : 60;
    return cell >= kApart ? 45 : cell >= kNear ? 60 : 75;
  }

  void fill(MatrixLayout& out, Margins& margins) const {
    out.label_size = label_size(out);
    out.label_room = side_room(content.queries, out.row_labels, out.label_size, view.top(), view.bottom());
    out.top_room = side_room(content.keys, out.column_labels, out.label_size, view.left(), view.right());
    const bool level = style.paper && out.column_labels && out.top_room <= out.cell_width * kLevel;
    out.slant = level ? 0 : slant(out);
    margins.left = std::max(out.label_room, corner_room()) + style.gap * 1.5;
    const double lean = std::sin(radians(out.slant)) * out.top_room + style.label * 0.5;
    margins.top = title_height(content.title, style, width) + style.gap * 1.5 +
                  std::max({out.column_labels ? lean : 0, style.tick * (has_ruler(out) ? 3.7 : 2.4),
                            largest_bar(colour_bar_head)});
    margins.right = std::max(bar_distance(out) + largest_bar(colour_bar_width), overhang(out));
    margins.bottom = style.tick * 0.6;
  }
};

double foot_height(const MatrixContent& content, const MatrixLayout& layout, const FigureStyle& style, double width) {
  const bool line = style.paper && !selection_line(content, style).isEmpty();
  const double notes = lines_height(below(content, style, width), style.label_face());
  const double key = word_key(content, layout, style, width).height;
  return (line ? style.label * 1.35 + style.gap : 0) + (key > 0 ? key + style.gap : 0) + (notes > 0 ? notes + style.gap : 0);
}

// Square cells where both sides are of like length; else each side fills its room. On paper the width is what was asked
// for: cells are never taller than wide, and wider than tall where square ones would be too large.
void choose_cells(MatrixLayout& out, const FigureStyle& style, double width, double height) {
  const double most = largest_cell(style), across = width / out.view.width(), down = height / out.view.height();
  const double square = std::min(across, down), ratio = out.view.width() / out.view.height();
  const bool alike = ratio > 0.25 && ratio < 4;
  out.cell_width = style.paper ? across : std::min(alike ? square : across, most);
  out.cell_height = std::min(alike || style.paper ? square : down, most);
}

Viewport whole(const MatrixContent& content, const Viewport& asked) {
  const Extent& e = content.extent;
  const QRectF all(double(e.column0), double(e.row0), double(std::max<std::int64_t>(1, e.columns())),
                   double(std::max<std::int64_t>(1, e.rows())));
  const QRectF cut = asked.isEmpty()
                         ? QRectF()
                         : asked.intersected(QRectF(0, 0, double(content.keys.size()), double(content.queries.size())));
  return cut.isEmpty() ? all : cut;
}

}  // namespace

MatrixLayout MatrixFigure::layout(const QRectF& rect, const FigureStyle& style) const {
  MatrixLayout out;
  out.view = whole(content_, style.viewport);
  out.mirrored = content_.keys.right_to_left;
  const Planner planner{content_, style, out.view, rect.width()};
  Margins margins;
  out.row_labels = out.view.height() <= kMostLabels;
  out.column_labels = out.view.width() <= kMostLabels;
  out.cell_width = out.cell_height = style.label;
  double foot = 0;
  // Labels need room that cells then lack: settled after a few rounds, from labels down to rulers only.
  for (int round = 0; round < 3; ++round) {
    planner.fill(out, margins);
    foot = foot_height(content_, out, style, rect.width());
    choose_cells(out, style, std::max(1.0, rect.width() - margins.left - margins.right),
                 std::max(1.0, rect.height() - margins.top - margins.bottom - foot));
    out.row_labels = out.row_labels && planner.labels_fit(out.cell_height);
    out.column_labels = out.column_labels && planner.labels_fit(out.cell_width);
  }
  planner.fill(out, margins);
  const QSizeF size(out.cell_width * out.view.width(), out.cell_height * out.view.height());
  const double spare = style.paper ? 0 : std::max(0.0, rect.width() - margins.left - margins.right - size.width()) / 2;
  out.plot = QRectF(QPointF(rect.left() + margins.left + spare, rect.top() + margins.top), size);
  const double least = colour_bar_head(content_.scale, style) + style.tick * 3;
  const double height = std::max(out.plot.height(), std::min(least, rect.bottom() - foot - out.plot.top()));
  out.bar = QRectF(out.plot.right() + planner.bar_distance(out), out.plot.top(), colour_bar_thickness(style), height);
  return out;
}

double MatrixFigure::least_width(const FigureStyle& style) const {
  const double columns = whole(content_, style.viewport).width();
  const double plot = std::min(columns * kLabelled, kLeastPlot) * style.label;
  return least_fitting(style.label * 8, style.label * 70, [&](double width) {
    const MatrixLayout places = layout(QRectF(0, 0, width, 1e4), style);
    const double bar = places.bar.left() + colour_bar_width(content_.scale, style);
    return places.plot.width() >= plot && bar <= width + 0.5;
  });
}

QSizeF MatrixFigure::natural_size(const FigureStyle& style, double width) const {
  const Viewport view = whole(content_, style.viewport);
  const double cell = style.label * (style.paper ? 1.17 * label_height(content_.keys, view.left(), view.right()) : 2.5);
  const bool many = view.width() > 80 || view.height() > 80;
  MatrixLayout out;
  out.view = view;
  out.row_labels = out.column_labels = !many;
  out.cell_width = out.cell_height = many ? style.label * 40 / std::max(view.width(), view.height()) : cell;
  Margins margins;
  const Planner planner{content_, style, view, std::max(0.0, width)};
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
  const double plot = std::max(out.cell_height * view.height(), colour_bar_head(content_.scale, style) + style.tick * 3);
  return {used, margins.top + plot + margins.bottom + foot_height(content_, out, style, used)};
}

}  // namespace headlight::ui
