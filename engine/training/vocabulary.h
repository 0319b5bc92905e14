// The words that the teaching translator knows, and the tokenizer that splits text into them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "engine/io/json_file.h"
#include "engine/training/sentence.h"

namespace headlight::training {

class Vocabulary {
 public:
  static constexpr std::int64_t eos = 0, unknown = 1, pad = 2;

  // Every word that a large sample of the grammar uses, in both languages; always the same.
  static Vocabulary of_grammar();
  // The vocabulary of a folder's tokenizer.json.
  static Result<Vocabulary> open(const std::filesystem::path& folder);

  [[nodiscard]] std::int64_t size() const { return static_cast<std::int64_t>(words_.size()); }
  [[nodiscard]] const std::string& word(std::int64_t id) const { return words_.at(static_cast<std::size_t>(id)); }
  [[nodiscard]] std::int64_t id(const std::string& word) const;  // unknown for a strange one
  [[nodiscard]] bool covers(const SentencePair& pair) const;

  // Ids with the closing </s>.
  [[nodiscard]] std::vector<std::int64_t> source_ids(const SentencePair& pair) const;
  [[nodiscard]] std::vector<std::int64_t> target_ids(const SentencePair& pair) const;

  // tokenizer.json: lower case, words and clitics ("didn'", "l'") and marks apart, </s> at the end; decoding joins them
  // as join_words does.
  [[nodiscard]] io::Json tokenizer() const;
  [[nodiscard]] static io::Json tokenizer_config();

 private:
  explicit Vocabulary(std::vector<std::string> words);
  std::vector<std::string> words_;
  std::map<std::string, std::int64_t> ids_;
};

}  // namespace headlight::training
