#include "engine/kernels/ms_deform_attn.h"

#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <ATen/core/dispatch/Dispatcher.h>

#include <algorithm>
#include <memory>

#include "engine/api/result.h"
#include "engine/kernels/ms_deform_attn_cpu.h"
#include "engine/kernels/ms_deform_attn_shape.h"
#include "engine/kernels/parallel.h"

namespace headlight::kernels {
namespace {

// The level of every point of a head.
std::vector<LevelBlock> level_blocks(const DeformableInput& input, const DeformableShape& shape) {
  std::vector<LevelBlock> blocks(static_cast<std::size_t>((shape.points + lanes - 1) / lanes));
  std::size_t point = 0;
  std::int64_t first = 0;
  for (std::size_t level = 0; level < input.levels.size(); ++level) {
    const auto [rows, columns] = input.levels[level];
    for (std::int64_t i = 0; i < input.level_points[level]; ++i, ++point) {
      auto& block = blocks[point / lanes];
      block.rows[point % lanes] = static_cast<std::int32_t>(rows);
      block.columns[point % lanes] = static_cast<std::int32_t>(columns);
      block.first[point % lanes] = static_cast<std::int32_t>(first);
      block.used[point % lanes] = -1;
    }
    first += rows * columns;
  }
  return blocks;
}

// One call on the CPU. T: the kernel's name of the tensors' type At.
template <typename T, typename At>
class CpuRun {
 public:
  CpuRun(const DeformableInput& input, const DeformableShape& shape, Sampling sampling)
      : shape_(shape),
        sampling_(sampling),
        value_(input.value.contiguous()),
        points_(input.points.contiguous()),
        weights_(input.weights.to(c10::CppTypeToScalarType<Accumulator<T>>::value).contiguous()),
        blocks_(level_blocks(input, shape)) {}

  void into(at::Tensor& out) const {
    auto* const to = reinterpret_cast<T*>(out.mutable_data_ptr<At>());
    if (worth_packing()) return pack_heads(to);
    for (std::int64_t batch = 0; batch < shape_.batch; ++batch) sample(arrays(batch, to), 0, shape_.heads);
  }

 private:
  [[nodiscard]] DeformableArrays<T> arrays(std::int64_t batch, T* out) const {
    const auto row = shape_.heads * shape_.width, points = shape_.queries * shape_.heads * shape_.points;
    return {reinterpret_cast<const T*>(value_.template const_data_ptr<At>()) + batch * shape_.positions * row,
            row,
            shape_.width,
            points_.template const_data_ptr<float>() + 2 * batch * points,
            weights_.template const_data_ptr<Accumulator<T>>() + batch * points,
            out + batch * shape_.queries * row,
            shape_.queries,
            shape_.heads,
            shape_.width,
            shape_.points,
            blocks_.data()};
  }

  // Where pixels are read many times each, a head's map on its own stays in the caches.
  [[nodiscard]] bool worth_packing() const {
    constexpr std::int64_t many = 8;
    const auto reads = shape_.queries * shape_.points * (sampling_ == Sampling::bilinear ? 4 : 1);
    return shape_.heads > 1 && reads >= many * shape_.positions;
  }

  // Whole heads to every thread where there are enough of them, else all threads to one head after the other.
  void pack_heads(T* out) const {
    const auto heads = shape_.batch * shape_.heads;
    const auto some = [&](std::int64_t begin, std::int64_t end) {
      const auto packed =
          std::make_unique_for_overwrite<T[]>(static_cast<std::size_t>(shape_.positions * shape_.width));
      for (auto head = begin; head < end; ++head)
        sample_packed(arrays(head / shape_.heads, out), head % shape_.heads, packed.get());
    };
    if (heads >= at::get_num_threads())
      parallel_parts(heads, 1, some);
    else
      some(0, heads);
  }

  void sample_packed(DeformableArrays<T> arrays, std::int64_t head, T* packed) const {
    const auto width = shape_.width;
    parallel_parts(shape_.positions, channels_a_thread / width, [&](std::int64_t begin, std::int64_t end) {
      for (auto position = begin; position < end; ++position)
        std::copy_n(arrays.value + position * arrays.position_step + head * arrays.head_step, width,
                    packed + position * width);
    });
    arrays.value = packed;
    arrays.position_step = width;
    arrays.head_step = 0;
    sample(arrays, head, 1);
  }

  void sample(const DeformableArrays<T>& arrays, std::int64_t first_head, std::int64_t heads) const {
    const auto cost = std::max<std::int64_t>(1, heads * shape_.points * 4 * shape_.width);
    parallel_parts(shape_.queries, std::max<std::int64_t>(1, channels_a_thread / cost),
                   [&](std::int64_t begin, std::int64_t end) {
                     sample_queries(arrays, sampling_, {first_head, heads, begin, end});
                   });
  }

  // Channels whose reading is worth a thread of its own: about fifty microseconds.
  static constexpr std::int64_t channels_a_thread = std::int64_t{1} << 19;

  DeformableShape shape_;
  Sampling sampling_;
  at::Tensor value_, points_, weights_;
  std::vector<LevelBlock> blocks_;
};

at::Tensor on_cpu(const DeformableInput& input, const DeformableShape& shape, Sampling sampling) {
  auto out = at::empty({shape.batch, shape.queries, shape.heads * shape.width}, input.value.options());
  if (out.numel() == 0) return out;
  switch (input.value.scalar_type()) {
    case at::kDouble:
      CpuRun<double, double>(input, shape, sampling).into(out);
      break;
    case at::kHalf:
      CpuRun<Float16, at::Half>(input, shape, sampling).into(out);
      break;
    case at::kBFloat16:
      CpuRun<Bfloat16, at::BFloat16>(input, shape, sampling).into(out);
      break;
    default:
      CpuRun<float, float>(input, shape, sampling).into(out);
  }
  return out;
}

// The operator of that name, where a library of kernels for the device has been loaded.
at::Tensor on_device(const DeformableInput& input, Sampling sampling) {
  const auto found = c10::Dispatcher::singleton().findSchema({"headlight::ms_deform_attn", ""});
  if (!found)
    throw Failure{unusable("deformable attention cannot be computed", "value", input.value.device().str(),
                           "the CPU, or a device whose kernels are loaded")};
  std::vector<std::int64_t> rows, columns;
  for (const auto& [level_rows, level_columns] : input.levels) {
    rows.push_back(level_rows);
    columns.push_back(level_columns);
  }
  using Signature = at::Tensor(const at::Tensor&, const at::Tensor&, const at::Tensor&, at::IntArrayRef,
                               at::IntArrayRef, at::IntArrayRef, std::string_view);
  return found->typed<Signature>().call(input.value, input.points, input.weights, rows, columns, input.level_points,
                                        sampling == Sampling::bilinear ? "bilinear" : "discrete");
}

}  // namespace

at::Tensor ms_deform_attn(const DeformableInput& input, Sampling sampling) {
  const auto shape = deformable_shape(input);
  return input.value.is_cpu() ? on_cpu(input, shape, sampling) : on_device(input, sampling);
}

}  // namespace headlight::kernels
