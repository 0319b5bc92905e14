// From calls of grid_sampler and the weights of what they gave to deformable attention's points.
#pragma once

#include "engine/models/tap/tags.h"

namespace headlight::models::tap {

// `weights` is what the joined samples [heads, width, queries, levels · points] were multiplied with, broadcast over the
// width. Nothing where it has another layout, or where the calls do not belong together.
[[nodiscard]] std::optional<FoundSampling> sampling_from(const Samples& samples, const at::Tensor& weights);

}  // namespace headlight::models::tap
