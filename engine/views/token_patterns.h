// Which keys belong to a pattern for a query, from the axis alone.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/api/axis.h"
#include "engine/api/view_result.h"

namespace headlight::views {

class TokenPatterns {
 public:
  explicit TokenPatterns(const Axis& axis);

  // Keys of a pattern other than `positional` for a query, rising; empty where there are none. On patches only self,
  // previous, next and first have keys.
  [[nodiscard]] std::vector<std::int64_t> keys(Pattern pattern, std::int64_t query) const;

  // Number of the place of `key` relative to `query`, 0 … offsets() − 1: tokens key − query; patches rows and columns
  // apart; leading and trailing tokens have a number each as keys and share none as queries (−1: takes no part).
  [[nodiscard]] std::int64_t offset(std::int64_t query, std::int64_t key) const;
  [[nodiscard]] std::int64_t offsets() const { return offsets_; }

 private:
  [[nodiscard]] std::vector<std::int64_t> copies(std::int64_t query) const;
  [[nodiscard]] std::vector<std::int64_t> after_copies(std::int64_t query) const;

  const Axis& axis_;
  std::int64_t size_, offsets_;
  std::vector<std::int64_t> token_;  // equal numbers: the same token; empty on patches
  std::vector<std::int64_t> block_;  // likewise: the same sentence of the same text
  std::vector<std::int64_t> delimiters_;
  std::unordered_map<std::int64_t, std::vector<std::int64_t>> places_;  // of a token
  std::unordered_map<std::int64_t, std::vector<std::int64_t>> of_word_, of_block_;
};

}  // namespace headlight::views
