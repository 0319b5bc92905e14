// The teaching classifier of street scenes: its model, its training task, its folder, its figures.
#pragma once

#include <filesystem>
#include <memory>
#include <ostream>

#include "engine/models/vit.h"
#include "engine/training/loop.h"
#include "engine/training/scene.h"

namespace headlight::training {

inline constexpr int scene_edge = 144;  // pixels of the model's input

// config.json and preprocessor_config.json of the classifier.
[[nodiscard]] io::Json classifier_config();
[[nodiscard]] io::Json classifier_processor();

struct SceneBatch {
  at::Tensor pixels;  // float32 [B, 3, edge, edge], as the processor gives them: (x / 255 − ½) / ½
  at::Tensor kinds;   // int64 [B]
  at::Tensor patches; // int64 [B, rows, columns]: what lies at each patch's centre, a SceneClass or scene_classes for none
};
// The scenes of seeds first … first + count − 1; with `flipped` each is followed by its mirror image.
[[nodiscard]] SceneBatch scene_batch(std::uint64_t first, std::int64_t count, bool flipped);

struct ClassifierOptions {
  std::int64_t steps = 2000;
  std::uint64_t seed = 1;
  std::int64_t scenes = 16;  // a step; each also mirrored
  double peak = 1.5e-3;
};

// A fresh classifier with the linear head of its second task: what each patch shows, over the patches' states after the
// last two layers.
// The head is not part of the model.
class ClassifierTraining {
 public:
  explicit ClassifierTraining(ClassifierOptions options);
  ClassifierTraining(const ClassifierTraining&) = delete;
  ClassifierTraining& operator=(const ClassifierTraining&) = delete;

  [[nodiscard]] Task task();
  [[nodiscard]] const models::VitModel& model() const { return *model_; }
  // Writes config.json, preprocessor_config.json and float16 weights.
  Result<Done> save(const std::filesystem::path& folder) const;

 private:
  [[nodiscard]] at::Tensor loss(std::int64_t step) const;
  [[nodiscard]] at::Tensor patch_loss(const at::Tensor& states, const SceneBatch& batch) const;
  ClassifierOptions options_;
  FreshParameters fresh_;
  std::unique_ptr<models::VitModel> model_;
  models::Linear patch_;
};

struct ClassifierFigures {
  std::int64_t scenes = 0;
  double accuracy = 0;
  int layer = 0, head = 0;  // of the head that points best
  double pointing = 0;      // share of scenes where CLS's strongest patch has its centre inside a vehicle's box
};
// On scenes never trained on, always the same for equal counts.
[[nodiscard]] ClassifierFigures evaluate(const models::VitModel& model, std::int64_t scenes);
std::ostream& operator<<(std::ostream& out, const ClassifierFigures& figures);

}  // namespace headlight::training
