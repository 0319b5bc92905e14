#include "engine/kernels/row_sample.h"

#include <algorithm>

#include "engine/kernels/attention_tile.h"

namespace headlight::kernels {
namespace {

// The finaliser of SplitMix64 (Steele, Lea & Flood 2014): neighbouring numbers become unrelated ones.
std::uint64_t mixed(std::uint64_t value) {
  value += 0x9E3779B97F4A7C15U;
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31U);
}

}  // namespace

RowSample sample_rows(std::int64_t begin, std::int64_t size, std::int64_t every) {
  return size > 0 ? sample_rows({begin, begin + size}, every) : RowSample{{}, {0}};
}

RowSample sample_rows(const std::vector<std::int64_t>& bin_edges, std::int64_t every) {
  RowSample sample;
  sample.edges.push_back(0);
  for (std::size_t bin = 0; bin + 1 < bin_edges.size(); ++bin) {
    const auto first = bin_edges[bin];
    const auto rows = bin_edges[bin + 1] - first;
    const auto strata = std::clamp<std::int64_t>((rows + every / 2) / every, std::min<std::int64_t>(2, rows), rows);
    const auto edges = pooling_edges(first, rows, strata);
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
      const auto choices = static_cast<std::uint64_t>(edges[i + 1] - edges[i]);
      sample.positions.push_back(edges[i] + static_cast<std::int64_t>(mixed(static_cast<std::uint64_t>(edges[i])) % choices));
    }
    sample.edges.push_back(static_cast<std::int64_t>(sample.positions.size()));
  }
  return sample;
}

}  // namespace headlight::kernels
