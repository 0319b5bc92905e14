// Tokens and their ids.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/text/json_node.h"

namespace headlight::text {

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

template <typename Value>
using StringMap = std::unordered_map<std::string, Value, StringHash, std::equal_to<>>;

class Vocabulary {
 public:
  // Of {"token": id, …}.
  explicit Vocabulary(const JsonNode& node);

  [[nodiscard]] std::optional<std::int64_t> id(std::string_view token) const;
  // Throws Failure naming the token when it is not there.
  [[nodiscard]] std::int64_t required(std::string_view token) const;
  [[nodiscard]] const std::string* token(std::int64_t id) const;  // null for an unknown id
  [[nodiscard]] const StringMap<std::int64_t>& ids() const { return ids_; }
  [[nodiscard]] std::int64_t size() const { return static_cast<std::int64_t>(ids_.size()); }

 private:
  StringMap<std::int64_t> ids_;
  std::unordered_map<std::int64_t, std::string> tokens_;
};

}  // namespace headlight::text
