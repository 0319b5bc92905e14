#include "engine/trace/pyramid_file.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/trace/json_lists.h"

namespace headlight::trace {
namespace {

constexpr std::array quantities{"weight", "score", "contribution"};
constexpr std::array poolings{"mean", "max"};
constexpr std::array modes{"one", "mean", "max"};

template <typename Names>
int place_of(const io::Fields& fields, const char* key, const Names& names) {
  const auto text = fields.text(key);
  const auto at = std::find(names.begin(), names.end(), text);
  if (at != names.end()) return static_cast<int>(at - names.begin());
  std::string known;
  for (const auto* name : names) known += (known.empty() ? "" : ", ") + std::string(name);
  throw Failure{fields.wrong(key, "one of " + known)};
}

MapChoice map_in(const io::Fields& fields, const std::vector<Site>& sites) {
  MapChoice map;
  map.site = static_cast<int>(fields.integer("site", 0, static_cast<std::int64_t>(sites.size()) - 1));
  const auto& site = sites[static_cast<std::size_t>(map.site)];
  if (site.deformable()) throw Failure{fields.wrong("site", "a site with a dense map")};
  map.head.mode = static_cast<HeadChoice::Mode>(place_of(fields, "head_mode", modes));
  map.head.head = static_cast<int>(fields.integer_or("head", 0, 0, site.heads() - 1));
  map.quantity = static_cast<Quantity>(place_of(fields, "quantity", quantities));
  map.pooling = static_cast<Pooling>(place_of(fields, "pooling", poolings));
  return map;
}

Plane plane_in(const at::Tensor& array, const std::string& where) {
  const auto* first = array.const_data_ptr<float>();
  Plane plane{array.size(0), array.size(1), {first, first + array.numel()}};
  constexpr float infinity = std::numeric_limits<float>::infinity();
  plane.low = infinity;
  plane.high = -infinity;
  for (const float value : plane.values) {
    if (std::isnan(value) || value == infinity)
      throw Failure{unusable("wrong value", where, std::to_string(value), "finite values or −inf")};
    if (value == -infinity) continue;
    plane.low = std::min(plane.low, value);
    plane.high = std::max(plane.high, value);
  }
  if (plane.low > plane.high) plane.low = plane.high = 0;
  return plane;
}

}  // namespace

std::string level_name(std::size_t pyramid, std::int64_t bin) {
  return "pyramid." + std::to_string(pyramid) + "." + std::to_string(bin);
}

io::Json pyramid_json(const Pyramid& pyramid) {
  const auto& map = pyramid.map;
  io::Json bins = io::Json::array();
  for (const auto& level : pyramid.levels) bins.push_back(level.bin);
  return {{"site", map.site},
          {"head_mode", modes[static_cast<std::size_t>(map.head.mode)]},
          {"head", map.head.head},
          {"quantity", quantities[static_cast<std::size_t>(map.quantity)]},
          {"pooling", poolings[static_cast<std::size_t>(map.pooling)]},
          {"bins", bins}};
}

PyramidPtr read_pyramid(const io::Fields& fields, std::size_t number, const std::vector<Site>& sites,
                        const std::function<at::Tensor(const std::string&)>& tensor) {
  auto pyramid = std::make_shared<Pyramid>();
  pyramid->map = map_in(fields, sites);
  const auto& site = sites[static_cast<std::size_t>(pyramid->map.site)];
  std::int64_t before = 0;
  for (const auto bin : integers<std::int64_t>(fields, "bins", 1, std::int64_t{1} << 31)) {
    if (before != 0 && bin != 2 * before) throw Failure{fields.wrong("bins", "each twice the one before")};
    before = bin;
    const auto name = level_name(number, bin);
    const auto array = tensor(name);
    const auto rows = (site.queries() + bin - 1) / bin, columns = (site.keys() + bin - 1) / bin;
    const auto where = fields.file() + ", tensor " + name;
    if (array.scalar_type() != at::kFloat || array.dim() != 2 || array.size(0) != rows || array.size(1) != columns)
      throw Failure{unusable("wrong tensor", where, std::string("another shape or type"),
                             "float32 [" + std::to_string(rows) + ", " + std::to_string(columns) + "]")};
    pyramid->levels.push_back({bin, plane_in(array.contiguous(), where)});
  }
  if (pyramid->levels.empty()) throw Failure{fields.wrong("bins", "at least one")};
  return pyramid;
}

}  // namespace headlight::trace
