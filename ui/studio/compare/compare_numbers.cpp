#include "ui/studio/compare/compare_numbers.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "ui/panels/detection_scene.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"

namespace headlight::ui {

std::vector<Aligned> align(const std::vector<QString>& a, const std::vector<QString>& b) {
  const std::size_t rows = a.size(), columns = b.size();
  std::vector<std::vector<int>> length(rows + 1, std::vector<int>(columns + 1, 0));
  for (std::size_t i = rows; i-- > 0;) {
    for (std::size_t j = columns; j-- > 0;) length[i][j] = a[i] == b[j] ? length[i + 1][j + 1] + 1 : std::max(length[i + 1][j], length[i][j + 1]);
  }
  std::vector<Aligned> out;
  std::size_t i = 0, j = 0;
  while (i < rows || j < columns) {
    if (i < rows && j < columns && a[i] == b[j]) out.push_back({std::int64_t(i++), std::int64_t(j++)});
    else if (j < columns && (i == rows || length[i][j + 1] >= length[i + 1][j])) out.push_back({-1, std::int64_t(j++)});
    else out.push_back({std::int64_t(i++), -1});
  }
  return out;
}

bool is_identity(const std::vector<Aligned>& alignment) {
  return std::ranges::all_of(alignment, [](const Aligned& at) { return at.a == at.b; });
}

Plane spread(const Plane& exact, const std::vector<Aligned>& rows, const std::vector<Aligned>& columns, bool first) {
  Plane out{std::ssize(rows), std::ssize(columns), {}, exact.low, exact.high};
  out.values.reserve(rows.size() * columns.size());
  for (const Aligned& row : rows) {
    for (const Aligned& column : columns) {
      const std::int64_t i = first ? row.a : row.b, j = first ? column.a : column.b;
      out.values.push_back(i < 0 || j < 0 ? std::numeric_limits<float>::quiet_NaN() : exact.at(i, j));
    }
  }
  return out;
}

Plane difference(const Plane& a, const Plane& b) {
  Plane out{a.rows, a.columns, a.values, 0, 0};
  float most = 0;
  for (std::size_t i = 0; i < out.values.size(); ++i) {
    out.values[i] = a.values[i] - b.values[i];
    if (std::isfinite(out.values[i])) most = std::max(most, std::abs(out.values[i]));
  }
  out.low = -most;
  out.high = most;
  return out;
}

namespace {

double row_divergence(const Plane& a, const Plane& b, std::int64_t row) {
  double sum_a = 0, sum_b = 0;
  const auto both = [&](std::int64_t column) { return std::isfinite(a.at(row, column)) && std::isfinite(b.at(row, column)); };
  for (std::int64_t j = 0; j < a.columns; ++j) {
    if (!both(j)) continue;
    sum_a += a.at(row, j);
    sum_b += b.at(row, j);
  }
  if (!(sum_a > 0) || !(sum_b > 0)) return std::numeric_limits<double>::quiet_NaN();
  double bits = 0;
  for (std::int64_t j = 0; j < a.columns; ++j) {
    if (!both(j)) continue;
    const double p = a.at(row, j) / sum_a, q = b.at(row, j) / sum_b, m = (p + q) / 2;
    if (p > 0) bits += p * std::log2(p / m) / 2;
    if (q > 0) bits += q * std::log2(q / m) / 2;
  }
  return bits;
}

}  // namespace

Whole whole_difference(const Plane& a, const Plane& b) {
  double count = 0, sum_a = 0, sum_b = 0, aa = 0, bb = 0, ab = 0, size = 0;
  for (std::size_t i = 0; i < a.values.size(); ++i) {
    const double x = a.values[i], y = b.values[i];
    if (!std::isfinite(x) || !std::isfinite(y)) continue;
    ++count;
    sum_a += x;
    sum_b += y;
    aa += x * x;
    bb += y * y;
    ab += x * y;
    size += std::abs(x - y);
  }
  Whole out;
  if (count == 0) return out;
  out.mean_size = size / count;
  const double spread_a = aa - sum_a * sum_a / count, spread_b = bb - sum_b * sum_b / count;
  if (spread_a > 0 && spread_b > 0) out.correlation = (ab - sum_a * sum_b / count) / std::sqrt(spread_a * spread_b);
  double rows = 0;
  for (std::int64_t row = 0; row < a.rows; ++row) {
    const double bits = row_divergence(a, b, row);
    if (!std::isfinite(bits)) continue;
    out.divergence += bits;
    ++rows;
  }
  if (rows > 0) out.divergence /= rows;
  return out;
}

std::vector<MapChange> changes_of(const HeadsResult& before, const HeadsResult& after, const std::vector<Aligned>& queries, const std::vector<Aligned>& keys,
                                  std::stop_token stop) {
  const bool aligned = !queries.empty() && !keys.empty();
  std::vector<MapChange> out;
  for (const HeadMap& a : before.maps) {
    if (stop.stop_requested()) break;
    const auto b = std::ranges::find_if(after.maps, [&](const HeadMap& other) { return other.layer == a.layer && other.head == a.head; });
    const bool alike = b != after.maps.end() && b->plane.rows == a.plane.rows && b->plane.columns == a.plane.columns;
    if (b == after.maps.end() || (!aligned && !alike)) continue;
    const Whole whole = aligned ? whole_difference(spread(a.plane, queries, keys, true), spread(b->plane, queries, keys, false)) : whole_difference(a.plane, b->plane);
    out.push_back({a.site, a.layer, a.head, whole.divergence});
  }
  return out;
}

std::vector<Pair> most_apart(const Plane& a, const Plane& b, bool in_b, std::size_t most) {
  constexpr double seen = 5e-4;  // of three digits
  std::vector<Pair> all;
  for (std::int64_t i = 0; i < a.rows; ++i) {
    for (std::int64_t j = 0; j < a.columns; ++j) {
      const double x = a.at(i, j), y = b.at(i, j);
      if (std::isfinite(x) && std::isfinite(y) && (in_b ? y - x : x - y) >= seen) all.push_back({i, j, x, y});
    }
  }
  const auto further = [&](const Pair& left, const Pair& right) { return std::abs(left.a - left.b) > std::abs(right.a - right.b); };
  const std::size_t count = std::min(most, all.size());
  std::partial_sort(all.begin(), all.begin() + std::ptrdiff_t(count), all.end(), further);
  all.resize(count);
  return all;
}

std::int64_t same_object(const TraceInfo& from, std::int64_t query, const TraceInfo& to) {
  const auto own = std::ranges::find(from.detections, query, &Detection::query);
  if (own == from.detections.end() || image_size(from, {}) != image_size(to, {})) return -1;
  constexpr double least = 0.5;
  const Detection* there = matching(*own, to, least);
  if (there == nullptr) there = matching(*own, to, least, Alike::any);
  return there == nullptr ? -1 : there->query;
}

std::vector<int> clusters(const std::vector<float>& distances, std::size_t heads, std::size_t groups) {
  std::vector<std::vector<std::size_t>> members(heads);
  for (std::size_t i = 0; i < heads; ++i) members[i] = {i};
  std::vector<std::vector<double>> apart(heads, std::vector<double>(heads, 0));  // between groups
  for (std::size_t i = 0; i < heads; ++i) {
    for (std::size_t j = 0; j < heads; ++j) apart[i][j] = distances[i * heads + j];
  }
  while (members.size() > std::max<std::size_t>(1, groups)) {
    std::size_t a = 0, b = 1;
    for (std::size_t i = 0; i < members.size(); ++i) {
      for (std::size_t j = i + 1; j < members.size(); ++j) {
        if (apart[i][j] < apart[a][b]) a = i, b = j;
      }
    }
    const double left = double(members[a].size()), right = double(members[b].size());
    for (std::size_t i = 0; i < members.size(); ++i) apart[a][i] = apart[i][a] = (apart[a][i] * left + apart[b][i] * right) / (left + right);
    members[a].insert(members[a].end(), members[b].begin(), members[b].end());
    members.erase(members.begin() + std::ptrdiff_t(b));
    apart.erase(apart.begin() + std::ptrdiff_t(b));
    for (auto& row : apart) row.erase(row.begin() + std::ptrdiff_t(b));
  }
  std::ranges::stable_sort(members, std::greater{}, [](const auto& group) { return group.size(); });
  std::vector<int> out(heads, 0);
  for (std::size_t group = 0; group < members.size(); ++group) {
    for (const std::size_t head : members[group]) out[head] = int(group);
  }
  return out;
}

int decimals_of(double small) {
  constexpr int most = 8;
  return small > 1e-8 ? std::clamp(1 - int(std::floor(std::log10(small))), 3, most) : 3;
}

QString divergence_text(double bits) {
  constexpr double rounded = 5e-4, noise = 1e-6;
  const double away = std::min(bits, 1 - bits);
  return format_value(bits, away < rounded && away > noise ? decimals_of(away) : 3);
}

QString told_from(const TraceInfo& run, const TraceInfo& other) {
  QString input = from_utf8(run.input).section(QLatin1Char('/'), run.image_path.empty() ? 0 : -1);
  if (const QString frame = QStringLiteral(" frame %1").arg(run.image_frame); input.endsWith(frame)) input.chop(frame.size());  // it is said below
  const bool same_model = run.model.path == other.model.path;
  QStringList parts;
  if (!same_model) parts += from_utf8(run.model.name);
  const bool one_input = run.input == other.input && run.image_frame == other.image_frame;
  const QString written = same_model && one_input && run.text != other.text ? from_utf8(run.text) : QString();
  if (!written.isEmpty()) parts += written;
  else if (same_model || run.input != other.input) parts += input;
  if (run.image_frame >= 0 && run.image_frame != other.image_frame) parts += QCoreApplication::translate("Compare", "frame %1").arg(run.image_frame);
  return parts.join(QStringLiteral(": "));
}

}  // namespace headlight::ui
