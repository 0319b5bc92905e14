// The masks of DETR's segmenter: each query's attention over the map, refined up the backbone's finer maps.
#pragma once

#include <array>
#include <vector>

#include "engine/models/detr_parts.h"

namespace headlight::models {

// What masks are drawn from.
struct MaskInput {
  at::Tensor queries;               // [1, queries, width], decoded
  at::Tensor memory;                // [1, cells, width], encoded
  at::Tensor map;                   // [1, width, rows, columns], projected
  at::Tensor visible;               // bool [1, rows, columns]
  std::array<at::Tensor, 3> finer;  // the backbone's maps, coarse to fine
};

class MaskHead {
 public:
  // `weights`: the scope of bbox_attention and mask_head; `widths`: of all the backbone's maps, fine to coarse.
  // Reads both spellings of the parts. Throws Failure for fewer than three maps.
  MaskHead(const Weights& weights, const DetrConfig& config, std::vector<std::int64_t> widths);
  // → mask logits [1, queries, rows, columns] of the finest map, a few queries at a time.
  [[nodiscard]] at::Tensor operator()(const MaskInput& input, kernels::Context& context) const;

 private:
  // A convolution over 3 × 3 pixels, normalised by groups of channels, activated.
  struct Block {
    at::Tensor weight, bias;
    LayerNorm norm;  // its parameters only
    Block(const Weights& convolution, const Weights& norm, std::int64_t in, std::int64_t out);
    [[nodiscard]] at::Tensor operator()(const at::Tensor& x, Activation act) const;
  };
  struct Stage {
    at::Tensor weight, bias;  // 1 × 1, of the finer map
    Block refine;
  };
  [[nodiscard]] at::Tensor attention(const MaskInput& input) const;

  std::int64_t width_ = 0, heads_ = 1;
  Activation act_ = nullptr;
  Linear q_proj_, k_proj_;
  std::vector<Block> blocks_;
  std::vector<Stage> stages_;
  at::Tensor weight_, bias_;  // of the last convolution
};

}  // namespace headlight::models
