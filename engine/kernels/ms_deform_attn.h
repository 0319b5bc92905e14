// Multi-scale deformable attention (Zhu et al. 2020, equation 3; RT-DETRv2's discrete variant: Lv et al. 2024).
#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>
#include <vector>

#include "engine/kernels/attention.h"
#include "engine/kernels/sampling.h"

namespace headlight::kernels {

// Every level's rows and columns.
using LevelSizes = std::vector<std::array<std::int64_t, 2>>;

// One call's tensors.
//   value    [batch, Σ rows · columns, heads, width], float32, float16 or bfloat16 (float64 on the CPU)
//   points   float32 [batch, queries, heads, total points, 2]: (x, y), 0…1 over the whole map of each level
//   weights  [batch, queries, heads, total points]
// Points come level by level, `level_points[l]` of level l; total points = Σ level_points.
struct DeformableInput {
  at::Tensor value, points, weights;
  LevelSizes levels;
  std::vector<std::int64_t> level_points;
};

// Σ over levels and points of weight · value at the point → [batch, queries, heads · width] in value's type.
// Bilinear: pixel centres at (i + ½) / size (align_corners = false), zero outside the map. Discrete: the pixel that
// floor(point · size + ½) names, clamped to the map. A point that is not finite contributes nothing.
// Weights are finite.
// Throws Failure for shapes that do not belong together. Dispatches to the device of `value`; differentiable only
// through the composition below.
at::Tensor ms_deform_attn(const DeformableInput& input, Sampling sampling);

// The same as a plain composition of grid_sample, one level at a time: the readable reference, differentiable.
at::Tensor reference_ms_deform_attn(const DeformableInput& input, Sampling sampling);

// Deformable attention of a model: ms_deform_attn, with its points and weights handed to the recorder.
// `reference`: float32 [batch, queries, 2 or 4], 0…1. With a recorder batch must be 1; uneven level_points are
// recorded padded to the largest, with the reference point and weight 0. Asks context.stop; uses the composition where
// a gradient is wanted.
at::Tensor deformable_attention(const DeformableInput& input, Sampling sampling, const at::Tensor& reference,
                                const trace::SiteLabel& label, Context& context);

}  // namespace headlight::kernels
