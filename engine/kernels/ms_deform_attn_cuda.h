// Multi-scale deformable attention on a CUDA device, over plain device arrays. No Torch.
#pragma once

#include <cstdint>

#include "engine/kernels/sampling.h"

namespace headlight::kernels {

enum class CudaNumber { float32, float16, bfloat16 };

// Levels travel as a kernel's parameter, which holds 4 KiB.
constexpr int most_cuda_levels = 224;
struct CudaLevels {
  std::int32_t count;
  std::int32_t rows[most_cuda_levels], columns[most_cuda_levels];
  std::int32_t first[most_cuda_levels];  // position of the level's first pixel
  std::int32_t end[most_cuda_levels];    // one past the level's last point
};

// Dense arrays in C order, on the device.
struct CudaArrays {
  const void* value;       // [batch, positions, heads, width]
  const float* locations;  // [batch, queries, heads, points, 2]
  const float* weights;    // [batch, queries, heads, points]
  void* out;               // [batch, queries, heads, width], of value's type
  std::int64_t batch, positions, heads, width, queries, points;
};

// How the work is spread: an item is one head of one query; its threads share its pixels and weights.
struct CudaLaunch {
  unsigned blocks, threads;
  int items_a_block, threads_an_item;
  int channels_a_thread;  // read by one 16-byte load each time, or 1 where rows are not aligned to 16 bytes
};

// `bytes`: of a value. Blocks take further items in turn where there are more than `blocks` · items.
inline CudaLaunch cuda_launch(const CudaArrays& arrays, int bytes) {
  constexpr std::int64_t threads = 256, most_blocks = (std::int64_t{1} << 31) - 1;
  constexpr std::int64_t most_items = 64;  // 32 KiB of shared memory
  const std::int64_t vector = 16 / bytes;
  const bool aligned = arrays.width % vector == 0 && reinterpret_cast<std::uintptr_t>(arrays.value) % 16 == 0 &&
                       reinterpret_cast<std::uintptr_t>(arrays.out) % 16 == 0;
  const std::int64_t channels = aligned ? vector : 1;
  const std::int64_t groups = (arrays.width + channels - 1) / channels;
  const std::int64_t an_item = groups < threads ? groups : threads;
  const std::int64_t items = threads / an_item < most_items ? threads / an_item : most_items;
  const std::int64_t all = arrays.batch * arrays.queries * arrays.heads;
  const std::int64_t blocks = (all + items - 1) / items;
  return {static_cast<unsigned>(blocks < most_blocks ? blocks : most_blocks), static_cast<unsigned>(items * an_item),
          static_cast<int>(items), static_cast<int>(an_item), static_cast<int>(channels)};
}

// Queues the work on `stream` (a cudaStream_t) of the current device; returns the error's text, or null. No dimension
// is 0.
const char* launch_ms_deform_attn(const CudaArrays& arrays, const CudaLevels& levels, CudaNumber number,
                                  Sampling sampling, void* stream);

}  // namespace headlight::kernels
