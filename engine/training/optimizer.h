// AdamW (Loshchilov & Hutter 2019) with warm-up and cosine decay.
#pragma once

#include <ATen/core/Tensor.h>

#include <map>
#include <string>

namespace headlight::training {

using Parameters = std::map<std::string, at::Tensor>;

struct Schedule {
  double peak = 1e-3;
  std::int64_t warmup = 100, steps = 1000;
  // Learning rate of step 0, 1, …: linear to the peak, then half a cosine down to 2 % of it.
  [[nodiscard]] double rate(std::int64_t step) const;
};

class AdamW {
 public:
  struct Options {
    double beta1 = 0.9, beta2 = 0.98, epsilon = 1e-9;
    double decay = 0.01;      // of matrices; vectors are not decayed
    double longest_gradient = 1.0;  // Euclidean norm over all parameters, clipped
  };

  AdamW(Parameters parameters, Options options);

  // One update from the parameters' gradients, which are then forgotten.
  void step(double rate);

  // Moments and parameters by name, and how many updates were made: what a later run needs to go on.
  [[nodiscard]] Parameters state() const;
  [[nodiscard]] std::int64_t updates() const { return updates_; }
  // Copies a state() back in; throws Failure when tensors are missing or of another shape.
  void restore(const Parameters& state, std::int64_t updates);

 private:
  [[nodiscard]] double clip_factor() const;
  Parameters parameters_, first_, second_;
  Options options_;
  std::int64_t updates_ = 0;
};

}  // namespace headlight::training
