#include "engine/kernels/devices.h"

#include <c10/core/impl/VirtualGuardImpl.h>

#include "engine/kernels/by_device.h"
#include "engine/trace/copies.h"

namespace headlight::kernels {
namespace {

constexpr const char* device_is_full = "not enough memory on the device";

ByDevice<DeviceKernels>& map_kernels() {
  static ByDevice<DeviceKernels> all;
  return all;
}

}  // namespace

void add_map_kernels(at::DeviceType type, const DeviceKernels& kernels) {
  map_kernels().set(type, kernels);
}

std::optional<DeviceKernels> kernels_for(const AttentionMap& map) {
  if (!map.q.defined() || map.q.is_cpu() || map.q.scalar_type() == at::kDouble || !map.spec.changes.empty()) return std::nullopt;
  const auto device = map.q.device();
  auto kernels = map_kernels().find(device.type());
  if (kernels) kernels->stream = c10::impl::VirtualGuardImpl(device.type()).getStream(device).native_handle();
  return kernels;
}

AttentionMap on_host(AttentionMap map) {
  for (auto* tensor : {&map.q, &map.k, &map.lse, &map.value_length, &map.spec.key_visible, &map.spec.bias})
    *tensor = trace::to_host(*tensor);
  return map;
}

std::vector<float> floats_of(const at::Tensor& tensor) {
  const auto plain = trace::to_host(tensor).to(at::kFloat).contiguous();
  return {plain.const_data_ptr<float>(), plain.const_data_ptr<float>() + plain.numel()};
}

bool is_out_of_device_memory(const c10::Error& error) {
  if (dynamic_cast<const c10::OutOfMemoryError*>(&error) != nullptr) return true;
  const std::string text = error.what_without_backtrace();
  return text.find("CUDA error: out of memory") != std::string::npos || text.find("STATUS_ALLOC_FAILED") != std::string::npos;
}

Error out_of_device_memory(const std::string& where, const std::string& device) {
  return failed(device_is_full, where, device, "a shorter input, a smaller image, or --device cpu");
}

bool is_out_of_device_memory(const Error& error) { return error.what == device_is_full; }

}  // namespace headlight::kernels
