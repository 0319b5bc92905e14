// A value inside a tokenizer file that knows its place, for errors such as
// "wrong type — tokenizer.json, field model.vocab.a: found "x", expected an integer from 0 to 4294967295".
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/io/json_file.h"

namespace headlight::text {

class JsonNode {
 public:
  // `json` and `file` must outlive the node.
  JsonNode(const io::Json& json, const std::string& file, std::string path = {});

  [[nodiscard]] const io::Json& json() const { return *json_; }
  [[nodiscard]] const std::string& file() const { return *file_; }
  [[nodiscard]] bool has(const std::string& key) const;  // an object with that key, not null
  [[nodiscard]] bool is_null() const { return json_->is_null(); }

  // The member `key`; throws Failure when this is no object or has no such member.
  [[nodiscard]] JsonNode at(const std::string& key) const;
  [[nodiscard]] std::vector<JsonNode> items() const;  // of an array
  void each_member(const std::function<void(const std::string&, const JsonNode&)>& visit) const;  // of an object
  [[nodiscard]] std::size_t size() const { return json_->size(); }

  // This value; each throws Failure when it is of another type or out of range.
  [[nodiscard]] const std::string& text() const;
  [[nodiscard]] bool flag() const;
  [[nodiscard]] double number() const;
  [[nodiscard]] std::int64_t integer(std::int64_t low, std::int64_t high) const;
  [[nodiscard]] std::int64_t id() const { return integer(0, 0xFFFFFFFF); }
  [[nodiscard]] char32_t character() const;  // a text of one code point

  // Members, with a fallback when missing or null.
  [[nodiscard]] std::string text_or(const std::string& key, const std::string& fallback) const;
  [[nodiscard]] bool flag_or(const std::string& key, bool fallback) const;

  [[nodiscard]] Failure wrong(const std::string& expected) const;
  // As "tokenizer.json, field model.vocab".
  [[nodiscard]] std::string where() const;

 private:
  const io::Json* json_;
  const std::string* file_;
  std::string path_;
};

// Runs `body`; a Failure without a place gets the node's.
template <typename Body>
auto placed(const JsonNode& node, Body&& body) {
  try {
    return body();
  } catch (Failure& failure) {
    failure.error.where = node.where() + (failure.error.where.empty() ? "" : ": " + failure.error.where);
    throw;
  }
}

}  // namespace headlight::text
