// Changes from outside to what a layer attends to, applied while the model runs.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "engine/kernels/attention.h"

namespace headlight::kernels {

// The context's changes to rows of this layer, with queries counted from the context's first one.
[[nodiscard]] std::vector<trace::RowChange> row_changes(const trace::SiteLabel& label, const Context& context);

// A layer's tensors as attention() gets them, and the spec with its changes.
struct ChangedAttention {
  at::Tensor q, k, v;  // [batch, heads or key heads, positions, width]
  trace::AttentionSpec spec;
};
// Computes the changed rows of `output` [batch, heads, queries, width] and `lse` [batch, heads, queries] again, block
// by block. A query that sees no key any more has output 0 and log-sum-exp 0. Throws Failure for a batch of
// different masks (training).
void change_rows(const ChangedAttention& layer, at::Tensor& output, at::Tensor& lse);

// `output` [batch, heads, queries, width] with the heads that the context switches off at this layer set to 0, or to
// their mean over the queries.
[[nodiscard]] at::Tensor with_heads_switched(const at::Tensor& output, const trace::SiteLabel& label,
                                             const Context& context);

// Sampling points [batch, queries, heads, total points, 2], `level_points` of each level, with those that the context
// moves at this layer moved.
[[nodiscard]] at::Tensor moved_points(const at::Tensor& points, const std::vector<std::int64_t>& level_points,
                                      const trace::SiteLabel& label, const Context& context);

}  // namespace headlight::kernels
