#include <cuda_bf16.h>
#include <cuda_fp16.h>
#include <cuda_runtime_api.h>

#include "engine/kernels/ms_deform_attn_cuda.h"

namespace headlight::kernels::cuda {

__device__ inline float to_float(float value) { return value; }
__device__ inline float to_float(__half value) { return __half2float(value); }
__device__ inline float to_float(__nv_bfloat16 value) { return __bfloat162float(value); }

template <typename T>
__device__ T from_float(float value);
template <>
__device__ inline float from_float<float>(float value) {
  return value;
}
template <>
__device__ inline __half from_float<__half>(float value) {
  return __float2half_rn(value);
}
template <>
__device__ inline __nv_bfloat16 from_float<__nv_bfloat16>(float value) {
  return __float2bfloat16_rn(value);
}

}  // namespace headlight::kernels::cuda

#include "engine/kernels/ms_deform_attn_kernel.cuh"

namespace headlight::kernels {
namespace {

template <typename T, int Corners>
void launch(const CudaArrays& arrays, const CudaLevels& levels, cudaStream_t stream) {
  const auto plan = cuda_launch(arrays, sizeof(T));
  const cuda::Work work{arrays, arrays.batch * arrays.queries * arrays.heads, plan.items_a_block, plan.threads_an_item};
  const auto shared = plan.items_a_block * cuda::points_a_round * sizeof(cuda::Pixels<Corners>);
  if (plan.channels_a_thread == 1)
    cuda::sample<T, Corners, 1><<<plan.blocks, plan.threads, shared, stream>>>(work, levels);
  else
    cuda::sample<T, Corners, 16 / sizeof(T)><<<plan.blocks, plan.threads, shared, stream>>>(work, levels);
}

template <typename T>
void launch(const CudaArrays& arrays, const CudaLevels& levels, Sampling sampling, cudaStream_t stream) {
  if (sampling == Sampling::bilinear)
    launch<T, 4>(arrays, levels, stream);
  else
    launch<T, 1>(arrays, levels, stream);
}

}  // namespace

const char* launch_ms_deform_attn(const CudaArrays& arrays, const CudaLevels& levels, CudaNumber number,
                                  Sampling sampling, void* stream) {
  const auto queue = static_cast<cudaStream_t>(stream);
  if (number == CudaNumber::float32) launch<float>(arrays, levels, sampling, queue);
  if (number == CudaNumber::float16) launch<__half>(arrays, levels, sampling, queue);
  if (number == CudaNumber::bfloat16) launch<__nv_bfloat16>(arrays, levels, sampling, queue);
  const auto error = cudaGetLastError();
  return error == cudaSuccess ? nullptr : cudaGetErrorString(error);
}

}  // namespace headlight::kernels
