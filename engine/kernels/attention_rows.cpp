#include "engine/kernels/attention_rows.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <numeric>
#include <string>

#include "engine/api/result.h"
#include "engine/kernels/devices.h"
#include "engine/kernels/parallel.h"

namespace headlight::kernels {

std::vector<float> attention_rows(const AttentionMap& map, HeadChoice head, Quantity quantity,
                                  const std::vector<std::int64_t>& queries, const std::stop_token& stop) {
  if (const auto kernels = kernels_for(map)) return floats_of(device_rows(map, head, quantity, queries, *kernels));
  const MapReader reader(map, head, quantity);
  for (const auto query : queries)
    if (query < 0 || query >= map.queries())
      throw Failure{
          usage("no such query", "queries", std::to_string(query), "0 to " + std::to_string(map.queries() - 1))};
  const auto rows = static_cast<std::int64_t>(queries.size()), keys = map.keys();
  std::vector<float> out(static_cast<std::size_t>(rows * keys));
  const auto blocks = (keys + block_columns - 1) / block_columns;
  const auto grain = std::max<std::int64_t>(1, cells_a_thread / (block_columns * std::max<std::int64_t>(1, rows)));
  parallel_parts(blocks, grain, [&](std::int64_t begin, std::int64_t end) {
    MapReader::Workspace workspace;
    const auto step = block_rows(block_columns);
    std::vector<float> cells(static_cast<std::size_t>(std::min(step, rows) * block_columns));
    for (auto block = begin; block < end; ++block)
      for (std::int64_t row = 0; row < rows; row += step) {
        if (stop.stop_requested()) throw Failure{cancelled()};
        const RowBlock part{row, std::min(step, rows - row), queries.data()};
        const ColumnBlock columns{block * block_columns, std::min(block_columns, keys - block * block_columns)};
        reader.read(part, columns, workspace, cells.data());
        for (std::int64_t i = 0; i < part.count; ++i)
          std::copy_n(cells.data() + i * columns.count, columns.count, out.data() + (row + i) * keys + columns.first);
      }
  });
  return out;
}

std::tuple<at::Tensor, at::Tensor> top_keys(const AttentionMap& map, std::int64_t count,
                                            const std::function<at::Tensor(const std::vector<std::int64_t>&)>& rows_of) {
  constexpr std::int64_t few_cells = std::int64_t{1} << 20;
  const auto queries = map.queries(), keys = map.keys();
  if (count < 1 || count > keys)
    throw Failure{usage("wrong number of keys", "count", std::to_string(count), "1 to " + std::to_string(keys))};
  auto cells = at::empty({queries, count}, map.q.options().dtype(at::kFloat));
  auto places = at::empty({queries, count}, map.q.options().dtype(at::kLong));
  const auto step = std::max<std::int64_t>({1, queries / 100, few_cells / keys});
  for (std::int64_t first = 0; first < queries; first += step) {
    std::vector<std::int64_t> list(static_cast<std::size_t>(std::min(step, queries - first)));
    std::iota(list.begin(), list.end(), first);
    const auto [best, at] = at::topk(rows_of(list), count, 1);
    cells.narrow(0, first, best.size(0)).copy_(best);
    places.narrow(0, first, best.size(0)).copy_(at);
  }
  return {cells, places};
}

void for_each_row(const MapReader& reader, std::int64_t first, std::int64_t count, const std::stop_token& stop,
                  const std::function<void(std::int64_t, float*)>& visit) {
  constexpr std::int64_t block_cells = std::int64_t{1} << 19;
  const auto step = std::clamp<std::int64_t>(block_cells / std::max<std::int64_t>(1, reader.keys()), 1, 256);
  const auto grain = std::max<std::int64_t>(1, cells_a_thread / (step * std::max<std::int64_t>(1, reader.keys())));
  parallel_parts((count + step - 1) / step, grain, [&](std::int64_t begin, std::int64_t end) {
    MapReader::Workspace workspace;
    std::vector<float> cells(static_cast<std::size_t>(std::min(step, count) * reader.keys()));
    for (auto block = begin; block < end; ++block) {
      if (stop.stop_requested()) throw Failure{cancelled()};
      const RowBlock rows{first + block * step, std::min(step, count - block * step)};
      reader.read(rows, {0, reader.keys()}, workspace, cells.data());
      for (std::int64_t i = 0; i < rows.count; ++i) visit(rows.query(i), cells.data() + i * reader.keys());
    }
  });
}

}  // namespace headlight::kernels
