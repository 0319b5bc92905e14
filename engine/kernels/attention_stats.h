// Statistics of every head of a map in one pass over it.
#pragma once

#include <stop_token>
#include <vector>

#include "engine/kernels/attention_map.h"

namespace headlight::kernels {

// Where the positions of an axis lie; every list is as long as the axis.
struct Geometry {
  std::vector<float> x, y;
  std::vector<float> counts;  // 1 where the position takes part in distances, else 0
};

struct StatisticsPlan {
  Geometry queries, keys;
  std::vector<float> separator;  // 1 for special keys other than key 0
  bool same_axis = false;        // queries and keys are the same positions
};

// Means over the queries that see at least one key; `distance` over those that also take part in distances,
// `on_previous` and `on_next` over those that have such a position. Entropy in nats.
struct HeadSums {
  double entropy = 0, distance = 0, on_self = 0, on_previous = 0, on_next = 0, on_first = 0, on_separator = 0;
};

// Means over a sample of the queries, and their estimated standard errors.
struct SampledSums {
  HeadSums means, errors;
};

// One entry a head, from one query of about `every` consecutive ones (see sample_rows; 1: all, errors are 0). Throws
// Failure as attention_stats.
[[nodiscard]] std::vector<SampledSums> sampled_stats(const AttentionMap& map, const StatisticsPlan& plan,
                                                     std::int64_t every, const std::stop_token& stop);

// One entry a head. Throws Failure (plan that does not fit, cancelled).
[[nodiscard]] std::vector<HeadSums> attention_stats(const AttentionMap& map, const StatisticsPlan& plan,
                                                    const std::stop_token& stop);

}  // namespace headlight::kernels
