// The layers that families share. Plain structs of tensors; forward passes are free of state.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

#include "engine/kernels/attention.h"
#include "engine/models/weights.h"

namespace headlight::models {

inline constexpr double default_epsilon = 1e-5;  // of a normalisation, where a family has no field for it

// A function on every number of an array.
using Activation = at::Tensor (*)(const at::Tensor&);

// y = x Wᵀ + b. x [..., in] → [..., out].
struct Linear {
  at::Tensor weight;  // [out, in], of any strides
  at::Tensor bias;    // [out] or undefined
  Linear() = default;
  // Reads `weight` and, with `biased`, `bias` of the scope.
  Linear(const Weights& weights, std::int64_t in, std::int64_t out, bool biased = true);
  [[nodiscard]] at::Tensor operator()(const at::Tensor& x) const;
  // act(y) and y + residual, in one pass over y where the product's kernel can.
  [[nodiscard]] at::Tensor operator()(const at::Tensor& x, Activation act) const;
  [[nodiscard]] at::Tensor plus(const at::Tensor& x, const at::Tensor& residual) const;
};

// Of normalisation layers: more would leave nothing of their input.
constexpr double largest_epsilon = 1;

// Layer normalisation over the last axis.
struct LayerNorm {
  at::Tensor weight, bias;  // [width]
  double epsilon = 1e-5;
  LayerNorm() = default;
  LayerNorm(const Weights& weights, std::int64_t width, double epsilon);
  [[nodiscard]] at::Tensor operator()(const at::Tensor& x) const;
};

// Rows of a table. ids int64 [...] → [..., width]; ids are checked by the caller.
struct Embedding {
  at::Tensor weight;  // [count, width]
  Embedding() = default;
  Embedding(const Weights& weights, std::int64_t count, std::int64_t width);
  [[nodiscard]] at::Tensor operator()(const at::Tensor& ids) const;
};

// "gelu", "gelu_new", "gelu_pytorch_tanh", "gelu_fast", "quick_gelu", "relu", "silu"/"swish", "tanh", "sigmoid", "identity"…
// as in config.json; throws Failure for an unknown one.
[[nodiscard]] Activation activation(const std::string& name, const std::string& config_file);

// [batch, positions, heads · width] ↔ [batch, heads, positions, width]
[[nodiscard]] at::Tensor split_heads(const at::Tensor& x, std::int64_t heads);
[[nodiscard]] at::Tensor merge_heads(const at::Tensor& x);

// On a device one product of three times the width is faster than three: lays the three layers' numbers one after the other, where
// projection() finds them. On the CPU they stay where they are.
void lay_side_by_side(Linear& query, Linear& key, Linear& value);

// How three linear layers make heads of what they read: one array for all of q, k and v, or one for each of them.
[[nodiscard]] trace::ProjectionPtr projection(std::vector<at::Tensor> inputs, const Linear& query, const Linear& key,
                                              const Linear& value, std::int64_t heads);
// What a projection makes of its inputs, and that it made it.
[[nodiscard]] trace::Projected made_by(trace::ProjectionPtr by);
// The same of three linear layers.
[[nodiscard]] trace::Projected project(std::vector<at::Tensor> inputs, const Linear& query, const Linear& key,
                                       const Linear& value, std::int64_t heads);

// bool key_visible for AttentionSpec from an attention mask ([batch, keys] int64, or undefined: undefined).
// A batch of one gives [keys], or undefined when nothing is masked.
[[nodiscard]] at::Tensor visible_from_mask(const at::Tensor& mask);

// Throws Failure unless every id is in [0, vocabulary) and there are 1 … longest of them (0: no limit).
void check_ids(const at::Tensor& ids, std::int64_t vocabulary, std::int64_t longest, const std::string& name);

}  // namespace headlight::models
