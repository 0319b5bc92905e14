#include "engine/models/detr_masks.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <cmath>

namespace headlight::models {
namespace {

constexpr std::int64_t most_groups = 8;
constexpr std::int64_t queries_at_once = 8;

// The part under the name that it has now, else under the older one.
Weights part(const Weights& head, const std::string& name, const std::string& older) {
  return head.select(!head.has_scope(name) && head.has_scope(older) ? older : name);
}

Weights projection(const Weights& weights, const char* name, const char* older) {
  return part(weights.select("bbox_attention"), name, older);
}

}  // namespace

MaskHead::Block::Block(const Weights& convolution, const Weights& norm, std::int64_t in, std::int64_t out)
    : weight(convolution.get("weight", {out, in, 3, 3})),
      bias(convolution.get("bias", {out})),
      norm(norm, out, default_epsilon) {
  if (out % std::min(most_groups, out) == 0) return;
  throw Failure{unusable("the mask head's channels do not divide into groups",
                         convolution.place(), std::to_string(out) + " channels",
                         "fewer than 8 or a multiple of 8")};
}

at::Tensor MaskHead::Block::operator()(const at::Tensor& x, Activation act) const {
  const auto groups = std::min(most_groups, weight.size(0));
  return act(at::group_norm(at::conv2d(x, weight, bias, {1, 1}, {1, 1}), groups, norm.weight, norm.bias, norm.epsilon));
}

MaskHead::MaskHead(const Weights& weights, const DetrConfig& config, std::vector<std::int64_t> widths)
    : width_(config.width),
      heads_(config.encoder.heads),
      act_(config.act),
      q_proj_(projection(weights, "q_proj", "q_linear"), config.width, config.width),
      k_proj_(projection(weights, "k_proj", "k_linear"), config.width, config.width) {
  if (widths.size() < 3) {
    throw Failure{unusable("masks need finer maps of the backbone", "config.json beside " + weights.place(),
                           std::to_string(widths.size()) + " maps", "at least 3")};
  }
  const auto head = weights.select("mask_head");
  const auto block = [&](const std::string& name, int older, std::int64_t in, std::int64_t out) {
    return Block(part(head, name + ".conv", "lay" + std::to_string(older)),
                 part(head, name + ".norm", "gn" + std::to_string(older)), in, out);
  };
  auto in = width_ + heads_;
  blocks_.push_back(block("conv1", 1, in, in));
  blocks_.push_back(block("conv2", 2, in, width_ / 2));
  in = width_ / 2;
  for (int i = 0; i < 3; ++i, in /= 2) {
    const auto stage = "fpn_stages." + std::to_string(i);
    const auto adapter = part(head, stage + ".fpn_adapter", "adapter" + std::to_string(i + 1));
    const auto finer = widths[static_cast<std::size_t>(2 - i)];
    stages_.push_back({adapter.get("weight", {in, finer, 1, 1}), adapter.get("bias", {in}),
                       block(stage + ".refine", i + 3, in, in / 2)});
  }
  const auto last = part(head, "output_conv", "out_lay");
  weight_ = last.get("weight", {1, in, 3, 3});
  bias_ = last.get("bias", {1});
}

// Softmax over heads and cells together: [queries, heads, rows, columns].
at::Tensor MaskHead::attention(const MaskInput& input) const {
  const auto scale = 1.0 / std::sqrt(static_cast<double>(width_ / heads_));
  const auto query = split_heads(q_proj_(input.queries), heads_)[0];  // [heads, queries, width of a head]
  const auto key = split_heads(k_proj_(input.memory), heads_)[0];
  auto scores = at::matmul(query * scale, key.transpose(1, 2)).transpose(0, 1);
  scores = scores.masked_fill(input.visible.flatten().logical_not(), -INFINITY);
  return at::softmax(scores.flatten(1), -1).unflatten(1, {heads_, input.map.size(2), input.map.size(3)});
}

at::Tensor MaskHead::operator()(const MaskInput& input, kernels::Context& context) const {
  const auto looked = attention(input);
  std::array<at::Tensor, 3> finer;
  for (std::size_t i = 0; i < finer.size(); ++i)
    finer[i] = at::conv2d(input.finer[i], stages_[i].weight, stages_[i].bias);
  std::vector<at::Tensor> masks;
  for (std::int64_t first = 0; first < looked.size(0); first += queries_at_once) {
    if (context.stop.stop_requested()) throw Failure{cancelled()};
    const auto some = looked.slice(0, first, first + queries_at_once);
    auto x = at::cat({input.map.expand({some.size(0), -1, -1, -1}), some}, 1);
    for (const auto& block : blocks_) x = block(x, act_);
    for (std::size_t i = 0; i < finer.size(); ++i) {
      x = finer[i] + at::upsample_nearest2d(x, finer[i].sizes().slice(2));
      x = stages_[i].refine(x, act_);
    }
    masks.push_back(at::conv2d(x, weight_, bias_, {1, 1}, {1, 1}));
  }
  return at::cat(masks).transpose(0, 1);
}

}  // namespace headlight::models
