#include "engine/trace/json_lists.h"

#include <cmath>

namespace headlight::trace {

using io::Fields;
using io::Json;

const Json& list_of(const Fields& fields, const std::string& key) {
  static const Json none = Json::array();
  if (!fields.has(key)) return none;
  const auto& list = fields.json().at(key);
  if (!list.is_array()) throw Failure{fields.wrong(key, "an array")};
  return list;
}

std::vector<std::string> texts(const Fields& fields, const std::string& key) {
  std::vector<std::string> out;
  for (const auto& item : list_of(fields, key)) {
    if (!item.is_string()) throw Failure{fields.wrong(key, "an array of strings")};
    out.push_back(item.get<std::string>());
  }
  return out;
}

std::int64_t integer_in(const Fields& fields, const std::string& key, const Json& item, std::int64_t low,
                        std::int64_t high) {
  const bool huge = item.is_number_unsigned() && item.get<std::uint64_t>() > static_cast<std::uint64_t>(large);
  if (!item.is_number_integer() || huge || item.get<std::int64_t>() < low || item.get<std::int64_t>() > high)
    throw Failure{fields.wrong(key, "integers from " + std::to_string(low) + " to " + std::to_string(high))};
  return item.get<std::int64_t>();
}

std::array<std::int64_t, 2> two_integers(const Fields& fields, const std::string& key) {
  const auto list = integers<std::int64_t>(fields, key, 0, most_positions);
  if (list.empty()) return {0, 0};
  if (list.size() != 2) throw Failure{fields.wrong(key, "two integers")};
  return {list[0], list[1]};
}

double finite(const Fields& fields, const std::string& key, const Json& item) {
  if (!item.is_number() || !std::isfinite(item.get<double>())) throw Failure{fields.wrong(key, "finite numbers")};
  return item.get<double>();
}

std::vector<double> numbers(const Fields& fields, const std::string& key) {
  std::vector<double> out;
  for (const auto& item : list_of(fields, key)) out.push_back(finite(fields, key, item));
  return out;
}

std::vector<std::array<std::int64_t, 2>> level_sizes(const Fields& fields, const std::string& key) {
  std::vector<std::array<std::int64_t, 2>> out;
  std::int64_t cells = 0;
  for (const auto& item : list_of(fields, key)) {
    if (!item.is_array() || item.size() != 2) throw Failure{fields.wrong(key, "arrays of rows and columns")};
    const auto rows = integer_in(fields, key, item[0], 1, most_positions);
    const auto columns = integer_in(fields, key, item[1], 1, most_positions / rows);
    cells += rows * columns;
    if (cells > most_positions)
      throw Failure{fields.wrong(key, "at most " + std::to_string(most_positions) + " cells")};
    out.push_back({rows, columns});
  }
  return out;
}

Box box_in(const Fields& fields, const std::string& key, const Json& item) {
  if (!item.is_array() || item.size() != 4) throw Failure{fields.wrong(key, "four numbers x0, y0, x1, y1")};
  return {finite(fields, key, item[0]), finite(fields, key, item[1]), finite(fields, key, item[2]),
          finite(fields, key, item[3])};
}

}  // namespace headlight::trace
