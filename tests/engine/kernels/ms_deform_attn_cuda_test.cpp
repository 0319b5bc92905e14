#include "engine/kernels/ms_deform_attn_cuda.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "engine/kernels/ms_deform_attn.h"
#include "tests/engine/kernels/cases.h"
#include "tests/engine/kernels/cuda_on_cpu.h"

namespace headlight::kernels::cuda {

alignas(16) unsigned char shared[32768];

float to_float(float value) { return value; }
float to_float(at::Half value) { return value; }
float to_float(at::BFloat16 value) { return value; }
template <typename T>
T from_float(float value) {
  return static_cast<T>(value);
}

}  // namespace headlight::kernels::cuda

#include "engine/kernels/ms_deform_attn_kernel.cuh"

namespace headlight::kernels {
namespace {

using testing::difference;

struct Problem {
  DeformableInput input;
  CudaLevels levels;
};

Problem random_problem(std::int64_t queries, std::int64_t heads, std::int64_t width, at::ScalarType dtype) {
  Problem problem{{{}, {}, {}, {{5, 6}, {3, 2}, {1, 4}}, {9, 0, 8}}, {}};
  auto& input = problem.input;
  input.value = at::randn({2, 40, heads, width}).to(dtype);
  input.points = at::rand({2, queries, heads, 17, 2}) * 1.8 - 0.4;
  input.points[0][0][0][0].fill_(std::numeric_limits<float>::quiet_NaN());
  input.points[1][0][0][1][0] = std::numeric_limits<float>::infinity();
  input.points[1][0][0][2].fill_(std::numeric_limits<float>::max());
  input.weights = at::softmax(at::randn({2, queries, heads, 17}), -1);
  problem.levels = {3, {5, 3, 1}, {6, 2, 4}, {0, 30, 36}, {9, 9, 17}};
  return problem;
}

CudaArrays arrays_of(const Problem& problem, at::Tensor& out) {
  const auto& [value, points, weights, levels, level_points] = problem.input;
  return {value.data_ptr(),
          points.data_ptr<float>(),
          weights.data_ptr<float>(),
          out.data_ptr(),
          2,
          value.size(1),
          value.size(2),
          value.size(3),
          points.size(1),
          points.size(3)};
}

template <typename T, int Corners>
at::Tensor run(const Problem& problem) {
  const auto& input = problem.input;
  auto out = at::full({2, input.points.size(1), input.value.size(2) * input.value.size(3)}, 77, input.value.options());
  const auto arrays = arrays_of(problem, out);
  auto plan = cuda_launch(arrays, sizeof(T));
  EXPECT_LE(plan.items_a_block * cuda::points_a_round * sizeof(cuda::Pixels<Corners>), sizeof(cuda::shared));
  plan.blocks = std::min(plan.blocks, 3U);  // blocks then take several turns each
  const cuda::Work work{arrays, arrays.batch * arrays.queries * arrays.heads, plan.items_a_block, plan.threads_an_item};
  run_cuda(plan.blocks, plan.threads, [&] {
    if (plan.channels_a_thread == 1)
      cuda::sample<T, Corners, 1>(work, problem.levels);
    else
      cuda::sample<T, Corners, 16 / sizeof(T)>(work, problem.levels);
  });
  return out;
}

template <typename T>
void expect_reference(std::int64_t width, at::ScalarType dtype, double bound) {
  const auto problem = random_problem(7, 3, width, dtype);
  EXPECT_LE(difference(run<T, 4>(problem), reference_ms_deform_attn(problem.input, Sampling::bilinear)), bound)
      << c10::toString(dtype) << " " << width;
  EXPECT_LE(difference(run<T, 1>(problem), reference_ms_deform_attn(problem.input, Sampling::discrete)), bound)
      << c10::toString(dtype) << " " << width;
}

TEST(CudaKernel, ItsSourceRunOnTheCpuEqualsTheReference) {
  at::manual_seed(21);
  for (const std::int64_t width : {1, 6, 32, 300}) {
    expect_reference<float>(width, at::kFloat, 1e-5);
    expect_reference<at::Half>(width, at::kHalf, 4e-3);
    expect_reference<at::BFloat16>(width, at::kBFloat16, 3.2e-2);
  }
}

CudaLaunch launch_of(std::int64_t queries, std::int64_t heads, std::int64_t width, int bytes) {
  alignas(16) static unsigned char memory[16];
  return cuda_launch({memory, nullptr, nullptr, memory, 1, 100, heads, width, queries, 4}, bytes);
}

TEST(CudaLaunch, CoversEveryItemAndChannelWithin256Threads) {
  for (const std::int64_t width : {1, 3, 8, 32, 64, 100, 256, 1000, 5000})
    for (const int bytes : {2, 4}) {
      const auto plan = launch_of(1000, 8, width, bytes);
      EXPECT_LE(plan.threads, 256U);
      EXPECT_EQ(plan.threads, static_cast<unsigned>(plan.items_a_block * plan.threads_an_item));
      EXPECT_GE(static_cast<std::int64_t>(plan.blocks) * plan.items_a_block, 8000);
      EXPECT_LT((static_cast<std::int64_t>(plan.blocks) - 1) * plan.items_a_block, 8000);
      EXPECT_EQ(plan.channels_a_thread, width * bytes % 16 == 0 ? 16 / bytes : 1);
    }
}

TEST(CudaLaunch, EncoderOfDeformableDetr) {
  const auto plan = launch_of(22223, 8, 32, 2);
  EXPECT_EQ(plan.channels_a_thread, 8);
  EXPECT_EQ(plan.threads_an_item, 4);
  EXPECT_EQ(plan.items_a_block, 64);
  EXPECT_EQ(plan.blocks, 2778U);
}

TEST(CudaLaunch, ReadsOneByOneWhereMemoryIsNotAligned) {
  alignas(16) static unsigned char memory[32];
  const CudaArrays arrays{memory + 2, nullptr, nullptr, memory, 1, 100, 8, 32, 300, 4};
  EXPECT_EQ(cuda_launch(arrays, 2).channels_a_thread, 1);
}

}  // namespace
}  // namespace headlight::kernels
