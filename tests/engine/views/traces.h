// Small random traces for the tests of views.
#pragma once

#include <ATen/ATen.h>

#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/api/view.h"
#include "engine/kernels/attention.h"
#include "engine/kernels/map_reference.h"
#include "engine/trace/trace.h"

namespace headlight::views::testing {

struct Layout {
  std::int64_t queries = 6, keys = 6, heads = 4, key_heads = 4, width = 8, layers = 2;
  bool causal = false, padded = false, biased = false, patches = false;
  at::ScalarType dtype = at::kFloat;
};

inline Axis tokens(int id, std::int64_t size) {
  Axis axis;
  axis.id = id;
  for (std::int64_t i = 0; i < size; ++i) {
    axis.labels.push_back(std::to_string(i));
    axis.special.push_back(i == 0 || i == size - 1 ? 1 : 0);
  }
  return axis;
}

// One leading token and a grid two patches high; `size` must be odd and at least 3.
inline Axis patches(int id, std::int64_t size) {
  Axis axis;
  axis.id = id;
  axis.kind = AxisKind::patches;
  axis.labels = {"[CLS]"};
  axis.leading = 1;
  axis.grid = {2, (size - 1) / 2};
  axis.special = {1};
  return axis;
}

inline trace::AttentionSpec spec_of(const Layout& layout) {
  trace::AttentionSpec spec;
  spec.scale = 0.6;
  spec.causal = layout.causal;
  if (layout.padded) spec.key_visible = at::arange(layout.keys).remainder(4).ne(3);
  if (layout.biased) spec.bias = at::randn({layout.heads, layout.queries, layout.keys});
  return spec;
}

// Stream "encoder" (or "cross" when the sizes differ) with `layers` sites.
inline trace::Trace make_trace(const Layout& layout) {
  trace::Trace trace;
  const bool cross = layout.queries != layout.keys;
  const auto axis = layout.patches ? patches : tokens;
  trace.info.axes.push_back(axis(0, layout.queries));
  if (cross) trace.info.axes.push_back(axis(1, layout.keys));
  trace::Recorder recorder;
  kernels::Context context;
  context.recorder = &recorder;
  for (int layer = 0; layer < layout.layers; ++layer) {
    const auto q = at::randn({1, layout.heads, layout.queries, layout.width}).to(layout.dtype);
    const auto k = at::randn({1, layout.key_heads, layout.keys, layout.width}).to(layout.dtype);
    const auto v = at::randn({1, layout.key_heads, layout.keys, layout.width}).to(layout.dtype);
    const trace::SiteLabel label{cross ? "cross" : "encoder", layer, cross ? SiteKind::cross : SiteKind::self, 0,
                                 cross ? 1 : 0};
    (void)kernels::attention({q, k, v}, spec_of(layout), label, context);
  }
  trace.sites = recorder.take();
  for (const auto& site : trace.sites) trace.info.sites.push_back(site.info);
  return trace;
}

inline std::vector<Layout> layouts() {
  std::vector<Layout> all;
  for (const auto& [queries, keys] : std::vector<std::pair<std::int64_t, std::int64_t>>{
           {1, 1}, {2, 2}, {7, 7}, {33, 33}, {70, 70}, {1, 70}, {70, 1}, {13, 29}})
    for (const std::int64_t key_heads : {4, 2})
      for (const bool causal : {false, true})
        for (const bool padded : {false, true})
          for (const bool biased : {false, true})
            all.push_back({queries, keys, 4, key_heads, 8, 2, causal, padded, biased});
  return all;
}

inline at::Tensor full_map(const trace::Trace& trace, int site, HeadChoice head, Quantity quantity) {
  return kernels::reference_map(kernels::map_of(trace.sites.at(static_cast<std::size_t>(site)), quantity), head, quantity);
}

inline const std::vector<HeadChoice>& choices() {
  static const std::vector<HeadChoice> all{
      {HeadChoice::Mode::one, 0}, {HeadChoice::Mode::one, 3}, {HeadChoice::Mode::mean, 0}, {HeadChoice::Mode::max, 0}};
  return all;
}

inline EdgesRequest edges_request(int site, std::vector<HeadChoice> heads, std::int64_t top_k = 3) {
  EdgesRequest request;
  request.site = site;
  request.heads = std::move(heads);
  request.top_k = top_k;
  return request;
}

// Largest |got − want|; equal infinities are no difference.
inline double apart(const std::vector<float>& got, const at::Tensor& want) {
  const auto plain = want.contiguous();
  if (static_cast<std::int64_t>(got.size()) != plain.numel()) return 1e30;
  double most = 0;
  for (std::size_t i = 0; i < got.size(); ++i) {
    const float expected = plain.const_data_ptr<float>()[i];
    if (got[i] == expected) continue;
    const double difference = std::abs(static_cast<double>(got[i]) - expected);
    most = difference <= 1e30 ? std::max(most, difference) : 1e30;
  }
  return most;
}

// Weights are compared absolutely; scores here stay below 10 or so.
inline double tolerance(Quantity quantity) { return quantity == Quantity::weight ? 2e-6 : 2e-5; }

}  // namespace headlight::views::testing
