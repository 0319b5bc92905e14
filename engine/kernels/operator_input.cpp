#include "engine/kernels/operator_input.h"

#include <algorithm>
#include <cctype>

namespace headlight::kernels {

AttentionMap map_input(const ProductsInput& products, const OptionalTensor& key_visible, const OptionalTensor& bias,
                       const OptionalTensor& value_length) {
  const auto& [q, k, lse, scale, causal] = products;
  return {q, k, lse, {scale, causal, key_visible.value_or(at::Tensor{}), bias.value_or(at::Tensor{})}, value_length.value_or(at::Tensor{})};
}

HeadChoice parse_head(const std::string& text) {
  if (text == "mean") return {HeadChoice::Mode::mean, 0};
  if (text == "max") return {HeadChoice::Mode::max, 0};
  const bool number = !text.empty() && text.size() < 6 && std::all_of(text.begin(), text.end(), ::isdigit);
  TORCH_CHECK(number, "head: found \"", text, "\", expected a number, \"mean\" or \"max\"");
  return {HeadChoice::Mode::one, std::stoi(text)};
}

Quantity parse_quantity(const std::string& text) {
  if (text == "weight") return Quantity::weight;
  if (text == "score") return Quantity::score;
  TORCH_CHECK(text == "contribution", "quantity: found \"", text, "\", expected \"weight\", \"score\" or \"contribution\"");
  return Quantity::contribution;
}

TileShape parse_shape(at::IntArrayRef extent, at::IntArrayRef out, const std::string& pooling, std::int64_t bin) {
  TORCH_CHECK(pooling == "mean" || pooling == "max", "pooling: found \"", pooling, "\", expected \"mean\" or \"max\"");
  TORCH_CHECK(extent.size() == 4 && out.size() == 2,
              "expected extent [row0, row1, column0, column1], out [rows, columns]");
  return {{extent[0], extent[1], extent[2], extent[3]}, out[0], out[1], pooling == "mean" ? Pooling::mean : Pooling::max, bin};
}

Sampling parse_sampling(std::string_view text) {
  TORCH_CHECK(text == "bilinear" || text == "discrete", "sampling: found \"", text,
              "\", expected \"bilinear\" or \"discrete\"");
  return text == "bilinear" ? Sampling::bilinear : Sampling::discrete;
}

DeformableInput deformable_input(const at::Tensor& value, const at::Tensor& points, const at::Tensor& weights,
                                 at::IntArrayRef rows, at::IntArrayRef columns, at::IntArrayRef level_points) {
  TORCH_CHECK(rows.size() == columns.size(), "level_columns: found ", columns.size(), ", expected ", rows.size(),
              ", one for every level");
  DeformableInput input{value, points, weights, {}, level_points.vec()};
  for (std::size_t level = 0; level < rows.size(); ++level) input.levels.push_back({rows[level], columns[level]});
  return input;
}

}  // namespace headlight::kernels
