// What the tensors of one multi-scale deformable attention must agree on.
#pragma once

#include "engine/kernels/ms_deform_attn.h"

namespace headlight::kernels {

struct DeformableShape {
  std::int64_t batch = 0, positions = 0, heads = 0, width = 0, queries = 0, points = 0;
};

// Throws Failure naming the first tensor or list that does not fit the others.
DeformableShape deformable_shape(const DeformableInput& input);

}  // namespace headlight::kernels
