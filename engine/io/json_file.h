// JSON files of strangers: bounded in size and depth, duplicate keys refused, typed fields with plain errors.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/result.h"

namespace headlight::io {

using Json = nlohmann::json;

// Parses a file of at most `most` bytes and at most 128 levels deep; invalid UTF-8 is an error.
Result<Json> read_json(const std::filesystem::path& path, std::size_t most = std::size_t{256} << 20);
Result<Json> parse_json(std::string_view bytes, const std::string& name);

// A JSON object with the name of its file, for lines such as
// "wrong type — config.json, field hidden_size: found "a", expected an integer ≥ 1".
class Fields {
 public:
  Fields(Json object, std::string file, std::string prefix = {});

  [[nodiscard]] bool has(const std::string& key) const;  // there and not null
  [[nodiscard]] const Json& json() const { return object_; }
  [[nodiscard]] const std::string& file() const { return file_; }

  // Each throws Failure when the field is missing without a fallback, has another type or is out of range.
  // Integers are checked to lie in [low, high].
  std::int64_t integer(const std::string& key, std::int64_t low = 0, std::int64_t high = 1 << 30) const;
  std::int64_t integer_or(const std::string& key, std::int64_t fallback, std::int64_t low = 0,
                          std::int64_t high = 1 << 30) const;
  // A list of such integers.
  std::vector<std::int64_t> integers_or(const std::string& key, const std::vector<std::int64_t>& fallback,
                                        std::int64_t low = 0, std::int64_t high = 1 << 30) const;
  double number(const std::string& key) const;
  double number_or(const std::string& key, double fallback) const;
  // The same, checked to be finite and to lie in [low, high].
  double number_or(const std::string& key, double fallback, double low, double high) const;
  std::string text(const std::string& key) const;
  std::string text_or(const std::string& key, const std::string& fallback) const;
  bool flag_or(const std::string& key, bool fallback) const;
  // The object under `key`; empty Fields when it is missing or null.
  Fields object_or_empty(const std::string& key) const;
  // The line for a field of a wrong value.
  [[nodiscard]] Error wrong(const std::string& key, const std::string& expected) const;

 private:
  Json object_;
  std::string file_;
  std::string prefix_;
};

}  // namespace headlight::io
