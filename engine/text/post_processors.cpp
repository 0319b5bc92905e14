#include "engine/text/post_processors.h"

#include <algorithm>
#include <functional>
#include <map>

#include "engine/text/byte_level.h"
#include "engine/text/encoding.h"
#include "engine/text/unicode/properties.h"
#include "engine/text/utf8.h"

namespace headlight::text {
namespace {

// What a template that repeats a sequence may grow to.
constexpr std::size_t most_tokens = std::size_t{1} << 26;

// White space that belongs to a byte-level token is no part of what the token covers.
struct Trimming {
  bool trim = false;
  bool prefix_space = false;

  void apply(Encoding& part) const {
    if (!trim) return;
    for (std::size_t i = 0; i < part.ids.size(); ++i) trim_token(part.tokens[i], part.offsets[i], i == 0);
  }

 private:
  static bool is_space(char32_t c) { return c == byte_character(' ') || is_white_space(c); }

  void trim_token(const std::string& token, std::array<std::int64_t, 2>& offsets, bool first) const {
    const std::u32string points = points_of(token);
    const auto leading_end = std::find_if_not(points.begin(), points.end(), is_space);
    const auto trailing_end = std::find_if_not(points.rbegin(), points.rend(), is_space);
    std::int64_t leading = leading_end - points.begin();
    const std::int64_t trailing = trailing_end - points.rbegin();
    if (leading > 0) {
      // The space that the pre-tokenizer put before the text is not there.
      if ((first || offsets[0] == 0) && prefix_space && leading == 1) leading = 0;
      offsets[0] = std::min(offsets[0] + leading, offsets[1]);
    }
    if (trailing > 0 && offsets[1] >= trailing) offsets[1] = std::max(offsets[1] - trailing, offsets[0]);
  }
};

struct Special {
  std::string token;
  std::int64_t id;
  explicit Special(const JsonNode& node) {
    const auto parts = node.items();
    if (parts.size() != 2) throw node.wrong("[token, id]");
    token = parts[0].text();
    id = parts[1].id();
  }
};

Encoding special_part(const std::string& token, std::int64_t id, std::int64_t type_id) {
  Encoding part;
  add_special(part, {token, id, type_id});
  return part;
}

std::vector<Encoding> with_order(std::vector<Encoding> parts) {
  for (std::size_t i = 0; i < parts.size(); ++i)
    std::fill(parts[i].sequence.begin(), parts[i].sequence.end(), static_cast<std::int64_t>(i));
  return parts;
}

// [CLS] A [SEP] and B [SEP], the second of type 1.
class Bert final : public PostProcessor {
 public:
  explicit Bert(const JsonNode& node) : separator_(node.at("sep")), classifier_(node.at("cls")) {}

  std::vector<Encoding> process(std::vector<Encoding> parts, bool add_special) const override {
    if (!add_special) return parts;
    std::vector<Encoding> out;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (i == 0) out.push_back(special_part(classifier_.token, classifier_.id, 0));
      out.push_back(std::move(parts[i]));
      out.push_back(special_part(separator_.token, separator_.id, i > 0));
    }
    return {joined(out)};
  }

 private:
  Special separator_, classifier_;
};

// <s> A </s> and </s> B </s>, all of type 0.
class Roberta final : public PostProcessor {
 public:
  explicit Roberta(const JsonNode& node)
      : separator_(node.at("sep")),
        classifier_(node.at("cls")),
        trimming_{node.at("trim_offsets").flag(), node.at("add_prefix_space").flag()} {}

  std::vector<Encoding> process(std::vector<Encoding> parts, bool add_special) const override {
    for (Encoding& part : parts) {
      trimming_.apply(part);
      std::fill(part.type_ids.begin(), part.type_ids.end(), 0);
    }
    if (!add_special) return parts;
    std::vector<Encoding> out;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const Special& before = i == 0 ? classifier_ : separator_;
      out.push_back(special_part(before.token, before.id, 0));
      out.push_back(std::move(parts[i]));
      out.push_back(special_part(separator_.token, separator_.id, 0));
    }
    return {joined(out)};
  }

 private:
  Special separator_, classifier_;
  Trimming trimming_;
};

class ByteLevel final : public PostProcessor {
 public:
  explicit ByteLevel(const JsonNode& node)
      : trimming_{node.at("trim_offsets").flag(), node.at("add_prefix_space").flag()} {}

  std::vector<Encoding> process(std::vector<Encoding> parts, bool) const override {
    for (Encoding& part : parts) trimming_.apply(part);
    return with_order(std::move(parts));
  }

 private:
  Trimming trimming_;
};

class Template final : public PostProcessor {
 public:
  explicit Template(const JsonNode& node)
      : single_(read(node.at("single"), node.at("special_tokens"), false)),
        pair_(read(node.at("pair"), node.at("special_tokens"), true)) {}

  std::vector<Encoding> process(std::vector<Encoding> parts, bool add_special) const override {
    if (parts.empty() || parts.size() > 2)
      throw Failure{unusable("text cannot be tokenized", "post_processor", std::to_string(parts.size()) + " sequences",
                             "one or two before a template")};
    std::vector<Encoding> out;
    std::size_t tokens = 0;
    for (const Step& step : parts.size() == 2 ? pair_ : single_) {
      if (!step.sequence) {
        if (add_special) out.push_back(step.tokens);
        continue;
      }
      out.push_back(parts[static_cast<std::size_t>(*step.sequence)]);
      tokens += out.back().ids.size();
      if (out.size() > 2 && tokens > most_tokens)
        throw Failure{unusable("too many tokens", "post_processor", {}, "at most " + std::to_string(most_tokens))};
      std::fill(out.back().type_ids.begin(), out.back().type_ids.end(), step.type_id);
      std::fill(out.back().sequence.begin(), out.back().sequence.end(), *step.sequence);
    }
    return out;
  }

 private:
  struct Step {
    std::optional<std::int64_t> sequence;  // 0 or 1; nothing for special tokens
    std::int64_t type_id = 0;
    Encoding tokens;
  };

  static std::vector<Step> read(const JsonNode& steps, const JsonNode& specials, bool pair) {
    std::vector<Step> out;
    for (const JsonNode& item : steps.items()) {
      if (item.size() != 1 || !(item.has("Sequence") || item.has("SpecialToken")))
        throw item.wrong("a Sequence or a SpecialToken");
      out.push_back(item.has("Sequence") ? read_sequence(item.at("Sequence"), pair)
                                         : read_special(item.at("SpecialToken"), specials));
    }
    return out;
  }

  static Step read_sequence(const JsonNode& node, bool pair) {
    const std::string name = node.at("id").text();
    if (name != "A" && !(name == "B" && pair)) throw node.at("id").wrong(pair ? "A or B" : "A");
    Step step;
    step.sequence = name == "A" ? 0 : 1;
    step.type_id = node.at("type_id").id();
    return step;
  }

  static Step read_special(const JsonNode& node, const JsonNode& specials) {
    const JsonNode entry = specials.at(node.at("id").text());
    const auto ids = entry.at("ids").items(), tokens = entry.at("tokens").items();
    if (ids.size() != tokens.size()) throw entry.at("tokens").wrong("as many as ids");
    Step step;
    for (std::size_t i = 0; i < ids.size(); ++i)
      headlight::text::add_special(step.tokens, {tokens[i].text(), ids[i].id(), node.at("type_id").id()});
    return step;
  }

  std::vector<Step> single_, pair_;
};

class Sequence final : public PostProcessor {
 public:
  explicit Sequence(const JsonNode& node) {
    for (const JsonNode& item : node.at("processors").items()) {
      steps_.push_back(make_post_processor(item));
      if (!steps_.back()) throw item.wrong("a post-processor");
    }
  }
  std::vector<Encoding> process(std::vector<Encoding> parts, bool add_special) const override {
    for (const auto& step : steps_) parts = step->process(std::move(parts), add_special);
    return parts;
  }

 private:
  std::vector<std::unique_ptr<const PostProcessor>> steps_;
};

using Made = std::unique_ptr<const PostProcessor>;

template <typename Kind>
Made make(const JsonNode& node) {
  return std::make_unique<const Kind>(node);
}

}  // namespace

std::unique_ptr<const PostProcessor> make_post_processor(const JsonNode& node) {
  static const std::map<std::string, Made (*)(const JsonNode&), std::less<>> kinds{
      {"BertProcessing", make<Bert>},         {"RobertaProcessing", make<Roberta>}, {"ByteLevel", make<ByteLevel>},
      {"TemplateProcessing", make<Template>}, {"Sequence", make<Sequence>}};
  if (node.is_null()) return nullptr;
  const JsonNode type = node.at("type");
  const auto kind = kinds.find(type.text());
  if (kind == kinds.end()) throw type.wrong("a known post-processor");
  return kind->second(node);
}

}  // namespace headlight::text
