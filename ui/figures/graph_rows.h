// Which links and which rows of a graph are shown.
#pragma once

#include "ui/figures/graph.h"

namespace headlight::ui {

// Rows of one side that stand on a page one below the other and can still be read.
constexpr std::int64_t kMostGraphRows = 80;

// The strongest `top_k` links of each query and head (0: no limit) of at least `threshold`, by falling weight.
std::vector<GraphLink> strongest_links(const GraphContent& content);

// Entries of a side, in their order.
Side part_of(const Side& side, const std::vector<std::int64_t>& entries);

// The content itself where both sides have at most `most` entries. Else the part around its strongest links: those of
// the entry `query` first (−1: none), then by falling weight, as long as neither side gets more than `most` entries;
// left_out says what is missing.
GraphContent readable_part(GraphContent content, std::int64_t query, std::int64_t most = kMostGraphRows);

}  // namespace headlight::ui
