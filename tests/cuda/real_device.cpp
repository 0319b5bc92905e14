// The GPU where tests/parity and tests/engine/kernels otherwise put a made-up device.
#include <ATen/Functions.h>

#include "engine/kernels/cuda_devices.h"
#include "engine/kernels/cuda_library.h"
#include "engine/kernels/devices.h"
#include "tests/engine/kernels/tested_device.h"
#include "tests/parity/other_device.h"

namespace headlight::parity {

c10::Device other_device() { return {c10::DeviceType::CUDA, 0}; }

}  // namespace headlight::parity

namespace headlight::kernels::testing {

// As the program takes them: those that were registered when the library was loaded, on the stream of this thread.
TestedDevice tested_device() {
  const auto place = parity::other_device();
  AttentionMap map;
  map.q = at::zeros({1, 1, 1}, at::TensorOptions().device(place));
  const auto kernels = kernels_for(map);
  return {place, kernels ? *kernels : throw std::runtime_error("no kernels for the GPU")};
}

}  // namespace headlight::kernels::testing
