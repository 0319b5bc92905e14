#include "engine/text/decoders.h"

#include <algorithm>
#include <functional>
#include <map>

#include "engine/text/byte_level.h"
#include "engine/text/pattern.h"
#include "engine/text/pre_tokenizers.h"
#include "engine/text/utf8.h"

namespace headlight::text {
namespace {

using Tokens = std::vector<std::string>;

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string out;
  std::size_t at = 0;
  while (!from.empty()) {
    const std::size_t found = text.find(from, at);
    if (found == std::string_view::npos) break;
    out.append(text, at, found - at).append(to);
    at = found + from.size();
  }
  return out.append(text.substr(at));
}

// English spacing undone, in the reference's order.
std::string cleaned(std::string text) {
  static constexpr std::pair<std::string_view, std::string_view> rules[] = {
      {" .", "."},     {" ?", "?"},     {" !", "!"},            {" ,", ","},     {" ' ", "'"},    {" n't", "n't"},
      {" 'm", "'m"},   {" do not", " don't"}, {" 's", "'s"},    {" 've", "'ve"}, {" 're", "'re"}};
  for (const auto& [from, to] : rules) text = replaced(text, from, to);
  return text;
}

class WordPiece final : public Decoder {
 public:
  explicit WordPiece(const JsonNode& node) : prefix_(node.at("prefix").text()), cleanup_(node.at("cleanup").flag()) {}

  Tokens decode(Tokens tokens) const override {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (i > 0) tokens[i] = tokens[i].starts_with(prefix_) ? tokens[i].substr(prefix_.size()) : " " + tokens[i];
      if (cleanup_) tokens[i] = cleaned(std::move(tokens[i]));
    }
    return tokens;
  }

 private:
  std::string prefix_;
  bool cleanup_;
};

class ByteLevel final : public Decoder {
 public:
  explicit ByteLevel(const JsonNode& node) {
    static_cast<void>(node.at("add_prefix_space").flag());
    static_cast<void>(node.at("trim_offsets").flag());
  }

  Tokens decode(Tokens tokens) const override {
    std::string bytes;
    for (const std::string& token : tokens) bytes += token_bytes(token).value_or(token);
    return {repaired(bytes)};
  }
  bool reads_bytes() const override { return true; }
};

class MetaspaceDecoder final : public Decoder {
 public:
  explicit MetaspaceDecoder(const JsonNode& node) : settings_(node) {}

  Tokens decode(Tokens tokens) const override {
    std::string mark;
    append(mark, settings_.replacement);
    const bool prepended = settings_.prepend != Metaspace::Prepend::never;
    for (std::size_t i = 0; i < tokens.size(); ++i)
      tokens[i] = replaced(tokens[i], mark, i == 0 && prepended ? "" : " ");
    return tokens;
  }

 private:
  Metaspace settings_;
};

class BytePairDecoder final : public Decoder {
 public:
  explicit BytePairDecoder(const JsonNode& node) : suffix_(node.at("suffix").text()) {}

  Tokens decode(Tokens tokens) const override {
    for (std::size_t i = 0; i < tokens.size(); ++i)
      tokens[i] = replaced(tokens[i], suffix_, i + 1 == tokens.size() ? "" : " ");
    return tokens;
  }

 private:
  std::string suffix_;
};

// Runs of "<0x41>" become the text they spell, or one U+FFFD a byte when they spell none.
class ByteFallback final : public Decoder {
 public:
  explicit ByteFallback(const JsonNode&) {}

  Tokens decode(Tokens tokens) const override {
    Tokens out;
    std::string bytes;
    for (std::string& token : tokens) {
      if (const auto byte = byte_of(token)) {
        bytes += *byte;
        continue;
      }
      flush(bytes, out);
      out.push_back(std::move(token));
    }
    flush(bytes, out);
    return out;
  }

 private:
  static int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  }

  static std::optional<char> byte_of(std::string_view token) {
    if (token.size() != 6 || !token.starts_with("<0x") || token[5] != '>') return std::nullopt;
    const int high = token[3] == '+' ? 0 : digit(token[3]), low = digit(token[4]);
    if (high < 0 || low < 0) return std::nullopt;
    return static_cast<char>(high * 16 + low);
  }

  static void flush(std::string& bytes, Tokens& out) {
    if (bytes.empty()) return;
    if (invalid_utf8(bytes) == std::string::npos)
      out.push_back(bytes);
    else
      out.insert(out.end(), bytes.size(), "\xEF\xBF\xBD");
    bytes.clear();
  }
};

class Fuse final : public Decoder {
 public:
  explicit Fuse(const JsonNode&) {}
  Tokens decode(Tokens tokens) const override {
    std::string whole;
    for (const std::string& token : tokens) whole += token;
    return {whole};
  }
};

class Strip final : public Decoder {
 public:
  explicit Strip(const JsonNode& node)
      : content_(node.at("content").character()), start_(count(node.at("start"))), stop_(count(node.at("stop"))) {}

  Tokens decode(Tokens tokens) const override {
    for (std::string& token : tokens) token = stripped(points_of(token));
    return tokens;
  }

 private:
  static std::size_t count(const JsonNode& node) { return static_cast<std::size_t>(node.integer(0, 1 << 30)); }

  [[nodiscard]] std::string stripped(const std::u32string& points) const {
    std::size_t begin = 0, end = points.size();
    while (begin < std::min(start_, points.size()) && points[begin] == content_) ++begin;
    while (end > 0 && points.size() - end < stop_ && points[end - 1] == content_) --end;
    std::string out;
    for (std::size_t i = begin; i < end; ++i) append(out, points[i]);
    return out;
  }

  char32_t content_;
  std::size_t start_, stop_;
};

class Replace final : public Decoder {
 public:
  explicit Replace(const JsonNode& node)
      : pattern_(make_pattern(node.at("pattern"))), content_(node.at("content").text()) {}

  Tokens decode(Tokens tokens) const override {
    for (std::string& token : tokens) {
      std::string out;
      for (const auto& [span, match] : pattern_.pieces(token))
        match ? out.append(content_) : out.append(token, span.begin, span.end - span.begin);
      token = std::move(out);
    }
    return tokens;
  }

 private:
  Regex pattern_;
  std::string content_;
};

// Connectionist temporal classification: repeats and padding vanish.
class Ctc final : public Decoder {
 public:
  explicit Ctc(const JsonNode& node)
      : padding_(node.at("pad_token").text()),
        delimiter_(node.at("word_delimiter_token").text()),
        cleanup_(node.at("cleanup").flag()) {}

  Tokens decode(Tokens tokens) const override {
    tokens.erase(std::unique(tokens.begin(), tokens.end()), tokens.end());
    Tokens out;
    for (const std::string& token : tokens) {
      std::string text = replaced(token, padding_, "");
      if (cleanup_) text = replaced(cleaned(std::move(text)), delimiter_, " ");
      if (!text.empty()) out.push_back(std::move(text));
    }
    return out;
  }

 private:
  std::string padding_, delimiter_;
  bool cleanup_;
};

class Sequence final : public Decoder {
 public:
  explicit Sequence(const JsonNode& node) {
    for (const JsonNode& item : node.at("decoders").items()) {
      steps_.push_back(make_decoder(item));
      if (!steps_.back()) throw item.wrong("a decoder");
    }
  }
  Tokens decode(Tokens tokens) const override {
    for (const auto& step : steps_) tokens = step->decode(std::move(tokens));
    return tokens;
  }
  bool reads_bytes() const override {
    return std::any_of(steps_.begin(), steps_.end(), [](const auto& step) { return step->reads_bytes(); });
  }

 private:
  std::vector<std::unique_ptr<const Decoder>> steps_;
};

using Made = std::unique_ptr<const Decoder>;

template <typename Kind>
Made make(const JsonNode& node) {
  return std::make_unique<const Kind>(node);
}

}  // namespace

std::unique_ptr<const Decoder> make_decoder(const JsonNode& node) {
  static const std::map<std::string, Made (*)(const JsonNode&), std::less<>> kinds{
      {"WordPiece", make<WordPiece>},        {"ByteLevel", make<ByteLevel>},
      {"Metaspace", make<MetaspaceDecoder>}, {"BPEDecoder", make<BytePairDecoder>},
      {"ByteFallback", make<ByteFallback>},  {"Fuse", make<Fuse>},
      {"Strip", make<Strip>},                {"Replace", make<Replace>},
      {"CTC", make<Ctc>},                    {"Sequence", make<Sequence>}};
  if (node.is_null()) return nullptr;
  const JsonNode type = node.at("type");
  const auto kind = kinds.find(type.text());
  if (kind == kinds.end()) throw type.wrong("a known decoder");
  return kind->second(node);
}

}  // namespace headlight::text
