// torch.ops.headlight.*: the map kernels as operators, loadable by torch.ops.load_library from any program.
#include <ATen/Functions.h>
#include <torch/library.h>

#include <string>

#include "engine/kernels/attention_mass.h"
#include "engine/kernels/attention_rows.h"
#include "engine/kernels/attention_stats.h"
#include "engine/kernels/attention_tile.h"
#include "engine/kernels/devices.h"
#include "engine/kernels/map_reference.h"
#include "engine/kernels/ms_deform_attn_shape.h"
#include "engine/kernels/operator_input.h"
#include "engine/kernels/rollout.h"

namespace headlight::kernels {
namespace {

at::Tensor tensor_of(const std::vector<float>& values, at::IntArrayRef shape) {
  return at::tensor(at::ArrayRef<float>(values)).view(shape);
}

at::Tensor tile(const at::Tensor& q, const at::Tensor& k, const at::Tensor& lse, double scale, bool causal,
                const OptionalTensor& key_visible, const OptionalTensor& bias, const std::string& head,
                const std::string& quantity, at::IntArrayRef extent, at::IntArrayRef out, const std::string& pooling,
                std::int64_t bin, const OptionalTensor& value_length) {
  return checked([&] {
    const auto shape = parse_shape(extent, out, pooling, bin);
    const auto map = map_input({q, k, lse, scale, causal}, key_visible, bias, value_length);
    return tensor_of(attention_tile(map, parse_head(head), parse_quantity(quantity), shape, {}), out);
  });
}

at::Tensor rows(const at::Tensor& q, const at::Tensor& k, const at::Tensor& lse, double scale, bool causal,
                const OptionalTensor& key_visible, const OptionalTensor& bias, const std::string& head,
                const std::string& quantity, at::IntArrayRef queries, const OptionalTensor& value_length) {
  return checked([&] {
    const auto map = map_input({q, k, lse, scale, causal}, key_visible, bias, value_length);
    const auto cells = attention_rows(map, parse_head(head), parse_quantity(quantity), queries.vec(), {});
    return tensor_of(cells, {static_cast<std::int64_t>(queries.size()), map.keys()});
  });
}

std::tuple<at::Tensor, at::Tensor> top(const at::Tensor& q, const at::Tensor& k, const at::Tensor& lse, double scale, bool causal,
                                       const OptionalTensor& key_visible, const OptionalTensor& bias, const std::string& head,
                                       const std::string& quantity, std::int64_t count) {
  return checked([&] {
    const auto map = map_input({q, k, lse, scale, causal}, key_visible, bias);
    const auto choice = parse_head(head);
    const auto cells = parse_quantity(quantity);
    return top_keys(map, count, [&](const std::vector<std::int64_t>& queries) {
      return tensor_of(attention_rows(map, choice, cells, queries, {}), {static_cast<std::int64_t>(queries.size()), map.keys()});
    });
  });
}

at::Tensor mass(const at::Tensor& q, const at::Tensor& k, const at::Tensor& lse, double scale, bool causal,
                const OptionalTensor& key_visible, const OptionalTensor& bias, at::IntArrayRef queries, at::IntArrayRef keys) {
  return checked([&] {
    const auto map = map_input({q, k, lse, scale, causal}, key_visible, bias);
    return at::tensor(at::ArrayRef<double>(attention_mass(map, queries.vec(), keys.vec(), {})));
  });
}

Geometry geometry(const at::Tensor& positions) {
  TORCH_CHECK(positions.dim() == 2 && positions.size(1) == 3, "positions: expected [n, 3] of x, y, counted");
  return {floats_of(positions.select(1, 0)), floats_of(positions.select(1, 1)), floats_of(positions.select(1, 2))};
}

at::Tensor stats(const at::Tensor& q, const at::Tensor& k, const at::Tensor& lse, double scale, bool causal,
                 const OptionalTensor& key_visible, const OptionalTensor& bias, const at::Tensor& query_positions,
                 const at::Tensor& key_positions, const at::Tensor& separator, bool same_axis) {
  return checked([&] {
    const auto map = map_input({q, k, lse, scale, causal}, key_visible, bias);
    const StatisticsPlan plan{geometry(query_positions), geometry(key_positions), floats_of(separator), same_axis};
    std::vector<double> values;
    for (const auto& head : attention_stats(map, plan, {}))
      values.insert(values.end(), {head.entropy, head.distance, head.on_self, head.on_previous, head.on_next,
                                   head.on_first, head.on_separator});
    return at::tensor(at::ArrayRef<double>(values)).view({map.heads(), 7});
  });
}

at::Tensor rollout(const at::Tensor& q, const at::Tensor& k, const at::Tensor& lse, double scale, bool causal,
                   const OptionalTensor& key_visible, const OptionalTensor& bias, const at::Tensor& rows) {
  return checked([&] { return rollout_layer(map_input({q, k, lse, scale, causal}, key_visible, bias), rows, {}); });
}

at::Tensor deformable(const at::Tensor& value, const at::Tensor& points, const at::Tensor& weights,
                      at::IntArrayRef rows, at::IntArrayRef columns, at::IntArrayRef level_points,
                      std::string_view sampling) {
  return checked([&] {
    const auto method = parse_sampling(sampling);
    return ms_deform_attn(deformable_input(value, points, weights, rows, columns, level_points), method);
  });
}

// The result's shape and type alone, from tensors without memory.
at::Tensor deformable_meta(const at::Tensor& value, const at::Tensor& points, const at::Tensor& weights,
                           at::IntArrayRef rows, at::IntArrayRef columns, at::IntArrayRef level_points,
                           std::string_view sampling) {
  return checked([&] {
    parse_sampling(sampling);
    const auto shape = deformable_shape(deformable_input(value, points, weights, rows, columns, level_points));
    return at::empty({shape.batch, shape.queries, shape.heads * shape.width}, value.options());
  });
}

}  // namespace
}  // namespace headlight::kernels

#define HEADLIGHT_MAP "Tensor q, Tensor k, Tensor lse, float scale, bool causal, Tensor? key_visible, Tensor? bias, "

TORCH_LIBRARY(headlight, library) {
  library.def("attention_tile(" HEADLIGHT_MAP
              "str head, str quantity, int[4] extent, int[2] out, str pooling, int bin=0, Tensor? value_length=None) -> Tensor");
  library.def("attention_rows(" HEADLIGHT_MAP "str head, str quantity, int[] queries, Tensor? value_length=None) -> Tensor");
  library.def("attention_top(" HEADLIGHT_MAP "str head, str quantity, int count) -> (Tensor, Tensor)");
  library.def("attention_mass(" HEADLIGHT_MAP "int[] queries, int[] keys) -> Tensor");
  library.def("attention_stats(" HEADLIGHT_MAP
              "Tensor query_positions, Tensor key_positions, Tensor separator, bool same_axis) -> Tensor");
  library.def("rollout_layer(" HEADLIGHT_MAP "Tensor rows) -> Tensor");
  library.def(
      "ms_deform_attn(Tensor value, Tensor points, Tensor weights, int[] level_rows, int[] level_columns, "
      "int[] level_points, str sampling) -> Tensor");
}

TORCH_LIBRARY_IMPL(headlight, CPU, library) {
  library.impl("attention_tile", headlight::kernels::tile);
  library.impl("attention_rows", headlight::kernels::rows);
  library.impl("attention_top", headlight::kernels::top);
  library.impl("attention_mass", headlight::kernels::mass);
  library.impl("attention_stats", headlight::kernels::stats);
  library.impl("rollout_layer", headlight::kernels::rollout);
  library.impl("ms_deform_attn", headlight::kernels::deformable);
}

TORCH_LIBRARY_IMPL(headlight, Meta, library) { library.impl("ms_deform_attn", headlight::kernels::deformable_meta); }
