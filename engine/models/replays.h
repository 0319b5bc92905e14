// A model on a device that is run again and again on inputs of one shape: from the second time on its forward pass, with all
// that a recorder keeps, is one recorded graph of the device (kernels::DeviceGraph). A short input's time is otherwise that of
// starting its kernels.
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <vector>

#include "engine/models/model.h"

namespace headlight::models {

struct Recorded {
  ModelOutput output;
  std::vector<trace::Site> sites;
};

class Replays {
 public:
  Replays();
  Replays(const Replays&) = delete;
  Replays& operator=(const Replays&) = delete;
  ~Replays();

  // As a run of `model`, always the same one, with a recorder that keeps arrays as they are where they are: on `device`, as
  // the outputs. `input` lies on the host; `context` says when to stop, and has no recorder. Plain runs where graphs do not help
  // or cannot be: no graphs of this device, not its own stream, long inputs, padding, interventions, layers or outputs that
  // depend on what is read meanwhile (generation, detections). Thread-safe: of two runs at once one is plain.
  [[nodiscard]] Recorded run(const Model& model, const ModelInput& input, at::Device device, kernels::Context& context);

 private:
  class Shape;

  [[nodiscard]] Shape* known(const ModelInput& input);
  void remember(const ModelInput& input, const Recorded& run);

  std::mutex mutex_;
  std::list<std::unique_ptr<Shape>> shapes_;  // latest first
};

}  // namespace headlight::models
