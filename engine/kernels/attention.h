// The one attention of every model: a fused kernel that also returns the log-sum-exp, handed to the recorder.
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <stop_token>
#include <vector>

#include "engine/api/input.h"
#include "engine/trace/map_budget.h"
#include "engine/trace/recorder.h"

namespace headlight::kernels {

// What a forward pass carries besides its tensors. A default-made one neither records nor stops.
struct Context {
  trace::Recorder* recorder = nullptr;   // null: run without capture
  trace::MapBudget* maps = nullptr;      // asked before every layer that is recorded; null: no limit
  std::stop_token stop;                  // asked at every attention layer; throws Failure{cancelled()}
  std::function<void(double)> progress;  // 0…1, may be empty
  // Training: batch normalisations use the batch's own statistics and move the running ones towards them.
  bool batch_statistics = false;
  std::vector<Intervention> interventions;  // see intervention.h
  std::int64_t first_query = 0;             // number of the first query of the next layers: steps of a generation
};

// softmax(scale · q kᵀ + bias, masked) · v by a fused kernel; no queries × keys array is made.
//   q [batch, heads, queries, width], k and v [batch, key heads, keys, width]
// → [batch, heads, queries, width]. With a recorder batch must be 1 and spec.key_visible is [keys];
// without one (training) spec.key_visible may be [batch, keys]. Differentiable in q, k, v.
// heads.by, where it is given, is what makes q, k and v (see trace::Keep::inputs).
// A query that sees no key has weights 0, output 0 and log-sum-exp 0.
at::Tensor attention(const trace::Projected& heads, const trace::AttentionSpec& spec, const trace::SiteLabel& label,
                     Context& context);

// The same as a plain composition that makes the full matrix: the readable reference for tests.
// output in float32 (float64 for float64), scores and weights [batch, heads, queries, keys], lse [batch, heads,
// queries].
struct ReferenceAttention {
  at::Tensor output, scores, weights, lse;
};
ReferenceAttention reference_attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                                       const trace::AttentionSpec& spec);

}  // namespace headlight::kernels
