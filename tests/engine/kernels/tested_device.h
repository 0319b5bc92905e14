// Where the tests of the CUDA kernels run them: their source as C++ on the host (emulated_map_kernels.cpp), or on a GPU
// (tests/cuda/real_device.cpp); the program that links the one or the other decides.
#pragma once

#include <c10/core/Device.h>

#include "engine/kernels/attention_map.h"
#include "engine/kernels/device_map.h"

namespace headlight::kernels::testing {

struct TestedDevice {
  at::Device place = at::kCPU;
  DeviceKernels kernels{};

  // The map's tensors there; its windows stay on the host.
  [[nodiscard]] AttentionMap moved(AttentionMap map) const {
    for (auto* tensor : {&map.q, &map.k, &map.lse, &map.value_length, &map.spec.key_visible, &map.spec.bias})
      if (tensor->defined()) *tensor = tensor->to(place);
    return map;
  }
};

[[nodiscard]] TestedDevice tested_device();

}  // namespace headlight::kernels::testing
