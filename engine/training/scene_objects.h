// Drawn scenes as a detector's training and test data.
#pragma once

#include "engine/training/detection_loss.h"
#include "engine/training/scene.h"

namespace headlight::training {

// The picture, float32 [3, rows, columns], 0…1.
[[nodiscard]] at::Tensor scene_pixels(const Scene& scene);

// An object counts when at least 35 % of its box lies outside the boxes of nearer objects and both its sides are at
// least 3 % of the picture's. The others are neither wanted nor false when found.
struct SceneTruth {
  std::vector<SceneObject> wanted, ignored;  // pixels
};
[[nodiscard]] SceneTruth truth_of(const Scene& scene);

struct DetectionBatch {
  at::Tensor pixels;             // float32 [B, 3, edge, edge], 0…1
  std::vector<Objects> objects;
};
// The scenes of seeds first … first + count − 1; with `flipped` each is followed by its mirror image.
[[nodiscard]] DetectionBatch detection_batch(std::uint64_t first, std::int64_t count, int edge, bool flipped);

}  // namespace headlight::training
