// What headlight-train does: trains a bundled model, measures one, draws the samples.
#pragma once

#include <filesystem>
#include <ostream>
#include <string>

#include "engine/api/result.h"

namespace headlight::training {

struct Job {
  std::string name;  // "translate-en-fr", "scenes-vit", "scenes-detr", "samples"
  std::filesystem::path folder;
  std::int64_t steps = 0;  // 0: the model's own
  std::uint64_t seed = 1;
  int threads = 0;         // 0: LibTorch's own choice
  bool resume = false;
  bool evaluate = false;
  bool card = false;       // evaluate: write the model card again
};

// Progress and figures go to `log`. Training keeps its state beside the folder, as "<folder>.state.safetensors",
// until it is done.
Result<Done> run(const Job& job, std::ostream& log);

}  // namespace headlight::training
