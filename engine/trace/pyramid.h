// Coarse levels of one whole map.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/api/view.h"

namespace headlight::trace {

struct Pyramid {
  struct Level {
    std::int64_t bin = 1;  // a cell pools bin × bin positions, the last row and column what is left
    Plane plane;           // ⌈queries / bin⌉ × ⌈keys / bin⌉
  };
  MapChoice map;
  std::vector<Level> levels;  // finest first, each of twice the bin of the one before

  [[nodiscard]] std::int64_t bytes() const {
    std::int64_t sum = 0;
    for (const auto& level : levels) sum += static_cast<std::int64_t>(level.plane.values.size() * sizeof(float));
    return sum;
  }
};

using PyramidPtr = std::shared_ptr<const Pyramid>;

}  // namespace headlight::trace
