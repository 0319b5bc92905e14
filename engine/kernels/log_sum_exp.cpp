#include "engine/kernels/log_sum_exp.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "engine/api/result.h"
#include "engine/kernels/cells.h"
#include "engine/kernels/parallel.h"
#include "engine/trace/copies.h"

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

// Rows of one head that are summed together.
struct SummedRows {
  std::int64_t head = 0;
  RowBlock rows;
};

// The head's rows whose scores may be sums of large terms; what is added to products is not looked at.
std::vector<std::int64_t> rough_rows(const AttentionMap& map, std::int64_t head) {
  std::vector<std::int64_t> rows;
  const bool products_alone = map.q.scalar_type() == at::kFloat && !map.spec.bias.defined();
  const auto length = trace::to_host(at::linalg_vector_norm(map.q[head].to(at::kFloat), 2, {1})).contiguous();
  const auto longest = at::linalg_vector_norm(map.k[head / (map.heads() / map.k.size(0))].to(at::kFloat), 2, {1}).max().item<float>();
  const auto* lengths = length.const_data_ptr<float>();
  for (std::int64_t row = 0; row < map.queries(); ++row) {
    const auto most = std::abs(map.spec.scale) * static_cast<double>(lengths[row]) * static_cast<double>(longest);
    if (!products_alone || !(most <= large_products)) rows.push_back(row);  // NaN as well
  }
  return rows;
}

std::vector<std::vector<std::int64_t>> rows_to_sum(const AttentionMap& map) {
  std::vector<std::vector<std::int64_t>> rows(static_cast<std::size_t>(map.heads()));
  if (map.keys() == 0) return rows;
  for (std::int64_t head = 0; head < map.heads(); ++head)
    if (has_large_sums(trace::to_host(map.lse[head]).to(at::kFloat))) rows[static_cast<std::size_t>(head)] = rough_rows(map, head);
  return rows;
}

std::vector<SummedRows> parts_to_sum(const std::vector<std::vector<std::int64_t>>& rows, std::int64_t queries) {
  std::vector<SummedRows> parts;
  for (std::size_t head = 0; head < rows.size(); ++head) {
    const auto count = std::ssize(rows[head]);
    const auto* list = count == queries ? nullptr : rows[head].data();
    for (std::int64_t first = 0; first < count; first += rows_together)
      parts.push_back({static_cast<std::int64_t>(head), {first, std::min(rows_together, count - first), list}});
  }
  return parts;
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
  const auto rows = rows_to_sum(map);
  const auto parts = parts_to_sum(rows, map.queries());
  if (parts.empty()) return trace::to_host(map.lse).contiguous();
  const MapReader reader(map, {HeadChoice::Mode::mean, 0}, Quantity::score);
  auto out = trace::to_host(map.lse).to(at::kDouble, false, true).contiguous();
  auto* lse = out.mutable_data_ptr<double>();
  const auto grain = std::max<std::int64_t>(1, cells_a_thread / (rows_together * map.keys()));
  parallel_parts(std::ssize(parts), grain, [&](std::int64_t begin, std::int64_t end) {
    for (auto part = begin; part < end; ++part) {
      if (stop.stop_requested()) throw Failure{cancelled()};
      const auto& [head, block] = parts[static_cast<std::size_t>(part)];
      sum_rows(reader, head, block, lse + head * map.queries());
    }
  });
  return out;
}

}  // namespace headlight::kernels
