#include "engine/text/models/byte_token.h"
#include "engine/text/models/merging.h"
#include "engine/text/models/model.h"
#include "engine/text/models/vocabulary.h"
#include "engine/text/utf8.h"

namespace headlight::text {
namespace {

// Byte-pair encoding (Sennrich et al. 2016): characters, joined by the merges in the order of their ranks.
class BytePair final : public Model {
 public:
  explicit BytePair(const JsonNode& node)
      : vocabulary_(node.at("vocab")),
        prefix_(node.text_or("continuing_subword_prefix", "")),
        suffix_(node.text_or("end_of_word_suffix", "")),
        fuse_unknown_(node.flag_or("fuse_unk", false)),
        byte_fallback_(node.flag_or("byte_fallback", false)),
        whole_words_(node.flag_or("ignore_merges", false)) {
    if (node.has("unk_token")) unknown_ = node.at("unk_token").text();
    if (node.has("dropout") && (node.at("dropout").number() < 0 || node.at("dropout").number() > 1))
      throw node.at("dropout").wrong("a number from 0 to 1");
    read_merges(node.at("merges"));
  }

  std::vector<Token> tokenize(std::string_view word) const override {
    if (word.empty()) return {};
    if (whole_words_)
      if (const auto known = vocabulary_.id(word)) return {{*known, std::string(word), {0, word.size()}}};
    auto symbols = characters(word);
    merge(symbols, merges_);
    return tokens_of(symbols);
  }
  std::optional<std::int64_t> id(std::string_view token) const override { return vocabulary_.id(token); }
  std::optional<std::string> token(std::int64_t id) const override {
    const auto* found = vocabulary_.token(id);
    return found == nullptr ? std::nullopt : std::optional(*found);
  }
  std::optional<std::int64_t> unknown() const override { return unknown_ ? vocabulary_.id(*unknown_) : std::nullopt; }
  std::int64_t size() const override { return vocabulary_.size(); }

 private:
  void read_merges(const JsonNode& node) {
    std::uint32_t rank = 0;
    const auto items = node.items();
    const bool pairs = !items.empty() && items.front().json().is_array();
    for (const JsonNode& item : items) {
      if (!pairs && item.text().starts_with("#version")) continue;
      const auto [left, right] = pairs ? pair_of(item) : halves_of(item);
      add_merge(item, left, right, rank++);
    }
  }

  static std::pair<std::string_view, std::string_view> pair_of(const JsonNode& item) {
    const auto parts = item.items();
    if (parts.size() != 2) throw item.wrong("[left, right]");
    return {parts[0].text(), parts[1].text()};
  }

  static std::pair<std::string_view, std::string_view> halves_of(const JsonNode& item) {
    const std::string_view line = item.text();
    const auto space = line.find(' ');
    if (space == std::string_view::npos || line.find(' ', space + 1) != std::string_view::npos)
      throw item.wrong("two tokens with one space between");
    return {line.substr(0, space), line.substr(space + 1)};
  }

  void add_merge(const JsonNode& item, std::string_view left, std::string_view right, std::uint32_t rank) {
    const auto first = vocabulary_.id(left), second = vocabulary_.id(right);
    if (!first || !second || right.size() < prefix_.size()) throw item.wrong("tokens of the vocabulary");
    const auto joined = vocabulary_.id(std::string(left) + std::string(right.substr(prefix_.size())));
    if (!joined) throw item.wrong("a merge whose result is in the vocabulary");
    merges_.insert_or_assign(pair_key(*first, *second), Merge{rank, *joined});
  }

  // The characters of a word as symbols. Without an unknown token, unknown characters vanish.
  [[nodiscard]] std::vector<Symbol> characters(std::string_view word) const {
    std::vector<Symbol> symbols;
    std::optional<Symbol> unknown;  // held back, so that neighbours can be fused
    const auto flush = [&] {
      if (unknown) symbols.push_back(*unknown);
      unknown.reset();
    };
    for (std::size_t at = 0; at < word.size();) {
      const std::size_t begin = at;
      next_point(word, at);
      std::string piece = (begin > 0 ? prefix_ : "") + std::string(word.substr(begin, at - begin));
      if (at == word.size()) piece += suffix_;
      if (const auto known = vocabulary_.id(piece)) {
        flush();
        symbols.push_back({*known, at - begin});
      } else if (!(byte_fallback_ && add_bytes(piece, symbols)) && unknown_) {
        if (unknown && !fuse_unknown_) flush();
        if (unknown)
          unknown->length += at - begin;
        else
          unknown = Symbol{vocabulary_.required(*unknown_), at - begin};
      }
    }
    flush();
    return symbols;
  }

  bool add_bytes(std::string_view piece, std::vector<Symbol>& symbols) const {
    std::vector<Symbol> bytes;
    for (const char byte : piece) {
      const auto known = vocabulary_.id(byte_token(byte));
      if (!known) return false;
      bytes.push_back({*known, 1});
    }
    symbols.insert(symbols.end(), bytes.begin(), bytes.end());
    return true;
  }

  [[nodiscard]] std::vector<Token> tokens_of(const std::vector<Symbol>& symbols) const {
    std::vector<Token> tokens;
    tokens.reserve(symbols.size());
    std::size_t at = 0;
    for (const Symbol& symbol : symbols) {
      tokens.push_back({symbol.id, *vocabulary_.token(symbol.id), {at, at + symbol.length}});
      at += symbol.length;
    }
    return tokens;
  }

  Vocabulary vocabulary_;
  std::string prefix_, suffix_;
  std::optional<std::string> unknown_;
  bool fuse_unknown_, byte_fallback_, whole_words_;
  MergeMap merges_;
};

}  // namespace

std::unique_ptr<const Model> make_byte_pair(const JsonNode& node) { return std::make_unique<const BytePair>(node); }

}  // namespace headlight::text
