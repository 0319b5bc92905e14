#include "engine/models/rt_detr_backbone.h"

namespace headlight::models {
namespace {

// transformers keeps a timm model one name deeper.
Weights scope_of(const Weights& weights) { return weights.has_scope("_backbone") ? weights.select("_backbone") : weights; }

std::variant<ResNetVd, ResNet> net_of(const RtDetrBackbonePlan& plan, const Weights& weights) {
  if (const auto* own = std::get_if<ResNetVdConfig>(&plan)) return ResNetVd(*own, weights);
  return ResNet(scope_of(weights), std::get<ResNetPlan>(plan));
}

}  // namespace

RtDetrBackbonePlan rt_detr_backbone_plan(const io::Fields& detector) {
  const auto own = detector.object_or_empty("backbone_config");
  const auto kind = own.text_or("model_type", "rt_detr_resnet");
  if (kind == "rt_detr_resnet")
    return ResNetVdConfig(own, {2, 3, 4}, detector.flag_or("freeze_backbone_batch_norms", true));
  if (kind != "resnet" && kind != "timm_backbone")
    throw Failure{own.wrong("model_type", "rt_detr_resnet, resnet or timm_backbone")};
  return ResNetPlan(detector, {2, 3, 4});
}

std::size_t maps_of(const RtDetrBackbonePlan& plan) {
  return std::visit([](const auto& each) { return each.outputs.size(); }, plan);
}

RtDetrBackbone::RtDetrBackbone(const RtDetrBackbonePlan& plan, const Weights& weights)
    : net_(net_of(plan, weights)), dtype_(weights.dtype()) {}

std::vector<at::Tensor> RtDetrBackbone::operator()(const at::Tensor& pixels, kernels::Context& context) const {
  return std::visit([&](const auto& net) { return net(pixels.to(dtype_), context); }, net_);
}

BackboneChain RtDetrBackbone::chain() const {
  return std::visit([](const auto& net) { return net.chain(); }, net_);
}

std::int64_t RtDetrBackbone::channels() const {
  if (const auto* own = std::get_if<ResNetVd>(&net_)) return own->config.channels;
  return std::get<ResNet>(net_).channels();
}

std::vector<std::int64_t> RtDetrBackbone::widths() const {
  const auto* own = std::get_if<ResNetVd>(&net_);
  if (own == nullptr) return std::get<ResNet>(net_).widths();
  std::vector<std::int64_t> all;
  for (const auto output : own->config.outputs) all.push_back(own->config.width(output));
  return all;
}

std::vector<std::int64_t> RtDetrBackbone::strides() const {
  const auto* own = std::get_if<ResNetVd>(&net_);
  if (own == nullptr) return std::get<ResNet>(net_).strides();
  std::vector<std::int64_t> all;
  for (const auto output : own->config.outputs) all.push_back(own->config.stride(output));
  return all;
}

}  // namespace headlight::models
