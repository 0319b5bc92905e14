#include "tests/engine/kernels/emulated_map_kernels.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cstring>

#include "tests/engine/kernels/cuda_on_cpu.h"

namespace headlight::kernels::cuda {

float to_float(float value) { return value; }
float to_float(at::Half value) { return value; }
float to_float(at::BFloat16 value) { return value; }
float exp2_of(float x) { return std::exp2(x); }

// PTX's mma.m16n8k16: which numbers of a [16 × 16] and b [16 × 8] the registers of a lane hold, two in each.
template <typename T>
void multiply_add(float* sums, const std::uint32_t* a, const std::uint32_t* b) {
  struct Registers {
    T a[8], b[4];
  };
  Registers own;
  std::memcpy(own.a, a, sizeof own.a);
  std::memcpy(own.b, b, sizeof own.b);
  const auto* const all = exchanged(own);
  const int lane = static_cast<int>(threadIdx.x % 32);
  for (int c = 0; c < 4; ++c) {
    const int row = lane / 4 + c / 2 * 8, column = lane % 4 * 2 + c % 2;
    for (int i = 0; i < 16; ++i) {
      const auto x = all[row % 8 * 4 + i % 8 / 2].a[(row / 8 + i / 8 * 2) * 2 + i % 2];
      const auto y = all[column * 4 + i % 8 / 2].b[i / 8 * 2 + i % 2];
      sums[c] += static_cast<float>(x) * static_cast<float>(y);
    }
  }
}

void copy_16(void* to, const void* from, bool there) {
  if (there)
    std::memcpy(to, from, 16);
  else
    std::memset(to, 0, 16);
}
void end_of_copies() {}
void wait_for_copies() {}
void wait_for_all_copies() {}

}  // namespace headlight::kernels::cuda

#include "engine/kernels/map_rollout_kernel.cuh"
#include "engine/kernels/map_rows_kernel.cuh"
#include "engine/kernels/map_tile_kernel.cuh"

namespace headlight::kernels {
namespace {

// Calls body(type, products) as launch_plain and launch_of_type do.
template <typename Body>
void with_types(const CudaMap& map, bool plain, const Body& body) {
  using namespace cuda;
  if (plain)
    return map.numbers == CudaNumbers::float16 ? body(at::Half{}, PlainTensorCores<at::Half>{}) : body(at::BFloat16{}, PlainTensorCores<at::BFloat16>{});
  if (map.numbers == CudaNumbers::float32) map.exact ? body(float{}, PlainProducts<double>{}) : body(float{}, PlainProducts<float>{});
  if (map.numbers == CudaNumbers::float16) map.exact ? body(at::Half{}, PlainProducts<double>{}) : body(at::Half{}, TensorCores<at::Half>{});
  if (map.numbers == CudaNumbers::bfloat16)
    map.exact ? body(at::BFloat16{}, PlainProducts<double>{}) : body(at::BFloat16{}, TensorCores<at::BFloat16>{});
}

// Shared memory begins as garbage: NaN.
template <typename Memory>
Memory& garbage() {
  alignas(16) static unsigned char bytes[sizeof(Memory)];
  std::memset(bytes, 0xFF, sizeof bytes);
  return *reinterpret_cast<Memory*>(bytes);
}

const char* run_tile(const CudaMap& map, const CudaChoice& choice, const CudaTile& tile, void*) {
  auto& memory = garbage<cuda::TileMemory>();
  with_types(map, plain_weights(map, choice.cells), [&](auto type, auto products) {
    run_cuda(static_cast<unsigned>(tile.blocks()), square_threads,
             [&] { cuda::tile_block<decltype(type), decltype(products)>(map, choice, tile, memory); });
  });
  return nullptr;
}

const char* run_rows(const CudaMap& map, const CudaRowSums& ask, void*) {
  auto& memory = garbage<cuda::RowMemory>();
  const auto blocks = map.heads * ((ask.rows + square_side - 1) / square_side);
  with_types(map, false, [&](auto type, auto products) {
    run_cuda(static_cast<unsigned>(blocks), square_threads,
             [&] { cuda::row_block<decltype(type), decltype(products)>(map, ask, memory); });
  });
  return nullptr;
}

const char* run_rollout(const CudaMap& map, const CudaRollout& ask, void*) {
  auto& memory = garbage<cuda::RolloutMemory>();
  const auto blocks = (map.keys + square_side - 1) / square_side * ask.parts;
  with_types(map, plain_weights(map, CudaCells::weight), [&](auto type, auto products) {
    run_cuda(static_cast<unsigned>(blocks), square_threads,
             [&] { cuda::rollout_block<decltype(type), decltype(products)>(map, ask, memory); });
  });
  return nullptr;
}

}  // namespace

DeviceKernels emulated_map_kernels() { return {run_tile, run_rows, run_rollout, nullptr}; }

testing::TestedDevice testing::tested_device() { return {at::kCPU, emulated_map_kernels()}; }

std::size_t largest_block_memory() {
  return std::max({sizeof(cuda::TileMemory), sizeof(cuda::RowMemory), sizeof(cuda::RolloutMemory)});
}

}  // namespace headlight::kernels
