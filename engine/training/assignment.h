// The cheapest one-to-one assignment (Kuhn 1955; shortest augmenting paths as of Jonker and Volgenant 1987).
#pragma once

#include <cstdint>
#include <vector>

namespace headlight::training {

// costs: row-major, rows × columns, finite, rows ≤ columns. Returns each row's column; their sum of costs is minimal.
// O(rows² · columns). Throws Failure for other input.
[[nodiscard]] std::vector<std::int64_t> assign(const std::vector<double>& costs, std::int64_t rows, std::int64_t columns);

}  // namespace headlight::training
