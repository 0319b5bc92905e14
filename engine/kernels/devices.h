// Devices besides the CPU: what one is called, has free, and its map kernels.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/result.h"
#include "engine/kernels/device_map.h"

namespace headlight::kernels {

struct DeviceState {
  at::Device place = at::kCPU;
  std::string name;        // "cuda:0"
  std::string model;       // "NVIDIA H100 80GB HBM3"
  std::int64_t free = 0;   // bytes
  std::int64_t total = 0;
};

// Maps whose tensors lie on a device of this type are read by these from now on; `stream` is not used. Thread-safe.
void add_map_kernels(at::DeviceType type, const DeviceKernels& kernels);

// The kernels for a map where it lies, on the stream of this thread; nothing where the host has to read it: tensors of
// the host, of a device without kernels, float64, rows changed by an intervention.
[[nodiscard]] std::optional<DeviceKernels> kernels_for(const AttentionMap& map);

// A map of the host's, with copies of what lies elsewhere.
[[nodiscard]] AttentionMap on_host(AttentionMap map);

// A tensor's numbers in float32, row-major.
[[nodiscard]] std::vector<float> floats_of(const at::Tensor& tensor);

// Whether LibTorch says that a device's memory does not suffice: its own error, or one of CUDA's libraries.
[[nodiscard]] bool is_out_of_device_memory(const c10::Error& error);

// A device's memory that does not suffice: an Error that is known again, whoever passes it on.
[[nodiscard]] Error out_of_device_memory(const std::string& where, const std::string& device);
[[nodiscard]] bool is_out_of_device_memory(const Error& error);

}  // namespace headlight::kernels
