#include "engine/views/weight.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/kernels/attention_rows.h"
#include "engine/kernels/devices.h"
#include "engine/kernels/infinity.h"
#include "engine/trace/copies.h"

namespace headlight::views {
namespace {

using kernels::minus_infinity;

// The key head that the head reads.
std::int64_t key_head(const trace::Projected& made, int head) { return head / (made.q.size(0) / made.k.size(0)); }

double bias_at(const trace::Site& site, const WeightRequest& request) {
  const auto& bias = site.spec.bias;
  if (!bias.defined()) return 0;
  return bias.expand({site.heads(), site.queries(), site.keys()})[request.head][request.query][request.key]
      .item<double>();
}

bool in_other_window(const trace::Site& site, const WeightRequest& request) {
  if (!site.spec.windows.defined()) return false;
  const auto window_of = kernels::window_of_positions(site.spec.windows, site.queries());
  const auto own = window_of[static_cast<std::size_t>(request.query)];
  return own < 0 || window_of[static_cast<std::size_t>(request.key)] != own;
}

std::string hidden_by(const trace::Site& site, const WeightRequest& request, double score) {
  const auto& spec = site.spec;
  if (score != minus_infinity) return {};
  if (spec.key_visible.defined() && !spec.key_visible[request.key].item<bool>()) return "padding";
  if (spec.causal && request.key > request.query + site.keys() - site.queries()) return "later";
  if (in_other_window(site, request)) return "other window";
  return spec.changes.empty() ? "bias" : "intervention";
}

// What the row's scores, in float64, say of the softmax.
void read_softmax(const at::Tensor& row, std::int64_t key, WeightResult& result) {
  const auto* first = row.const_data_ptr<double>();
  const auto* last = first + row.numel();
  result.score = first[key];
  result.largest = *std::max_element(first, last);
  result.rank = 1 + std::count_if(first, last, [&](double score) { return score > result.score; });
  result.keys = std::count_if(first, last, [](double score) { return score != minus_infinity; });
  for (const auto* score = first; score != last; ++score)
    if (*score != minus_infinity) result.denominator += std::exp(*score - result.largest);
}

void read_values(const trace::Projected& made, const WeightRequest& request, const std::vector<float>& weights,
                 WeightResult& result) {
  if (!made.v.defined()) return;
  const auto values = made.v[key_head(made, request.head)];
  result.v = kernels::floats_of(values[request.key]);
  const auto row = trace::to_device(at::tensor(weights).unsqueeze(0), values.device());
  result.output = kernels::floats_of(at::mm(row, values.to(at::kFloat)));
}

}  // namespace

Result<WeightResult> weight(const trace::Trace& trace, const WeightRequest& request, const std::stop_token& stop) {
  return at_border<WeightResult>([&]() -> Result<WeightResult> {
    const auto& site = dense_site(trace, request.site);
    const HeadChoice head{HeadChoice::Mode::one, request.head};
    require_head(site, head);
    require_range("query", request.query, 0, site.queries() - 1);
    require_range("key", request.key, 0, site.keys() - 1);
    const auto map = kernels::map_of(site);
    const auto weights = kernels::attention_rows(map, head, Quantity::weight, {request.query}, stop);
    require_numbers(weights);
    WeightResult result;
    const auto made = site.projected();
    result.q = kernels::floats_of(made.q[request.head][request.query]);
    result.k = kernels::floats_of(made.k[key_head(made, request.head)][request.key]);
    result.scale = site.spec.scale;
    result.bias = bias_at(site, request);
    result.weight = weights[static_cast<std::size_t>(request.key)];
    result.lse = site.lse[request.head][request.query].item<double>();
    const kernels::MapReader reader(map, head, Quantity::score);
    read_softmax(reader.exact_scores(request.head, {request.query, 1}, {0, reader.keys()}), request.key, result);
    result.hidden = hidden_by(site, request, result.score);
    read_values(made, request, weights, result);
    return result;
  });
}

}  // namespace headlight::views
