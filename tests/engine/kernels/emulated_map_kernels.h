// The CUDA map kernels as C++ (see cuda_on_cpu.h), with the launches that they have on a device.
#pragma once

#include <cstddef>

#include "engine/kernels/device_map.h"
#include "tests/engine/kernels/tested_device.h"

namespace headlight::kernels {

// On arrays that this process can read.
[[nodiscard]] DeviceKernels emulated_map_kernels();

// Bytes of shared memory that a block of the hungriest kernel takes.
[[nodiscard]] std::size_t largest_block_memory();

}  // namespace headlight::kernels
