// Contrastive denoising (Zhang et al. 2022): beside the selected queries, queries that start at noisy copies of the
// objects and have to find them again, or, where the noise is large, to say that there is nothing.
#pragma once

#include "engine/models/rt_detr_decoder.h"
#include "engine/training/detection_loss.h"
#include "engine/training/draw.h"

namespace headlight::training {

struct Denoising {
  models::RtDetrQueries queries;  // the noisy ones, then the selected ones, with the bias that keeps them apart
  std::int64_t noisy = 0;         // how many of them come first
  std::int64_t groups = 0;
  Matches matches;                // of the noisy queries
};

// embedding [classes + 1, width]; the last row is that of empty places. About `most` noisy queries.
[[nodiscard]] Denoising with_noise(const models::RtDetrQueries& selected, const std::vector<Objects>& objects,
                                   const at::Tensor& embedding, std::int64_t most, Draw& draw);

}  // namespace headlight::training
