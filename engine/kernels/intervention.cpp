#include "engine/kernels/intervention.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <utility>

#include "engine/api/result.h"
#include "engine/kernels/attention_map.h"
#include "engine/kernels/infinity.h"
#include "engine/trace/copies.h"

namespace headlight::kernels {
namespace {

using Kind = Intervention::Kind;

bool concerns(const Intervention& one, const trace::SiteLabel& label) {
  return (one.stream.empty() || one.stream == label.stream) && (one.layer < 0 || one.layer == label.layer);
}

std::pair<std::int64_t, std::int64_t> range_of(std::int64_t chosen, std::int64_t size) {
  if (chosen < 0) return {0, size};
  return chosen < size ? std::pair{chosen, chosen + 1} : std::pair{size, size};
}

// Heads × queries, true where a change touches the row.
std::vector<bool> touched_rows(const std::vector<trace::RowChange>& changes, std::int64_t heads, std::int64_t queries) {
  std::vector<bool> touched(static_cast<std::size_t>(heads * queries), false);
  for (const auto& change : changes) {
    const auto [head, heads_end] = range_of(change.head, heads);
    const auto [query, queries_end] = range_of(change.query, queries);
    for (auto h = head; h < heads_end; ++h)
      std::fill(touched.begin() + h * queries + query, touched.begin() + h * queries + queries_end, true);
  }
  return touched;
}

AttentionMap map_of_batch(const ChangedAttention& layer, std::int64_t batch, const at::Tensor& lse) {
  auto spec = layer.spec;
  if (spec.key_visible.defined() && spec.key_visible.dim() != 1)
    throw Failure{unusable("rows of a padded batch cannot be changed", "interventions")};
  if (spec.bias.defined() && spec.bias.dim() == 4) spec.bias = spec.bias[spec.bias.size(0) == 1 ? 0 : batch];
  return {layer.q[batch], layer.k[batch], lse[batch], spec};
}

// One head's rows, on the host: scores by the map's own reader, then the plain softmax; v float32 [keys, width].
void change_rows_of(const MapReader& reader, const at::Tensor& v, std::int64_t head,
                    const std::vector<std::int64_t>& queries, at::Tensor& output, at::Tensor& lse) {
  const auto step = static_cast<std::size_t>(block_rows(reader.keys()));
  for (std::size_t first = 0; first < queries.size(); first += step) {
    const auto count = static_cast<std::int64_t>(std::min(step, queries.size() - first));
    auto scores = at::empty({count, reader.keys()}, at::kFloat);
    reader.scores(head, {static_cast<std::int64_t>(first), count, queries.data()}, {0, reader.keys()},
                  scores.mutable_data_ptr<float>());
    auto sums = at::logsumexp(scores, {1});
    sums = at::where(sums.eq(minus_infinity), at::zeros_like(sums), sums);
    const auto weights = at::exp(scores - sums.unsqueeze(1));
    const auto rows = at::tensor(at::ArrayRef<std::int64_t>(queries.data() + first, static_cast<std::size_t>(count))).to(output.device());
    output[head].index_copy_(0, rows, trace::to_device(at::mm(weights, v).to(output.scalar_type()), output.device()));
    lse[head].index_copy_(0, rows, sums.to(lse.device(), lse.scalar_type()));
  }
}

}  // namespace

std::vector<trace::RowChange> row_changes(const trace::SiteLabel& label, const Context& context) {
  std::vector<trace::RowChange> changes;
  for (const auto& one : context.interventions) {
    if (!concerns(one, label)) continue;
    const auto query = one.query < 0 ? -1 : one.query - context.first_query;
    if (one.query >= 0 && query < 0) continue;
    if (one.kind == Kind::hide) changes.push_back({trace::RowChange::Kind::hide, one.head, query, one.key});
    if (one.kind == Kind::even) changes.push_back({trace::RowChange::Kind::even, one.head, query, -1});
    if (one.kind == Kind::only) changes.push_back({trace::RowChange::Kind::only, one.head, query, one.key});
  }
  return changes;
}

void change_rows(const ChangedAttention& layer, at::Tensor& output, at::Tensor& lse) {
  const auto heads = layer.q.size(1), queries = layer.q.size(2), group = heads / layer.k.size(1);
  const auto touched = touched_rows(layer.spec.changes, heads, queries);
  output = output.clone();
  lse = lse.clone();
  for (std::int64_t batch = 0; batch < layer.q.size(0); ++batch) {
    const MapReader reader(map_of_batch(layer, batch, lse), {HeadChoice::Mode::mean, 0}, Quantity::score);
    auto outputs = output[batch], sums = lse[batch];
    for (std::int64_t head = 0; head < heads; ++head) {
      std::vector<std::int64_t> rows;
      for (std::int64_t query = 0; query < queries; ++query)
        if (touched[static_cast<std::size_t>(head * queries + query)]) rows.push_back(query);
      if (!rows.empty()) change_rows_of(reader, trace::to_host(layer.v[batch][head / group]).to(at::kFloat), head, rows, outputs, sums);
    }
  }
}

at::Tensor with_heads_switched(const at::Tensor& output, const trace::SiteLabel& label, const Context& context) {
  auto out = output;
  for (const auto& one : context.interventions) {
    if ((one.kind != Kind::head_off && one.kind != Kind::head_mean) || !concerns(one, label)) continue;
    const auto [head, end] = range_of(one.head, output.size(1));
    if (head == end) continue;
    const auto heads = at::arange(head, end, at::TensorOptions(at::kLong).device(out.device()));
    const auto chosen = output.narrow(1, head, end - head);  // whatever an earlier one made of it
    const auto filling = one.kind == Kind::head_off ? at::zeros_like(chosen) : chosen.mean(2, true).expand_as(chosen);
    out = out.index_copy(1, heads, filling);
  }
  return out;
}

at::Tensor moved_points(const at::Tensor& points, const std::vector<std::int64_t>& level_points,
                        const trace::SiteLabel& label, const Context& context) {
  auto out = points;
  for (const auto& one : context.interventions) {
    if (one.kind != Kind::move || !concerns(one, label)) continue;
    if (out.is_same(points)) out = points.clone();
    const auto [query, queries_end] = range_of(one.query, points.size(1));
    const auto [head, heads_end] = range_of(one.head, points.size(2));
    std::int64_t first = 0;
    for (std::size_t level = 0; level < level_points.size(); first += level_points[level], ++level) {
      if (one.level >= 0 && one.level != static_cast<int>(level)) continue;
      const auto [point, points_end] = range_of(one.point, level_points[level]);
      auto part = out.narrow(1, query, queries_end - query)
                      .narrow(2, head, heads_end - head)
                      .narrow(3, first + point, points_end - point);
      part.add_(at::tensor({one.dx, one.dy}, part.options()));
    }
  }
  return out;
}

}  // namespace headlight::kernels
