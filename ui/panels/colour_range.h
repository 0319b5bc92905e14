// One rule for the colours of matrices, pictures and thumbnails: the range that was set; else one for all heads of the
// stream; else each picture's own. Ranges that nobody set are made by `automatic`.
#pragma once

#include "ui/figures/scale.h"
#include "ui/state/feed.h"

namespace headlight::ui {

// What one picture shows: its least and largest value, and over how many cells a query's weight is spread.
struct Shown {
  double low = 0, high = 0;
  std::int64_t cells = 0;
};

// Of the matrix of the chosen head, or of the rollout while that is shown; and of the heads' thumbnails.
[[nodiscard]] Scale scale_of(Feed& feed);
[[nodiscard]] Scale heads_scale_of(Feed& feed);
// Of another picture of it: a row on the photo.
[[nodiscard]] Scale scale_of(Feed& feed, const Shown& own);
// The range of what is looked at: of the row on the picture, where keys are patches, else of the matrix.
[[nodiscard]] Scale chosen_scale(Feed& feed);
// Whose range that is; a window may show several pictures, each with its own colour bar.
enum class RangeOf { hand, photo, small_maps, rollout, all_heads, one_head };
[[nodiscard]] RangeOf range_of(Feed& feed);
// Fixes the range at what those values reach, rounded up; where it is that already, the range is nobody's again.
void fit_range(Feed& feed, Look& look);
// Of maps of sampled heads together.
[[nodiscard]] Shown largest_of(const ViewSet& maps);
// Of a sampled head's map on the photo, and of the stream's thumbnails of such: a cell's weight depends on the grid, so
// that those of one grid share a range.
[[nodiscard]] Scale scale_of(Feed& feed, const ViewSet& alike, const Shown& own);

}  // namespace headlight::ui
