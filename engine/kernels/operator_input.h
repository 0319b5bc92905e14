// What the operators of torch.ops.headlight share.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>

#include <optional>
#include <string>
#include <string_view>

#include "engine/api/result.h"
#include "engine/kernels/attention_map.h"
#include "engine/kernels/attention_tile.h"
#include "engine/kernels/ms_deform_attn.h"

namespace headlight::kernels {

// Runs `body`, turning a Failure into the error that LibTorch shows.
template <typename Body>
auto checked(Body&& body) -> decltype(body()) {
  try {
    return body();
  } catch (const Failure& failure) {
    TORCH_CHECK(false, failure.error.line());
  }
}

using OptionalTensor = std::optional<at::Tensor>;

struct ProductsInput {
  at::Tensor q, k, lse;
  double scale = 1;
  bool causal = false;
};

AttentionMap map_input(const ProductsInput& products, const OptionalTensor& key_visible, const OptionalTensor& bias,
                       const OptionalTensor& value_length = {});

// A number, "mean" or "max"; "weight", "score" or "contribution"; [row0, row1, column0, column1], [rows, columns], "mean"
// or "max". Errors of LibTorch for anything else.
HeadChoice parse_head(const std::string& text);
Quantity parse_quantity(const std::string& text);
TileShape parse_shape(at::IntArrayRef extent, at::IntArrayRef out, const std::string& pooling, std::int64_t bin);

// "bilinear" or "discrete"; an error of LibTorch for anything else.
Sampling parse_sampling(std::string_view text);

DeformableInput deformable_input(const at::Tensor& value, const at::Tensor& points, const at::Tensor& weights,
                                 at::IntArrayRef rows, at::IntArrayRef columns, at::IntArrayRef level_points);

}  // namespace headlight::kernels
