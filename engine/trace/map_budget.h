// What the full maps of a run may take, asked before each layer is computed.
#pragma once

#include <cstdint>
#include <string>

#include "engine/trace/trace.h"

namespace headlight::trace {

// a × b and a + b ≥ 0, staying at the largest value instead of overflowing.
[[nodiscard]] std::int64_t times(std::int64_t a, std::int64_t b);
[[nodiscard]] std::int64_t plus(std::int64_t a, std::int64_t b);

// Bytes of `cells` weights and as many scores, float32.
[[nodiscard]] std::int64_t map_bytes(std::int64_t cells);
// Bytes of all arrays that a dump writes for a layer: its full maps with the list of windows, or its points.
[[nodiscard]] std::int64_t map_bytes(const Site& site);

class MapBudget {
 public:
  // `most`: bytes that all layers' arrays may take together; 0: no limit.
  explicit MapBudget(std::int64_t most = 0) : most_(most) {}

  // Counts a layer. Throws Failure (unusable) with the size so far and the limit where the limit is passed.
  void add(std::int64_t bytes);
  // Asks for a layer that may still come to nothing, without counting it.
  void foresee(std::int64_t bytes) const;
  // Asks for the whole run, where its layers are known before it; throws Failure with that size.
  void check_whole(std::int64_t bytes) const;

 private:
  void check(std::int64_t bytes, const char* least) const;

  std::int64_t most_ = 0, taken_ = 0;
};

}  // namespace headlight::trace
