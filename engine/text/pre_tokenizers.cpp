#include "engine/text/pre_tokenizers.h"

#include <functional>
#include <map>

#include "engine/text/byte_level.h"
#include "engine/text/pattern.h"
#include "engine/text/unicode/properties.h"

namespace headlight::text {
namespace {

using Parts = std::vector<NormalizedString>;

bool is_punctuation(char32_t c) { return has(c, Property::punctuation); }

template <typename Matches>
void cut_at(Words& words, Matches matches, SplitBehavior behavior) {
  recut(words, [&](NormalizedString& text) { return text.split(pieces_at(text.text(), matches), behavior); });
}

class Bert final : public PreTokenizer {
 public:
  explicit Bert(const JsonNode&) {}
  void cut(Words& words) const override {
    cut_at(words, is_white_space, SplitBehavior::removed);
    cut_at(words, is_punctuation, SplitBehavior::isolated);
  }
};

class ByteLevel final : public PreTokenizer {
 public:
  explicit ByteLevel(const JsonNode& node)
      : prefix_(node.at("add_prefix_space").flag()), expression_(node.flag_or("use_regex", true)) {
    if (!node.at("trim_offsets").json().is_boolean()) throw node.at("trim_offsets").wrong("true or false");
  }

  void cut(Words& words) const override {
    recut(words, [this](NormalizedString& text) {
      if (prefix_ && !text.text().starts_with(' ')) text.prepend(" ");
      return expression_ ? text.split(byte_level_expression().pieces(text.text()), SplitBehavior::isolated)
                         : Parts{std::move(text)};
    });
    for (Word& word : words)
      if (!word.tokens) word.text.to_byte_characters();
  }

 private:
  bool prefix_, expression_;
};

class MetaspaceCutter final : public PreTokenizer {
 public:
  explicit MetaspaceCutter(const JsonNode& node) : settings_(node) { append(mark_, settings_.replacement); }

  void cut(Words& words) const override {
    recut(words, [this](NormalizedString& text) {
      text.replace(pieces_at(text.text(), [](char32_t c) { return c == ' '; }), mark_);
      const bool wanted = settings_.prepend == Metaspace::Prepend::always ||
                          (settings_.prepend == Metaspace::Prepend::first && text.original().begin == 0);
      if (wanted && !text.text().starts_with(mark_)) text.prepend(mark_);
      if (!settings_.split) return Parts{std::move(text)};
      return text.split(pieces_at(text.text(), [this](char32_t c) { return c == settings_.replacement; }),
                        SplitBehavior::merged_with_next);
    });
  }

 private:
  Metaspace settings_;
  std::string mark_;
};

// Words of letters, digits and marks, and runs of anything else but white space.
class Whitespace final : public PreTokenizer {
 public:
  explicit Whitespace(const JsonNode&) {}

  void cut(Words& words) const override {
    recut(words, [](NormalizedString& text) { return text.split(runs(text.text()), SplitBehavior::removed); });
  }

 private:
  enum class Class { word, space, other };

  static Class class_of(char32_t c) {
    if (has(c, Property::word)) return Class::word;
    return is_white_space(c) ? Class::space : Class::other;
  }

  static std::vector<Piece> runs(std::string_view text) {
    std::vector<Piece> out;
    std::optional<Class> last;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t begin = at;
      const Class now = class_of(next_point(text, at));
      if (last == now)
        out.back().span.end = at;
      else
        out.push_back({{begin, at}, now == Class::space});
      last = now;
    }
    return out;
  }
};

class WhitespaceSplit final : public PreTokenizer {
 public:
  explicit WhitespaceSplit(const JsonNode&) {}
  void cut(Words& words) const override { cut_at(words, is_white_space, SplitBehavior::removed); }
};

class Punctuation final : public PreTokenizer {
 public:
  explicit Punctuation(const JsonNode& node)
      : behavior_(node.has("behavior") ? split_behavior(node.at("behavior")) : SplitBehavior::isolated) {}
  void cut(Words& words) const override { cut_at(words, is_punctuation, behavior_); }

 private:
  SplitBehavior behavior_;
};

class Digits final : public PreTokenizer {
 public:
  explicit Digits(const JsonNode& node) : single_(node.at("individual_digits").flag()) {}
  void cut(Words& words) const override {
    cut_at(words, [](char32_t c) { return has(c, Property::numeric); },
           single_ ? SplitBehavior::isolated : SplitBehavior::contiguous);
  }

 private:
  bool single_;
};

class CharDelimiterSplit final : public PreTokenizer {
 public:
  explicit CharDelimiterSplit(const JsonNode& node) : delimiter_(node.at("delimiter").character()) {}
  void cut(Words& words) const override {
    cut_at(words, [this](char32_t c) { return c == delimiter_; }, SplitBehavior::removed);
  }

 private:
  char32_t delimiter_;
};

class Split final : public PreTokenizer {
 public:
  explicit Split(const JsonNode& node)
      : pattern_(make_pattern(node.at("pattern"))),
        behavior_(split_behavior(node.at("behavior"))),
        invert_(node.at("invert").flag()) {}

  void cut(Words& words) const override {
    recut(words, [this](NormalizedString& text) {
      auto pieces = pattern_.pieces(text.text());
      if (invert_)
        for (Piece& piece : pieces) piece.match = !piece.match;
      return text.split(std::move(pieces), behavior_);
    });
  }

 private:
  Regex pattern_;
  SplitBehavior behavior_;
  bool invert_;
};

class FixedLength final : public PreTokenizer {
 public:
  explicit FixedLength(const JsonNode& node)
      : length_(node.has("length") ? node.at("length").integer(1, 1 << 30) : 5) {}

  void cut(Words& words) const override {
    recut(words, [this](NormalizedString& text) {
      Parts parts;
      for (std::size_t at = 0; at < text.text().size();) {
        const std::size_t begin = at;
        for (std::int64_t i = 0; i < length_ && at < text.text().size(); ++i) next_point(text.text(), at);
        parts.push_back(text.slice({begin, at}));
      }
      return parts;
    });
  }

 private:
  std::int64_t length_;
};

// Cuts where the script changes. What goes with any script stays with what stands before it; at the start it is
// dropped.
class UnicodeScripts final : public PreTokenizer {
 public:
  explicit UnicodeScripts(const JsonNode&) {}

  void cut(Words& words) const override {
    recut(words, [](NormalizedString& text) {
      const auto starts = changes(text.text());
      Parts parts;
      for (std::size_t i = 0; i + 1 < starts.size(); ++i) parts.push_back(text.slice({starts[i], starts[i + 1]}));
      return parts;
    });
  }

 private:
  // Where a script begins, then the end of the text.
  static std::vector<std::size_t> changes(std::string_view text) {
    std::vector<std::size_t> starts;
    std::uint16_t last = 0;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t begin = at;
      const auto now = script(next_point(text, at));
      if (now == 0) continue;
      if (now != last) starts.push_back(begin);
      last = now;
    }
    starts.push_back(text.size());
    return starts;
  }
};

class Sequence final : public PreTokenizer {
 public:
  explicit Sequence(const JsonNode& node) {
    for (const JsonNode& item : node.at("pretokenizers").items()) {
      steps_.push_back(make_pre_tokenizer(item));
      if (!steps_.back()) throw item.wrong("a pre-tokenizer");
    }
  }
  void cut(Words& words) const override {
    for (const auto& step : steps_) step->cut(words);
  }

 private:
  std::vector<std::unique_ptr<const PreTokenizer>> steps_;
};

using Made = std::unique_ptr<const PreTokenizer>;

template <typename Kind>
Made make(const JsonNode& node) {
  return std::make_unique<const Kind>(node);
}

const std::map<std::string, Made (*)(const JsonNode&), std::less<>>& kinds() {
  static const std::map<std::string, Made (*)(const JsonNode&), std::less<>> table{
      {"BertPreTokenizer", make<Bert>},
      {"ByteLevel", make<ByteLevel>},
      {"CharDelimiterSplit", make<CharDelimiterSplit>},
      {"Metaspace", make<MetaspaceCutter>},
      {"Whitespace", make<Whitespace>},
      {"WhitespaceSplit", make<WhitespaceSplit>},
      {"Punctuation", make<Punctuation>},
      {"Digits", make<Digits>},
      {"Split", make<Split>},
      {"FixedLength", make<FixedLength>},
      {"UnicodeScripts", make<UnicodeScripts>},
      {"Sequence", make<Sequence>}};
  return table;
}

}  // namespace

SplitBehavior split_behavior(const JsonNode& node) {
  static const std::map<std::string, SplitBehavior, std::less<>> names{
      {"Removed", SplitBehavior::removed},
      {"Isolated", SplitBehavior::isolated},
      {"MergedWithPrevious", SplitBehavior::merged_with_previous},
      {"MergedWithNext", SplitBehavior::merged_with_next},
      {"Contiguous", SplitBehavior::contiguous}};
  const auto found = names.find(node.text());
  if (found == names.end()) throw node.wrong("Removed, Isolated, MergedWithPrevious, MergedWithNext or Contiguous");
  return found->second;
}

Metaspace::Metaspace(const JsonNode& node)
    : replacement(node.at("replacement").character()), split(node.flag_or("split", true)) {
  static const std::map<std::string, Prepend, std::less<>> schemes{
      {"first", Prepend::first}, {"never", Prepend::never}, {"always", Prepend::always}};
  if (node.has("prepend_scheme")) {
    const auto scheme = schemes.find(node.at("prepend_scheme").text());
    if (scheme == schemes.end()) throw node.at("prepend_scheme").wrong("first, never or always");
    prepend = scheme->second;
  }
  if (!node.flag_or("add_prefix_space", true) && prepend != Prepend::never)
    throw node.at("add_prefix_space").wrong("the same as prepend_scheme says");
}

std::unique_ptr<const PreTokenizer> make_pre_tokenizer(const JsonNode& node) {
  if (node.is_null()) return nullptr;
  const JsonNode type = node.at("type");
  const auto kind = kinds().find(type.text());
  if (kind == kinds().end()) throw type.wrong("a known pre-tokenizer");
  return kind->second(node);
}

}  // namespace headlight::text
