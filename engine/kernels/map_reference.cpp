#include "engine/kernels/map_reference.h"

#include <ATen/Functions.h>

#include <algorithm>

#include "engine/kernels/infinity.h"

namespace headlight::kernels {
namespace {

float pool_cells(const at::TensorAccessor<float, 2>& map, const Extent& cells, Pooling pooling, Quantity quantity) {
  double sum = 0, best = minus_infinity;
  std::int64_t counted = 0;
  for (auto r = cells.row0; r < cells.row1; ++r)
    for (auto c = cells.column0; c < cells.column1; ++c) {
      const double cell = map[r][c];
      best = std::max(best, cell);
      if (quantity == Quantity::score && cell == minus_infinity) continue;
      sum += cell;
      ++counted;
    }
  if (pooling == Pooling::max) return static_cast<float>(best);
  return static_cast<float>(counted > 0 ? sum / static_cast<double>(counted) : minus_infinity);
}

at::Tensor part(const at::Tensor& tensor, std::int64_t axis, std::int64_t index) {
  return index < 0 ? tensor : tensor.narrow(axis, index, 1);
}

void change_scores(const trace::RowChange& change, const at::Tensor& scores) {
  auto rows = part(part(scores, 0, change.head), 1, change.query);
  if (change.kind == trace::RowChange::Kind::even) rows.masked_fill_(rows.ne(minus_infinity), 0.0);
  if (change.kind == trace::RowChange::Kind::hide) rows.narrow(2, change.key, 1).fill_(minus_infinity);
  if (change.kind != trace::RowChange::Kind::only) return;
  const auto kept = rows.narrow(2, change.key, 1).clone();
  rows.fill_(minus_infinity);
  rows.narrow(2, change.key, 1).copy_(kept);
}

}  // namespace

at::Tensor reference_map(const AttentionMap& map, Quantity quantity) {
  check(map, {HeadChoice::Mode::mean, 0});
  const auto k = map.k.to(at::kDouble).repeat_interleave(map.heads() / map.k.size(0), 0);
  auto scores = at::matmul(map.q.to(at::kDouble), k.transpose(1, 2)) * map.spec.scale;
  if (map.spec.bias.defined()) scores = scores + map.spec.bias;
  if (map.spec.key_visible.defined()) scores = scores.masked_fill(map.spec.key_visible.logical_not(), minus_infinity);
  if (map.spec.causal) {
    const auto last = at::arange(map.queries(), at::kLong).unsqueeze(1) + (map.keys() - map.queries());
    scores = scores.masked_fill(at::arange(map.keys(), at::kLong).unsqueeze(0).gt(last), minus_infinity);
  }
  if (map.spec.windows.defined()) {
    const auto own = at::tensor(window_of_positions(map.spec.windows, map.queries()));
    const auto seen = own.unsqueeze(1).eq(own.unsqueeze(0)).logical_and(own.unsqueeze(1).ge(0));
    scores = scores.masked_fill(seen.logical_not(), minus_infinity);
  }
  for (const auto& change : map.spec.changes) change_scores(change, scores);
  if (quantity == Quantity::score) return scores.to(at::kFloat);
  const auto weights = at::exp(scores - map.lse.to(at::kDouble).unsqueeze(2));
  const auto seen = weights.masked_fill(scores.eq(minus_infinity), 0.0);
  if (quantity == Quantity::weight) return seen.to(at::kFloat);
  const auto length = map.value_length.to(at::kDouble).repeat_interleave(map.heads() / map.k.size(0), 0);
  return (seen * length.unsqueeze(1)).to(at::kFloat);
}

at::Tensor reference_map(const AttentionMap& map, HeadChoice head, Quantity quantity) {
  const auto all = reference_map(map, quantity);
  if (head.mode == HeadChoice::Mode::mean) return all.mean(0);
  if (head.mode == HeadChoice::Mode::max) return all.amax(0);
  return all[head.head];
}

at::Tensor reference_pool(const at::Tensor& map, const TileShape& shape, Quantity quantity) {
  const auto rows = row_edges(shape);
  const auto columns = column_edges(shape);
  auto out = at::empty({shape.out_rows, shape.out_columns}, at::kFloat);
  auto result = out.accessor<float, 2>();
  const auto source = map.accessor<float, 2>();
  for (std::size_t r = 0; r + 1 < rows.size(); ++r)
    for (std::size_t c = 0; c + 1 < columns.size(); ++c)
      result[static_cast<std::int64_t>(r)][static_cast<std::int64_t>(c)] =
          pool_cells(source, {rows[r], rows[r + 1], columns[c], columns[c + 1]}, shape.pooling, quantity);
  return out;
}

}  // namespace headlight::kernels
