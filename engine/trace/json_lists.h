// Typed lists of a JSON object, each entry distrusted. Missing or null lists are empty; anything else that is not as
// asked throws Failure with the field's name.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/api/axis.h"
#include "engine/io/json_file.h"

namespace headlight::trace {

// Largest count of positions, and largest other whole number, that a description may name.
constexpr std::int64_t most_positions = std::int64_t{1} << 31;
constexpr std::int64_t large = std::int64_t{1} << 40;

// The array under `key`, empty when missing or null; throws when it is something else.
const io::Json& list_of(const io::Fields& fields, const std::string& key);
std::vector<std::string> texts(const io::Fields& fields, const std::string& key);
std::vector<double> numbers(const io::Fields& fields, const std::string& key);
// `item`, an entry of `key`, as a whole number of [low, high], or as a finite number.
std::int64_t integer_in(const io::Fields& fields, const std::string& key, const io::Json& item, std::int64_t low,
                        std::int64_t high);
double finite(const io::Fields& fields, const std::string& key, const io::Json& item);
// Two whole numbers from 0; {0, 0} when there is none.
std::array<std::int64_t, 2> two_integers(const io::Fields& fields, const std::string& key);
// Rows and columns of feature maps, each from 1, together at most most_positions cells.
std::vector<std::array<std::int64_t, 2>> level_sizes(const io::Fields& fields, const std::string& key);
// Four finite numbers as a box.
Box box_in(const io::Fields& fields, const std::string& key, const io::Json& item);

template <typename T>
std::vector<T> integers(const io::Fields& fields, const std::string& key, std::int64_t low, std::int64_t high) {
  std::vector<T> out;
  for (const auto& item : list_of(fields, key)) out.push_back(static_cast<T>(integer_in(fields, key, item, low, high)));
  return out;
}

}  // namespace headlight::trace
