#include "ui/figures/causal.h"

#include <functional>

namespace headlight::ui {

namespace {

using Position = std::function<std::int64_t(int)>;

// Keys rise from pixel to pixel and so do queries: what is unseen is the end of a row.
std::vector<int> seen(const CausalMask& mask, QSize pixels, const Position& last_query, const Position& first_key) {
  std::vector<int> counts;
  for (int y = 0; y < pixels.height(); ++y) {
    int count = pixels.width();
    while (count > 0 && mask.hides(last_query(y), first_key(count - 1))) --count;
    counts.push_back(count);
  }
  return counts;
}

// First of those of `count` entries that pixel `at` of `pixels` stands for.
std::int64_t first_of(std::int64_t at, std::int64_t pixels, std::int64_t count) { return at * count / pixels; }
std::int64_t last_of(std::int64_t at, std::int64_t pixels, std::int64_t count) {
  return std::max(first_of(at, pixels, count), first_of(at + 1, pixels, count) - 1);
}

const Axis* axis_of(const TraceInfo& trace, int id) {
  for (const Axis& axis : trace.axes) {
    if (axis.id == id) return &axis;
  }
  return nullptr;
}

}  // namespace

CausalMask causal_mask(const TraceInfo& trace, const SiteInfo& site) {
  const Axis *queries = axis_of(trace, site.query_axis), *keys = axis_of(trace, site.key_axis);
  if (!site.causal || queries == nullptr || keys == nullptr) return {};
  return {true, queries->size(), keys->size()};
}

std::vector<int> seen_columns(const CausalMask& mask, QSize pixels) {
  return seen(mask, pixels, [&](int y) { return last_of(y, pixels.height(), mask.queries); },
              [&](int x) { return first_of(x, pixels.width(), mask.keys); });
}

std::vector<int> seen_columns(const CausalMask& mask, QSize pixels, const Extent& extent, const Side& queries, const Side& keys) {
  const auto last_query = [&](int y) {
    return queries.positions[std::size_t(std::min(queries.size() - 1, extent.row0 + last_of(y, pixels.height(), extent.rows())))].back();
  };
  const auto first_key = [&](int x) {
    return keys.positions[std::size_t(std::min(keys.size() - 1, extent.column0 + first_of(x, pixels.width(), extent.columns())))].front();
  };
  return seen(mask, pixels, last_query, first_key);
}

void clear_unseen(QImage& image, const std::vector<int>& seen, bool mirrored) {
  for (int y = 0; y < std::min<int>(image.height(), int(seen.size())); ++y) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
    for (int x = seen[std::size_t(y)]; x < image.width(); ++x) line[mirrored ? image.width() - 1 - x : x] = qRgba(0, 0, 0, 0);
  }
}

}  // namespace headlight::ui
