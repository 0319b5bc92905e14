#include "engine/kernels/log_sum_exp.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "engine/kernels/parallel.h"

namespace headlight::kernels {
namespace {

bool is_large(double lse) { return std::isfinite(lse) && std::abs(lse) > large_log_sum; }

// The queries of one head whose sums are large.
std::vector<std::int64_t> large_rows(const double* lse, std::int64_t queries) {
  std::vector<std::int64_t> rows;
  for (std::int64_t query = 0; query < queries; ++query)
    if (is_large(lse[query])) rows.push_back(query);
  return rows;
}

void sum_rows(const MapReader& reader, std::int64_t head, const RowBlock& rows, double* lse) {
  const auto sums = at::logsumexp(reader.exact_scores(head, rows, {0, reader.keys()}), {1});
  const auto* sum = sums.const_data_ptr<double>();
  for (std::int64_t i = 0; i < rows.count; ++i)
    lse[rows.query(i)] = sum[i] == -std::numeric_limits<double>::infinity() ? 0.0 : sum[i];
}

}  // namespace

bool has_large_sums(const at::Tensor& lse) {
  const auto plain = lse.contiguous();
  const auto* values = plain.const_data_ptr<float>();
  return std::any_of(values, values + plain.numel(), [](float value) { return is_large(value); });
}

at::Tensor exact_log_sum_exp(const AttentionMap& map) {
  constexpr std::int64_t block_cells = std::int64_t{1} << 18;
  const MapReader reader(map, {HeadChoice::Mode::mean, 0}, Quantity::score);
  auto out = map.lse.to(at::kDouble, false, true).contiguous();
  auto* lse = out.mutable_data_ptr<double>();
  const auto step = std::max<std::int64_t>(1, block_cells / std::max<std::int64_t>(1, map.keys()));
  for (std::int64_t head = 0; head < map.heads(); ++head) {
    auto* of_head = lse + head * map.queries();
    const auto rows = large_rows(of_head, map.queries());
    const auto count = static_cast<std::int64_t>(rows.size());
    const auto grain = std::max<std::int64_t>(1, cells_a_thread / (step * std::max<std::int64_t>(1, map.keys())));
    parallel_parts((count + step - 1) / step, grain, [&](std::int64_t begin, std::int64_t end) {
      for (auto block = begin; block < end; ++block)
        sum_rows(reader, head, {block * step, std::min(step, count - block * step), rows.data()}, of_head);
    });
  }
  return out;
}

}  // namespace headlight::kernels
