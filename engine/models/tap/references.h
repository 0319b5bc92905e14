// Reference points of deformable layers: what a model adds offsets to.
#pragma once

#include <vector>

#include "engine/models/tap/found.h"
#include "engine/models/tap/watch.h"

namespace headlight::models::tap {

class References {
 public:
  // A sum or product of places [1, queries, heads, levels, points, 2] or [1, queries, heads, points, 2] and something
  // that is the same for all heads and points.
  [[nodiscard]] static bool matters(const Call& call);
  // To be called behind such a call.
  void note(const Call& call);

  // float32 [queries, 2] (x, y), or [queries, 4] with the width and height that offsets were multiplied by, 0…1 over the
  // input: of the last sum that gives these points. Undefined where there is none, or where levels have different ones.
  [[nodiscard]] at::Tensor take(const FoundSampling& sampling);

 private:
  struct Sum {
    at::Tensor reference, places;
    at::Tensor size;  // undefined: none
  };
  std::vector<Sum> sums_;  // since the last layer, the latest last
  at::Tensor factor_;      // the last product's
};

}  // namespace headlight::models::tap
