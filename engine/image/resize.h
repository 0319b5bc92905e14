// Resizing as torchvision does on the CPU.
#pragma once

#include <ATen/core/Tensor.h>

#include "engine/image/size_rule.h"

namespace headlight::image {

enum class Resample { nearest, bilinear, bicubic };

// Resizes uint8 [3, H, W] of any strides; bilinear and bicubic with antialiasing. The same extent gives the tensor back.
at::Tensor resize(const at::Tensor& pixels, Extent to, Resample resample);

}  // namespace headlight::image
