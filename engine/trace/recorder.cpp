#include "engine/trace/recorder.h"

namespace headlight::trace {

void Recorder::add(const SiteLabel& label, const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                   const at::Tensor& lse, const AttentionSpec& spec) {
  Site site;
  site.info.id = static_cast<int>(sites_.size());
  site.info.stream = label.stream;
  site.info.layer = label.layer;
  site.info.kind = label.kind;
  site.info.query_axis = label.query_axis;
  site.info.key_axis = label.key_axis;
  site.info.heads = static_cast<int>(q.size(1));
  site.info.key_heads = static_cast<int>(k.size(1));
  site.info.head_width = static_cast<int>(q.size(3));
  site.info.scale = spec.scale;
  site.info.causal = spec.causal;
  site.q = q.detach()[0];
  site.k = k.detach()[0];
  site.v = v.detach()[0];
  site.lse = lse.detach()[0];
  site.spec = spec;
  sites_.push_back(std::move(site));
}

}  // namespace headlight::trace
