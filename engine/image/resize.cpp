#include "engine/image/resize.h"

#include <ATen/ATen.h>

namespace headlight::image {

at::Tensor resize(const at::Tensor& pixels, Extent to, Resample resample) {
  if (pixels.size(1) == to.height && pixels.size(2) == to.width) return pixels;
  const at::Tensor batch = pixels.unsqueeze(0);
  const std::array<std::int64_t, 2> size{to.height, to.width};
  switch (resample) {
    case Resample::nearest:
      return at::_upsample_nearest_exact2d(batch, size).squeeze(0);
    case Resample::bilinear:
      return at::_upsample_bilinear2d_aa(batch, size, false).squeeze(0);
    case Resample::bicubic:
      return at::_upsample_bicubic2d_aa(batch, size, false).squeeze(0);
  }
  return {};
}

}  // namespace headlight::image
