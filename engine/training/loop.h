// The training loop: progress lines, a state file to go on from, seeds that make a run repeatable.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <ostream>

#include "engine/api/result.h"
#include "engine/training/optimizer.h"

namespace headlight::training {

// What is trained. `loss` gives the scalar loss of step 0, 1, …; its data depend on the step alone, so that a resumed
// run sees what an uninterrupted one would have seen.
struct Task {
  Parameters parameters;
  Parameters buffers;  // what the steps change without a gradient: running statistics
  Schedule schedule;
  AdamW::Options optimizer;
  std::function<at::Tensor(std::int64_t step)> loss;
};

struct LoopOptions {
  std::filesystem::path state;      // file; empty: nothing is saved
  std::string identity;             // of model, seed and length: a state with another one is refused
  std::filesystem::path history;    // comma-separated: step and mean loss of every report; empty: not written
  bool resume = false;              // go on from `state` where there is one
  std::int64_t report_every = 50, save_every = 500;
  std::int64_t stop_after = -1;     // leave after this many steps with the state saved; −1: all of them
  std::ostream* log = nullptr;      // progress lines; null: none
};

// Runs to the end of the schedule. The state file is replaced atomically and removed at the end.
// Returns the mean loss of the last reported stretch.
Result<double> train(Task& task, const LoopOptions& options);

// A maker for Weights::fresh: normal with the given deviations for matrices ("weight" of two or more axes:
// 1/√in, embeddings 1/√width), ones for normalisation weights, zeros for biases; every tensor requires gradients.
class FreshParameters {
 public:
  explicit FreshParameters(std::uint64_t seed) : seed_(seed) {}
  at::Tensor make(const std::string& name, at::IntArrayRef shape);
  [[nodiscard]] const Parameters& parameters() const { return parameters_; }

 private:
  std::uint64_t seed_;
  Parameters parameters_;
};

}  // namespace headlight::training
