// Joining symbols by ranked merges.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace headlight::text {

struct Symbol {
  std::int64_t id = 0;
  std::size_t length = 0;  // bytes; 0 once it has been joined to the one before
};

struct Merge {
  std::uint32_t rank = 0;
  std::int64_t id = 0;
};

struct PairHash {
  std::size_t operator()(std::uint64_t key) const {
    key ^= key >> 31U;
    key *= 0x9E3779B97F4A7C15ULL;
    return static_cast<std::size_t>(key ^ key >> 29U);
  }
};
using MergeMap = std::unordered_map<std::uint64_t, Merge, PairHash>;

// Ids are at most 32 bits wide.
inline std::uint64_t pair_key(std::int64_t left, std::int64_t right) {
  return static_cast<std::uint64_t>(left) << 32U | static_cast<std::uint64_t>(right);
}

// Applies merges, lowest rank first, leftmost first among equals; n log n in the number of symbols.
void merge(std::vector<Symbol>& symbols, const MergeMap& merges);

}  // namespace headlight::text
