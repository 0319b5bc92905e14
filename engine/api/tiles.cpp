#include "engine/api/tiles.h"

#include <algorithm>
#include <cmath>

namespace headlight {
namespace {

constexpr double same_by_union = 0.5, same_by_smaller = 0.7;
constexpr double at_border = 2;  // pixels between a box and the border that cut it

struct TileSpan {
  double begin = 0, end = 0;
};

std::int64_t spans_along(std::int64_t size, std::int64_t tile, std::int64_t overlap) {
  if (size <= tile) return 1;
  const auto step = tile - overlap;
  return (size - overlap + step - 1) / step;
}

std::vector<TileSpan> tile_spans(double begin, double end, std::int64_t tile, std::int64_t overlap) {
  const auto size = std::llround(end - begin);
  const auto count = spans_along(size, tile, overlap);
  if (count == 1) return {{begin, end}};
  std::vector<TileSpan> out;
  for (std::int64_t i = 0; i < count; ++i) {
    const auto at = begin + std::round(static_cast<double>((size - tile) * i) / static_cast<double>(count - 1));
    out.push_back({at, at + static_cast<double>(tile)});
  }
  return out;
}

double area(const Box& box) { return std::max(0.0, box.x1 - box.x0) * std::max(0.0, box.y1 - box.y0); }

bool same_object(const Box& a, const Box& b) {
  const double shared = area({std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)});
  const double smaller = std::min(area(a), area(b)), both = area(a) + area(b) - shared;
  return shared > 0 && (shared > same_by_union * both || shared > same_by_smaller * smaller);
}

// Whether a border of the region that is none of the field's cuts the box.
bool is_cut(const Box& box, const TileRegion& region, const TileRegion& field) {
  return (region[0] > field[0] && box.x0 < region[0] + at_border) ||
         (region[1] > field[1] && box.y0 < region[1] + at_border) ||
         (region[2] < field[2] && box.x1 > region[2] - at_border) ||
         (region[3] < field[3] && box.y1 > region[3] - at_border);
}

struct Candidate {
  TiledRun::Found found;
  bool cut = false;
};

std::vector<Candidate> candidates(const std::vector<TiledRun::Part>& parts, const TileRegion& field) {
  std::vector<Candidate> out;
  for (std::size_t i = 0; i < parts.size(); ++i)
    for (const auto& detection : parts[i].trace->detections)
      out.push_back({{i, detection}, is_cut(detection.box, parts[i].region, field)});
  std::stable_sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) {
    return a.cut != b.cut ? !a.cut : a.found.detection.score > b.found.detection.score;
  });
  return out;
}

}  // namespace

Result<std::vector<TileRegion>> tiles_of(const TileRegion& field, std::int64_t tile, std::int64_t overlap) {
  if (tile < 16 || overlap < 0 || overlap > tile / 2)
    return usage("wrong grid of tiles", "tiles", std::to_string(tile) + ':' + std::to_string(overlap),
                 "at least 16 pixels a side, and an overlap of at most half of it");
  const auto count = spans_along(std::llround(field[2] - field[0]), tile, overlap) *
                     spans_along(std::llround(field[3] - field[1]), tile, overlap);
  if (count > most_tiles)
    return usage("too many tiles", "tiles", std::to_string(count), "at most " + std::to_string(most_tiles) + ": larger tiles");
  std::vector<TileRegion> regions;
  for (const auto& row : tile_spans(field[1], field[3], tile, overlap))
    for (const auto& column : tile_spans(field[0], field[2], tile, overlap))
      regions.push_back({column.begin, row.begin, column.end, row.end});
  return regions;
}

std::vector<TiledRun::Found> join_tiles(const std::vector<TiledRun::Part>& parts, const TileRegion& field) {
  std::vector<TiledRun::Found> kept;
  for (const auto& candidate : candidates(parts, field)) {
    const auto& one = candidate.found;
    const bool known = std::any_of(kept.begin(), kept.end(), [&](const TiledRun::Found& other) {
      return other.part != one.part && other.detection.label_id == one.detection.label_id &&
             same_object(other.detection.box, one.detection.box);
    });
    if (!known) kept.push_back(one);
  }
  std::stable_sort(kept.begin(), kept.end(), [](const TiledRun::Found& a, const TiledRun::Found& b) {
    return a.detection.score > b.detection.score;
  });
  return kept;
}

}  // namespace headlight
