#include "tests/engine/kernels/emulated_map_kernels.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cstring>
#include <type_traits>

#include "engine/kernels/map_stream.h"
#include "tests/engine/kernels/cuda_on_cpu.h"

namespace headlight::kernels::cuda {

float to_float(float value) { return value; }
float to_float(at::Half value) { return value; }
float to_float(at::BFloat16 value) { return value; }
float exp2_of(float x) { return std::exp2(x); }
float root_of(float x) { return std::sqrt(x); }

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

// PTX's ldmatrix.m8n8.x4: every lane says where a row lies, and gets a word of four.
void load_matrices(std::uint32_t (&words)[4], const std::uint32_t* row) {
  const auto* const rows = exchanged(row);
  const int lane = static_cast<int>(threadIdx.x % 32);
  for (int i = 0; i < 4; ++i) words[i] = rows[i * 8 + lane / 4][lane % 4];
}

void copy_16(void* to, const void* from, bool there) {
  if (there)
    std::memcpy(to, from, 16);
  else
    std::memset(to, 0, 16);
}
void copy_4(void* to, const void* from, bool there) {
  if (there)
    std::memcpy(to, from, 4);
  else
    std::memset(to, 0, 4);
}
void end_of_copies() {}
void wait_for_copies() {}
void wait_for_all_copies() {}

// No products by groups of warps: as on devices before Hopper.
constexpr bool by_groups = false;
std::uint64_t columns_at(const std::uint32_t*) { return 0; }
template <typename T>
void multiply_add_group(float (&)[4][8], int, const std::uint32_t (&)[4], std::uint64_t, int) {}
void begin_group() {}
void end_group(float (&)[4][8]) {}
void show_to_groups() {}

}  // namespace headlight::kernels::cuda

#include "engine/kernels/map_overview_kernel.cuh"
#include "engine/kernels/map_rollout_kernel.cuh"
#include "engine/kernels/map_rows_kernel.cuh"
#include "engine/kernels/map_stats_kernel.cuh"
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
  alignas(Memory) static unsigned char bytes[sizeof(Memory)];
  std::memset(bytes, 0xFF, sizeof bytes);
  return *reinterpret_cast<Memory*>(bytes);
}

// As launch_stream does: body(type, number of steps).
template <typename Body>
void with_stream(const CudaMap& map, const Body& body) {
  const auto with_steps = [&](auto type) {
    map.width <= 64 ? body(type, std::integral_constant<int, 4>{}) : body(type, std::integral_constant<int, 8>{});
  };
  map.numbers == CudaNumbers::float16 ? with_steps(at::Half{}) : with_steps(at::BFloat16{});
}

void run_overview(const CudaMap& map, const CudaChoice& choice, const CudaTile& tile) {
  auto& memory = garbage<cuda::OverviewMemory>();
  const auto plan = overview_plan(map, tile);
  with_stream(map, [&](auto type, auto steps) {
    run_cuda(static_cast<unsigned>(plan.bands * plan.chunks), stream_threads,
             [&] { cuda::overview_block<decltype(type), decltype(steps)::value>(map, choice, tile, plan, memory); });
  });
  run_cuda(static_cast<unsigned>(parts_of(tile.rows.out * tile.columns.out, stream_threads)), stream_threads,
           [&] { cuda::join_pieces(map, choice, tile, plan); });
}

void run_stats(const CudaMap& map, const CudaRowSums& ask) {
  auto& memory = garbage<cuda::StatsMemory>();
  with_stream(map, [&](auto type, auto steps) {
    run_cuda(static_cast<unsigned>(stats_blocks(map)), stream_threads,
             [&] { cuda::stats_block<decltype(type), decltype(steps)::value>(map, ask, memory); });
  });
}

const char* run_tile(const CudaMap& map, const CudaChoice& choice, const CudaTile& tile, void*) {
  if (tile.pieces != nullptr) return run_overview(map, choice, tile), nullptr;
  auto& memory = garbage<cuda::TileMemory>();
  with_types(map, plain_weights(map, choice.cells), [&](auto type, auto products) {
    run_cuda(static_cast<unsigned>(tile.blocks()), square_threads,
             [&] { cuda::tile_block<decltype(type), decltype(products)>(map, choice, tile, memory); });
  });
  return nullptr;
}

const char* run_rows(const CudaMap& map, const CudaRowSums& ask, void*) {
  if (streams_stats(map, ask)) return run_stats(map, ask), nullptr;
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
  return std::max({sizeof(cuda::TileMemory), sizeof(cuda::RowMemory), sizeof(cuda::RolloutMemory), sizeof(cuda::OverviewMemory), sizeof(cuda::StatsMemory)});
}

}  // namespace headlight::kernels
