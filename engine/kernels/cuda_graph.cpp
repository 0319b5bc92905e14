// Recording on CUDA: LibTorch's own graphs, whose memory stays apart from its other memory.
#include <ATen/cuda/CUDAGraph.h>

#include <memory>

#include "engine/kernels/cuda_library.h"

namespace headlight::kernels {

void* record_cuda_graph(void (*body)(void*), void* context) {
  auto graph = std::make_unique<at::cuda::CUDAGraph>();
  // Other threads may go on asking for memory and copies meanwhile.
  graph->capture_begin({0, 0}, cudaStreamCaptureModeThreadLocal);
  try {
    body(context);
  } catch (...) {
    try {
      graph->capture_end();
    } catch (const c10::Error&) {
      // What went wrong first is what is told.
    }
    throw;
  }
  graph->capture_end();
  return graph.release();
}

void start_cuda_graph(void* graph) { static_cast<at::cuda::CUDAGraph*>(graph)->replay(); }

void free_cuda_graph(void* graph) { delete static_cast<at::cuda::CUDAGraph*>(graph); }

}  // namespace headlight::kernels
