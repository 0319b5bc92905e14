#include "engine/kernels/attention_tile.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/api/result.h"
#include "engine/kernels/cells.h"
#include "engine/kernels/devices.h"
#include "engine/kernels/infinity.h"
#include "engine/kernels/parallel.h"
#include "engine/kernels/row_sample.h"

namespace headlight::kernels {
namespace {

void check_bin(const AttentionMap& map, const TileShape& shape) {
  const auto& e = shape.extent;
  const auto bin = shape.bin;
  if (bin == 0) return;
  const auto whole = [&](std::int64_t begin, std::int64_t end, std::int64_t size, std::int64_t out) {
    return begin % bin == 0 && (end % bin == 0 || end == size) && out == (end - begin + bin - 1) / bin;
  };
  if (bin < 0 || !whole(e.row0, e.row1, map.queries(), shape.out_rows) || !whole(e.column0, e.column1, map.keys(), shape.out_columns))
    throw Failure{usage("wrong bins", "bin", std::to_string(bin), "one whose multiples the extent begins and ends at, with ⌈size / bin⌉ cells")};
}

// First positions of bins of `bin` positions each, or those of pooling_edges for 0, and the end.
std::vector<std::int64_t> edges_of(std::int64_t begin, std::int64_t size, std::int64_t out, std::int64_t bin) {
  if (bin == 0) return pooling_edges(begin, size, out);
  std::vector<std::int64_t> edges(static_cast<std::size_t>(out + 1));
  for (std::int64_t i = 0; i <= out; ++i) edges[static_cast<std::size_t>(i)] = begin + std::min(size, i * bin);
  return edges;
}

// Pools blocks of cells into a grid of bins; rows are counted as `row_edges` count them. Threads may add to different
// rows of bins at the same time.
class Pool {
 public:
  Pool(const TileShape& shape, Quantity quantity, std::vector<std::int64_t> row_edges)
      : shape_(shape),
        counts_visible_(quantity == Quantity::score && shape.pooling == Pooling::mean),
        row_edges_(std::move(row_edges)),
        column_edges_(column_edges(shape)) {
    const auto cells = static_cast<std::size_t>(shape.out_rows * shape.out_columns);
    sums_.assign(cells, shape.pooling == Pooling::max ? minus_infinity : 0.0);
    if (counts_visible_) visible_.assign(cells, 0.0);
  }

  [[nodiscard]] std::int64_t row_edge(std::int64_t out_row) const {
    return row_edges_[static_cast<std::size_t>(out_row)];
  }

  // Adds rows × columns cells; `out_row` is the bin of the block's first row.
  void add(const RowBlock& rows, const ColumnBlock& columns, const float* cells, std::int64_t out_row) {
    for (std::int64_t row = rows.first; row < rows.first + rows.count; ++out_row) {
      const auto end = std::min(rows.first + rows.count, row_edge(out_row + 1));
      add_rows({row, end - row}, columns, cells + (row - rows.first) * columns.count, out_row);
      row = end;
    }
  }

  [[nodiscard]] std::vector<float> take() const {
    std::vector<float> out(sums_.size());
    for (std::int64_t r = 0; r < shape_.out_rows; ++r)
      for (std::int64_t c = 0; c < shape_.out_columns; ++c) {
        const auto at = static_cast<std::size_t>(r * shape_.out_columns + c);
        out[at] = static_cast<float>(pooled(at, r, c));
      }
    return out;
  }

 private:
  [[nodiscard]] double pooled(std::size_t at, std::int64_t r, std::int64_t c) const {
    if (shape_.pooling == Pooling::max) return sums_[at];
    if (counts_visible_) return visible_[at] > 0 ? sums_[at] / visible_[at] : minus_infinity;
    return sums_[at] / static_cast<double>((row_edge(r + 1) - row_edge(r)) * (column_edge(c + 1) - column_edge(c)));
  }

  [[nodiscard]] std::int64_t column_edge(std::int64_t c) const { return column_edges_[static_cast<std::size_t>(c)]; }

  // All rows belong to one bin: first down the columns, then along the pooled row.
  void add_rows(const RowBlock& rows, const ColumnBlock& columns, const float* cells, std::int64_t out_row) {
    const auto width = static_cast<std::size_t>(columns.count);
    thread_local std::vector<float> pooled, seen;
    pooled.assign(width, shape_.pooling == Pooling::max ? minus_infinity : 0.0F);
    if (counts_visible_) seen.assign(width, 0.0F);
    for (std::int64_t i = 0; i < rows.count; ++i) {
      const float* row = cells + i * columns.count;
      if (counts_visible_)
        add_visible_row(pooled.data(), seen.data(), row, width);
      else if (shape_.pooling == Pooling::max)
        max_row(pooled.data(), row, width);
      else
        add_row(pooled.data(), row, width);
    }
    add_columns(columns, pooled.data(), seen.data(), out_row);
  }

  void add_columns(const ColumnBlock& columns, const float* row, const float* seen, std::int64_t out_row) {
    const auto end = columns.first + columns.count;
    auto bin = std::upper_bound(column_edges_.begin(), column_edges_.end(), columns.first) - column_edges_.begin() - 1;
    for (auto at = columns.first; at < end; ++bin) {
      const auto next = std::min(end, column_edge(bin + 1));
      const auto cell = static_cast<std::size_t>(out_row * shape_.out_columns + bin);
      const auto count = static_cast<std::size_t>(next - at);
      const float* part = row + (at - columns.first);
      if (shape_.pooling == Pooling::max)
        sums_[cell] = std::max<double>(sums_[cell], max_of(part, count));
      else
        sums_[cell] += count < few ? plain_sum(part, count) : sum_of(part, count);
      if (counts_visible_) visible_[cell] += sum_of(seen + (at - columns.first), count);
      at = next;
    }
  }

  // Below this a call costs more than the sum.
  static constexpr std::size_t few = 16;
  static float plain_sum(const float* part, std::size_t count) {
    float sum = 0;
    for (std::size_t i = 0; i < count; ++i) sum += part[i];
    return sum;
  }

  TileShape shape_;
  bool counts_visible_;
  std::vector<std::int64_t> row_edges_, column_edges_;
  std::vector<double> sums_, visible_;
};

// Calls body(rows, columns, cells) for blocks that cover queries [row0, row1), or those entries of a list of queries,
// × the extent's columns.
template <typename Body>
void for_blocks(const MapReader& reader, const Extent& extent, const std::int64_t* list, const std::stop_token& stop,
                Body&& body) {
  MapReader::Workspace workspace;
  const auto step = block_rows(extent.columns());
  std::vector<float> cells(
      static_cast<std::size_t>(std::min(step, extent.rows()) * std::min(block_columns, extent.columns())));
  for (auto row = extent.row0; row < extent.row1; row += step)
    for (auto column = extent.column0; column < extent.column1; column += block_columns) {
      if (stop.stop_requested()) throw Failure{cancelled()};
      const RowBlock rows{row, std::min(step, extent.row1 - row), list};
      const ColumnBlock columns{column, std::min(block_columns, extent.column1 - column)};
      reader.read(rows, columns, workspace, cells.data());
      body(rows, columns, cells.data());
    }
}

std::int64_t rows_a_thread(const Extent& extent, const MapReader& reader) {
  return std::max<std::int64_t>(64, cells_a_thread / (extent.columns() * reader.heads_read()));
}

// Row edges, and the list of queries if there is one, are counted alike.
std::vector<float> pooled_tile(const MapReader& reader, const TileShape& shape, Quantity quantity,
                               const std::vector<std::int64_t>& row_edges, const std::int64_t* list,
                               const std::stop_token& stop) {
  Pool pool(shape, quantity, row_edges);
  const auto& extent = shape.extent;
  const auto grain = std::max<std::int64_t>(1, rows_a_thread(extent, reader) * shape.out_rows / extent.rows());
  parallel_parts(shape.out_rows, grain, [&](std::int64_t begin, std::int64_t end) {
    const Extent part{pool.row_edge(begin), pool.row_edge(end), extent.column0, extent.column1};
    auto out_row = begin;
    for_blocks(reader, part, list, stop, [&](const RowBlock& rows, const ColumnBlock& columns, const float* cells) {
      while (pool.row_edge(out_row + 1) <= rows.first) ++out_row;
      pool.add(rows, columns, cells, out_row);
    });
  });
  return pool.take();
}

// The rows read of one bin: their number, and what their means are made of. Rows that see nothing (−∞) are left out.
struct Strata {
  double sum = 0, squares = 0, rows = 0, largest = minus_infinity;

  void add(double value) {
    if (!(value > minus_infinity)) return;
    sum += value;
    squares += value * value;
    rows += 1;
    largest = std::max(largest, value);
  }
  [[nodiscard]] double mean() const { return rows > 0 ? sum / rows : minus_infinity; }
  // Estimated variance of the mean, where the rows were drawn without replacement from `of`.
  [[nodiscard]] double variance(double of) const {
    if (rows < 2 || of <= rows) return 0;
    return std::max(0.0, squares - sum * sum / rows) / (rows - 1) / rows * (1 - rows / of);
  }
};

std::vector<float> exact_tile(const MapReader& reader, const Extent& extent, const std::stop_token& stop) {
  std::vector<float> out(static_cast<std::size_t>(extent.rows() * extent.columns()));
  parallel_parts(extent.rows(), rows_a_thread(extent, reader), [&](std::int64_t begin, std::int64_t end) {
    const Extent part{extent.row0 + begin, extent.row0 + end, extent.column0, extent.column1};
    for_blocks(reader, part, nullptr, stop, [&](const RowBlock& rows, const ColumnBlock& columns, const float* cells) {
      for (std::int64_t i = 0; i < rows.count; ++i)
        std::copy_n(cells + i * columns.count, columns.count,
                    out.data() + (rows.first + i - extent.row0) * extent.columns() + (columns.first - extent.column0));
    });
  });
  return out;
}

}  // namespace

void check(const AttentionMap& map, const TileShape& shape) {
  const auto& e = shape.extent;
  if (e.row0 < 0 || e.row1 > map.queries() || e.row0 >= e.row1 || e.column0 < 0 || e.column1 > map.keys() ||
      e.column0 >= e.column1)
    throw Failure{usage("rectangle outside the map", "extent",
                        "rows " + std::to_string(e.row0) + "–" + std::to_string(e.row1) + ", columns " +
                            std::to_string(e.column0) + "–" + std::to_string(e.column1),
                        "a part of " + std::to_string(map.queries()) + " × " + std::to_string(map.keys()))};
  if (shape.out_rows < 1 || shape.out_rows > e.rows() || shape.out_columns < 1 || shape.out_columns > e.columns())
    throw Failure{usage("wrong size of the result", "out_rows, out_columns",
                        std::to_string(shape.out_rows) + " × " + std::to_string(shape.out_columns),
                        "1 × 1 to " + std::to_string(e.rows()) + " × " + std::to_string(e.columns()))};
  check_bin(map, shape);
}

std::vector<std::int64_t> row_edges(const TileShape& shape) {
  return edges_of(shape.extent.row0, shape.extent.rows(), shape.out_rows, shape.bin);
}

std::vector<std::int64_t> column_edges(const TileShape& shape) {
  return edges_of(shape.extent.column0, shape.extent.columns(), shape.out_columns, shape.bin);
}

std::vector<std::int64_t> pooling_edges(std::int64_t begin, std::int64_t size, std::int64_t out) {
  std::vector<std::int64_t> edges(static_cast<std::size_t>(out + 1));
  for (std::int64_t i = 0; i <= out; ++i)
    edges[static_cast<std::size_t>(i)] = begin + (size / out) * i + (size % out) * i / out;
  return edges;
}

std::vector<float> attention_tile(const AttentionMap& map, HeadChoice head, Quantity quantity, const TileShape& shape,
                                  const std::stop_token& stop) {
  if (const auto kernels = kernels_for(map)) return floats_of(device_tile(map, head, quantity, shape, *kernels));
  const MapReader reader(map, head, quantity);
  check(map, shape);
  const auto& extent = shape.extent;
  if (shape.out_rows == extent.rows() && shape.out_columns == extent.columns()) return exact_tile(reader, extent, stop);
  return pooled_tile(reader, shape, quantity, row_edges(shape), nullptr, stop);
}

SampledTile sampled_tile(const AttentionMap& map, HeadChoice head, Quantity quantity, const TileShape& shape,
                         std::int64_t every, const std::stop_token& stop) {
  if (every <= 1) return {attention_tile(map, head, quantity, shape, stop), 0};
  const MapReader reader(map, head, quantity);
  check(map, shape);
  const auto edges = row_edges(shape);
  const auto sample = sample_rows(edges, every);
  const auto count = static_cast<std::int64_t>(sample.positions.size());
  const TileShape lines{{0, count, shape.extent.column0, shape.extent.column1}, count, shape.out_columns, shape.pooling, shape.bin};
  const auto rows = pooled_tile(reader, lines, quantity, pooling_edges(0, count, count), sample.positions.data(), stop);
  SampledTile out;
  double squares = 0;
  for (std::size_t bin = 0; bin + 1 < edges.size(); ++bin)
    for (std::int64_t column = 0; column < shape.out_columns; ++column) {
      Strata strata;
      for (auto row = sample.edges[bin]; row < sample.edges[bin + 1]; ++row)
        strata.add(rows[static_cast<std::size_t>(row * shape.out_columns + column)]);
      out.cells.push_back(static_cast<float>(shape.pooling == Pooling::max ? strata.largest : strata.mean()));
      squares += strata.variance(static_cast<double>(edges[bin + 1] - edges[bin]));
    }
  if (shape.pooling == Pooling::mean) out.error = std::sqrt(squares / static_cast<double>(out.cells.size()));
  return out;
}

}  // namespace headlight::kernels
