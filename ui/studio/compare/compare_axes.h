// Rows and columns of two maps, matched by their names.
#pragma once

#include <QString>
#include <cstdint>
#include <vector>

#include "engine/api/axis.h"
#include "ui/figures/side.h"
#include "ui/studio/compare/compare_numbers.h"

namespace headlight::ui {

inline constexpr std::int64_t largest_compared = 256;  // rows and columns compared cell by cell

// Names of an axis' positions; `written`: of the words that its rows write.
[[nodiscard]] std::vector<QString> labels_of(const Axis& axis, bool written);

// The rows of both, named; what only one has is marked.
[[nodiscard]] Side common_side(const Axis& axis, const std::vector<QString>& a, const std::vector<QString>& b, const std::vector<Aligned>& alignment);

// Each position with itself.
[[nodiscard]] std::vector<Aligned> one_to_one(std::int64_t size);

// Which positions of two runs are compared, into `out`; the words for why none are.
[[nodiscard]] QString paired(const Axis& a, const Axis& b, bool written, std::int64_t most, std::vector<Aligned>& out);

}  // namespace headlight::ui
