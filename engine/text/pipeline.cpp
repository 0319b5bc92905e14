#include "engine/text/pipeline.h"

#include "engine/text/encoding.h"
#include "engine/text/utf8.h"

namespace headlight::text {
namespace {

constexpr std::size_t longest_text = std::size_t{64} << 20;  // bytes
constexpr std::size_t longest_cached_word = 256, most_cached_words = 1 << 16;

const io::Json null_json;

// A member that may be missing or null.
JsonNode optional_member(const JsonNode& root, const std::string& key) {
  return root.has(key) ? root.at(key) : JsonNode(null_json, key);
}

// `name`: "text" or "pair".
void check(std::string_view text, const std::string& name) {
  if (text.size() > longest_text)
    throw Failure{unusable("text too long", name, std::to_string(text.size()) + " bytes",
                           "at most " + std::to_string(longest_text))};
  if (const auto at = invalid_utf8(text); at != std::string_view::npos)
    throw Failure{unusable("text is not UTF-8", name, "an invalid byte at " + std::to_string(at), "UTF-8")};
}

}  // namespace

Pipeline::Pipeline(const JsonNode& root) : file_(root.file()) {
  if (root.has("version") && root.at("version").text() != "1.0") throw root.at("version").wrong("1.0");
  model_ = make_model(root.at("model"));
  normalizer_ = make_normalizer(optional_member(root, "normalizer"));
  pre_tokenizer_ = make_pre_tokenizer(optional_member(root, "pre_tokenizer"));
  post_processor_ = make_post_processor(optional_member(root, "post_processor"));
  decoder_ = make_decoder(optional_member(root, "decoder"));
  added_ = std::make_unique<const AddedTokens>(optional_member(root, "added_tokens"), *model_, normalizer_.get());
  vocabulary_size_ = model_->size();
  for (const auto& [token, id] : added_->ids())
    if (!model_->id(token)) ++vocabulary_size_;
}

Result<Encoding> Pipeline::encode(std::string_view text, std::optional<std::string_view> pair,
                                  bool add_special) const {
  auto encoding = guarded<Encoding>([&]() -> Result<Encoding> {
    check(text, "text");
    if (pair) check(*pair, "pair");
    std::vector<Encoding> parts;
    parts.push_back(encode_sequence(text, 0));
    if (pair) parts.push_back(encode_sequence(*pair, 1));
    if (post_processor_) parts = post_processor_->process(std::move(parts), add_special);
    return joined(std::move(parts));
  });
  if (encoding) return encoding;
  auto error = encoding.error();
  if (error.where != "text" && error.where != "pair") error.where = file_ + (error.where.empty() ? "" : ", " + error.where);
  return error;
}

Encoding Pipeline::encode_sequence(std::string_view text, std::int64_t sequence) const {
  Words words = added_->cut(text, normalizer_.get());
  if (pre_tokenizer_) pre_tokenizer_->cut(words);
  tokenize(words);
  return encoding_of(words, text, sequence);
}

// Words repeat: each is worked out once in a text.
void Pipeline::tokenize(Words& words) const {
  StringMap<std::vector<Token>> seen;
  for (Word& word : words) {
    if (word.tokens) continue;
    const std::string& text = word.text.text();
    if (const auto known = seen.find(text); known != seen.end()) {
      word.tokens = known->second;
      continue;
    }
    word.tokens = model_->tokenize(text);
    if (text.size() <= longest_cached_word && seen.size() < most_cached_words) seen.emplace(text, *word.tokens);
  }
}

std::optional<std::string> Pipeline::find_token(std::int64_t id) const {
  if (const auto* added = added_->token(id)) return *added;
  return model_->token(id);
}

std::string Pipeline::decode(const std::vector<std::int64_t>& ids, bool skip_special) const {
  std::vector<std::string> tokens;
  for (const std::int64_t id : ids) {
    auto token = find_token(id);
    if (token && !(skip_special && added_->is_special(*token))) tokens.push_back(std::move(*token));
  }
  std::string text;
  if (!decoder_) {
    for (std::size_t i = 0; i < tokens.size(); ++i) text += (i == 0 ? "" : " ") + tokens[i];
    return text;
  }
  // A decoder fails only where its own expression runs away; the tokens as they are then still say something.
  const auto parts = guarded<std::vector<std::string>>([&]() -> Result<std::vector<std::string>> {
    return decoder_->decode(tokens);
  });
  for (const std::string& part : parts.ok() ? parts.value() : tokens) text += part;
  return text;
}

std::string Pipeline::token(std::int64_t id) const { return find_token(id).value_or(""); }

std::optional<std::int64_t> Pipeline::id(std::string_view token) const {
  if (const auto added = added_->id(token)) return added;
  return model_->id(token);
}

std::string Pipeline::readable(std::string_view token) const {
  const bool of_bytes = decoder_ && decoder_->reads_bytes() && !added_->id(token);
  return of_bytes ? readable_bytes(token) : text::readable(token);
}

bool Pipeline::is_special(std::int64_t id) const {
  const auto token = find_token(id);
  return token && added_->is_special(*token);
}

}  // namespace headlight::text
