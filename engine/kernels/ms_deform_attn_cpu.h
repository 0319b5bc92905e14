// Multi-scale deformable attention on the CPU, over plain arrays. No Torch.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/kernels/corners.h"
#include "engine/kernels/sampling.h"

namespace headlight::kernels {

// What values of a type are added up in.
template <typename T>
using Accumulator = std::conditional_t<sizeof(T) == 8, double, float>;

// One batch entry; T is float, double, Float16 or Bfloat16. Points and weights are dense: [queries, heads, points, 2]
// and [queries, heads, points]; so is out, [queries, heads, width].
template <typename T>
struct DeformableArrays {
  const T* value;  // `width` channels of position p and head h at p · position_step + h · head_step
  std::int64_t position_step, head_step;
  const float* locations;
  const Accumulator<T>* weights;
  T* out;
  std::int64_t queries, heads, width, points;
  const LevelBlock* levels;  // of one head's points, sixteen a block
};

// Which results to compute.
struct DeformablePart {
  std::int64_t first_head, heads;
  std::int64_t begin, end;  // queries
};
template <typename T>
void sample_queries(const DeformableArrays<T>& arrays, Sampling sampling, const DeformablePart& part);

// The same for one instruction set each; those that this processor has, the fastest first, which sample_queries() takes.
template <typename T>
struct SamplingKernelOf {
  const char* name;
  void (*run)(const DeformableArrays<T>& arrays, Sampling sampling, const DeformablePart& part);
};
template <typename T>
[[nodiscard]] std::vector<SamplingKernelOf<T>> sampling_kernels();

}  // namespace headlight::kernels
