// The teaching detector of street scenes: its model, its training task, its folder, its figures.
#pragma once

#include <filesystem>
#include <memory>
#include <ostream>

#include "engine/models/rt_detr.h"
#include "engine/training/loop.h"
#include "engine/training/scene_objects.h"

namespace headlight::training {

inline constexpr int detector_edge = 128;  // pixels of the model's input

// config.json and preprocessor_config.json of the detector.
[[nodiscard]] io::Json detector_config();
[[nodiscard]] io::Json detector_processor();

struct DetectorOptions {
  std::int64_t steps = 2800;
  std::uint64_t seed = 1;
  std::int64_t scenes = 8;  // a step; each also mirrored
  double peak = 1.5e-3;
  std::int64_t denoising = 48;  // noisy queries a picture, about
};

// A fresh detector. Batch normalisations learn their running statistics on the way.
class DetectorTraining {
 public:
  explicit DetectorTraining(DetectorOptions options);
  DetectorTraining(const DetectorTraining&) = delete;
  DetectorTraining& operator=(const DetectorTraining&) = delete;

  [[nodiscard]] Task task();
  [[nodiscard]] const models::RtDetrModel& model() const { return *model_; }
  // Writes config.json, preprocessor_config.json and float16 weights.
  Result<Done> save(const std::filesystem::path& folder) const;

 private:
  at::Tensor make(const std::string& name, at::IntArrayRef shape);
  void start() const;
  [[nodiscard]] Parameters tensors() const;
  [[nodiscard]] at::Tensor loss(std::int64_t step) const;
  DetectorOptions options_;
  FreshParameters fresh_;
  Parameters buffers_;
  std::unique_ptr<models::RtDetrModel> model_;
  at::Tensor noisy_classes_;  // contents of denoising queries
};

struct DetectorFigures {
  std::int64_t scenes = 0, objects = 0;
  double map50 = 0;
  std::vector<double> ap50;    // by SceneClass
  double recall = 0;           // share of objects that a detection of their class with score > 0.5 covers, IoU ≥ 0.5
  double false_boxes = 0;      // detections with score > 0.5 that do not, an object
  std::int64_t detections = 0; // with score > 0.5
  double weight_inside = 0;    // share of their sampling weight in the last layer, mean over heads, inside their box
};
// On scenes never trained on, always the same for equal counts.
[[nodiscard]] DetectorFigures evaluate(const models::RtDetrModel& model, std::int64_t scenes);
std::ostream& operator<<(std::ostream& out, const DetectorFigures& figures);

}  // namespace headlight::training
