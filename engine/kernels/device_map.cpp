#include "engine/kernels/device_map.h"

#include <ATen/Functions.h>
#include <c10/core/DeviceGuard.h>
#include <c10/util/StringUtil.h>

#include <algorithm>
#include <string>

#include "engine/api/result.h"
#include "engine/kernels/infinity.h"
#include "engine/kernels/map_stream.h"
#include "engine/trace/copies.h"

namespace headlight::kernels {
namespace {

void done(const char* error) {
  if (error != nullptr) throw Failure{failed("the device cannot compute a map", "kernel", error, "a start without error")};
}

CudaNumbers numbers_of(const at::Tensor& q) {
  if (q.scalar_type() == at::kFloat) return CudaNumbers::float32;
  if (q.scalar_type() == at::kHalf) return CudaNumbers::float16;
  if (q.scalar_type() == at::kBFloat16) return CudaNumbers::bfloat16;
  throw Failure{unusable("attention map cannot be read on a device", "q", c10::toString(q.scalar_type()), "float32, float16 or bfloat16")};
}

at::Tensor with_dense_rows(const at::Tensor& tensor) { return tensor.stride(2) == 1 ? tensor : tensor.contiguous(); }

bool has_vectors(const at::Tensor& tensor) {
  const auto bytes = tensor.element_size();
  const auto whole = [bytes](std::int64_t numbers) { return numbers * bytes % 16 == 0; };
  return reinterpret_cast<std::uintptr_t>(tensor.const_data_ptr()) % 16 == 0 && whole(tensor.stride(0)) &&
         whole(tensor.stride(1)) && whole(tensor.size(2));
}

at::Tensor on_device(at::IntArrayRef list, const AttentionMap& map) {
  return trace::to_device(at::tensor(list, at::kLong), map.q.device());
}

// What a kernel reads of a map, and the tensors that it points into.
class DeviceMap {
 public:
  DeviceMap(const AttentionMap& map, HeadChoice head, Quantity quantity) {
    check(map, head, map.q.device());
    if (!map.spec.changes.empty())
      throw Failure{unusable("attention map cannot be read on a device", "changes", "rows changed by an intervention", "none")};
    if (quantity == Quantity::contribution && !map.value_length.defined())
      throw Failure{unusable("attention map cannot be read", "value_length", "nothing", "lengths of the values")};
    view_.numbers = numbers_of(map.q);
    take_products(map);
    take_spec(map);
    if (map.value_length.defined()) view_.value_length = map.value_length.const_data_ptr<float>();
  }

  void list_queries(const at::Tensor& list) { view_.query_list = (queries_ = list).const_data_ptr<std::int64_t>(); }
  void list_keys(const at::Tensor& list) { view_.key_list = (keys_ = list).const_data_ptr<std::int64_t>(); }
  [[nodiscard]] const CudaMap& view() const { return view_; }

 private:
  void take_products(const AttentionMap& map) {
    q_ = with_dense_rows(map.q);
    k_ = with_dense_rows(map.k);
    view_.exact = map.lse.scalar_type() == at::kDouble;
    lse_ = map.lse.to(view_.exact ? at::kDouble : at::kFloat);
    lse_ = lse_.masked_fill(lse_.eq(-infinity), infinity).contiguous();
    view_.q = q_.const_data_ptr();
    view_.k = k_.const_data_ptr();
    view_.lse = lse_.const_data_ptr();
    view_.heads = map.heads();
    view_.key_heads = k_.size(0);
    view_.queries = map.queries();
    view_.keys = map.keys();
    view_.width = q_.size(2);
    view_.q_head_stride = q_.stride(0);
    view_.q_stride = q_.stride(1);
    view_.k_head_stride = k_.stride(0);
    view_.k_stride = k_.stride(1);
    view_.vectors = has_vectors(q_) && has_vectors(k_);
  }

  void take_spec(const AttentionMap& map) {
    const auto& spec = map.spec;
    view_.scale = spec.scale;
    view_.causal = spec.causal;
    if (spec.key_visible.defined()) view_.key_visible = (visible_ = spec.key_visible.contiguous()).const_data_ptr<bool>();
    if (spec.windows.defined()) {
      windows_ = on_device(window_of_positions(spec.windows, map.queries()), map);
      view_.window_of = windows_.const_data_ptr<std::int64_t>();
    }
    if (!spec.bias.defined()) return;
    bias_ = spec.bias.to(at::kFloat).expand({map.heads(), map.queries(), map.keys()});
    view_.bias = bias_.const_data_ptr<float>();
    for (std::int64_t i = 0; i < 3; ++i) view_.bias_strides[i] = bias_.size(i) > 1 ? bias_.stride(i) : 0;
  }

  at::Tensor q_, k_, lse_, visible_, windows_, bias_, queries_, keys_;
  CudaMap view_{};
};

CudaChoice choice_of(HeadChoice head, Quantity quantity) {
  const auto heads = head.mode == HeadChoice::Mode::one ? CudaHeads::one
                     : head.mode == HeadChoice::Mode::max ? CudaHeads::max
                                                          : CudaHeads::mean;
  const auto cells = quantity == Quantity::score ? CudaCells::score
                     : quantity == Quantity::weight ? CudaCells::weight
                                                    : CudaCells::contribution;
  return {heads, head.mode == HeadChoice::Mode::one ? head.head : 0, cells};
}

at::Tensor sizes_of(const std::vector<std::int64_t>& edges, at::Device device) {
  return trace::to_device(at::tensor(edges).diff().to(at::kDouble), device);
}

// Bins cut into parts: sums and numbers of cells, or maxima, one a part.
class Parts {
 public:
  Parts() = default;
  Parts(CudaTile& tile, bool counted, const at::TensorOptions& options) {
    const auto parts = tile.rows.parts * tile.columns.parts;
    if (parts == 1) return;
    values_ = at::empty({parts, tile.rows.out, tile.columns.out}, options.dtype(at::kDouble));
    tile.part_values = values_.mutable_data_ptr<double>();
    if (!counted) return;
    counts_ = at::empty_like(values_);
    tile.part_counts = counts_.mutable_data_ptr<double>();
  }

  void join(const TileShape& shape, at::Tensor& out) const {
    if (!values_.defined()) return;
    if (shape.pooling == Pooling::max) {
      out.copy_(values_.amax(0));
      return;
    }
    const auto device = out.device();
    const auto of = counts_.defined() ? counts_.sum(0)
                                      : at::outer(sizes_of(row_edges(shape), device), sizes_of(column_edges(shape), device));
    out.copy_((values_.sum(0) / of).masked_fill(of.eq(0), -infinity));
  }

 private:
  at::Tensor values_, counts_;
};

at::Tensor run_tile(const DeviceMap& map, const CudaChoice& choice, const TileShape& shape, const at::TensorOptions& options,
                    const DeviceKernels& kernels) {
  const auto& e = shape.extent;
  auto out = at::empty({shape.out_rows, shape.out_columns}, options);
  auto tile = cuda_tile(cuda_side(e.row0, e.rows(), shape.out_rows, shape.bin),
                        cuda_side(e.column0, e.columns(), shape.out_columns, shape.bin), shape.pooling == Pooling::max);
  tile.out = out.mutable_data_ptr<float>();
  at::Tensor pieces;
  if (can_stream(map.view(), choice, tile)) {
    const auto plan = overview_plan(map.view(), tile);
    pieces = at::empty({plan.rows(tile), plan.columns(tile)}, options);
    tile.pieces = pieces.mutable_data_ptr<float>();
  }
  Parts parts;
  if (tile.pieces == nullptr) parts = Parts(tile, choice.cells == CudaCells::score && !tile.largest, options);
  done(kernels.tile(map.view(), choice, tile, kernels.stream));
  parts.join(shape, out);
  return out;
}

at::TensorOptions floats_like(const at::Tensor& tensor) { return tensor.options().dtype(at::kFloat); }

at::Tensor places_of(const at::Tensor& places, std::int64_t size, const AttentionMap& map, const char* name) {
  if (places.dim() != 2 || places.size(0) != size || places.size(1) != 3)
    throw Failure{unusable("statistics cannot be computed", name, c10::str(places.sizes()), "[" + std::to_string(size) + ", 3]")};
  return trace::to_device(places.to(at::kFloat), map.q.device()).contiguous();
}

// float64 [heads, rows, row_fields].
at::Tensor run_row_sums(const DeviceMap& map, CudaRowSums ask, const at::TensorOptions& options, const DeviceKernels& kernels) {
  auto out = at::empty({map.view().heads, ask.rows, row_fields}, options.dtype(at::kDouble));
  ask.out = out.mutable_data_ptr<double>();
  if (out.numel() > 0) done(kernels.row_sums(map.view(), ask, kernels.stream));
  return out;
}

// Mean of one field over the queries with a `share`, [heads]; 0 where there is none.
at::Tensor mean_of(const at::Tensor& sums, std::int64_t field, const at::Tensor& share) {
  const auto of = share.sum(1);
  return at::where(of.gt(0), (sums.select(2, field) * share).sum(1) / of, at::zeros_like(of));
}

}  // namespace

void require_positions(at::IntArrayRef positions, std::int64_t size, const char* what) {
  for (const auto position : positions)
    if (position < 0 || position >= size)
      throw Failure{usage("no such position", what, std::to_string(position), "0 to " + std::to_string(size - 1))};
}

at::Tensor device_tile(const AttentionMap& map, HeadChoice head, Quantity quantity, const TileShape& shape,
                       const DeviceKernels& kernels) {
  const c10::DeviceGuard guard(map.q.device());
  const DeviceMap read(map, head, quantity);
  check(map, shape);
  return run_tile(read, choice_of(head, quantity), shape, floats_like(map.q), kernels);
}

at::Tensor device_rows(const AttentionMap& map, HeadChoice head, Quantity quantity, at::IntArrayRef queries,
                       const DeviceKernels& kernels) {
  const c10::DeviceGuard guard(map.q.device());
  DeviceMap read(map, head, quantity);
  require_positions(queries, map.queries(), "queries");
  const auto count = static_cast<std::int64_t>(queries.size());
  if (count == 0 || map.keys() == 0) return at::empty({count, map.keys()}, floats_like(map.q));
  read.list_queries(on_device(queries, map));
  return run_tile(read, choice_of(head, quantity), {{0, count, 0, map.keys()}, count, map.keys()}, floats_like(map.q), kernels);
}

at::Tensor device_stats(const AttentionMap& map, const DevicePlaces& places, const DeviceKernels& kernels) {
  const c10::DeviceGuard guard(map.q.device());
  const DeviceMap read(map, {HeadChoice::Mode::mean, 0}, Quantity::weight);
  const auto query_places = places_of(places.queries, map.queries(), map, "query_positions");
  const auto key_places = places_of(places.keys, map.keys(), map, "key_positions");
  const auto separator = trace::to_device(places.separator.to(at::kFloat), map.q.device()).contiguous();
  if (separator.dim() != 1 || separator.size(0) != map.keys() || (places.same_axis && map.queries() != map.keys()))
    throw Failure{unusable("statistics cannot be computed", "axes", "positions that do not fit the map",
                           std::to_string(map.queries()) + " queries and " + std::to_string(map.keys()) + " keys")};
  const auto key_marks = at::cat({key_places, separator.unsqueeze(1)}, 1);
  const auto sums = run_row_sums(read, {map.queries(), map.keys(), query_places.const_data_ptr<float>(), key_marks.const_data_ptr<float>(),
                                        places.same_axis, nullptr}, floats_like(map.q), kernels);
  const auto seeing = sums.select(2, field_mass).ne(0).to(at::kDouble);
  const auto number = at::arange(map.queries(), sums.options());
  const auto before = seeing * number.gt(0), after = seeing * (number + 1).lt(static_cast<double>(map.keys()));
  const auto placed = seeing * query_places.select(1, 2);
  return at::stack({mean_of(sums, field_entropy, seeing), mean_of(sums, field_distance, placed), mean_of(sums, field_self, seeing),
                    mean_of(sums, field_previous, before), mean_of(sums, field_next, after), mean_of(sums, field_first, seeing),
                    mean_of(sums, field_separator, seeing)}, 1);
}

at::Tensor device_mass(const AttentionMap& map, at::IntArrayRef queries, at::IntArrayRef keys, const DeviceKernels& kernels) {
  const c10::DeviceGuard guard(map.q.device());
  DeviceMap read(map, {HeadChoice::Mode::mean, 0}, Quantity::weight);
  require_positions(queries, map.queries(), "queries");
  require_positions(keys, map.keys(), "keys");
  if (queries.empty() || keys.empty()) return at::zeros({map.heads()}, map.q.options().dtype(at::kDouble));
  read.list_queries(on_device(queries, map));
  read.list_keys(on_device(keys, map));
  const CudaRowSums ask{static_cast<std::int64_t>(queries.size()), static_cast<std::int64_t>(keys.size()), nullptr, nullptr, false, nullptr};
  return run_row_sums(read, ask, floats_like(map.q), kernels).select(2, field_mass).mean(1);
}

at::Tensor device_row_mass(const AttentionMap& map, const DeviceKernels& kernels) {
  const c10::DeviceGuard guard(map.q.device());
  const DeviceMap read(map, {HeadChoice::Mode::mean, 0}, Quantity::weight);
  const CudaRowSums ask{map.queries(), map.keys(), nullptr, nullptr, false, nullptr};
  return run_row_sums(read, ask, floats_like(map.q), kernels).select(2, field_mass);
}

at::Tensor device_rollout(const AttentionMap& map, const at::Tensor& rows, const DeviceKernels& kernels) {
  const c10::DeviceGuard guard(map.q.device());
  const DeviceMap read(map, {HeadChoice::Mode::mean, 0}, Quantity::weight);
  const auto size = map.keys();
  if (map.queries() != size || rows.dim() != 2 || rows.size(1) != size || rows.scalar_type() != at::kFloat || rows.device() != map.q.device())
    throw Failure{unusable("rollout cannot be computed", "rows", c10::str(rows.sizes()) + " over " + std::to_string(map.queries()) +
                           " × " + std::to_string(size), "float32 [n, positions] over a square map, beside it")};
  const auto vectors = rows.contiguous();
  auto out = rows.to(at::kDouble) * 0.5;
  const auto parts = rollout_parts(size);
  for (std::int64_t first = 0; first < rows.size(0); first += most_vectors) {
    const auto count = std::min<std::int64_t>(most_vectors, rows.size(0) - first);
    auto sums = at::zeros({parts, count, size}, out.options());
    done(kernels.rollout(read.view(), {vectors.const_data_ptr<float>() + first * size, sums.mutable_data_ptr<double>(), count, parts}, kernels.stream));
    out.narrow(0, first, count).add_(sums.sum(0), 0.5);
  }
  return out.to(at::kFloat);
}

}  // namespace headlight::kernels
