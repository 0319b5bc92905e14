// Collects the attention layers of a running model.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "engine/trace/trace.h"

namespace headlight::trace {

// How a model names an attention layer when it runs it.
struct SiteLabel {
  const char* stream = "encoder";
  int layer = 0;
  SiteKind kind = SiteKind::self;
  int query_axis = 0;
  int key_axis = 0;
};

class Recorder {
 public:
  // Keeps one layer. Tensors are [batch = 1, heads, positions, width], lse [1, heads, queries]; they are
  // kept as they are (no copy): callers must not write into them afterwards.
  void add(const SiteLabel& label, const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const at::Tensor& lse,
           const AttentionSpec& spec);

  // Keeps one layer of deformable attention; `levels` are the sampled maps' rows and columns.
  void add(const SiteLabel& label, SamplingRecord sampling, std::vector<std::array<std::int64_t, 2>> levels);

  // The sites in the order in which the model ran them, with ids 0, 1, …
  [[nodiscard]] std::vector<Site> take() { return std::move(sites_); }

 private:
  std::vector<Site> sites_;
};

}  // namespace headlight::trace
