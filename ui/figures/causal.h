// Cells that no query may see because their keys come later: they have no colour, in matrices they are hatched.
#pragma once

#include <QImage>
#include <vector>

#include "engine/api/trace_info.h"
#include "engine/api/view.h"
#include "ui/figures/side.h"

namespace headlight::ui {

// Key j is hidden from query i when j > i + (keys − queries).
struct CausalMask {
  bool causal = false;
  std::int64_t queries = 0, keys = 0;
  bool operator==(const CausalMask&) const = default;
  [[nodiscard]] bool hides(std::int64_t query, std::int64_t key) const { return causal && key > query + keys - queries; }
};

[[nodiscard]] CausalMask causal_mask(const TraceInfo& trace, const SiteInfo& site);

// Of every pixel row of a map painted with `pixels`, how many pixels from the left hold a cell that can be seen; the
// map is the whole one, or `extent` of what the sides name.
[[nodiscard]] std::vector<int> seen_columns(const CausalMask& mask, QSize pixels);
[[nodiscard]] std::vector<int> seen_columns(const CausalMask& mask, QSize pixels, const Extent& extent, const Side& queries,
                                            const Side& keys);
// The other pixels become transparent.
void clear_unseen(QImage& image, const std::vector<int>& seen, bool mirrored);

}  // namespace headlight::ui
