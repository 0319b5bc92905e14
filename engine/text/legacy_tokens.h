// Special and added tokens as older model folders spread them over their files.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/text/json_node.h"

namespace headlight::text {

// tokenizer_config.json with special_tokens_map.json and added_tokens.json laid over it, as transformers 5 does.
class LegacySettings {
 public:
  explicit LegacySettings(const std::filesystem::path& folder);

  [[nodiscard]] bool flag_or(const std::string& key, bool fallback) const;
  [[nodiscard]] std::string text_or(const std::string& key, const std::string& fallback) const;
  // Nothing when the setting is missing or null.
  [[nodiscard]] std::optional<bool> flag(const std::string& key) const;

  // Tells what a special token ("cls_token") is where the files do not.
  void set_default(const std::string& key, const std::string& content);
  // The content of a special token; empty when there is none.
  [[nodiscard]] std::string special(const std::string& key) const;

  // The list of added tokens as in tokenizer.json, in the order in which they get their ids.
  [[nodiscard]] io::Json added_tokens() const;

 private:
  void read_special_map(const std::filesystem::path& path);
  void read_added(const std::filesystem::path& path);
  void read_decoder(const JsonNode& node);
  void read_named_tokens();
  [[nodiscard]] std::vector<io::Json> in_order() const;

  io::Json settings_ = io::Json::object();
  std::string file_;
  std::map<std::string, io::Json> named_;          // "cls_token" → token as in tokenizer.json
  std::map<std::int64_t, io::Json> listed_;        // by id
  std::vector<io::Json> extra_;
};

}  // namespace headlight::text
