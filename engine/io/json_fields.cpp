#include <cmath>
#include <limits>
#include <sstream>

#include "engine/io/in_quotes.h"
#include "engine/io/json_file.h"

namespace headlight::io {
namespace {

std::string excerpt(const Json& value) {
  if (value.is_array()) return "an array of " + std::to_string(value.size());
  if (value.is_object()) return "an object";
  if (value.is_string()) return in_quotes(value.get_ref<const std::string&>());
  return value.dump();
}

std::string integer_range(std::int64_t low, std::int64_t high) {
  return "an integer from " + std::to_string(low) + " to " + std::to_string(high);
}

bool fits(const Json& value, std::int64_t low, std::int64_t high) {
  if (value.is_number_unsigned()) {
    const auto number = value.get<std::uint64_t>();
    if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return false;
  }
  return value.is_number_integer() && value.get<std::int64_t>() >= low && value.get<std::int64_t>() <= high;
}

}  // namespace

Fields::Fields(Json object, std::string file, std::string prefix)
    : object_(std::move(object)), file_(std::move(file)), prefix_(std::move(prefix)) {
  if (object_.is_object()) return;
  const std::string where = prefix_.empty() ? file_ : file_ + ", field " + prefix_.substr(0, prefix_.size() - 1);
  throw Failure{unusable("wrong type", where, excerpt(object_), "an object")};
}

bool Fields::has(const std::string& key) const {
  const auto found = object_.find(key);
  return found != object_.end() && !found->is_null();
}

Error Fields::wrong(const std::string& key, const std::string& expected) const {
  const std::string where = file_ + ", field " + prefix_ + key;
  if (!has(key)) return unusable("missing field", where, "nothing", expected);
  return unusable("wrong value", where, excerpt(object_.at(key)), expected);
}

std::int64_t Fields::integer(const std::string& key, std::int64_t low, std::int64_t high) const {
  if (!has(key) || !fits(object_.at(key), low, high)) throw Failure{wrong(key, integer_range(low, high))};
  return object_.at(key).get<std::int64_t>();
}

std::int64_t Fields::integer_or(const std::string& key, std::int64_t fallback, std::int64_t low,
                                std::int64_t high) const {
  return has(key) ? integer(key, low, high) : fallback;
}

std::vector<std::int64_t> Fields::integers_or(const std::string& key, const std::vector<std::int64_t>& fallback,
                                              std::int64_t low, std::int64_t high) const {
  if (!has(key)) return fallback;
  std::vector<std::int64_t> numbers;
  const auto& list = object_.at(key);
  const auto expected = "a list, each of it " + integer_range(low, high);
  if (!list.is_array()) throw Failure{wrong(key, expected)};
  for (const auto& each : list) {
    if (!fits(each, low, high)) throw Failure{wrong(key, expected)};
    numbers.push_back(each.get<std::int64_t>());
  }
  return numbers;
}

double Fields::number(const std::string& key) const {
  if (!has(key) || !object_.at(key).is_number()) throw Failure{wrong(key, "a number")};
  return object_.at(key).get<double>();
}

double Fields::number_or(const std::string& key, double fallback) const { return has(key) ? number(key) : fallback; }

double Fields::number_or(const std::string& key, double fallback, double low, double high) const {
  const double value = number_or(key, fallback);
  if (value >= low && value <= high) return value;
  std::ostringstream expected;
  expected << "a number from " << low << " to " << high;
  throw Failure{wrong(key, expected.str())};
}

std::string Fields::text(const std::string& key) const {
  if (!has(key) || !object_.at(key).is_string()) throw Failure{wrong(key, "a string")};
  return object_.at(key).get<std::string>();
}

std::string Fields::text_or(const std::string& key, const std::string& fallback) const {
  return has(key) ? text(key) : fallback;
}

bool Fields::flag_or(const std::string& key, bool fallback) const {
  if (!has(key)) return fallback;
  if (!object_.at(key).is_boolean()) throw Failure{wrong(key, "true or false")};
  return object_.at(key).get<bool>();
}

Fields Fields::object_or_empty(const std::string& key) const {
  if (!has(key)) return {Json::object(), file_, prefix_ + key + "."};
  if (!object_.at(key).is_object()) throw Failure{wrong(key, "an object")};
  return {object_.at(key), file_, prefix_ + key + "."};
}

}  // namespace headlight::io
