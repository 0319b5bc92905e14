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
  at::Tensor lse;    // float32 [windows, heads, queries]
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
  std::vector<Grid> levels;
};

// How a picture's map was cut into windows of `window` rows and columns, after a cyclic shift up and left by `shift`.
struct Partition {
  Grid windows{0, 0}, window{0, 0}, shift{0, 0};
};

struct Found {
  std::vector<std::string> module;  // where it ran, from the root; empty: the file does not say
  bool sampled = false;             // `sampling` holds it, else `dense`
  FoundDense dense;
  FoundSampling sampling;
  std::vector<Grid> maps;           // feature maps that the model had made by then, the latest last
  std::vector<std::int64_t> chosen; // how many entries every topk had chosen by then
  std::optional<Partition> partition;  // the last one before it, since the attention before
};

}  // namespace headlight::models::tap
