// The set prediction loss of RT-DETR (Lv et al. 2023): one query an object, by the cheapest assignment; varifocal
// classification (Zhang et al. 2021), L1 and generalised IoU.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

namespace headlight::training {

// What is in one picture.
struct Objects {
  at::Tensor labels;  // int64 [objects]
  at::Tensor boxes;   // float32 [objects, 4]: centre and size, 0…1
};

// Which query stands for which object, over a batch.
struct Matches {
  at::Tensor batch, query, object;  // int64 [matches] each; `object` counts within its picture
};

// logits [B, Q, classes], boxes [B, Q, 4] as centre and size.
[[nodiscard]] Matches match(const at::Tensor& logits, const at::Tensor& boxes, const std::vector<Objects>& objects);

// Scalar, per object. Queries without a match learn that they show nothing. `copies`: how often an object is matched.
[[nodiscard]] at::Tensor set_loss(const at::Tensor& logits, const at::Tensor& boxes, const std::vector<Objects>& objects,
                                  const Matches& matches, double copies = 1);

}  // namespace headlight::training
