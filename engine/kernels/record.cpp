#include "engine/kernels/record.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/kernels/attention_rows.h"

namespace headlight::kernels {
namespace {

// Few enough to cost nothing beside the layer itself.
constexpr std::int64_t looked_at = 16;

std::vector<std::int64_t> some_queries(std::int64_t queries) {
  std::vector<std::int64_t> some;
  const auto count = std::min(queries, looked_at);
  for (std::int64_t i = 0; i < count; ++i) some.push_back((2 * i + 1) * queries / (2 * count));
  return some;
}

AttentionMap map_of_batch(const trace::LayerTensors& layer, const trace::AttentionSpec& spec) {
  return {layer.q.detach()[0], layer.k.detach()[0], layer.lse.detach()[0], spec};
}

double largest_difference(const AttentionMap& a, const AttentionMap& b) {
  const auto queries = some_queries(a.queries());
  double largest = 0;
  for (int head = 0; head < a.heads(); ++head) {
    const HeadChoice one{HeadChoice::Mode::one, head};
    const auto first = attention_rows(a, one, Quantity::weight, queries, {});
    const auto second = attention_rows(b, one, Quantity::weight, queries, {});
    for (std::size_t i = 0; i < first.size(); ++i)
      largest = std::max(largest, static_cast<double>(std::abs(first[i] - second[i])));
  }
  return largest;
}

}  // namespace

void record(trace::Recorder& recorder, const trace::SiteLabel& label, const trace::LayerTensors& layer,
            const trace::AttentionSpec& spec) {
  if (recorder.keep() != trace::Keep::bfloat16 || layer.q.element_size() <= 2) return recorder.add(label, layer, spec);
  const trace::LayerTensors kept{layer.q.to(at::kBFloat16), layer.k.to(at::kBFloat16), layer.v.to(at::kBFloat16), layer.lse};
  recorder.found_error(largest_difference(map_of_batch(layer, spec), map_of_batch(kept, spec)));
  recorder.add(label, kept, spec);
}

}  // namespace headlight::kernels
