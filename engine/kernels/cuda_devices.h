// CUDA's devices, where this machine has some: LibTorch's CUDA part and our kernels are loaded when they are first asked for.
#pragma once

#include <vector>

#include "engine/kernels/devices.h"

namespace headlight::kernels {

// At least one that can be used, with what is free on each now and the map kernels known (see add_map_kernels); else an Error of kind failed
// that says why there is none: no driver, a build without the kernels, LibTorch without its CUDA part. Thread-safe.
[[nodiscard]] Result<std::vector<DeviceState>> cuda_devices();

}  // namespace headlight::kernels
