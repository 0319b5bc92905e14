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

const char* state(int device, CudaDeviceState* state) {
  cudaDeviceProp properties;
  if (const char* error = text_of(cudaGetDeviceProperties(&properties, device))) return error;
  static_assert(sizeof properties.name == sizeof state->model, "a device's name");
  for (std::size_t i = 0; i < sizeof state->model; ++i) state->model[i] = properties.name[i];
  int before = 0;
  if (const char* error = text_of(cudaGetDevice(&before))) return error;
  if (const char* error = text_of(cudaSetDevice(device))) return error;
  std::size_t free = 0, total = 0;
  const char* error = text_of(cudaMemGetInfo(&free, &total));
  (void)cudaSetDevice(before);
  state->free = static_cast<std::int64_t>(free);
  state->total = static_cast<std::int64_t>(total);
  return error;
}

}  // namespace
}  // namespace headlight::kernels

extern "C" const headlight::kernels::CudaLibrary* headlight_cuda_library() {
  namespace own = headlight::kernels;
  static const own::CudaLibrary library{own::count, own::state, own::launch_attention_tile, own::launch_row_sums, own::launch_rollout};
  return &library;
}
