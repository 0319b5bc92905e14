#include "engine/kernels/cuda_devices.h"

#include <dlfcn.h>

#include <filesystem>
#include <string>
#include <variant>

#include "engine/kernels/cuda_library.h"
#include "engine/kernels/device_graph.h"

namespace headlight::kernels {
namespace {

using Loaded = std::variant<const CudaLibrary*, std::string>;  // the library, or why there is none

bool has_driver() {
  std::error_code error;
  for (const char* file : {"/dev/nvidiactl", "/dev/nvidia0", "/dev/dxg"})
    if (std::filesystem::exists(file, error)) return true;
  return false;
}

// LibTorch's part comes first: the operators' CUDA kernels are registered beside its own.
Loaded load() {
  if (!has_driver()) return std::string("no NVIDIA driver");
  void* last = nullptr;
  for (const char* name : {"libtorch_cuda.so", "libheadlight_operators.so", "libheadlight_cuda.so"}) {
    last = dlopen(name, RTLD_NOW | RTLD_GLOBAL);
    if (last == nullptr) return std::string(dlerror());
  }
  const auto entry = reinterpret_cast<decltype(&headlight_cuda_library)>(dlsym(last, "headlight_cuda_library"));
  if (entry == nullptr) return std::string(dlerror());
  const auto* library = entry();
  add_map_kernels(at::kCUDA, {library->tile, library->row_sums, library->rollout, nullptr});
  add_graphs(at::kCUDA, {library->record_graph, library->start_graph, library->free_graph});
  return library;
}

const Loaded& loaded() {
  static const Loaded once = load();
  return once;
}

Error none(const std::string& why) { return failed("no CUDA device", "--device", why, "cpu, or a machine and build with one"); }

}  // namespace

Result<std::vector<DeviceState>> cuda_devices() {
  if (const auto* why = std::get_if<std::string>(&loaded())) return none(*why);
  const auto& library = *std::get<const CudaLibrary*>(loaded());
  const char* why = nullptr;
  const int count = library.count(&why);
  if (count == 0) return none(why == nullptr ? "0 devices" : why);
  std::vector<DeviceState> devices;
  for (int i = 0; i < count; ++i) {
    CudaDeviceState state{};
    if (const char* error = library.state(i, &state)) {
      why = error;  // others may do
      continue;
    }
    devices.push_back({{at::kCUDA, static_cast<at::DeviceIndex>(i)}, "cuda:" + std::to_string(i), state.model, state.free, state.total});
  }
  if (devices.empty()) return none(why);
  return devices;
}

}  // namespace headlight::kernels
