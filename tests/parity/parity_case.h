// A recorded parity case: a tiny checkpoint and what transformers made of it (written by generate.py).
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/models/model.h"

namespace headlight::parity {

struct ExpectedSite {
  std::string stream, kind;
  int layer = 0;
  at::Tensor weights;  // float32 [heads, queries, keys]; deformable: [heads, queries, levels, points]
  at::Tensor points;   // deformable: float32 [heads, queries, levels, points, 2]
};

// What the reference's post-processing finds, falling score.
struct ExpectedDetections {
  at::Tensor scores;  // float32 [detections]
  at::Tensor labels;  // int64 [detections]
  at::Tensor boxes;   // float32 [detections, 4]: corners, 0…1 over the model's input
};

struct Run {
  std::string name;
  models::ModelInput input;
  std::vector<ExpectedSite> sites;
  std::map<std::string, at::Tensor> outputs;
  std::optional<ExpectedDetections> detections;
  std::vector<std::int64_t> decoder_ids, generated;  // empty: not part of the case
  std::int64_t first_row = 0;                        // rows before it see no key: nothing to compare
};

struct Case {
  std::filesystem::path folder;
  std::string model_type;
  at::ScalarType dtype = at::kFloat;
  double weight_tolerance = 0, output_tolerance = 0;
  std::vector<Run> runs;
};

// Throws Failure when the folder does not hold a case.
[[nodiscard]] Case read_case(const std::filesystem::path& folder);

// Folder names of all committed cases, sorted.
[[nodiscard]] std::vector<std::string> case_names();
[[nodiscard]] std::filesystem::path case_folder(const std::string& name);

// exp(scale · q kᵀ + bias − lse), 0 where masked: float32 [heads, queries, keys], from nothing but the record.
[[nodiscard]] at::Tensor weights_of(const trace::Site& site);

}  // namespace headlight::parity
