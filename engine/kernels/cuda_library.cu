#include "engine/kernels/cuda_library.h"

#include <cuda_runtime_api.h>

namespace headlight::kernels {
namespace {

const char* text_of(cudaError_t error) { return error == cudaSuccess ? nullptr : cudaGetErrorString(error); }

int count(const char** why) {
  int devices = 0;
  *why = text_of(cudaGetDeviceCount(&devices));
  (void)cudaGetLastError();
  return *why == nullptr ? devices : 0;
}

cudaError_t read_state(int device, CudaDeviceState* state) {
  cudaDeviceProp properties;
  if (const auto error = cudaGetDeviceProperties(&properties, device); error != cudaSuccess) return error;
  static_assert(sizeof properties.name == sizeof state->model, "a device's name");
  for (std::size_t i = 0; i < sizeof state->model; ++i) state->model[i] = properties.name[i];
  int before = 0;
  if (const auto error = cudaGetDevice(&before); error != cudaSuccess) return error;
  if (const auto error = cudaSetDevice(device); error != cudaSuccess) return error;
  std::size_t free = 0, total = 0;
  const auto error = cudaMemGetInfo(&free, &total);
  (void)cudaSetDevice(before);
  state->free = static_cast<std::int64_t>(free);
  state->total = static_cast<std::int64_t>(total);
  return error;
}

// Leaves no error behind that a later launch would be blamed for.
const char* state(int device, CudaDeviceState* state) {
  const char* error = text_of(read_state(device, state));
  (void)cudaGetLastError();
  return error;
}

}  // namespace
}  // namespace headlight::kernels

extern "C" const headlight::kernels::CudaLibrary* headlight_cuda_library() {
  namespace own = headlight::kernels;
  static const own::CudaLibrary library{own::count, own::state, own::launch_attention_tile, own::launch_row_sums, own::launch_rollout,
                                         own::record_cuda_graph, own::start_cuda_graph, own::free_cuda_graph};
  return &library;
}
