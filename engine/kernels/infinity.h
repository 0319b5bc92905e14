// Scores of what is not seen, and log-sum-exps of rows that see nothing.
#pragma once

#include <limits>

namespace headlight::kernels {

inline constexpr float infinity = std::numeric_limits<float>::infinity(), minus_infinity = -infinity;

}  // namespace headlight::kernels
