#include "ui/figures/word_key.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "ui/figures/figure_words.h"

namespace headlight::ui {
namespace {

constexpr double kType = 0.9;         // size of the words, in tick sizes
constexpr double kLine = 1.32;        // of that size
constexpr double kWordKeyLongest = 13;       // longest word shown, in its own size
constexpr double kWordKeyTallest = 0.62;     // of the figure's width that a list may be high
constexpr double kHeading = 1.3;      // a line of a heading, in label sizes
constexpr int kMostColumns = 40;

Face face_of(const FigureStyle& style) { return style.face(style.tick * kType); }

// Entries of one side that a map shows.
struct Range {
  std::int64_t first = 0, end = 0;
  [[nodiscard]] std::int64_t count() const { return end - first; }
};

Range range_of(const Side& side, double from, double to) {
  return {std::max<std::int64_t>(0, static_cast<std::int64_t>(std::floor(from))),
          std::min(side.size(), static_cast<std::int64_t>(std::ceil(to)))};
}

// The largest value in every row or column of the plane, for each entry that it covers.
std::vector<float> largest(const MatrixContent& content, bool rows, std::int64_t size) {
  std::vector<float> values(static_cast<std::size_t>(size), -std::numeric_limits<float>::infinity());
  const Plane& plane = content.plane;
  const Extent& e = content.extent;
  const std::int64_t from = rows ? e.row0 : e.column0, cells = rows ? e.rows() : e.columns();
  const std::int64_t shown = rows ? plane.rows : plane.columns;
  std::vector<float> lines(static_cast<std::size_t>(shown), -std::numeric_limits<float>::infinity());
  for (std::int64_t r = 0; r < plane.rows; ++r) {
    for (std::int64_t c = 0; c < plane.columns; ++c) {
      float& line = lines[static_cast<std::size_t>(rows ? r : c)];
      if (std::isfinite(plane.at(r, c))) line = std::max(line, plane.at(r, c));
    }
  }
  for (std::int64_t i = 0; i < cells && from + i < size; ++i)
    values[static_cast<std::size_t>(from + i)] = lines[static_cast<std::size_t>(i * shown / cells)];
  return values;
}

// `count` entries of the range by falling value, in the side's order.
std::vector<std::int64_t> strongest(Range range, const std::vector<float>& values, std::int64_t count) {
  std::vector<std::int64_t> entries(static_cast<std::size_t>(range.count()));
  std::iota(entries.begin(), entries.end(), range.first);
  if (count >= range.count()) return entries;
  std::stable_sort(entries.begin(), entries.end(), [&](auto a, auto b) {
    return values[static_cast<std::size_t>(a)] > values[static_cast<std::size_t>(b)];
  });
  entries.resize(static_cast<std::size_t>(count));
  std::sort(entries.begin(), entries.end());
  return entries;
}

// Lists entries in columns as wide as their widest word.
class Columns {
 public:
  Columns(const Side& side, const FigureStyle& style, double width)
      : side_(side), face_(face_of(style)), line_(face_.size() * kLine), width_(width) {}

  // The fewest lines in which the entries fit.
  std::vector<KeyEntry> place(const std::vector<std::int64_t>& entries) {
    measure(entries);
    const auto count = static_cast<std::int64_t>(entries.size());
    for (std::int64_t columns = std::min<std::int64_t>(count, kMostColumns); columns > 0; --columns) {
      lines = (count + columns - 1) / columns;
      const auto placed = try_lines(entries);
      if (!placed.empty()) return placed;
    }
    return {};
  }

  std::int64_t lines = 0;  // of the last placement

 private:
  void measure(const std::vector<std::int64_t>& entries) {
    words_.clear();
    for (const auto entry : entries) words_.push_back(std::min(face_.width(side_.label(entry)), kWordKeyLongest * face_.size()));
  }

  // Empty where they are wider than the figure; a single column always fits.
  [[nodiscard]] std::vector<KeyEntry> try_lines(const std::vector<std::int64_t>& entries) const {
    std::vector<KeyEntry> placed;
    const auto count = static_cast<std::int64_t>(entries.size());
    double left = 0;
    for (std::int64_t first = 0; first < count; first += lines) {
      const std::int64_t last = std::min(count, first + lines) - 1;
      const double number = face_.width(format_count(entries[static_cast<std::size_t>(last)]));
      double widest = 0;
      for (std::int64_t i = first; i <= last; ++i) widest = std::max(widest, words_[static_cast<std::size_t>(i)]);
      const double word = left + number + face_.size() * 0.45;
      if (word + widest > width_ && first > 0) return {};
      for (std::int64_t i = first; i <= last; ++i) {
        const double base = (double(i - first) + 0.78) * line_;
        placed.push_back({entries[static_cast<std::size_t>(i)], {left + number, base}, {word, base}});
      }
      left = word + widest + face_.size() * 1.3;
    }
    return placed;
  }

  const Side& side_;
  Face face_;
  double line_, width_;
  std::vector<double> words_;
};

QString heading_of(const QString& name, std::int64_t listed, std::int64_t all) {
  if (listed == all) return name;
  return FigureWords::tr("%1: the %2 with the largest values, %3 more are not listed")
      .arg(name, format_count(listed), format_count(all - listed));
}

struct Builder {
  const FigureStyle& style;
  WordKey key;

  void add(const Side& side, Range range, const std::vector<float>& values, const QString& name) {
    const Face face = face_of(style);
    const double line = face.size() * kLine;
    const auto most = std::max<std::int64_t>(4, static_cast<std::int64_t>(kWordKeyTallest * key.width / line));
    Columns columns(side, style, key.width);
    std::int64_t count = std::min(range.count(), most * kMostColumns);
    auto placed = columns.place(strongest(range, values, count));
    while (columns.lines > most && count > 1) {
      count = std::min(count - 1, std::max<std::int64_t>(1, count * most / columns.lines));
      placed = columns.place(strongest(range, values, count));
    }
    const QStringList heading = wrapped(heading_of(name, count, range.count()), style.tick_face(), key.width);
    const double top = key.height + style.gap + style.label * kHeading * double(heading.size());
    key.lists.push_back({heading, &side, top, std::move(placed)});
    key.height = top + double(columns.lines) * line;
  }
};

QString name_of(const QString& side, const char* arrow) { return shown_word(side) + QLatin1Char(' ') + QString::fromUtf8(arrow); }

}  // namespace

WordKey word_key(const MatrixContent& content, const MatrixLayout& layout, const FigureStyle& style, double width) {
  Builder builder{style, {{}, width, 0}};
  if (!style.paper || width <= 0) return {};
  const auto wanted = [](const Side& side, bool labelled) { return !labelled && side.kind == AxisKind::tokens; };
  const bool rows = wanted(content.queries, layout.row_labels), columns = wanted(content.keys, layout.column_labels);
  const Range row_range = range_of(content.queries, layout.view.top(), layout.view.bottom()),
              column_range = range_of(content.keys, layout.view.left(), layout.view.right());
  if (rows && columns && content.queries.labels == content.keys.labels && row_range.first == column_range.first &&
      row_range.end == column_range.end) {
    const bool words = content.keys.merged;
    builder.add(content.keys, column_range, largest(content, false, content.keys.size()),
                words ? FigureWords::tr("Words by their numbers") : FigureWords::tr("Tokens by their numbers"));
    return builder.key;
  }
  if (rows)
    builder.add(content.queries, row_range, largest(content, true, content.queries.size()), name_of(content.query_name, "↓"));
  if (columns)
    builder.add(content.keys, column_range, largest(content, false, content.keys.size()),
                name_of(content.key_name, content.keys.right_to_left ? "←" : "→"));
  return builder.key;
}

void WordKey::draw(QPainter& painter, QPointF top_left, const FigureStyle& style) const {
  const Face face = face_of(style);
  for (const KeyList& list : lists) {
    const bool mirrored = list.side->right_to_left;
    const auto at = [&](QPointF place) {
      return top_left + QPointF(mirrored ? width - place.x() : place.x(), list.top + place.y());
    };
    painter.setPen(style.second);
    double base = -style.label * (kHeading * double(list.heading.size() - 1) + 0.35);
    for (const QString& line : list.heading) {
      style.tick_face().draw(painter, at({0, base}), line, mirrored ? Anchor::end : Anchor::start);
      base += style.label * kHeading;
    }
    for (const KeyEntry& entry : list.entries) {
      const QString number = format_count(entry.index);
      const QPointF outer = entry.number - QPointF(mirrored ? face.width(number) : 0, 0);
      painter.setPen(style.second);
      face.draw(painter, at(outer), number, Anchor::end);
      painter.setPen(list.side->special[static_cast<std::size_t>(entry.index)] != 0 ? style.second : style.ink);
      const QString word = face.elided(list.side->label(entry.index), kWordKeyLongest * face.size() + 0.1);
      face.draw(painter, at(entry.word), word, mirrored ? Anchor::end : Anchor::start);
    }
  }
}

}  // namespace headlight::ui
