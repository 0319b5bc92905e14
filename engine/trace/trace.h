// What one run left: immutable once built, shared as shared_ptr<const Trace>.
#pragma once

#include <ATen/core/Tensor.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/api/trace_info.h"
#include "engine/trace/attention_spec.h"
#include "engine/trace/projection.h"
#include "engine/trace/pyramid.h"

namespace headlight::trace {

// What deformable attention keeps in place of q, k and lse: a few points a query, so they are kept as they are.
struct SamplingRecord {
  at::Tensor points;     // float32 [heads, queries, levels, points, 2]: (x, y), 0…1 over the model's input
  at::Tensor weights;    // float32 [heads, queries, levels, points], summing to 1 over levels and points
  at::Tensor value;      // [heads, Σ rows · columns of the levels, width of values]; may be undefined (tapped)
  at::Tensor reference;  // float32 [queries, 2] (x, y) or [queries, 4] (x, y, width, height), 0…1 likewise
  bool nearest = false;  // as SiteInfo::nearest
};

// One attention layer. No N×N array is ever kept.
struct Site {
  SiteInfo info;
  SamplingRecord sampling;  // deformable sites only; those have no q, k, v, lse
  at::Tensor q;    // [heads, queries, width]; undefined with `by`, as k and v
  at::Tensor k;    // [key_heads, keys, width]
  at::Tensor v;    // [key_heads, keys, width of values]
  at::Tensor lse;  // [heads, queries], natural logarithm; float32, or float64 where that would round weights
  AttentionSpec spec;
  ProjectionPtr by;            // makes q, k and v anew, where the trace keeps what the layer read
  std::int64_t keys_made = 0;  // how many keys it makes
  std::shared_ptr<RecentProjections> recent;

  // q, k and v, kept or made anew (a product of what the layer read and its weights, then held for a while).
  [[nodiscard]] Projected projected() const { return by ? recent->get(info.id, *by) : Projected{q, k, v}; }
  [[nodiscard]] bool deformable() const { return info.kind == SiteKind::deformable; }
  [[nodiscard]] std::int64_t heads() const { return deformable() ? sampling.points.size(0) : lse.size(0); }
  [[nodiscard]] std::int64_t queries() const { return deformable() ? sampling.points.size(1) : lse.size(1); }
  [[nodiscard]] std::int64_t keys() const { return by ? keys_made : k.size(1); }
};

struct Trace {
  TraceInfo info;
  std::vector<Site> sites;                    // sites[i].info.id == i; info.sites holds the same SiteInfos
  std::map<std::string, at::Tensor> outputs;  // "logits", "last_hidden_state", …; float32
  std::vector<PyramidPtr> pyramids;           // those that its file held
};

using TracePtr = std::shared_ptr<const Trace>;

// A site's arrays on the host: itself where they are there, else with copies.
[[nodiscard]] Site on_host(Site site);

// Bytes of the arrays that sites keep.
[[nodiscard]] std::int64_t bytes_of(const std::vector<Site>& sites);

}  // namespace headlight::trace
