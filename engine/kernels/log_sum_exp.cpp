#include "engine/kernels/log_sum_exp.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "engine/api/result.h"
#include "engine/kernels/cells.h"
#include "engine/kernels/parallel.h"

namespace headlight::kernels {
namespace {

// A block of scores stays within the second-level cache.
constexpr std::int64_t rows_together = 128, columns_together = 256;

void sum_rows(const MapReader& reader, std::int64_t head, const RowBlock& rows, double* lse) {
  std::vector<LogSumExp> sums(static_cast<std::size_t>(rows.count));
  for (std::int64_t first = 0; first < reader.keys(); first += columns_together) {
    const ColumnBlock columns{first, std::min(columns_together, reader.keys() - first)};
    if (reader.wholly_hidden(rows, columns)) break;
    const auto scores = reader.exact_scores(head, rows, columns);
    const auto* row = scores.const_data_ptr<double>();
    for (auto& sum : sums) {
      sum.add(row, static_cast<std::size_t>(columns.count));
      row += columns.count;
    }
  }
  for (std::int64_t i = 0; i < rows.count; ++i) {
    const double sum = sums[static_cast<std::size_t>(i)].value();
    lse[rows.query(i)] = sum == -std::numeric_limits<double>::infinity() ? 0.0 : sum;
  }
}

}  // namespace

bool has_large_sums(const at::Tensor& lse) {
  const auto plain = lse.contiguous();
  const auto* values = plain.const_data_ptr<float>();
  return std::any_of(values, values + plain.numel(), [](float value) {
    return std::isfinite(value) && std::abs(value) > large_log_sum;
  });
}

at::Tensor exact_log_sum_exp(const AttentionMap& map, const std::stop_token& stop) {
  const MapReader reader(map, {HeadChoice::Mode::mean, 0}, Quantity::score);
  auto out = map.lse.to(at::kCPU, at::kDouble, false, true).contiguous();
  auto* lse = out.mutable_data_ptr<double>();
  const auto blocks = (map.queries() + rows_together - 1) / rows_together;
  std::vector<std::int64_t> heads;
  for (std::int64_t head = 0; head < map.heads(); ++head)
    if (has_large_sums(map.lse[head].to(at::kCPU, at::kFloat))) heads.push_back(head);
  const auto grain = std::max<std::int64_t>(1, cells_a_thread / (rows_together * std::max<std::int64_t>(1, map.keys())));
  parallel_parts(static_cast<std::int64_t>(heads.size()) * blocks, grain, [&](std::int64_t begin, std::int64_t end) {
    for (auto part = begin; part < end; ++part) {
      if (stop.stop_requested()) throw Failure{cancelled()};
      const auto head = heads[static_cast<std::size_t>(part / blocks)], first = part % blocks * rows_together;
      sum_rows(reader, head, {first, std::min(rows_together, map.queries() - first)}, lse + head * map.queries());
    }
  });
  return out;
}

}  // namespace headlight::kernels
