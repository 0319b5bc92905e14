#include "ui/figures/first_head.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "ui/figures/side.h"

namespace headlight::ui {
namespace {

constexpr std::size_t kLeastOfDistance = 2;  // pairs of words from which a distance has an average

// Positions that stand for words; of pooled maps and of axes without tokens every cell.
std::vector<std::int64_t> words_of(const Axis& axis, std::int64_t count, bool written) {
  std::vector<std::int64_t> words;
  const bool exact = count == axis.size();
  const Side side = side_of(axis, {written, false, false});
  for (std::int64_t i = 0; i < count; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const bool special = exact && at < side.special.size() && side.special[at] != 0;
    const bool mute = exact && axis.kind == AxisKind::tokens &&
                      std::ranges::none_of(side.label(i), [](QChar letter) { return letter.isLetterOrNumber(); });
    if (!special && !mute) words.push_back(i);
  }
  return words;
}

class Map {
 public:
  Map(const HeadMap& map, const TraceInfo& trace) : plane_(map.plane) {
    const SiteInfo& site = trace.sites[static_cast<std::size_t>(map.site)];
    crosses_ = site.kind == SiteKind::cross;
    rows_ = words_of(trace.axes[static_cast<std::size_t>(site.query_axis)], plane_.rows, crosses_);
    keys_ = words_of(trace.axes[static_cast<std::size_t>(site.key_axis)], plane_.columns, false);
    average();
  }

  // Root mean square of the words' excesses; see first_head.
  [[nodiscard]] double telling() const {
    double sum = 0;
    for (const std::int64_t row : rows_) sum += std::pow(excess(row), 2);
    return rows_.empty() ? 0 : std::sqrt(sum / double(rows_.size()));
  }

 private:
  struct Mean {
    double sum = 0;
    std::size_t count = 0;
  };

  void average() {
    by_key_.resize(std::size_t(plane_.columns));
    by_distance_.resize(std::size_t(plane_.rows + plane_.columns));
    for (const std::int64_t row : rows_) {
      for (const std::int64_t key : keys_) {
        by_key_[std::size_t(key)] += plane_.at(row, key);
        Mean& so_far = by_distance_[std::size_t(key - row + plane_.rows)];
        so_far.sum += plane_.at(row, key);
        ++so_far.count;
      }
    }
  }

  [[nodiscard]] double anyway(std::int64_t row, std::int64_t key) const {
    const double others = double(rows_.size()) - 1;
    const double from_others = others > 0 ? (by_key_[std::size_t(key)] - plane_.at(row, key)) / others : 0;
    const Mean& so_far = by_distance_[std::size_t(key - row + plane_.rows)];
    if (crosses_ || so_far.count < kLeastOfDistance) return from_others;
    return std::max(from_others, so_far.sum / double(so_far.count));
  }

  [[nodiscard]] double excess(std::int64_t row) const {
    double most = 0;
    for (const std::int64_t key : keys_) {
      if (crosses_ || std::abs(row - key) > 1) most = std::max(most, plane_.at(row, key) - anyway(row, key));
    }
    return most;
  }

  const Plane& plane_;
  bool crosses_ = false;
  std::vector<std::int64_t> rows_, keys_;
  std::vector<double> by_key_;      // sums
  std::vector<Mean> by_distance_;  // at key − row + rows
};

}  // namespace

std::optional<FirstHead> first_head(const TraceInfo& trace, const FigureSpec& spec, const HeadsResult& maps) {
  double best = -1;
  std::optional<FirstHead> first;
  for (const HeadMap& map : maps.maps) {
    if (map.site < 0 || static_cast<std::size_t>(map.site) >= trace.sites.size()) continue;
    if (spec.layer && map.layer != *spec.layer) continue;
    if (spec.head && map.head != spec.head->head) continue;
    const double telling = Map(map, trace).telling();
    if (telling <= best) continue;
    best = telling;
    first = {map.layer, map.head};
  }
  return first;
}

}  // namespace headlight::ui
