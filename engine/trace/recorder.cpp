#include "engine/trace/recorder.h"

#include "engine/api/result.h"

namespace headlight::trace {

namespace {

Site labelled(const SiteLabel& label, std::size_t id) {
  Site site;
  site.info.id = static_cast<int>(id);
  site.info.stream = label.stream;
  site.info.layer = label.layer;
  site.info.kind = label.kind;
  site.info.query_axis = label.query_axis;
  site.info.key_axis = label.key_axis;
  return site;
}

}  // namespace

Keep keep_of(const std::string& name) {
  if (name == "float32") return Keep::as_computed;
  if (name == "bfloat16") return Keep::bfloat16;
  if (name == "inputs") return Keep::inputs;
  throw Failure{usage("unknown way to keep q, k and v", "--keep", name, "float32, bfloat16 or inputs")};
}

const char* name_of(Keep keep) {
  return keep == Keep::as_computed ? "float32" : keep == Keep::bfloat16 ? "bfloat16" : "inputs";
}

void Recorder::add(const SiteLabel& label, const LayerTensors& layer, const AttentionSpec& spec) {
  const auto& [q, k, v, lse, by] = layer;
  auto site = labelled(label, sites_.size());
  site.info.heads = static_cast<int>(q.size(1));
  site.info.key_heads = static_cast<int>(k.size(1));
  site.info.head_width = static_cast<int>(q.size(3));
  site.info.scale = spec.scale;
  site.info.causal = spec.causal;
  if (keep_ == Keep::inputs) {
    if (!by) throw Failure{usage("this model's attention cannot be made anew", "--keep", "inputs", "float32 or bfloat16")};
    site.by = by;
    site.keys_made = k.size(2);
    site.recent = recent_;
  } else {
    site.q = q.detach()[0];
    site.k = k.detach()[0];
    site.v = v.detach()[0];
  }
  site.lse = lse.detach()[0];
  site.spec = spec;
  if (spec.windows.defined()) {
    site.info.windows = spec.windows.size(0);
    site.info.window_size = spec.windows.size(1);
  }
  sites_.push_back(std::move(site));
}

void Recorder::add(const SiteLabel& label, SamplingRecord sampling, std::vector<std::array<std::int64_t, 2>> levels) {
  auto site = labelled(label, sites_.size());
  site.info.kind = SiteKind::deformable;
  site.info.heads = site.info.key_heads = static_cast<int>(sampling.points.size(0));
  site.info.points = static_cast<int>(sampling.points.size(3));
  site.info.nearest = sampling.nearest;
  if (sampling.value.defined()) site.info.head_width = static_cast<int>(sampling.value.size(2));
  site.info.levels = std::move(levels);
  for (auto* tensor : {&sampling.points, &sampling.weights, &sampling.value, &sampling.reference})
    if (tensor->defined()) *tensor = tensor->detach();
  site.sampling = std::move(sampling);
  sites_.push_back(std::move(site));
}

}  // namespace headlight::trace
