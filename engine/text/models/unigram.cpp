#include <algorithm>
#include <limits>

#include "engine/text/models/byte_token.h"
#include "engine/text/models/model.h"
#include "engine/text/models/trie.h"
#include "engine/text/models/vocabulary.h"
#include "engine/text/utf8.h"

namespace headlight::text {
namespace {

constexpr double unknown_penalty = 10.0;  // below the lowest score of the vocabulary

// The most probable segmentation (Kudo 2018) by Viterbi; neighbouring unknown characters are one token.
class Unigram final : public Model {
 public:
  explicit Unigram(const JsonNode& node) : byte_fallback_(node.flag_or("byte_fallback", false)) {
    for (const JsonNode& entry : node.at("vocab").items()) add(entry);
    if (node.has("unk_id")) {
      unknown_ = node.at("unk_id").integer(0, static_cast<std::int64_t>(tokens_.size()) - 1);
      if (tokens_.empty()) throw node.at("unk_id").wrong("a vocabulary that is not empty");
    }
    std::vector<std::pair<std::string_view, std::int64_t>> entries;
    for (const auto& [token, id] : ids_) entries.emplace_back(token, id);
    trie_ = Trie(std::move(entries));
  }

  std::vector<Token> tokenize(std::string_view word) const override {
    std::vector<Token> tokens;
    for (const Span& span : best_path(word)) add_tokens(word, span, tokens);
    return tokens;
  }
  std::optional<std::int64_t> id(std::string_view token) const override {
    const auto found = ids_.find(token);
    return found == ids_.end() ? std::nullopt : std::optional(found->second);
  }
  std::optional<std::string> token(std::int64_t id) const override {
    if (id < 0 || id >= size()) return std::nullopt;
    return tokens_[static_cast<std::size_t>(id)];
  }
  std::optional<std::int64_t> unknown() const override { return unknown_; }
  std::int64_t size() const override { return static_cast<std::int64_t>(tokens_.size()); }

 private:
  static constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

  struct Best {
    double score = 0;
    std::size_t begin = nowhere;
    std::int64_t id = 0;
  };

  void add(const JsonNode& entry) {
    const auto parts = entry.items();
    if (parts.size() != 2) throw entry.wrong("[token, score]");
    const double score = parts[1].number();
    ids_.insert_or_assign(parts[0].text(), static_cast<std::int64_t>(tokens_.size()));
    tokens_.push_back(parts[0].text());
    scores_.push_back(score);
    lowest_ = std::min(lowest_, score);
  }

  static void offer(Best& best, const Best& candidate) {
    if (best.begin == nowhere || candidate.score > best.score) best = candidate;
  }

  // ends[i] is the best way to the first i bytes.
  [[nodiscard]] std::vector<Best> forward(std::string_view word) const {
    std::vector<Best> ends(word.size() + 1);
    for (std::size_t begin = 0; begin < word.size();) {
      const double score = ends[begin].score;
      const std::size_t character = std::min(sequence_length(word[begin]), word.size() - begin);
      bool single = false;
      trie_.each_prefix(word.substr(begin), [&](std::size_t length, std::int64_t id) {
        offer(ends[begin + length], {scores_[static_cast<std::size_t>(id)] + score, begin, id});
        single = single || length == character;
      });
      if (!single) {
        if (!unknown_) throw Failure{unusable("text cannot be tokenized", "vocabulary", "no unknown token (unk_id)")};
        offer(ends[begin + character], {lowest_ - unknown_penalty + score, begin, *unknown_});
      }
      begin += character;
    }
    return ends;
  }

  [[nodiscard]] std::vector<Span> best_path(std::string_view word) const {
    const auto ends = forward(word);
    std::vector<Span> path;
    bool after_unknown = false;
    for (std::size_t end = word.size(); end > 0; end = ends[end].begin) {
      const bool is_unknown = unknown_ == ends[end].id;
      if (is_unknown && after_unknown)
        path.back().begin = ends[end].begin;
      else
        path.push_back({ends[end].begin, end});
      after_unknown = is_unknown;
    }
    std::reverse(path.begin(), path.end());
    return path;
  }

  void add_tokens(std::string_view word, Span span, std::vector<Token>& tokens) const {
    const auto piece = word.substr(span.begin, span.end - span.begin);
    if (const auto known = id(piece)) {
      tokens.push_back({*known, std::string(piece), span});
      return;
    }
    if (byte_fallback_ && add_bytes(piece, span, tokens)) return;
    if (!unknown_) throw Failure{unusable("text cannot be tokenized", "vocabulary", "no unknown token (unk_id)")};
    tokens.push_back({*unknown_, std::string(piece), span});
  }

  bool add_bytes(std::string_view piece, Span span, std::vector<Token>& tokens) const {
    std::vector<Token> bytes;
    for (const char byte : piece) {
      std::string value = byte_token(byte);
      const auto known = id(value);
      if (!known) return false;
      bytes.push_back({*known, std::move(value), span});
    }
    tokens.insert(tokens.end(), bytes.begin(), bytes.end());
    return true;
  }

  std::vector<std::string> tokens_;
  std::vector<double> scores_;
  StringMap<std::int64_t> ids_;
  double lowest_ = std::numeric_limits<double>::infinity();
  std::optional<std::int64_t> unknown_;
  bool byte_fallback_;
  Trie trie_;
};

}  // namespace

std::unique_ptr<const Model> make_unigram(const JsonNode& node) { return std::make_unique<const Unigram>(node); }

}  // namespace headlight::text
