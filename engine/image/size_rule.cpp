#include "engine/image/size_rule.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace headlight::image {
namespace {

constexpr std::int64_t longest_edge_allowed = 1 << 16;
constexpr const char* known_forms =
    "an integer, [height, width], or an object of height and width, shortest_edge, shortest_edge and longest_edge, or "
    "max_height and max_width";

struct Key {
  const char* name;
  std::int64_t SizeRule::*field;
};

constexpr std::array<Key, 6> keys{{{"height", &SizeRule::height},
                                   {"width", &SizeRule::width},
                                   {"shortest_edge", &SizeRule::shortest_edge},
                                   {"longest_edge", &SizeRule::longest_edge},
                                   {"max_height", &SizeRule::max_height},
                                   {"max_width", &SizeRule::max_width}}};

bool is_known_form(const SizeRule& rule) {
  const bool pair = rule.height > 0 && rule.width > 0;
  const bool most = rule.max_height > 0 && rule.max_width > 0;
  return int{pair} + int{rule.shortest_edge > 0} + int{most} == 1 &&
         (rule.longest_edge == 0 || rule.shortest_edge > 0) && (rule.height > 0) == (rule.width > 0) &&
         (rule.max_height > 0) == (rule.max_width > 0);
}

SizeRule read_object(const io::Fields& fields, const std::string& key) {
  const io::Fields object = fields.object_or_empty(key);
  std::size_t known = 0;
  SizeRule rule;
  for (const Key& each : keys) {
    if (!object.json().contains(each.name)) continue;
    rule.*each.field = object.integer(each.name, 1, longest_edge_allowed);
    ++known;
  }
  if (known != object.json().size() || !is_known_form(rule)) throw Failure{fields.wrong(key, known_forms)};
  return rule;
}

SizeRule read_list(const io::Fields& fields, const std::string& key) {
  const io::Json& list = fields.json().at(key);
  if (list.size() != 2) throw Failure{fields.wrong(key, known_forms)};
  const io::Fields pair({{"height", list[0]}, {"width", list[1]}}, fields.file(), key + ".");
  return {pair.integer("height", 1, longest_edge_allowed), pair.integer("width", 1, longest_edge_allowed)};
}

// Python's int() of a quotient of integers below 2^53.
std::int64_t truncated(double value) { return static_cast<std::int64_t>(value); }

// The shorter edge becomes `edge`, the longer one keeps the aspect ratio (torchvision's rule).
Extent by_shortest_edge(std::int64_t edge, Extent from) {
  const auto [shorter, longer] = std::minmax(from.height, from.width);
  const std::int64_t other = truncated(static_cast<double>(edge * longer) / static_cast<double>(shorter));
  return from.width <= from.height ? Extent{other, edge} : Extent{edge, other};
}

Extent cut(const SizeRule& rule, Extent extent) {
  return {extent.height - extent.height % rule.multiple, extent.width - extent.width % rule.multiple};
}

// The same, but the longer edge does not pass rule.longest_edge (DETR's rule). YOLOS leaves a picture whose shorter edge
// fits already as it is only where that is its height.
Extent by_both_edges(const SizeRule& rule, Extent from) {
  const auto [shorter, longer] = std::minmax(from.height, from.width);
  const auto most = static_cast<double>(rule.longest_edge);
  double raw = static_cast<double>(rule.shortest_edge);
  if (static_cast<double>(longer) / static_cast<double>(shorter) * raw > most)
    raw = most * static_cast<double>(shorter) / static_cast<double>(longer);
  const auto edge = static_cast<std::int64_t>(std::nearbyint(raw));
  if (shorter == edge && (rule.multiple == 1 || from.height <= from.width)) return cut(rule, from);
  const auto other = [&](std::int64_t along, std::int64_t across) {
    return truncated(raw * static_cast<double>(along) / static_cast<double>(across));
  };
  if (from.width < from.height) return cut(rule, {other(from.height, from.width), edge});
  return cut(rule, {edge, other(from.width, from.height)});
}

Extent by_most(const SizeRule& rule, Extent from) {
  const double scale = std::min(static_cast<double>(rule.max_height) / static_cast<double>(from.height),
                                static_cast<double>(rule.max_width) / static_cast<double>(from.width));
  return {truncated(static_cast<double>(from.height) * scale), truncated(static_cast<double>(from.width) * scale)};
}

}  // namespace

SizeRule read_size_rule(const io::Fields& fields, const std::string& key, bool default_to_square) {
  const io::Json& json = fields.json().at(key);
  if (json.is_object()) return read_object(fields, key);
  if (json.is_array()) return read_list(fields, key);
  if (!json.is_number_integer()) throw Failure{fields.wrong(key, known_forms)};
  const std::int64_t edge = fields.integer(key, 1, longest_edge_allowed);
  SizeRule rule;
  if (default_to_square)
    rule.height = rule.width = edge;
  else
    rule.shortest_edge = edge;
  return rule;
}

Extent resized_extent(const SizeRule& rule, Extent from) {
  if (rule.shortest_edge > 0 && rule.longest_edge > 0) return by_both_edges(rule, from);
  if (rule.shortest_edge > 0) return by_shortest_edge(rule.shortest_edge, from);
  if (rule.max_height > 0) return by_most(rule, from);
  return {rule.height, rule.width};
}

}  // namespace headlight::image
