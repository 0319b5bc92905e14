#include <cuda_bf16.h>
#include <cuda_fp16.h>
#include <cuda_runtime_api.h>

#include <cmath>
#include <cstdint>
#include <type_traits>

#include "engine/kernels/map_cuda.h"

namespace headlight::kernels::cuda {

__device__ __forceinline__ float to_float(float value) { return value; }
__device__ __forceinline__ float to_float(__half value) { return __half2float(value); }
__device__ __forceinline__ float to_float(__nv_bfloat16 value) { return __bfloat162float(value); }

// 2^x, relative error below 2.4e-7; denormal results are 0.
__device__ __forceinline__ float exp2_of(float x) {
  float result;
  asm("ex2.approx.ftz.f32 %0, %1;" : "=f"(result) : "f"(x));
  return result;
}

template <typename Number>
__device__ __forceinline__ Number shuffle_xor(Number value, int lanes) {
  return __shfl_xor_sync(0xFFFFFFFFU, value, lanes);
}

// sums [16 × 8] += a [16 × 16] · b [16 × 8], spread over a warp's registers as PTX's mma.m16n8k16 says.
template <typename T>
__device__ __forceinline__ void multiply_add(float* sums, const std::uint32_t* a, const std::uint32_t* b) {
  if constexpr (std::is_same<T, __half>::value)
    asm("mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
        : "+f"(sums[0]), "+f"(sums[1]), "+f"(sums[2]), "+f"(sums[3])
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
  else
    asm("mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
        : "+f"(sums[0]), "+f"(sums[1]), "+f"(sums[2]), "+f"(sums[3])
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
}

// 16 bytes from global to shared memory, in the background; zeros, and nothing is read, where not `there`.
__device__ __forceinline__ void copy_16(void* to, const void* from, bool there) {
  const auto place = static_cast<std::uint32_t>(__cvta_generic_to_shared(to));
  asm volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;" ::"r"(place), "l"(from), "r"(there ? 16 : 0) : "memory");
}
// Copies so far are one group; wait_for_copies waits for all groups but the last.
__device__ __forceinline__ void end_of_copies() { asm volatile("cp.async.commit_group;" ::: "memory"); }
__device__ __forceinline__ void wait_for_copies() { asm volatile("cp.async.wait_group 1;" ::: "memory"); }
__device__ __forceinline__ void wait_for_all_copies() { asm volatile("cp.async.wait_group 0;" ::: "memory"); }

}  // namespace headlight::kernels::cuda

#include "engine/kernels/map_rollout_kernel.cuh"
#include "engine/kernels/map_rows_kernel.cuh"
#include "engine/kernels/map_tile_kernel.cuh"

namespace headlight::kernels {
namespace {

extern __shared__ __align__(16) unsigned char shared_memory[];

template <typename T, typename Products>
struct Tile {
  using Memory = cuda::TileMemory;
  CudaMap map;
  CudaChoice choice;
  CudaTile tile;
  __device__ __forceinline__ void operator()(Memory& memory) const { cuda::tile_block<T, Products>(map, choice, tile, memory); }
};

template <typename T, typename Products>
struct RowSums {
  using Memory = cuda::RowMemory;
  CudaMap map;
  CudaRowSums ask;
  __device__ __forceinline__ void operator()(Memory& memory) const { cuda::row_block<T, Products>(map, ask, memory); }
};

template <typename T, typename Products>
struct Rollout {
  using Memory = cuda::RolloutMemory;
  CudaMap map;
  CudaRollout ask;
  __device__ __forceinline__ void operator()(Memory& memory) const { cuda::rollout_block<T, Products>(map, ask, memory); }
};

template <typename Work>
__global__ void __launch_bounds__(square_threads, 1) run(const __grid_constant__ Work work) {
  work(*reinterpret_cast<typename Work::Memory*>(shared_memory));
}

template <typename Work>
cudaError_t launch(const Work& work, std::int64_t blocks, cudaStream_t stream) {
  if (blocks > most_square_blocks) return cudaErrorInvalidConfiguration;
  constexpr int bytes = static_cast<int>(sizeof(typename Work::Memory));
  const auto error = cudaFuncSetAttribute(run<Work>, cudaFuncAttributeMaxDynamicSharedMemorySize, bytes);
  if (error != cudaSuccess) return error;
  run<Work><<<static_cast<unsigned>(blocks), square_threads, bytes, stream>>>(work);
  return cudaGetLastError();
}

template <template <typename, typename> class Work, typename... Arguments>
const char* launch_plain(std::int64_t blocks, void* stream, const CudaMap& map, const Arguments&... arguments) {
  using namespace cuda;
  const auto queue = static_cast<cudaStream_t>(stream);
  const auto error = map.numbers == CudaNumbers::float16 ? launch(Work<__half, PlainTensorCores<__half>>{map, arguments...}, blocks, queue)
                                                         : launch(Work<__nv_bfloat16, PlainTensorCores<__nv_bfloat16>>{map, arguments...}, blocks, queue);
  return error == cudaSuccess ? nullptr : cudaGetErrorString(error);
}

// Half types go through tensor cores, unless float64 is asked for.
template <template <typename, typename> class Work, typename... Arguments>
const char* launch_of_type(std::int64_t blocks, void* stream, const CudaMap& map, const Arguments&... arguments) {
  using namespace cuda;
  const auto queue = static_cast<cudaStream_t>(stream);
  auto error = cudaErrorInvalidValue;
  const bool exact = map.exact;
  if (map.numbers == CudaNumbers::float32)
    error = exact ? launch(Work<float, PlainProducts<double>>{map, arguments...}, blocks, queue)
                  : launch(Work<float, PlainProducts<float>>{map, arguments...}, blocks, queue);
  if (map.numbers == CudaNumbers::float16)
    error = exact ? launch(Work<__half, PlainProducts<double>>{map, arguments...}, blocks, queue)
                  : launch(Work<__half, TensorCores<__half>>{map, arguments...}, blocks, queue);
  if (map.numbers == CudaNumbers::bfloat16)
    error = exact ? launch(Work<__nv_bfloat16, PlainProducts<double>>{map, arguments...}, blocks, queue)
                  : launch(Work<__nv_bfloat16, TensorCores<__nv_bfloat16>>{map, arguments...}, blocks, queue);
  return error == cudaSuccess ? nullptr : cudaGetErrorString(error);
}

std::int64_t squares_of(std::int64_t size) { return (size + square_side - 1) / square_side; }

}  // namespace

const char* launch_attention_tile(const CudaMap& map, const CudaChoice& choice, const CudaTile& tile, void* stream) {
  if (plain_weights(map, choice.cells)) return launch_plain<Tile>(tile.blocks(), stream, map, choice, tile);
  return launch_of_type<Tile>(tile.blocks(), stream, map, choice, tile);
}

const char* launch_row_sums(const CudaMap& map, const CudaRowSums& sums, void* stream) {
  return launch_of_type<RowSums>(map.heads * squares_of(sums.rows), stream, map, sums);
}

const char* launch_rollout(const CudaMap& map, const CudaRollout& rollout, void* stream) {
  const auto blocks = squares_of(map.keys) * rollout.parts;
  if (plain_weights(map, CudaCells::weight)) return launch_plain<Rollout>(blocks, stream, map, rollout);
  return launch_of_type<Rollout>(blocks, stream, map, rollout);
}

}  // namespace headlight::kernels
