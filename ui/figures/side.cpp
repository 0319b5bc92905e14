#include "ui/figures/side.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headlight::ui {
namespace {

bool looks_special(const QString& token) {
  return token.size() > 2 && ((token.startsWith(QLatin1Char('<')) && token.endsWith(QLatin1Char('>'))) ||
                              (token.startsWith(QLatin1Char('[')) && token.endsWith(QLatin1Char(']'))));
}

// The texts that offsets count in.
struct Texts {
  std::u32string first, second;
  explicit Texts(const Axis& axis)
      : first(QString::fromStdString(axis.text).toStdU32String()), second(QString::fromStdString(axis.pair).toStdU32String()) {}
  [[nodiscard]] const std::u32string& of(const Axis& axis, std::size_t position) const {
    return position < axis.sequence.size() && axis.sequence[position] == 1 ? second : first;
  }
};

// Axis by position, with what decoder rows write in place of what they read when asked.
struct Reader {
  const Axis& axis;
  bool written;
  Texts texts{axis};

  [[nodiscard]] std::int64_t source(std::int64_t i) const { return written ? i + 1 : i; }
  [[nodiscard]] bool known(std::int64_t i) const {
    const auto at = static_cast<std::size_t>(source(i));
    return !written || (at < axis.labels.size() && axis.labels[at] == axis.writes[static_cast<std::size_t>(i)]);
  }
  [[nodiscard]] QString label(std::int64_t i) const {
    if (known(i)) return QString::fromStdString(axis.label(source(i)));
    return QString::fromStdString(axis.written(i));
  }
  [[nodiscard]] bool special(std::int64_t i) const {
    if (axis.kind == AxisKind::patches) return !axis.is_cell(i);
    const auto at = static_cast<std::size_t>(source(i));
    if (!known(i)) return looks_special(QString::fromStdString(axis.writes[static_cast<std::size_t>(i)]));
    return at < axis.special.size() && axis.special[at] != 0;
  }
  template <typename T>
  [[nodiscard]] T field(const std::vector<T>& values, std::int64_t i, T otherwise) const {
    const auto at = static_cast<std::size_t>(source(i));
    return known(i) && at < values.size() ? values[at] : otherwise;
  }
};

// The text that tokens `first`…`last` cover; empty when it is not known.
QString covered_text(const Axis& axis, const Texts& texts, std::int64_t first, std::int64_t last) {
  const auto from = static_cast<std::size_t>(first), to = static_cast<std::size_t>(last);
  if (to >= axis.offsets.size()) return {};
  const std::u32string& text = texts.of(axis, to);
  const auto begin = axis.offsets[from][0];
  auto end = axis.offsets[to][1];
  if (begin < 0 || end <= begin || end > static_cast<std::int64_t>(text.size())) return {};
  while (end < static_cast<std::int64_t>(text.size()) && is_style_mark(text[static_cast<std::size_t>(end)])) ++end;
  return QString::fromStdU32String(text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)))
      .trimmed();
}

QString joined(const Reader& reader, const std::vector<std::int64_t>& parts) {
  const QString text = reader.known(parts.back())
                           ? covered_text(reader.axis, reader.texts, reader.source(parts.front()), reader.source(parts.back()))
                           : QString();
  if (!text.isEmpty()) return text;
  QString word;
  for (const std::int64_t part : parts) {
    QString piece = reader.label(part);
    if (!word.isEmpty() && piece.startsWith(QStringLiteral("##"))) piece.remove(0, 2);
    word += piece;
  }
  return word;
}

// A token's label, with the marks after it that make it an emoji: normalisers drop them.
QString styled(const Reader& reader, std::int64_t position) {
  QString label = reader.label(position);
  const auto at = static_cast<std::size_t>(reader.source(position));
  if (!reader.known(position) || at >= reader.axis.offsets.size() || label.isEmpty() || is_style_mark(label.back().unicode())) return label;
  const std::u32string& text = reader.texts.of(reader.axis, at);
  const auto begin = reader.axis.offsets[at][0], end = reader.axis.offsets[at][1];
  if (end <= begin) return label;
  for (auto next = end; next < std::int64_t(text.size()) && is_style_mark(text[std::size_t(next)]); ++next)
    label += QString::fromStdU32String(text.substr(std::size_t(next), 1));
  return label;
}

bool same_word(const Reader& reader, std::int64_t a, std::int64_t b) {
  const auto word = reader.field(reader.axis.words, a, std::int64_t{-1});
  return word >= 0 && word == reader.field(reader.axis.words, b, std::int64_t{-1}) &&
         reader.field(reader.axis.sequence, a, std::int64_t{0}) ==
             reader.field(reader.axis.sequence, b, std::int64_t{0});
}

void drop(Side& side, const Reader& reader, std::int64_t position) {
  side.dropped.push_back(position);
  const QString label = reader.label(position);
  if (std::find(side.dropped_labels.begin(), side.dropped_labels.end(), label) == side.dropped_labels.end()) {
    side.dropped_labels.push_back(label);
  }
}

// Object queries of one class are told apart by their numbers.
QString numbered(const Axis& axis, std::int64_t position, const QString& label) {
  const QString number = QString::number(position);
  return axis.kind != AxisKind::queries || label == number ? label : QStringLiteral("#%1 %2").arg(number, label);
}

QString sample_text(const Axis& axis, const Side& side) {
  if (!axis.text.empty()) return QString::fromStdString(axis.text.substr(0, 4000));
  QString text;
  for (std::size_t i = 0; i < side.labels.size() && text.size() < 1000; ++i) {
    if (side.special[i] == 0) text += side.labels[i] + QLatin1Char(' ');
  }
  return text;
}

}  // namespace

std::int64_t Side::find(std::int64_t wanted) const {
  if (wanted < 0) return -1;
  if (kind == AxisKind::queries) {  // in the order of the detections
    const auto at = std::ranges::find_if(positions, [wanted](const auto& entry) { return std::ranges::find(entry, wanted) != entry.end(); });
    return at == positions.end() ? -1 : at - positions.begin();
  }
  const auto after = std::upper_bound(positions.begin(), positions.end(), wanted,
                                      [](std::int64_t p, const auto& entry) { return p < entry.front(); });
  if (after == positions.begin()) return -1;
  const auto& entry = *std::prev(after);
  return std::find(entry.begin(), entry.end(), wanted) == entry.end() ? -1 : std::prev(after) - positions.begin();
}

std::int64_t Side::position(std::int64_t index) const {
  return index < 0 || index >= size() ? -1 : positions[static_cast<std::size_t>(index)].front();
}

QString Side::label(std::int64_t index) const {
  return index < 0 || index >= size() ? QString() : labels[static_cast<std::size_t>(index)];
}

bool is_style_mark(char32_t c) { return c == 0xFE0E || c == 0xFE0F || c == 0x20E3; }

bool reads_right_to_left(const QString& text) {
  for (const char32_t letter : text.toStdU32String()) {
    const QChar::Direction direction = QChar::direction(letter);
    if (direction == QChar::DirR || direction == QChar::DirAL) return true;
    if (direction == QChar::DirL) return false;
  }
  return false;
}

QString isolated(const QString& label) {
  return reads_right_to_left(label) ? QChar(0x200E) + (QChar(0x2068) + label + QChar(0x2069)) + QChar(0x200E) : label;
}

QString quoted_sign(const QString& label) {
  const bool sign = !label.isEmpty() && label != QStringLiteral("…") && std::ranges::all_of(label, [](QChar letter) { return letter.isPunct(); });
  return sign ? QStringLiteral("“%1”").arg(label) : label;
}

QString pair_text(const QString& query, const QString& key) { return isolated(quoted_sign(query)) + QStringLiteral(" → ") + isolated(quoted_sign(key)); }

Side side_of(const Axis& axis, const SideOptions& options) {
  Side side;
  side.kind = axis.kind;
  side.leading = axis.leading;
  side.grid = axis.grid;
  const bool written = options.written && static_cast<std::int64_t>(axis.writes.size()) == axis.size();
  const Reader reader{axis, written};
  for (std::int64_t i = 0; i < axis.size(); ++i) {
    if (options.drop_special && reader.special(i)) {
      drop(side, reader, i);
      continue;
    }
    const bool joins = options.merge_words && !side.positions.empty() && side.positions.back().back() == i - 1 &&
                       same_word(reader, i - 1, i);
    if (!joins) {
      side.positions.push_back({});
      side.special.push_back(reader.special(i) ? 1 : 0);
    }
    side.positions.back().push_back(i);
    side.merged = side.merged || joins;
  }
  for (const auto& parts : side.positions) {
    const bool word = options.merge_words && axis.kind == AxisKind::tokens && !reader.special(parts.front());
    side.labels.push_back(word ? joined(reader, parts) : numbered(axis, parts.front(), axis.kind == AxisKind::tokens ? styled(reader, parts.front()) : reader.label(parts.front())));
  }
  side.right_to_left = axis.kind == AxisKind::tokens && reads_right_to_left(sample_text(axis, side));
  return side;
}

namespace {

using Joining = double (*)(const Plane&, std::int64_t row, const std::vector<std::int64_t>& columns);

double sum_of(const Plane& plane, std::int64_t row, const std::vector<std::int64_t>& columns) {
  double sum = 0;
  for (const auto column : columns) sum += plane.at(row, column);
  return sum;
}

double log_sum_exp(const Plane& plane, std::int64_t row, const std::vector<std::int64_t>& columns) {
  double most = -INFINITY, sum = 0;
  for (const auto column : columns) most = std::max<double>(most, plane.at(row, column));
  if (!std::isfinite(most)) return most;
  for (const auto column : columns) sum += std::exp(plane.at(row, column) - most);
  return most + std::log(sum);
}

// A word's value as a key by `joined`, as a query the mean over its tokens that see the key at all.
Plane joined_plane(const Plane& exact, const Side& queries, const Side& keys, Joining joined) {
  Plane out;
  out.rows = queries.size();
  out.columns = keys.size();
  out.values.reserve(static_cast<std::size_t>(out.rows * out.columns));
  for (const auto& rows : queries.positions) {
    for (const auto& columns : keys.positions) {
      double sum = 0, seen = 0;
      for (const auto row : rows) {
        const double value = joined(exact, row, columns);
        if (!std::isfinite(value)) continue;
        sum += value;
        seen += 1;
      }
      out.values.push_back(seen > 0 ? static_cast<float>(sum / seen) : -std::numeric_limits<float>::infinity());
    }
  }
  find_range(out);
  return out;
}

}  // namespace

Plane merged(const Plane& exact, const Side& queries, const Side& keys) { return joined_plane(exact, queries, keys, sum_of); }

Plane merged_scores(const Plane& exact, const Side& queries, const Side& keys) {
  return joined_plane(exact, queries, keys, log_sum_exp);
}

double dropped_weight(const Plane& exact, const Side& queries, const Side& keys, std::int64_t query) {
  double sum = 0, rows = 0;
  for (std::int64_t entry = 0; entry < queries.size(); ++entry) {
    if (query >= 0 && entry != query) continue;
    for (const auto row : queries.positions[static_cast<std::size_t>(entry)]) {
      for (const auto key : keys.dropped) sum += exact.at(row, key);
      rows += 1;
    }
  }
  return rows > 0 ? sum / rows : 0;
}

void find_range(Plane& plane) {
  float low = std::numeric_limits<float>::max(), high = std::numeric_limits<float>::lowest();
  for (const float value : plane.values) {
    if (!std::isfinite(value)) continue;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  plane.low = low <= high ? low : 0;
  plane.high = low <= high ? high : 0;
}

}  // namespace headlight::ui
