// What libheadlight_cuda.so hands to the program that loads it. No Torch.
#pragma once

#include <cstdint>

#include "engine/kernels/map_cuda.h"

namespace headlight::kernels {

struct CudaDeviceState {
  char model[256];
  std::int64_t free, total;  // bytes
};

struct CudaLibrary {
  // Devices that can be used; `why` is in CUDA's words where there are none, else null.
  int (*count)(const char** why);
  // Null, or the error's text.
  const char* (*state)(int device, CudaDeviceState* state);
  const char* (*tile)(const CudaMap&, const CudaChoice&, const CudaTile&, void*);
  const char* (*row_sums)(const CudaMap&, const CudaRowSums&, void*);
  const char* (*rollout)(const CudaMap&, const CudaRollout&, void*);
  // As GraphCalls.
  void* (*record_graph)(void (*body)(void*), void* context);
  void (*start_graph)(void* graph);
  void (*free_graph)(void* graph);
};

// cuda_graph.cpp
void* record_cuda_graph(void (*body)(void*), void* context);
void start_cuda_graph(void* graph);
void free_cuda_graph(void* graph);

}  // namespace headlight::kernels

extern "C" const headlight::kernels::CudaLibrary* headlight_cuda_library();
