#include "engine/kernels/operator_input.h"

namespace headlight::kernels {

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
