// How a point between pixels is read. No Torch.
#pragma once

namespace headlight::kernels {

// Four neighbours weighted by area, zero outside the map; or the nearest pixel, clamped to the map.
enum class Sampling { bilinear, discrete };

}  // namespace headlight::kernels
