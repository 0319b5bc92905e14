#include "engine/kernels/attention_mass.h"

#include <algorithm>

#include "engine/api/result.h"
#include "engine/kernels/devices.h"
#include "engine/kernels/parallel.h"
#include "engine/trace/copies.h"

namespace headlight::kernels {
namespace {

constexpr std::int64_t rows_a_part = 128;

struct Question {
  const std::vector<std::int64_t>&from, &to;
  [[nodiscard]] std::int64_t queries() const { return static_cast<std::int64_t>(from.size()); }
};

// The asked keys of a block of columns, counted from its first.
std::vector<std::int64_t> keys_within(const Question& question, const ColumnBlock& columns) {
  std::vector<std::int64_t> keys;
  for (const auto key : question.to)
    if (key >= columns.first && key < columns.first + columns.count) keys.push_back(key - columns.first);
  return keys;
}

// Of one head; only the columns from the first to the last of the keys are made.
double mass(const MapReader& reader, const Question& question, const std::stop_token& stop) {
  const auto [least, most] = std::minmax_element(question.to.begin(), question.to.end());
  double sum = 0;
  MapReader::Workspace workspace;
  std::vector<float> cells(static_cast<std::size_t>(rows_a_part * std::min(block_columns, *most - *least + 1)));
  for (auto column = *least; column <= *most; column += block_columns) {
    const ColumnBlock columns{column, std::min(block_columns, *most + 1 - column)};
    const auto keys = keys_within(question, columns);
    if (keys.empty()) continue;
    for (std::int64_t first = 0; first < question.queries(); first += rows_a_part) {
      if (stop.stop_requested()) throw Failure{cancelled()};
      const RowBlock rows{first, std::min(rows_a_part, question.queries() - first), question.from.data()};
      reader.read(rows, columns, workspace, cells.data());
      for (std::int64_t row = 0; row < rows.count; ++row)
        for (const auto key : keys) sum += cells[static_cast<std::size_t>(row * columns.count + key)];
    }
  }
  return sum / static_cast<double>(question.queries());
}

std::vector<double> on_device(const AttentionMap& map, const std::vector<std::int64_t>& queries, const std::vector<std::int64_t>& keys,
                              const DeviceKernels& kernels) {
  const auto masses = trace::to_host(device_mass(map, queries, keys, kernels));
  return {masses.const_data_ptr<double>(), masses.const_data_ptr<double>() + masses.numel()};
}

}  // namespace

std::vector<double> attention_mass(const AttentionMap& map, const std::vector<std::int64_t>& queries,
                                   const std::vector<std::int64_t>& keys, const std::stop_token& stop) {
  require_positions(queries, map.queries(), "queries");
  require_positions(keys, map.keys(), "keys");
  if (const auto kernels = kernels_for(map)) return on_device(map, queries, keys, *kernels);
  const Question question{queries, keys};
  std::vector<double> masses(static_cast<std::size_t>(map.heads()), 0);
  const auto cells = question.queries() * static_cast<std::int64_t>(keys.size());
  if (cells == 0) return masses;
  const auto grain = std::max<std::int64_t>(1, cells_a_thread / cells);
  const auto here = on_host(map);
  parallel_parts(map.heads(), grain, [&](std::int64_t begin, std::int64_t end) {
    for (auto head = begin; head < end; ++head) {
      const MapReader reader(here, {HeadChoice::Mode::one, static_cast<int>(head)}, Quantity::weight);
      masses[static_cast<std::size_t>(head)] = mass(reader, question, stop);
    }
  });
  return masses;
}

}  // namespace headlight::kernels
