// Collects the attention layers of a running model.
#pragma once

#include <algorithm>
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

// A dense layer as it ran, [batch = 1, …].
struct LayerTensors {
  at::Tensor q, k, v;  // [1, heads, positions, width]
  at::Tensor lse;      // [1, heads, queries]
  ProjectionPtr by = {};  // what made q, k and v; may be null
};

// What becomes of q, k and v on their way into the trace.
enum class Keep {
  as_computed,  // "float32": the model's own tensors, in the type it ran in
  bfloat16,     // "bfloat16": rounded to 8 significant bits; the log-sum-exp stays that of the run
  inputs        // "inputs": what each layer read in their place, a third of the memory; views make them anew
};

// Where the arrays of a dense layer lie that ran on a device. Layers that ran on the host, and sampled ones, lie on the host.
enum class Where { host, device };

// By the names above; throws Failure for another one.
[[nodiscard]] Keep keep_of(const std::string& name);
[[nodiscard]] const char* name_of(Keep keep);

class Recorder {
 public:
  explicit Recorder(Keep keep = Keep::as_computed, Where where = Where::host) : keep_(keep), where_(where) {}
  [[nodiscard]] Keep keep() const { return keep_; }
  [[nodiscard]] Where where() const { return where_; }

  // Keeps one layer, its tensors as they are (no copy): callers must not write into them afterwards. That bfloat16 is
  // kept is seen to before, by kernels::record. Throws Failure where inputs are wanted and nobody knows them.
  void add(const SiteLabel& label, const LayerTensors& layer, const AttentionSpec& spec);

  // Keeps one layer of deformable attention; `levels` are the sampled maps' rows and columns.
  void add(const SiteLabel& label, SamplingRecord sampling, std::vector<std::array<std::int64_t, 2>> levels);

  // The sites in the order in which the model ran them, with ids 0, 1, …
  [[nodiscard]] std::vector<Site> take() { return std::move(sites_); }

  // The largest difference that keeping q and k otherwise than computed made to a weight, as far as somebody looked.
  void found_error(double error) { largest_error_ = std::max(largest_error_, error); }
  [[nodiscard]] double largest_error() const { return largest_error_; }

 private:
  Keep keep_;
  Where where_;
  double largest_error_ = 0;
  std::shared_ptr<RecentProjections> recent_ = std::make_shared<RecentProjections>();
  std::vector<Site> sites_;
};

}  // namespace headlight::trace
