#include "engine/text/json_node.h"

#include "engine/text/utf8.h"

namespace headlight::text {
namespace {

std::string excerpt(const io::Json& value) {
  if (value.is_array()) return "an array of " + std::to_string(value.size());
  if (value.is_object()) return "an object";
  return value.dump(-1, ' ', false, io::Json::error_handler_t::replace);
}

}  // namespace

JsonNode::JsonNode(const io::Json& json, const std::string& file, std::string path)
    : json_(&json), file_(&file), path_(std::move(path)) {}

std::string JsonNode::where() const { return path_.empty() ? *file_ : *file_ + ", field " + path_; }

Failure JsonNode::wrong(const std::string& expected) const {
  return Failure{unusable("unusable value", where(), excerpt(*json_), expected)};
}

bool JsonNode::has(const std::string& key) const {
  if (!json_->is_object()) return false;
  const auto found = json_->find(key);
  return found != json_->end() && !found->is_null();
}

JsonNode JsonNode::at(const std::string& key) const {
  if (!json_->is_object()) throw wrong("an object");
  const std::string path = path_.empty() ? key : path_ + "." + key;
  const auto found = json_->find(key);
  if (found == json_->end()) throw Failure{unusable("missing value", *file_ + ", field " + path, "nothing", "a value")};
  return {*found, *file_, path};
}

std::vector<JsonNode> JsonNode::items() const {
  if (!json_->is_array()) throw wrong("an array");
  std::vector<JsonNode> nodes;
  nodes.reserve(json_->size());
  for (const auto& item : *json_) nodes.emplace_back(item, *file_, path_ + "[" + std::to_string(nodes.size()) + "]");
  return nodes;
}

void JsonNode::each_member(const std::function<void(const std::string&, const JsonNode&)>& visit) const {
  if (!json_->is_object()) throw wrong("an object");
  for (const auto& [key, value] : json_->items()) visit(key, JsonNode(value, *file_, path_ + "." + key));
}

const std::string& JsonNode::text() const {
  if (!json_->is_string()) throw wrong("a text");
  return json_->get_ref<const std::string&>();
}

bool JsonNode::flag() const {
  if (!json_->is_boolean()) throw wrong("true or false");
  return json_->get<bool>();
}

double JsonNode::number() const {
  if (!json_->is_number()) throw wrong("a number");
  return json_->get<double>();
}

std::int64_t JsonNode::integer(std::int64_t low, std::int64_t high) const {
  const bool whole = json_->is_number_integer();
  const bool large = json_->is_number_unsigned() && json_->get<std::uint64_t>() > static_cast<std::uint64_t>(high);
  if (!whole || large || json_->get<std::int64_t>() < low || json_->get<std::int64_t>() > high)
    throw wrong("an integer from " + std::to_string(low) + " to " + std::to_string(high));
  return json_->get<std::int64_t>();
}

char32_t JsonNode::character() const {
  const std::string& content = text();
  std::size_t at = 0;
  const char32_t point = content.empty() ? 0 : next_point(content, at);
  if (content.empty() || at != content.size()) throw wrong("a text of one character");
  return point;
}

std::string JsonNode::text_or(const std::string& key, const std::string& fallback) const {
  return has(key) ? at(key).text() : fallback;
}

bool JsonNode::flag_or(const std::string& key, bool fallback) const { return has(key) ? at(key).flag() : fallback; }

}  // namespace headlight::text
