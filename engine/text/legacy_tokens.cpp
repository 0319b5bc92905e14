#include "engine/text/legacy_tokens.h"

#include <algorithm>
#include <array>
#include <set>

#include "engine/io/mapped_file.h"

namespace headlight::text {
namespace {

// In the order in which missing ones get their ids.
constexpr std::array<const char*, 7> special_names{"bos_token", "eos_token", "unk_token", "sep_token",
                                                   "pad_token", "cls_token", "mask_token"};

std::optional<io::Json> read_if_there(const std::filesystem::path& path) {
  if (!io::is_file(path)) return std::nullopt;
  return io::read_json(path).take();
}

// A token as in tokenizer.json's list, out of a text or an object with some of the flags. Special tokens are
// looked for in the raw text unless the object says otherwise.
io::Json token_of(const JsonNode& node, bool special) {
  const bool plain = node.json().is_string();
  const auto flag = [&](const char* key, bool fallback) { return plain ? fallback : node.flag_or(key, fallback); };
  return {{"id", 0},
          {"content", plain ? node.text() : node.at("content").text()},
          {"single_word", flag("single_word", false)},
          {"lstrip", flag("lstrip", false)},
          {"rstrip", flag("rstrip", false)},
          {"normalized", flag("normalized", !special)},
          {"special", special}};
}

std::string content_of(const io::Json& token) { return token.at("content").get<std::string>(); }

std::int64_t id_of(const std::string& text, const JsonNode& node) {
  if (text.empty() || text.size() > 10 || text.find_first_not_of("0123456789") != std::string::npos)
    throw node.wrong("token ids as keys, found " + text);
  return std::stoll(text);
}

}  // namespace

LegacySettings::LegacySettings(const std::filesystem::path& folder)
    : file_((folder / "tokenizer_config.json").string()) {
  if (auto config = read_if_there(folder / "tokenizer_config.json")) settings_ = std::move(*config);
  const JsonNode root(settings_, file_);
  if (!settings_.is_object()) throw root.wrong("an object");
  read_named_tokens();
  for (const char* key : {"additional_special_tokens", "extra_special_tokens"})
    if (root.has(key) && root.at(key).json().is_array())
      for (const JsonNode& item : root.at(key).items()) extra_.push_back(token_of(item, true));
  if (root.has("added_tokens_decoder")) {
    read_decoder(root.at("added_tokens_decoder"));
    return;
  }
  read_special_map(folder / "special_tokens_map.json");
  read_added(folder / "added_tokens.json");
}

void LegacySettings::read_named_tokens() {
  const JsonNode root(settings_, file_);
  for (const char* name : special_names)
    if (root.has(name)) named_[name] = token_of(root.at(name), true);
}

void LegacySettings::read_decoder(const JsonNode& node) {
  node.each_member([this, &node](const std::string& id, const JsonNode& token) {
    listed_[id_of(id, node)] = token_of(token, token.flag_or("special", false));
  });
}

void LegacySettings::read_special_map(const std::filesystem::path& path) {
  const auto json = read_if_there(path);
  if (!json) return;
  const std::string file = path.string();
  const JsonNode root(*json, file);
  for (const char* name : special_names)
    if (root.has(name)) named_[name] = token_of(root.at(name), true);
  if (!root.has("additional_special_tokens")) return;
  extra_.clear();
  for (const JsonNode& item : root.at("additional_special_tokens").items()) extra_.push_back(token_of(item, true));
}

void LegacySettings::read_added(const std::filesystem::path& path) {
  const auto json = read_if_there(path);
  if (!json) return;
  std::set<std::string> known;
  for (const auto& [name, token] : named_) known.insert(content_of(token));
  for (const io::Json& token : extra_) known.insert(content_of(token));
  const std::string file = path.string();
  JsonNode(*json, file).each_member([&](const std::string& content, const JsonNode& id) {
    listed_[id.id()] = token_of(JsonNode(io::Json(content), file), known.contains(content));
  });
}

bool LegacySettings::flag_or(const std::string& key, bool fallback) const {
  return JsonNode(settings_, file_).flag_or(key, fallback);
}

std::string LegacySettings::text_or(const std::string& key, const std::string& fallback) const {
  return JsonNode(settings_, file_).text_or(key, fallback);
}

std::optional<bool> LegacySettings::flag(const std::string& key) const {
  const JsonNode root(settings_, file_);
  return root.has(key) ? std::optional(root.at(key).flag()) : std::nullopt;
}

void LegacySettings::set_default(const std::string& key, const std::string& content) {
  const io::Json text(content);
  named_.try_emplace(key, token_of(JsonNode(text, file_), true));
}

std::string LegacySettings::special(const std::string& key) const {
  const auto found = named_.find(key);
  return found == named_.end() ? "" : content_of(found->second);
}

std::vector<io::Json> LegacySettings::in_order() const {
  std::vector<io::Json> tokens;
  for (const auto& [id, token] : listed_) tokens.push_back(token);
  for (const char* name : special_names)
    if (const auto found = named_.find(name); found != named_.end()) tokens.push_back(found->second);
  tokens.insert(tokens.end(), extra_.begin(), extra_.end());
  return tokens;
}

io::Json LegacySettings::added_tokens() const {
  std::set<std::string> special, seen;
  for (const auto& [name, token] : named_) special.insert(content_of(token));
  io::Json list = io::Json::array();
  for (io::Json& token : in_order()) {
    const std::string content = content_of(token);
    if (!seen.insert(content).second) continue;
    if (special.contains(content)) token["special"] = true;
    list.push_back(std::move(token));
  }
  return list;
}

}  // namespace headlight::text
