// A tokenizer.json, executable.
#pragma once

#include <memory>

#include "engine/text/added_tokens.h"
#include "engine/text/decoders.h"
#include "engine/text/models/model.h"
#include "engine/text/normalizers.h"
#include "engine/text/post_processors.h"
#include "engine/text/pre_tokenizers.h"
#include "engine/text/tokenizer.h"

namespace headlight::text {

class Pipeline final : public Tokenizer {
 public:
  // `root`: the whole tokenizer.json. Throws Failure naming the field that cannot be used.
  explicit Pipeline(const JsonNode& root);

  [[nodiscard]] Result<Encoding> encode(std::string_view text, std::optional<std::string_view> pair,
                                        bool add_special) const override;
  [[nodiscard]] std::string decode(const std::vector<std::int64_t>& ids, bool skip_special) const override;
  [[nodiscard]] std::string token(std::int64_t id) const override;
  [[nodiscard]] std::optional<std::int64_t> id(std::string_view token) const override;
  [[nodiscard]] bool is_special(std::int64_t id) const override;
  [[nodiscard]] std::optional<std::int64_t> unknown() const override { return model_->unknown(); }
  [[nodiscard]] std::int64_t vocabulary_size() const override { return vocabulary_size_; }
  [[nodiscard]] std::string readable(std::string_view token) const override;

 private:
  [[nodiscard]] Encoding encode_sequence(std::string_view text, std::int64_t sequence) const;
  void tokenize(Words& words) const;
  [[nodiscard]] std::optional<std::string> find_token(std::int64_t id) const;

  std::string file_;
  std::unique_ptr<const Normalizer> normalizer_;        // may be null, as the next
  std::unique_ptr<const PreTokenizer> pre_tokenizer_;
  std::unique_ptr<const Model> model_;
  std::unique_ptr<const PostProcessor> post_processor_;  // may be null, as the next
  std::unique_ptr<const Decoder> decoder_;
  std::unique_ptr<const AddedTokens> added_;
  std::int64_t vocabulary_size_ = 0;
};

}  // namespace headlight::text
