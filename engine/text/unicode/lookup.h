// How the generated tables are searched.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace headlight::text {

// One value a code point, spread out from [start, value] runs on construction.
template <typename Value>
class PointMap {
 public:
  explicit PointMap(const std::vector<std::uint32_t>& runs) : values_(0x110000) {
    for (std::size_t i = 0; i + 1 < runs.size(); i += 2) {
      const std::size_t end = i + 2 < runs.size() ? runs[i + 2] : values_.size();
      for (std::size_t point = runs[i]; point < end; ++point) values_[point] = static_cast<Value>(runs[i + 1]);
    }
  }
  [[nodiscard]] Value operator[](char32_t point) const { return point < values_.size() ? values_[point] : Value{}; }

 private:
  std::vector<Value> values_;
};

// From a code point to several, out of [code point, length, code points…] entries; `table` must outlive it.
class Mapping {
 public:
  explicit Mapping(const std::vector<std::uint32_t>& table) {
    for (std::size_t i = 0; i + 1 < table.size(); i += 2 + table[i + 1])
      entries_.emplace(table[i], std::span(table).subspan(i + 2, table[i + 1]));
  }
  // Empty for a code point that maps to itself.
  [[nodiscard]] std::span<const std::uint32_t> operator[](char32_t point) const {
    const auto found = entries_.find(static_cast<std::uint32_t>(point));
    return found == entries_.end() ? std::span<const std::uint32_t>{} : found->second;
  }

 private:
  std::unordered_map<std::uint32_t, std::span<const std::uint32_t>> entries_;
};

}  // namespace headlight::text
