#include "engine/kernels/attention_map.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <string>
#include <type_traits>

#include "engine/api/result.h"
#include "engine/kernels/cells.h"
#include "engine/kernels/devices.h"
#include "engine/kernels/infinity.h"
#include "engine/kernels/products.h"

namespace headlight::kernels {
namespace {

std::string shape_text(const at::Tensor& tensor) {
  if (!tensor.defined()) return "nothing";
  std::string text = "[";
  for (const auto size : tensor.sizes()) text += (text.size() > 1 ? ", " : "") + std::to_string(size);
  return text + "] of " + c10::toString(tensor.scalar_type());
}

void require(bool condition, const char* tensor, const at::Tensor& found, const std::string& expected) {
  if (!condition) throw Failure{unusable("attention map cannot be read", tensor, shape_text(found), expected)};
}

bool broadcasts(const at::Tensor& bias, const AttentionMap& map) {
  const std::int64_t full[] = {map.heads(), map.queries(), map.keys()};
  if (bias.dim() > 3) return false;
  for (std::int64_t i = 1; i <= bias.dim(); ++i)
    if (bias.size(-i) != 1 && bias.size(-i) != full[3 - i]) return false;
  return true;
}

void check_windows(const AttentionMap& map) {
  const auto& windows = map.spec.windows;
  require(windows.dim() == 2 && windows.is_cpu() && windows.scalar_type() == at::kLong && windows.is_contiguous() &&
              map.queries() == map.keys() && !map.spec.causal,
          "windows", windows, "int64 [windows, positions] of one grid without a causal mask");
  const auto* places = windows.const_data_ptr<std::int64_t>();
  std::vector<bool> taken(static_cast<std::size_t>(map.queries()), false);
  for (std::int64_t i = 0; i < windows.numel(); ++i) {
    if (places[i] == -1) continue;
    require(places[i] >= 0 && places[i] < map.queries() && !taken[static_cast<std::size_t>(places[i])], "windows",
            windows, "−1 or each position of the grid at most once");
    taken[static_cast<std::size_t>(places[i])] = true;
  }
}

// How errors name a device.
std::string on(at::Device where) { return where.is_cpu() ? " on the CPU" : " on " + where.str(); }

void check_spec(const AttentionMap& map, at::Device where) {
  if (map.spec.windows.defined()) check_windows(map);
  const auto& visible = map.spec.key_visible;
  const auto& bias = map.spec.bias;
  if (visible.defined())
    require(
        visible.dim() == 1 && visible.size(0) == map.keys() && visible.scalar_type() == at::kBool && visible.device() == where,
        "key_visible", visible, "booleans [keys]" + on(where));
  if (bias.defined())
    require(bias.device() == where && at::isFloatingType(bias.scalar_type()) && broadcasts(bias, map), "bias", bias,
            "floating point, broadcastable to [heads, queries, keys]," + on(where));
}

// A matrix' rows, their numbers one after the other: where they lie, else in `room` or in a copy.
template <typename Number>
struct PackedRows {
  PackedRows(const at::Tensor& matrix, std::vector<Number>& room) {
    const auto count = matrix.size(0), width = matrix.size(1);
    stride = width;
    if (std::is_same_v<Number, double> && matrix.scalar_type() == at::kFloat && matrix.stride(1) == 1) {
      room.resize(static_cast<std::size_t>(count * width));
      const auto* from = matrix.const_data_ptr<float>();
      for (std::int64_t i = 0; i < count; ++i) std::copy_n(from + i * matrix.stride(0), width, room.data() + i * width);
      data = room.data();
      return;
    }
    copy = matrix.to(c10::CppTypeToScalarType<Number>::value);
    if (copy.stride(1) != 1) copy = copy.contiguous();
    data = copy.const_data_ptr<Number>();
    stride = copy.stride(0);
  }
  at::Tensor copy;
  const Number* data = nullptr;
  std::int64_t stride = 0;
};

// block = scale · q kᵀ in the block's type.
template <typename Number>
void multiply(const at::Tensor& q, const at::Tensor& k, double scale, at::Tensor& block) {
  thread_local std::vector<Number> queries, keys, panel;
  const PackedRows<Number> rows(q, queries), columns(k, keys);
  panel.resize(static_cast<std::size_t>(panels_of(q.size(1))));
  products({rows.data, rows.stride, q.size(0), columns.data, columns.stride, k.size(0), false, q.size(1), static_cast<Number>(scale),
            block.mutable_data_ptr<Number>()},
           panel.data());
}

void add_offsets(float* row, const float* offset, std::int64_t count) {
  add_row(row, offset, static_cast<std::size_t>(count));
}

void add_offsets(double* row, const float* offset, std::int64_t count) {
  std::transform(row, row + count, offset, row, std::plus<>());
}

}  // namespace

std::vector<std::int64_t> window_of_positions(const at::Tensor& windows, std::int64_t positions) {
  std::vector<std::int64_t> window_of(static_cast<std::size_t>(positions), -1);
  const auto places = windows.accessor<std::int64_t, 2>();
  for (std::int64_t window = 0; window < windows.size(0); ++window)
    for (std::int64_t i = 0; i < windows.size(1); ++i)
      if (places[window][i] >= 0) window_of[static_cast<std::size_t>(places[window][i])] = window;
  return window_of;
}

AttentionMap map_of(const trace::Site& site, Quantity quantity) {
  const auto [q, k, v, by] = site.projected();
  AttentionMap map{q, k, site.lse, site.spec};
  if (quantity != Quantity::contribution) return map;
  if (!v.defined())
    throw Failure{usage("the trace keeps no values, so what a key adds is not known", "quantity", "contribution",
                        "weight or score")};
  map.value_length = at::linalg_vector_norm(v.to(at::kFloat), 2, {2}).contiguous();
  return map;
}

void check(const AttentionMap& map, const HeadChoice& head, at::Device where) {
  const auto dense = [where](const at::Tensor& t) {
    return t.defined() && t.device() == where && t.dim() == 3 && at::isFloatingType(t.scalar_type());
  };
  require(dense(map.q), "q", map.q, "floating point [heads, queries, width]" + on(where));
  require(dense(map.k) && map.k.size(0) >= 1 && map.k.size(2) == map.q.size(2) && map.q.size(0) % map.k.size(0) == 0 &&
              map.k.scalar_type() == map.q.scalar_type(),
          "k", map.k, "[key heads, keys, width] that fits q");
  require(map.lse.defined() && map.lse.device() == where && map.lse.dim() == 2 && map.lse.size(0) == map.heads() &&
              map.lse.size(1) == map.queries() && at::isFloatingType(map.lse.scalar_type()),
          "lse", map.lse, "floating point [heads, queries]");
  check_spec(map, where);
  const auto& length = map.value_length;
  if (length.defined())
    require(length.device() == where && length.scalar_type() == at::kFloat && length.dim() == 2 && length.is_contiguous() &&
                length.size(0) == map.k.size(0) && length.size(1) == map.keys(),
            "value_length", length, "float32 [key heads, keys]" + on(where));
  if (head.mode == HeadChoice::Mode::one && (head.head < 0 || head.head >= map.heads()))
    throw Failure{usage("no such head", "head", std::to_string(head.head), "0 to " + std::to_string(map.heads() - 1))};
}

std::int64_t block_rows(std::int64_t columns) {
  constexpr std::int64_t cells = std::int64_t{1} << 18;
  return std::clamp<std::int64_t>(cells / std::max<std::int64_t>(1, std::min(columns, block_columns)), 64, 4096);
}

MapReader::MapReader(const AttentionMap& map, HeadChoice head, Quantity quantity)
    : map_(on_host(map)), head_(head), quantity_(quantity) {
  check(map_, head);
  if (quantity == Quantity::contribution)
    require(map_.value_length.defined(), "value_length", map_.value_length, "lengths of the values");
  queries_ = map.queries();
  keys_ = map.keys();
  exact_ = map_.lse.scalar_type() == at::kDouble;
  const auto lse = map_.lse.to(at::kDouble).contiguous();
  lse_.assign(lse.const_data_ptr<double>(), lse.const_data_ptr<double>() + lse.numel());
  std::replace(lse_.begin(), lse_.end(), -std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity());
  if (map_.spec.bias.defined()) bias_ = map_.spec.bias.to(at::kFloat).expand({map.heads(), queries_, keys_});
  if (map_.spec.windows.defined()) window_of_ = window_of_positions(map_.spec.windows, queries_);
  if (!map_.spec.key_visible.defined()) return;
  const auto visible = map_.spec.key_visible.contiguous();
  const auto* flags = visible.const_data_ptr<bool>();
  if (std::all_of(flags, flags + keys_, [](bool flag) { return flag; })) return;
  std::transform(flags, flags + keys_, std::back_inserter(key_offset_),
                 [](bool flag) { return flag ? 0.0F : -infinity; });
}

void MapReader::add_bias(std::int64_t head, const RowBlock& rows, const ColumnBlock& columns, at::Tensor& block) const {
  const auto part = bias_[head].narrow(1, columns.first, columns.count);
  if (rows.list == nullptr) {
    block.add_(part.narrow(0, rows.first, rows.count));
    return;
  }
  for (std::int64_t i = 0; i < rows.count; ++i) block[i].add_(part[rows.query(i)]);
}

template <typename Number>
void MapReader::hide(const RowBlock& rows, const ColumnBlock& columns, Number* cells) const {
  for (std::int64_t i = 0; i < rows.count; ++i) {
    Number* row = cells + i * columns.count;
    if (!key_offset_.empty()) add_offsets(row, key_offset_.data() + columns.first, columns.count);
    if (!window_of_.empty()) hide_other_windows(rows.query(i), columns, row);
    if (!map_.spec.causal) continue;
    const auto last = rows.query(i) + keys_ - queries_ - columns.first;
    std::fill(row + std::clamp<std::int64_t>(last + 1, 0, columns.count), row + columns.count, -infinity);
  }
}

template <typename Number>
void MapReader::hide_other_windows(std::int64_t query, const ColumnBlock& columns, Number* row) const {
  const auto own = window_of_[static_cast<std::size_t>(query)];
  for (std::int64_t i = 0; i < columns.count; ++i)
    if (own < 0 || window_of_[static_cast<std::size_t>(columns.first + i)] != own) row[i] = -infinity;
}

template <typename Number>
void MapReader::change(std::int64_t head, const RowBlock& rows, const ColumnBlock& columns, Number* cells) const {
  using Kind = trace::RowChange::Kind;
  constexpr Number hidden = -std::numeric_limits<Number>::infinity();
  for (const auto& change : map_.spec.changes) {
    if (change.head >= 0 && change.head != head) continue;
    for (std::int64_t i = 0; i < rows.count; ++i) {
      if (change.query >= 0 && change.query != rows.query(i)) continue;
      Number* row = cells + i * columns.count;
      const auto key = change.key - columns.first;
      const bool here = key >= 0 && key < columns.count;
      const auto kept = here ? row[key] : hidden;
      if (change.kind == Kind::hide && here) row[key] = hidden;
      if (change.kind == Kind::only) std::fill(row, row + columns.count, hidden);
      if (change.kind == Kind::only && here) row[key] = kept;
      if (change.kind != Kind::even) continue;
      std::replace_if(
          row, row + columns.count, [](Number score) { return score != hidden; }, Number{0});
    }
  }
}

void MapReader::products(std::int64_t head, const RowBlock& rows, const ColumnBlock& columns, at::Tensor& block) const {
  const auto head_q = map_.q[head];
  const auto q = rows.list == nullptr
               ? head_q.narrow(0, rows.first, rows.count)
               : head_q.index_select(0, at::tensor(at::ArrayRef<std::int64_t>(rows.list + rows.first, rows.count)));
  const auto k = map_.k[head / (map_.heads() / map_.k.size(0))].narrow(0, columns.first, columns.count);
  if (block.scalar_type() == at::kFloat) multiply<float>(q, k, map_.spec.scale, block);
  else multiply<double>(q, k, map_.spec.scale, block);
  if (bias_.defined()) add_bias(head, rows, columns, block);
}

bool MapReader::wholly_hidden(const RowBlock& rows, const ColumnBlock& columns) const {
  return map_.spec.causal && rows.list == nullptr && columns.first > rows.first + rows.count - 1 + keys_ - queries_;
}

at::Tensor MapReader::exact_scores(std::int64_t head, const RowBlock& rows, const ColumnBlock& columns) const {
  auto block = at::empty({rows.count, columns.count}, at::kDouble);
  products(head, rows, columns, block);
  hide(rows, columns, block.mutable_data_ptr<double>());
  change(head, rows, columns, block.mutable_data_ptr<double>());
  return block;
}

void MapReader::scores(std::int64_t head, const RowBlock& rows, const ColumnBlock& columns, float* cells) const {
  auto block = at::from_blob(cells, {rows.count, columns.count}, at::kFloat);
  if (exact_) {
    block.copy_(exact_scores(head, rows, columns));
    return;
  }
  products(head, rows, columns, block);
  hide(rows, columns, cells);
  change(head, rows, columns, cells);
}

void MapReader::logarithms(std::int64_t head, const RowBlock& rows, const ColumnBlock& columns, float* cells) const {
  if (!exact_) return scores(head, rows, columns, cells);
  const auto block = exact_scores(head, rows, columns);
  const auto* score = block.const_data_ptr<double>();
  for (std::int64_t i = 0; i < rows.count; ++i) {
    const double lse = lse_[static_cast<std::size_t>(head * queries_ + rows.query(i))];
    for (std::int64_t j = 0; j < columns.count; ++j) *cells++ = static_cast<float>(*score++ - lse);
  }
}

void MapReader::read_head(std::int64_t head, const RowBlock& rows, const ColumnBlock& columns, float* cells) const {
  if (wholly_hidden(rows, columns)) {
    std::fill_n(cells, rows.count * columns.count, quantity_ == Quantity::score ? -infinity : 0.0F);
    return;
  }
  if (quantity_ == Quantity::score) return scores(head, rows, columns, cells);
  logarithms(head, rows, columns, cells);
  const auto count = static_cast<std::size_t>(columns.count);
  for (std::int64_t i = 0; i < rows.count; ++i) exp_minus(cells + i * columns.count, count, rest(head, rows.query(i)));
  if (quantity_ != Quantity::contribution) return;
  const auto key_head = head / (map_.heads() / map_.k.size(0));
  const float* length = map_.value_length.const_data_ptr<float>() + key_head * keys_ + columns.first;
  for (std::int64_t i = 0; i < rows.count; ++i) multiply_row(cells + i * columns.count, length, count);
}

void MapReader::read(const RowBlock& rows, const ColumnBlock& columns, Workspace& workspace, float* cells) const {
  if (head_.mode == HeadChoice::Mode::one) return read_head(head_.head, rows, columns, cells);
  const auto count = static_cast<std::size_t>(rows.count * columns.count);
  workspace.scores.resize(count);
  read_head(0, rows, columns, cells);
  for (std::int64_t head = 1; head < map_.heads(); ++head) {
    read_head(head, rows, columns, workspace.scores.data());
    const auto combine = head_.mode == HeadChoice::Mode::mean ? add_row : max_row;
    combine(cells, workspace.scores.data(), count);
  }
  if (head_.mode == HeadChoice::Mode::max) return;
  const float share = 1.0F / static_cast<float>(map_.heads());
  std::transform(cells, cells + count, cells, [share](float cell) { return cell * share; });
}

}  // namespace headlight::kernels
