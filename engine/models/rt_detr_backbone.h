// RT-DETR's backbones: its own ResNet-vd, or the plain ResNets that a config may name instead.
#pragma once

#include <variant>

#include "engine/models/resnet.h"
#include "engine/models/resnet_vd.h"

namespace headlight::models {

using RtDetrBackbonePlan = std::variant<ResNetVdConfig, ResNetPlan>;

// What backbone_config says. Throws Failure for other backbones.
[[nodiscard]] RtDetrBackbonePlan rt_detr_backbone_plan(const io::Fields& detector);
[[nodiscard]] std::size_t maps_of(const RtDetrBackbonePlan& plan);

class RtDetrBackbone {
 public:
  RtDetrBackbone(const RtDetrBackbonePlan& plan, const Weights& weights);

  // pixels [B, channels, H, W] → the planned maps [B, width, ⌈H / stride⌉, ⌈W / stride⌉].
  [[nodiscard]] std::vector<at::Tensor> operator()(const at::Tensor& pixels, kernels::Context& context) const;
  [[nodiscard]] BackboneChain chain() const;  // up to the last planned map
  [[nodiscard]] std::int64_t channels() const;
  [[nodiscard]] std::vector<std::int64_t> widths() const;
  [[nodiscard]] std::vector<std::int64_t> strides() const;

 private:
  std::variant<ResNetVd, ResNet> net_;
  at::ScalarType dtype_;
};

}  // namespace headlight::models
