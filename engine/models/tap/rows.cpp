#include "engine/models/tap/rows.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/kernels/clones.h"
#include "engine/kernels/infinity.h"

namespace headlight::models::tap {
namespace {

using kernels::minus_infinity;
constexpr int lanes = 16;           // partial results that do not wait for each other

at::Tensor floats(const at::Tensor& tensor) { return tensor.to(at::kFloat).contiguous(); }

// One matrix whose columns lie in one piece each, `step` numbers from one to the next.
HEADLIGHT_CLONES void turn_matrix(const float* from, std::int64_t step, std::int64_t rows, std::int64_t columns, float* to) {
  for (std::int64_t first = 0; first < rows; first += lanes) {
    const auto count = std::min<std::int64_t>(lanes, rows - first);
    for (std::int64_t column = 0; column < columns; ++column)
      for (std::int64_t i = 0; i < count; ++i) to[(first + i) * columns + column] = from[column * step + first + i];
  }
}

// Four dimensions whose last one lies in one piece.
at::Tensor copied_rows(const at::Tensor& in) {
  auto out = at::empty(in.sizes(), in.options());
  auto* to = out.mutable_data_ptr<float>();
  const auto width = in.size(3);
  for (std::int64_t i = 0; i < in.size(0); ++i)
    for (std::int64_t j = 0; j < in.size(1); ++j)
      for (std::int64_t row = 0; row < in.size(2); ++row, to += width)
        std::copy_n(in.const_data_ptr<float>() + i * in.stride(0) + j * in.stride(1) + row * in.stride(2), width, to);
  return out;
}

// −∞ for none; NaN is passed over.
HEADLIGHT_CLONES float largest_of(const float* row, std::int64_t count) {
  float most[lanes];
  std::fill_n(most, lanes, minus_infinity);
  std::int64_t at = 0;
  for (; at + lanes <= count; at += lanes)
    for (int lane = 0; lane < lanes; ++lane) most[lane] = row[at + lane] > most[lane] ? row[at + lane] : most[lane];
  for (; at < count; ++at) most[0] = row[at] > most[0] ? row[at] : most[0];
  return *std::max_element(most, most + lanes);
}

double exponentials(const float* row, std::int64_t count, double shift) {
  double sum = 0;
  for (std::int64_t i = 0; i < count; ++i) sum += std::exp(row[i] - shift);
  return sum;
}

// `from` less `shift`, hidden where it is very low.
HEADLIGHT_CLONES void hide_row(const float* from, std::int64_t count, float shift, float* to) {
  for (std::int64_t i = 0; i < count; ++i) to[i] = from[i] <= masked_below ? minus_infinity : from[i] - shift;
}

HEADLIGHT_CLONES float dot(const float* a, const float* b, std::int64_t count) {
  float sums[lanes] = {};
  std::int64_t at = 0;
  for (; at + lanes <= count; at += lanes)
    for (int lane = 0; lane < lanes; ++lane) sums[lane] += a[at + lane] * b[at + lane];
  float sum = 0;
  for (; at < count; ++at) sum += a[at] * b[at];
  for (const auto part : sums) sum += part;
  return sum;
}

// Every row less shift(row, its largest number) without those that hide; rows that see nothing as they are.
template <typename Shift>
at::Tensor hidden_rows(const at::Tensor& tensor, Shift&& shift) {
  const auto in = floats(tensor);
  auto out = at::empty_like(in);
  if (in.numel() == 0) return out;
  const auto count = in.dim() > 0 ? in.size(-1) : 1, rows = in.numel() / count;
  const auto* from = in.const_data_ptr<float>();
  auto* to = out.mutable_data_ptr<float>();
  for (std::int64_t row = 0; row < rows; ++row, from += count, to += count) {
    const auto top = largest_of(from, count), by = shift(row, top);
    if (top > masked_below || std::isnan(from[0])) hide_row(from, count, by, to);
    else std::transform(from, from + count, to, [by](float score) { return score - by; });
  }
  return out;
}

// A row of the bias, whatever of it is repeated.
class BiasRows {
 public:
  explicit BiasRows(const at::Tensor& bias, const FoundDense& found) {
    if (!bias.defined()) return;
    wide_ = bias.to(at::kFloat).expand({found.windows(), found.heads(), found.queries(), found.keys()});
    data_ = wide_.const_data_ptr<float>();
  }

  [[nodiscard]] float at(std::int64_t window, std::int64_t head, std::int64_t query, std::int64_t key) const {
    if (data_ == nullptr) return 0;
    return data_[window * wide_.stride(0) + head * wide_.stride(1) + query * wide_.stride(2) + key * wide_.stride(3)];
  }

 private:
  at::Tensor wide_;
  const float* data_ = nullptr;
};

// How far computed scores are from those that were there, over some rows.
struct Distance {
  bool same = true;  // the hidden ones are, and no number is none
  double far = 0, largest = 0;

  void add(float computed, float score) {
    const bool hidden = score <= masked_below;
    if (hidden != (computed <= masked_below)) same = false;
    if (hidden) return;
    const double difference = std::abs(static_cast<double>(computed) - score);
    if (!std::isfinite(difference)) same = false;
    far = std::max(far, difference);
    largest = std::max(largest, std::abs(static_cast<double>(score)));
  }
  [[nodiscard]] bool close() const { return same && far <= score_tolerance * std::max(1.0, largest); }
};

}  // namespace

at::Tensor copied(const at::Tensor& tensor) {
  constexpr std::int64_t little = std::int64_t{1} << 14;  // numbers whose copy costs less than a tensor operation's start
  const auto in = tensor.requires_grad() ? tensor.detach() : tensor;
  if (in.dim() == 4 && in.scalar_type() == at::kFloat && in.stride(3) == 1 && in.numel() <= little) return copied_rows(in);
  const bool turned = in.dim() == 4 && in.scalar_type() == at::kFloat && in.stride(2) == 1 && in.size(2) > 1 && in.size(3) > 1;
  if (!turned) return in.clone(at::MemoryFormat::Contiguous);
  auto out = at::empty(in.sizes(), in.options());
  for (std::int64_t i = 0; i < in.size(0); ++i)
    for (std::int64_t j = 0; j < in.size(1); ++j)
      turn_matrix(in.const_data_ptr<float>() + i * in.stride(0) + j * in.stride(1), in.stride(3), in.size(2), in.size(3),
                  out.mutable_data_ptr<float>() + (i * in.size(1) + j) * in.size(2) * in.size(3));
  return out;
}

at::Tensor log_sum(const at::Tensor& scores, const at::Tensor& weights) {
  const bool coarse = weights.element_size() < 4;  // the largest weight says too little
  const auto in = floats(scores), out = floats(weights);
  auto lse = at::zeros(in.sizes().slice(0, static_cast<std::size_t>(in.dim() - 1)), at::kDouble);
  const auto count = in.size(-1);
  auto* to = lse.mutable_data_ptr<double>();
  for (std::int64_t row = 0; row < lse.numel(); ++row) {
    const auto* from = in.const_data_ptr<float>() + row * count;
    const double top = largest_of(from, count);
    const double sum = coarse ? top + std::log(exponentials(from, count, top))
                              : top - std::log(static_cast<double>(largest_of(out.const_data_ptr<float>() + row * count, count)));
    if (std::isfinite(sum)) to[row] = sum;
  }
  return lse;
}

at::Tensor with_infinities(const at::Tensor& bias) {
  return hidden_rows(bias, [](std::int64_t /*row*/, float /*top*/) { return 0.0F; });
}

at::Tensor with_infinities_from_top(const at::Tensor& scores, at::Tensor& lse) {
  lse = lse.contiguous().clone();
  auto* sums = lse.mutable_data_ptr<double>();
  return hidden_rows(scores, [sums](std::int64_t row, float top) {
    const auto by = std::isfinite(top) ? top : 0.0F;
    sums[row] -= by;
    return by;
  });
}

bool is_zero(const at::Tensor& bias) {
  const auto in = floats(bias);
  const auto* values = in.const_data_ptr<float>();
  return std::all_of(values, values + in.numel(), [](float value) { return value == 0; });
}

bool is_causal(const at::Tensor& bias, std::int64_t queries, std::int64_t keys) {
  if (bias.size(-1) != keys || bias.size(-2) != queries || queries < 2) return false;
  const auto* row = bias.const_data_ptr<float>();
  for (std::int64_t at = 0; at < bias.numel() / keys; ++at, row += keys) {
    const auto seen = std::clamp<std::int64_t>(at % queries + 1 + keys - queries, 0, keys);
    if (!std::all_of(row, row + seen, [](float value) { return value == 0; })) return false;
    if (!std::all_of(row + seen, row + keys, [](float value) { return value == minus_infinity; })) return false;
  }
  return true;
}

double rounding_of(const FoundDense& found, const at::Tensor& scores, const at::Tensor& lse) {
  constexpr std::int64_t most = 64;
  const auto rows = scores.numel() / found.keys(), keys = found.keys(), width = found.q.size(3);
  const auto q = floats(found.q), k = floats(found.k), full = floats(scores), own = found.lse.to(at::kDouble).contiguous(), theirs = lse.contiguous();
  const BiasRows added(found.bias, found);
  double far = 0;
  for (std::int64_t i = 0; i < std::min(most, rows); ++i) {
    const auto row = i * rows / std::min(most, rows), matrix = row / found.queries();
    const auto* const from = full.const_data_ptr<float>() + row * keys;
    const auto* const query = q.const_data_ptr<float>() + row * width;
    const auto shift = theirs.const_data_ptr<double>()[row] - own.const_data_ptr<double>()[row];
    for (std::int64_t key = 0; key < keys; ++key) {
      if (from[key] <= masked_below) continue;
      const auto* const other = k.const_data_ptr<float>() + (matrix * keys + key) * width;
      const auto product = std::inner_product(query, query + width, other, 0.0) * found.scale;
      far = std::max(far, std::abs(product + added.at(matrix / found.heads(), matrix % found.heads(), row % found.queries(), key) + shift - from[key]));
    }
  }
  return far;
}

bool explains(const FoundDense& found, const at::Tensor& bias, const at::Tensor& scores) {
  const auto rows = found.windows() * found.heads() * found.queries(), keys = found.keys(), width = found.q.size(3);
  const auto count = std::min<std::int64_t>(8, rows);
  const auto q = floats(found.q), k = floats(found.k), full = floats(scores);
  const BiasRows added(bias, found);
  Distance distance;
  for (std::int64_t i = 0; i < count; ++i) {
    const auto row = count == 1 ? 0 : std::llround(static_cast<double>(i) * static_cast<double>(rows - 1) / static_cast<double>(count - 1));
    const auto matrix = row / found.queries(), query = row % found.queries();
    for (std::int64_t key = 0; key < keys; ++key) {
      const auto product = dot(q.const_data_ptr<float>() + row * width, k.const_data_ptr<float>() + (matrix * keys + key) * width, width);
      distance.add(product * static_cast<float>(found.scale) + added.at(matrix / found.heads(), matrix % found.heads(), query, key),
                   full.const_data_ptr<float>()[row * keys + key]);
    }
  }
  return distance.close();
}

double largest(const at::Tensor& lse) {
  const auto in = lse.contiguous();
  const auto* values = in.const_data_ptr<double>();
  double most = 0;
  for (std::int64_t i = 0; i < in.numel(); ++i) most = std::max(most, std::abs(values[i]));
  return most;
}

}  // namespace headlight::models::tap
