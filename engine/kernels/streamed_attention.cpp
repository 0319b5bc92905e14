#include "engine/kernels/streamed_attention.h"

#include <ATen/Functions.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "engine/kernels/cells.h"
#include "engine/kernels/parallel.h"
#include "engine/kernels/products.h"

namespace headlight::kernels {
namespace {

// A block of scores stays within the second-level cache; many rows make one transposed block of keys worth its while.
constexpr std::int64_t rows_at_once = 384, keys_at_once = 256;

// One head's arrays: rows of numbers that lie one after the other, `stride` apart.
struct Rows {
  const float* data;
  std::int64_t stride, count, width;
};

Rows rows_of(const at::Tensor& head) { return {head.const_data_ptr<float>(), head.stride(0), head.size(0), head.size(1)}; }

// The softmax of a block of queries over the keys seen so far.
class QueryBlock {
 public:
  QueryBlock(const Rows& q, std::int64_t values, float scale)
      : q_(q),
        scale_(scale),
        values_(values),
        largest_(static_cast<std::size_t>(q.count), -std::numeric_limits<float>::infinity()),
        sum_(static_cast<std::size_t>(q.count), 0.0),
        mixed_(static_cast<std::size_t>(q.count * values), 0.0F),
        part_(mixed_.size()),
        scores_(static_cast<std::size_t>(q.count * keys_at_once)),
        room_(static_cast<std::size_t>(std::max(panels_of(q.width), panels_of(keys_at_once)))) {}

  void add(const Rows& k, const Rows& v) {
    products({q_.data, q_.stride, q_.count, k.data, k.stride, k.count, false, q_.width, scale_, scores_.data()}, room_.data());
    for (std::int64_t row = 0; row < q_.count; ++row) weigh(row, scores_.data() + row * k.count, k.count);
    products({scores_.data(), k.count, q_.count, v.data, v.stride, values_, true, k.count, 1.0F, part_.data()}, room_.data());
    add_row(mixed_.data(), part_.data(), mixed_.size());
  }

  void finish(float* output, std::int64_t stride, float* lse) const {
    for (std::int64_t row = 0; row < q_.count; ++row) {
      const auto at = static_cast<std::size_t>(row);
      const auto share = static_cast<float>(1 / sum_[at]);
      for (std::int64_t d = 0; d < values_; ++d) output[row * stride + d] = mixed_[static_cast<std::size_t>(row * values_ + d)] * share;
      lse[row] = static_cast<float>(static_cast<double>(largest_[at]) + std::log(sum_[at]));
    }
  }

 private:
  // Turns a row of scores into exponentials around the largest so far, and what was added before with it.
  void weigh(std::int64_t row, float* scores, std::int64_t keys) {
    const auto at = static_cast<std::size_t>(row), count = static_cast<std::size_t>(keys);
    const float largest = std::max(largest_[at], max_of(scores, count));
    if (largest > largest_[at]) {
      const float shrink = std::exp(largest_[at] - largest);
      sum_[at] *= static_cast<double>(shrink);
      for (std::int64_t d = 0; d < values_; ++d) mixed_[static_cast<std::size_t>(row * values_ + d)] *= shrink;
      largest_[at] = largest;
    }
    exp_minus(scores, count, largest);
    sum_[at] += static_cast<double>(sum_of(scores, count));
  }

  Rows q_;
  float scale_;
  std::int64_t values_;
  std::vector<float> largest_;
  std::vector<double> sum_;
  std::vector<float> mixed_, part_, scores_, room_;
};

bool suits(const at::Tensor& tensor) {
  return tensor.is_cpu() && tensor.scalar_type() == at::kFloat && tensor.dim() == 4 && tensor.size(0) == 1 &&
         !(c10::GradMode::is_enabled() && tensor.requires_grad());
}

at::Tensor packed_rows(const at::Tensor& tensor) {
  return tensor.stride(3) == 1 ? tensor[0] : tensor[0].contiguous();
}

}  // namespace

bool can_stream(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v) {
  return suits(q) && suits(k) && suits(v) && q.size(2) >= 32 && k.size(2) >= 32 && q.size(3) >= 1 && v.size(3) >= 1;
}

StreamedAttention streamed_attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, double scale) {
  const auto heads = q.size(1), queries = q.size(2), keys = k.size(2), values = v.size(3), group = heads / k.size(1);
  const auto all_q = packed_rows(q), all_k = packed_rows(k), all_v = packed_rows(v);
  auto output = at::empty({1, queries, heads, values}, q.options());
  auto lse = at::empty({1, heads, queries}, q.options());
  auto* out = output.mutable_data_ptr<float>();
  auto* sums = lse.mutable_data_ptr<float>();
  const auto blocks = (queries + rows_at_once - 1) / rows_at_once;
  const auto grain = std::max<std::int64_t>(1, cells_a_thread / 2 / (std::min(queries, rows_at_once) * keys));
  parallel_parts(heads * blocks, grain, [&](std::int64_t begin, std::int64_t end) {
    for (auto part = begin; part < end; ++part) {
      const auto head = part / blocks, first = part % blocks * rows_at_once;
      const auto k_rows = rows_of(all_k[head / group]), v_rows = rows_of(all_v[head / group]);
      const auto q_rows = rows_of(all_q[head].narrow(0, first, std::min(rows_at_once, queries - first)));
      QueryBlock block(q_rows, values, static_cast<float>(scale));
      for (std::int64_t key = 0; key < keys; key += keys_at_once) {
        const auto count = std::min(keys_at_once, keys - key);
        block.add({k_rows.data + key * k_rows.stride, k_rows.stride, count, k_rows.width},
                  {v_rows.data + key * v_rows.stride, v_rows.stride, count, values});
      }
      block.finish(out + (first * heads + head) * values, heads * values, sums + head * queries + first);
    }
  });
  return {output.transpose(1, 2), lse};
}

}  // namespace headlight::kernels
