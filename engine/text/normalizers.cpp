#include "engine/text/normalizers.h"

#include <functional>
#include <map>
#include <vector>

#include "engine/text/pattern.h"
#include "engine/text/precompiled.h"
#include "engine/text/unicode/properties.h"

namespace headlight::text {
namespace {

// Blocks that BERT puts spaces around. The gap between 2B81F and 2B920 is the reference's.
bool is_chinese(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x2A6DF) ||
         (c >= 0x2A700 && c <= 0x2B73F) || (c >= 0x2B740 && c <= 0x2B81F) || (c >= 0x2B920 && c <= 0x2CEAF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

bool nmt_removes(char32_t c) {
  return (c >= 0x1 && c <= 0x8) || c == 0xB || (c >= 0xE && c <= 0x1F) || c == 0x7F || c == 0x8F || c == 0x9F;
}

bool nmt_is_space(char32_t c) {
  return c == 0x9 || c == 0xA || c == 0xC || c == 0xD || c == 0x1680 || (c >= 0x200B && c <= 0x200F) || c == 0x2028 ||
         c == 0x2029 || c == 0x2581 || c == 0xFEFF || c == 0xFFFD;
}

class Bert final : public Normalizer {
 public:
  explicit Bert(const JsonNode& node)
      : clean_(node.at("clean_text").flag()),
        chinese_(node.at("handle_chinese_chars").flag()),
        lowercase_(node.at("lowercase").flag()),
        accents_(node.flag_or("strip_accents", lowercase_)) {}

  void normalize(NormalizedString& text) const override {
    if (clean_) {
      text.filter([](char32_t c) { return !has(c, Property::other); });
      text.map([](char32_t c) { return is_white_space(c) ? U' ' : c; });
    }
    if (chinese_) space_chinese(text);
    if (accents_) {
      text.transform(normalized(text.text(), NormalForm::nfd));
      text.filter([](char32_t c) { return !has(c, Property::nonspacing_mark); });
    }
    if (lowercase_) text.lowercase();
  }

 private:
  static void space_chinese(NormalizedString& text) {
    std::vector<Change> changes;
    for (std::size_t at = 0; at < text.text().size();) {
      const char32_t c = next_point(text.text(), at);
      if (is_chinese(c))
        changes.insert(changes.end(), {{U' ', 0}, {c, 1}, {U' ', 1}});
      else
        changes.push_back({c, 0});
    }
    text.transform(changes);
  }

  bool clean_, chinese_, lowercase_, accents_;
};

// A step without settings.
class Plain final : public Normalizer {
 public:
  using Step = void (*)(NormalizedString&);
  explicit Plain(Step step) : step_(step) {}
  void normalize(NormalizedString& text) const override { step_(text); }

 private:
  Step step_;
};

template <NormalForm form>
void to_form(NormalizedString& text) {
  text.transform(normalized(text.text(), form));
}

void nmt(NormalizedString& text) {
  text.filter([](char32_t c) { return !nmt_removes(c); });
  text.map([](char32_t c) { return nmt_is_space(c) ? U' ' : c; });
}

void strip_accents(NormalizedString& text) {
  text.filter([](char32_t c) { return !has(c, Property::combining_mark); });
}

class Strip final : public Normalizer {
 public:
  explicit Strip(const JsonNode& node)
      : left_(node.at("strip_left").flag()), right_(node.at("strip_right").flag()) {}
  void normalize(NormalizedString& text) const override { text.strip(left_, right_); }

 private:
  bool left_, right_;
};

class Replace final : public Normalizer {
 public:
  explicit Replace(const JsonNode& node)
      : pattern_(make_pattern(node.at("pattern"))), content_(node.at("content").text()) {}
  void normalize(NormalizedString& text) const override { text.replace(pattern_.pieces(text.text()), content_); }

 private:
  Regex pattern_;
  std::string content_;
};

class Prepend final : public Normalizer {
 public:
  explicit Prepend(const JsonNode& node) : prefix_(node.at("prepend").text()) {}
  void normalize(NormalizedString& text) const override { text.prepend(prefix_); }

 private:
  std::string prefix_;
};

class Sequence final : public Normalizer {
 public:
  explicit Sequence(const JsonNode& node) {
    for (const JsonNode& item : node.at("normalizers").items()) {
      steps_.push_back(make_normalizer(item));
      if (!steps_.back()) throw item.wrong("a normalizer");
    }
  }
  void normalize(NormalizedString& text) const override {
    for (const auto& step : steps_) step->normalize(text);
  }

 private:
  std::vector<std::unique_ptr<const Normalizer>> steps_;
};

class Charsmap final : public Normalizer {
 public:
  explicit Charsmap(const JsonNode& node) : rules_(read_charsmap(node.at("precompiled_charsmap"))) {}
  void normalize(NormalizedString& text) const override { rules_.apply(text); }

 private:
  Precompiled rules_;
};

using Made = std::unique_ptr<const Normalizer>;

template <typename Kind>
Made make(const JsonNode& node) {
  return std::make_unique<const Kind>(node);
}

template <Plain::Step step>
Made plain(const JsonNode&) {
  return std::make_unique<const Plain>(step);
}

void lowercase(NormalizedString& text) { text.lowercase(); }
void byte_level(NormalizedString& text) { text.to_byte_characters(); }

const std::map<std::string, Made (*)(const JsonNode&), std::less<>>& kinds() {
  static const std::map<std::string, Made (*)(const JsonNode&), std::less<>> table{
      {"BertNormalizer", make<Bert>},
      {"Strip", make<Strip>},
      {"StripAccents", plain<strip_accents>},
      {"NFC", plain<to_form<NormalForm::nfc>>},
      {"NFD", plain<to_form<NormalForm::nfd>>},
      {"NFKC", plain<to_form<NormalForm::nfkc>>},
      {"NFKD", plain<to_form<NormalForm::nfkd>>},
      {"Sequence", make<Sequence>},
      {"Lowercase", plain<lowercase>},
      {"Nmt", plain<nmt>},
      {"Precompiled", make<Charsmap>},
      {"Replace", make<Replace>},
      {"Prepend", make<Prepend>},
      {"ByteLevel", plain<byte_level>}};
  return table;
}

}  // namespace

std::unique_ptr<const Normalizer> make_normalizer(const JsonNode& node) {
  if (node.is_null()) return nullptr;
  const JsonNode type = node.at("type");
  const auto kind = kinds().find(type.text());
  if (kind == kinds().end()) throw type.wrong("a known normalizer");
  return kind->second(node);
}

}  // namespace headlight::text
