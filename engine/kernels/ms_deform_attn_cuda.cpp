// headlight::ms_deform_attn for CUDA tensors. A library of its own, loaded after the operators' and after PyTorch's own
// CUDA libraries: the program itself links none of them.
#include "engine/kernels/ms_deform_attn_cuda.h"

#include <ATen/Functions.h>
#include <c10/core/DeviceGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <torch/library.h>

#include "engine/kernels/ms_deform_attn_shape.h"
#include "engine/kernels/operator_input.h"

namespace headlight::kernels {
namespace {

CudaLevels cuda_levels(const DeformableInput& input) {
  TORCH_CHECK(input.levels.size() <= most_cuda_levels, "levels: found ", input.levels.size(), ", expected at most ",
              most_cuda_levels, " on this device");
  CudaLevels levels{};
  std::int64_t first = 0, end = 0;
  for (std::size_t level = 0; level < input.levels.size(); ++level) {
    const auto [rows, columns] = input.levels[level];
    end += input.level_points[level];
    levels.rows[level] = static_cast<std::int32_t>(rows);
    levels.columns[level] = static_cast<std::int32_t>(columns);
    levels.first[level] = static_cast<std::int32_t>(first);
    levels.end[level] = static_cast<std::int32_t>(end);
    first += rows * columns;
  }
  levels.count = static_cast<std::int32_t>(input.levels.size());
  return levels;
}

CudaNumber cuda_number(at::ScalarType type) {
  TORCH_CHECK(type == at::kFloat || type == at::kHalf || type == at::kBFloat16, "value: found ", c10::toString(type),
              ", expected float32, float16 or bfloat16 on this device");
  if (type == at::kFloat) return CudaNumber::float32;
  return type == at::kHalf ? CudaNumber::float16 : CudaNumber::bfloat16;
}

at::Tensor run(const DeformableInput& input, Sampling sampling) {
  const auto shape = deformable_shape(input);
  const auto number = cuda_number(input.value.scalar_type());
  const auto levels = cuda_levels(input);
  const c10::DeviceGuard guard(input.value.device());
  auto out = at::empty({shape.batch, shape.queries, shape.heads * shape.width}, input.value.options());
  if (out.numel() == 0) return out;
  const auto value = input.value.contiguous(), points = input.points.contiguous();
  const auto weights = input.weights.to(at::kFloat).contiguous();
  const CudaArrays arrays{value.const_data_ptr(),
                          points.const_data_ptr<float>(),
                          weights.const_data_ptr<float>(),
                          out.mutable_data_ptr(),
                          shape.batch,
                          shape.positions,
                          shape.heads,
                          shape.width,
                          shape.queries,
                          shape.points};
  const auto stream = c10::impl::VirtualGuardImpl(c10::DeviceType::CUDA).getStream(value.device());
  const char* error = launch_ms_deform_attn(arrays, levels, number, sampling, stream.native_handle());
  TORCH_CHECK(error == nullptr, "headlight::ms_deform_attn cannot be started: ", error);
  return out;
}

at::Tensor deformable(const at::Tensor& value, const at::Tensor& points, const at::Tensor& weights,
                      at::IntArrayRef rows, at::IntArrayRef columns, at::IntArrayRef level_points,
                      std::string_view sampling) {
  return checked([&] {
    const auto method = parse_sampling(sampling);
    return run(deformable_input(value, points, weights, rows, columns, level_points), method);
  });
}

}  // namespace
}  // namespace headlight::kernels

TORCH_LIBRARY_IMPL(headlight, CUDA, library) { library.impl("ms_deform_attn", headlight::kernels::deformable); }
