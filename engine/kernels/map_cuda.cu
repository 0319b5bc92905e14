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

__device__ __forceinline__ float root_of(float x) {
  float result;
  asm("sqrt.approx.ftz.f32 %0, %1;" : "=f"(result) : "f"(x));
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

// Four matrices of 8 rows of 16 bytes from shared memory: lane l says where row l % 8 of matrix l / 8 lies, and gets word l % 4
// of every matrix's row l / 4.
__device__ __forceinline__ void load_matrices(std::uint32_t (&words)[4], const std::uint32_t* row) {
  const auto place = static_cast<std::uint32_t>(__cvta_generic_to_shared(row));
  asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0, %1, %2, %3}, [%4];"
               : "=r"(words[0]), "=r"(words[1]), "=r"(words[2]), "=r"(words[3]) : "r"(place) : "memory");
}

#ifdef __CUDA_ARCH_FEAT_SM90_ALL
// Hopper's tensor cores take the products of four warps, with the columns from shared memory.
constexpr bool by_groups = true;

// Where 64 numbers of every column lie: rows of 128 bytes, swizzled, eight of them 1,024 bytes. One more is 16 bytes further.
__device__ __forceinline__ std::uint64_t columns_at(const std::uint32_t* words) {
  const std::uint64_t place = __cvta_generic_to_shared(words);
  return (place & 0x3FFFF) >> 4 | std::uint64_t{1} << 16 | std::uint64_t{64} << 32 | std::uint64_t{1} << 62;
}

// sums of half m of 16 rows a warp and 32 columns, anew at step 0.
template <typename T>
__device__ __forceinline__ void multiply_add_group(float (&sums)[4][8], int m, const std::uint32_t (&a)[4], std::uint64_t columns, int add) {
  float* const s0 = sums[0] + m * 4;
  float* const s1 = sums[1] + m * 4;
  float* const s2 = sums[2] + m * 4;
  float* const s3 = sums[3] + m * 4;
#define HEADLIGHT_GROUP_PRODUCT(type)                                                                                       \
  asm volatile("{.reg .pred p; setp.ne.b32 p, %21, 0;\n"                                                                    \
               "wgmma.mma_async.sync.aligned.m64n32k16.f32." type "." type                                                  \
               " {%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15}, {%16, %17, %18, %19}, %20, p, 1, 1, 0;}\n" \
               : "+f"(s0[0]), "+f"(s0[1]), "+f"(s0[2]), "+f"(s0[3]), "+f"(s1[0]), "+f"(s1[1]), "+f"(s1[2]), "+f"(s1[3]),       \
                 "+f"(s2[0]), "+f"(s2[1]), "+f"(s2[2]), "+f"(s2[3]), "+f"(s3[0]), "+f"(s3[1]), "+f"(s3[2]), "+f"(s3[3])        \
               : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "l"(columns), "r"(add))
  if constexpr (std::is_same<T, __half>::value)
    HEADLIGHT_GROUP_PRODUCT("f16");
  else
    HEADLIGHT_GROUP_PRODUCT("bf16");
#undef HEADLIGHT_GROUP_PRODUCT
}
__device__ __forceinline__ void begin_group() { asm volatile("wgmma.fence.sync.aligned;" ::: "memory"); }
// Until all sums are there; none is read before.
__device__ __forceinline__ void end_group(float (&sums)[4][8]) {
  asm volatile("wgmma.commit_group.sync.aligned;\nwgmma.wait_group.sync.aligned 0;" ::: "memory");
#pragma unroll
  for (int i = 0; i < 32; ++i) asm volatile("" : "+f"(sums[i / 8][i % 8])::"memory");
}
// What this thread copied to shared memory is seen by the products of groups.
__device__ __forceinline__ void show_to_groups() { asm volatile("fence.proxy.async.shared::cta;" ::: "memory"); }
#else
constexpr bool by_groups = false;
__device__ __forceinline__ std::uint64_t columns_at(const std::uint32_t*) { return 0; }
template <typename T>
__device__ __forceinline__ void multiply_add_group(float (&)[4][8], int, const std::uint32_t (&)[4], std::uint64_t, int) {}
__device__ __forceinline__ void begin_group() {}
__device__ __forceinline__ void end_group(float (&)[4][8]) {}
__device__ __forceinline__ void show_to_groups() {}
#endif

// 16 bytes from global to shared memory, in the background; zeros, and nothing is read, where not `there`.
__device__ __forceinline__ void copy_16(void* to, const void* from, bool there) {
  const auto place = static_cast<std::uint32_t>(__cvta_generic_to_shared(to));
  asm volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;" ::"r"(place), "l"(from), "r"(there ? 16 : 0) : "memory");
}
// Likewise 4 bytes.
__device__ __forceinline__ void copy_4(void* to, const void* from, bool there) {
  const auto place = static_cast<std::uint32_t>(__cvta_generic_to_shared(to));
  asm volatile("cp.async.ca.shared.global [%0], [%1], 4, %2;" ::"r"(place), "l"(from), "r"(there ? 4 : 0) : "memory");
}
// Copies so far are one group; wait_for_copies waits for all groups but the last.
__device__ __forceinline__ void end_of_copies() { asm volatile("cp.async.commit_group;" ::: "memory"); }
__device__ __forceinline__ void wait_for_copies() { asm volatile("cp.async.wait_group 1;" ::: "memory"); }
__device__ __forceinline__ void wait_for_all_copies() { asm volatile("cp.async.wait_group 0;" ::: "memory"); }

}  // namespace headlight::kernels::cuda

#include "engine/kernels/map_overview_kernel.cuh"
#include "engine/kernels/map_rollout_kernel.cuh"
#include "engine/kernels/map_rows_kernel.cuh"
#include "engine/kernels/map_stats_kernel.cuh"
#include "engine/kernels/map_tile_kernel.cuh"

namespace headlight::kernels {
namespace {

extern __shared__ __align__(1024) unsigned char shared_memory[];

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

template <typename T, int Steps>
struct Overview {
  using Memory = cuda::OverviewMemory;
  CudaMap map;
  CudaChoice choice;
  CudaTile tile;
  OverviewPlan plan;
  __device__ __forceinline__ void operator()(Memory& memory) const { cuda::overview_block<T, Steps>(map, choice, tile, plan, memory); }
};

template <typename T, int Steps>
struct Stats {
  using Memory = cuda::StatsMemory;
  CudaMap map;
  CudaRowSums ask;
  __device__ __forceinline__ void operator()(Memory& memory) const { cuda::stats_block<T, Steps>(map, ask, memory); }
};

template <typename Work, int Threads, int Blocks>
__global__ void __launch_bounds__(Threads, Blocks) run(const __grid_constant__ Work work) {
  work(*reinterpret_cast<typename Work::Memory*>(shared_memory));
}

template <int Threads, int Blocks, typename Work>
cudaError_t launch_work(const Work& work, std::int64_t blocks, cudaStream_t stream) {
  if (blocks > most_square_blocks) return cudaErrorInvalidConfiguration;
  constexpr int bytes = static_cast<int>(sizeof(typename Work::Memory));
  const auto error = cudaFuncSetAttribute(run<Work, Threads, Blocks>, cudaFuncAttributeMaxDynamicSharedMemorySize, bytes);
  if (error != cudaSuccess) return error;
  run<Work, Threads, Blocks><<<static_cast<unsigned>(blocks), Threads, bytes, stream>>>(work);
  return cudaGetLastError();
}

template <typename Work>
cudaError_t launch(const Work& work, std::int64_t blocks, cudaStream_t stream) {
  return launch_work<square_threads, 1>(work, blocks, stream);
}

// Work that streams: its blocks share a multiprocessor by twos.
template <template <typename, int> class Work, typename... Arguments>
cudaError_t launch_stream(std::int64_t blocks, cudaStream_t stream, const CudaMap& map, const Arguments&... arguments) {
  const bool narrow = map.width <= 64;
  const auto start = [&](const auto& work) { return launch_work<stream_threads, 2>(work, blocks, stream); };
  if (map.numbers == CudaNumbers::float16)
    return narrow ? start(Work<__half, 4>{map, arguments...}) : start(Work<__half, 8>{map, arguments...});
  return narrow ? start(Work<__nv_bfloat16, 4>{map, arguments...}) : start(Work<__nv_bfloat16, 8>{map, arguments...});
}

__global__ void __launch_bounds__(stream_threads) join(const __grid_constant__ CudaMap map, const __grid_constant__ CudaChoice choice,
                                                       const __grid_constant__ CudaTile tile, const __grid_constant__ OverviewPlan plan) {
  cuda::join_pieces(map, choice, tile, plan);
}

cudaError_t launch_overview(const CudaMap& map, const CudaChoice& choice, const CudaTile& tile, cudaStream_t stream) {
  const auto plan = overview_plan(map, tile);
  const auto error = launch_stream<Overview>(plan.bands * plan.chunks, stream, map, choice, tile, plan);
  if (error != cudaSuccess) return error;
  join<<<static_cast<unsigned>(parts_of(tile.rows.out * tile.columns.out, stream_threads)), stream_threads, 0, stream>>>(map, choice, tile, plan);
  return cudaGetLastError();
}

const char* text_of(cudaError_t error) { return error == cudaSuccess ? nullptr : cudaGetErrorString(error); }

template <template <typename, typename> class Work, typename... Arguments>
const char* launch_plain(std::int64_t blocks, void* stream, const CudaMap& map, const Arguments&... arguments) {
  using namespace cuda;
  const auto queue = static_cast<cudaStream_t>(stream);
  const auto error = map.numbers == CudaNumbers::float16 ? launch(Work<__half, PlainTensorCores<__half>>{map, arguments...}, blocks, queue)
                                                         : launch(Work<__nv_bfloat16, PlainTensorCores<__nv_bfloat16>>{map, arguments...}, blocks, queue);
  return text_of(error);
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
  return text_of(error);
}

std::int64_t squares_of(std::int64_t size) { return parts_of(size, square_side); }

}  // namespace

const char* launch_attention_tile(const CudaMap& map, const CudaChoice& choice, const CudaTile& tile, void* stream) {
  if (tile.pieces != nullptr) return text_of(launch_overview(map, choice, tile, static_cast<cudaStream_t>(stream)));
  if (plain_weights(map, choice.cells)) return launch_plain<Tile>(tile.blocks(), stream, map, choice, tile);
  return launch_of_type<Tile>(tile.blocks(), stream, map, choice, tile);
}

const char* launch_row_sums(const CudaMap& map, const CudaRowSums& sums, void* stream) {
  if (streams_stats(map, sums)) return text_of(launch_stream<Stats>(stats_blocks(map), static_cast<cudaStream_t>(stream), map, sums));
  return launch_of_type<RowSums>(map.heads * squares_of(sums.rows), stream, map, sums);
}

const char* launch_rollout(const CudaMap& map, const CudaRollout& rollout, void* stream) {
  const auto blocks = squares_of(map.keys) * rollout.parts;
  if (plain_weights(map, CudaCells::weight)) return launch_plain<Rollout>(blocks, stream, map, rollout);
  return launch_of_type<Rollout>(blocks, stream, map, rollout);
}

}  // namespace headlight::kernels
