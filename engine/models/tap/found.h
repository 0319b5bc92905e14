// What the tap found in a run, before it has a name and axes.
#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "engine/trace/attention_spec.h"

namespace headlight::models::tap {

// Rows and columns of a picture's feature map.
using Grid = std::array<std::int64_t, 2>;

// One attention layer with full rows of weights. `windows` independent problems of equal size; 1 for plain attention.
struct FoundDense {
  at::Tensor q;      // [windows, heads, queries, width]
  at::Tensor k;      // [windows, key heads, keys, width]
  at::Tensor v;      // [windows, key heads, keys, width of values]
  at::Tensor lse;    // [windows, heads, queries], float32, or float64 where large
  at::Tensor bias;   // float32, broadcastable to [windows, heads, queries, keys]; undefined: none
  double scale = 1;
  bool causal = false;     // the last query sees every key
  bool has_queries = true; // q and k are the model's own, not stand-ins beside a bias that holds the scores

  [[nodiscard]] std::int64_t windows() const { return q.size(0); }
  [[nodiscard]] std::int64_t heads() const { return q.size(1); }
  [[nodiscard]] std::int64_t queries() const { return q.size(2); }
  [[nodiscard]] std::int64_t keys() const { return k.size(2); }
};

// One layer of deformable sampling.
struct FoundSampling {
  at::Tensor points;   // float32 [heads, queries, levels, points, 2], 0…1 over each level's map
  at::Tensor weights;  // float32 [heads, queries, levels, points]
  at::Tensor value;    // [heads, Σ rows · columns, width]
  at::Tensor reference;  // float32 [queries, 2] (x, y) or [queries, 4] (and width, height), 0…1; undefined: not known
  std::vector<Grid> levels;
};

// How a picture's map was cut into windows, after a cyclic shift up and left by `shift`. Its rows are sizes[0] · sizes[1],
// its columns sizes[2] · sizes[3]; `order` has these four dimensions as they lie after the cut: the first two count the
// windows, the others the places in one. {0, 2, 1, 3}: neighbours share a window; {1, 3, 0, 2}: places far apart do.
struct Partition {
  std::array<std::int64_t, 4> sizes{};
  std::array<std::int64_t, 4> order{};
  Grid shift{0, 0};

  [[nodiscard]] std::int64_t along(std::size_t place) const { return sizes[static_cast<std::size_t>(order[place])]; }
  [[nodiscard]] std::int64_t windows() const { return along(0) * along(1); }
  [[nodiscard]] std::int64_t positions() const { return along(2) * along(3); }
  [[nodiscard]] Grid grid() const { return {sizes[0] * sizes[1], sizes[2] * sizes[3]}; }
};

// Stretches of a sequence: `count` of them, `length` positions each.
struct Stretches {
  std::int64_t count = 0, length = 0;
};

// Lengths of the parts that a sequence was joined of, in order.
using Joined = std::vector<std::int64_t>;

struct Found {
  std::vector<std::string> module;  // where it ran, from the root; empty: the file does not say
  bool sampled = false;             // `sampling` holds it, else `dense`
  FoundDense dense;
  FoundSampling sampling;
  std::vector<Grid> maps;           // feature maps that the model had made by then, the latest last
  std::vector<std::int64_t> chosen; // how many entries every topk had chosen by then
  std::optional<Partition> partition;  // the last one before it, since the attention before
  std::optional<Stretches> stretches;  // likewise
  std::vector<Joined> joined;          // every sequence that had been joined by then
};

}  // namespace headlight::models::tap
