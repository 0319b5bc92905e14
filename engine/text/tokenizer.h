// tokenizer.json made executable, with offsets.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/result.h"

namespace headlight::text {

// What a sentence (or pair) became; all vectors have one entry a token.
struct Encoding {
  std::vector<std::int64_t> ids;
  std::vector<std::int64_t> type_ids;
  std::vector<std::string> tokens;                   // as in the vocabulary: "##ch", "Ġthe", "▁chat"
  std::vector<std::array<std::int64_t, 2>> offsets;  // code-point ranges of the text (or pair) it came from
  std::vector<std::uint8_t> special;                 // 1: added by the post-processor
  std::vector<std::int64_t> words;                   // word number within its sequence, −1 for special tokens
  std::vector<std::int64_t> sequence;                // 0, 1, or −1 for special tokens
};

class Tokenizer {
 public:
  // Reads tokenizer.json (else vocab.txt, else vocab.json + merges.txt, with tokenizer_config.json and
  // special_tokens_map.json for the rest) of a model folder.
  static Result<std::shared_ptr<const Tokenizer>> open(const std::filesystem::path& folder);

  virtual ~Tokenizer() = default;

  // Equal to the reference's `encode` with special tokens; no truncation, no padding.
  // Texts must be valid UTF-8 (else an Error, whose `where` is "text" or "pair").
  [[nodiscard]] virtual Result<Encoding> encode(std::string_view text, std::optional<std::string_view> pair,
                                                bool add_special) const = 0;
  Result<Encoding> encode(std::string_view text, std::optional<std::string_view> pair = std::nullopt) const {
    return encode(text, pair, true);
  }

  // Equal to the reference's `decode`.
  [[nodiscard]] virtual std::string decode(const std::vector<std::int64_t>& ids, bool skip_special) const = 0;

  // The vocabulary's text for an id; empty for an unknown one.
  [[nodiscard]] virtual std::string token(std::int64_t id) const = 0;
  [[nodiscard]] virtual std::optional<std::int64_t> id(std::string_view token) const = 0;
  [[nodiscard]] virtual bool is_special(std::int64_t id) const = 0;
  // The id of what the vocabulary does not have; none where every text has its own tokens.
  [[nodiscard]] virtual std::optional<std::int64_t> unknown() const = 0;
  [[nodiscard]] virtual std::int64_t vocabulary_size() const = 0;

  // How one of its tokens reads to a person; see the functions below.
  [[nodiscard]] virtual std::string readable(std::string_view token) const;
};

// How a vocabulary token of no known tokenizer reads to a person: "Ġthe" → "the", "▁chat" → "chat", byte-level
// characters undone where they form text; a token that is only a space or a newline is shown as "␣" or "↵".
[[nodiscard]] std::string readable(std::string_view token);
// The same of a byte-level tokenizer, whose characters always stand for bytes: "Ã©" → "é"; bytes that are a part of a
// character only read as the hexadecimal "<0xC3>".
[[nodiscard]] std::string readable_bytes(std::string_view token);

}  // namespace headlight::text
