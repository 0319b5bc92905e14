// What one run left: immutable once built, shared as shared_ptr<const Trace>.
#pragma once

#include <ATen/core/Tensor.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/api/trace_info.h"
#include "engine/trace/attention_spec.h"

namespace headlight::trace {

// One attention layer. No N×N array is ever kept.
struct Site {
  SiteInfo info;
  at::Tensor q;    // [heads, queries, width]
  at::Tensor k;    // [key_heads, keys, width]
  at::Tensor v;    // [key_heads, keys, width of values]
  at::Tensor lse;  // float32 [heads, queries], natural logarithm
  AttentionSpec spec;

  [[nodiscard]] std::int64_t queries() const { return q.size(1); }
  [[nodiscard]] std::int64_t keys() const { return k.size(1); }
};

struct Trace {
  TraceInfo info;
  std::vector<Site> sites;                    // sites[i].info.id == i; info.sites holds the same SiteInfos
  std::map<std::string, at::Tensor> outputs;  // "logits", "last_hidden_state", …; float32
};

using TracePtr = std::shared_ptr<const Trace>;

// Bytes of the arrays that sites keep.
[[nodiscard]] std::int64_t bytes_of(const std::vector<Site>& sites);

}  // namespace headlight::trace
