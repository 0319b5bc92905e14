#include "engine/training/vocabulary.h"

#include <set>

#include "engine/training/grammar.h"

namespace headlight::training {
namespace {

constexpr int sample = 150000;
constexpr std::uint64_t sample_seed = 20240229;
const std::vector<std::string>& special_words() {
  static const std::vector<std::string> list = {"</s>", "<unk>", "<pad>"};
  return list;
}

io::Json added_token(std::int64_t id, const std::string& content) {
  return {{"id", id},         {"content", content}, {"single_word", false}, {"lstrip", false},
          {"rstrip", false}, {"normalized", false}, {"special", true}};
}

io::Json replace(const std::string& found, const std::string& by) {
  return {{"type", "Replace"}, {"pattern", {{"String", found}}}, {"content", by}};
}

io::Json sequence_piece(const char* id) { return {{"Sequence", {{"id", id}, {"type_id", 0}}}}; }

io::Json closing_template() {
  const io::Json closing = {{"SpecialToken", {{"id", "</s>"}, {"type_id", 0}}}};
  return {{"type", "TemplateProcessing"},
          {"single", {sequence_piece("A"), closing}},
          {"pair", {sequence_piece("A"), sequence_piece("B"), closing}},
          {"special_tokens", {{"</s>", {{"id", "</s>"}, {"ids", {Vocabulary::eos}}, {"tokens", {"</s>"}}}}}}};
}

}  // namespace

Vocabulary::Vocabulary(std::vector<std::string> words) : words_(std::move(words)) {
  for (std::size_t i = 0; i < words_.size(); ++i) ids_[words_[i]] = static_cast<std::int64_t>(i);
}

Vocabulary Vocabulary::of_grammar() {
  std::set<std::string> found;
  Grammar grammar(sample_seed);
  for (int i = 0; i < sample; ++i) {
    const auto pair = grammar.next();
    found.insert(pair.source.begin(), pair.source.end());
    for (const auto& written : pair.target) found.insert(written.word);
  }
  auto words = special_words();
  words.insert(words.end(), found.begin(), found.end());
  return Vocabulary(std::move(words));
}

Result<Vocabulary> Vocabulary::open(const std::filesystem::path& folder) {
  return guarded<Vocabulary>([&] {
    const io::Fields file(io::read_json(folder / "tokenizer.json").take(), "tokenizer.json");
    const auto entries = file.object_or_empty("model").object_or_empty("vocab");
    std::vector<std::string> words(entries.json().size());
    for (const auto& [word, value] : entries.json().items())
      words.at(static_cast<std::size_t>(
          entries.integer(word, 0, static_cast<std::int64_t>(words.size()) - 1))) = word;
    return Vocabulary(std::move(words));
  });
}

std::int64_t Vocabulary::id(const std::string& word) const {
  const auto found = ids_.find(word);
  return found == ids_.end() ? unknown : found->second;
}

bool Vocabulary::covers(const SentencePair& pair) const {
  for (const auto& word : pair.source)
    if (!ids_.contains(word)) return false;
  for (const auto& written : pair.target)
    if (!ids_.contains(written.word)) return false;
  return true;
}

std::vector<std::int64_t> Vocabulary::source_ids(const SentencePair& pair) const {
  std::vector<std::int64_t> ids;
  for (const auto& word : pair.source) ids.push_back(id(word));
  ids.push_back(eos);
  return ids;
}

std::vector<std::int64_t> Vocabulary::target_ids(const SentencePair& pair) const {
  std::vector<std::int64_t> ids;
  for (const auto& written : pair.target) ids.push_back(id(written.word));
  ids.push_back(eos);
  return ids;
}

io::Json Vocabulary::tokenizer() const {
  io::Json entries = io::Json::object(), added = io::Json::array();
  for (std::int64_t i = 0; i < size(); ++i) entries[word(i)] = i;
  for (std::int64_t i = 0; i < 3; ++i) added.push_back(added_token(i, word(i)));
  const io::Json normalizers = {{{"type", "NFC"}}, replace("’", "'"), {{"type", "Lowercase"}}};
  const io::Json decoders = {{{"type", "WordPiece"}, {"prefix", "##"}, {"cleanup", false}},
                             {{"type", "Fuse"}},
                             replace("' ", "'"),
                             replace(" .", "."),
                             replace(" ,", ",")};
  return {{"version", "1.0"},
          {"truncation", nullptr},
          {"padding", nullptr},
          {"added_tokens", added},
          {"normalizer", {{"type", "Sequence"}, {"normalizers", normalizers}}},
          {"pre_tokenizer", {{"type", "Split"},
                             {"pattern", {{"Regex", R"(\w+'|\w+|[^\w\s])"}}},
                             {"behavior", "Removed"},
                             {"invert", true}}},
          {"post_processor", closing_template()},
          {"decoder", {{"type", "Sequence"}, {"decoders", decoders}}},
          {"model", {{"type", "WordLevel"}, {"vocab", entries}, {"unk_token", "<unk>"}}}};
}

io::Json Vocabulary::tokenizer_config() {
  return {{"tokenizer_class", "PreTrainedTokenizerFast"},
          {"eos_token", "</s>"},
          {"unk_token", "<unk>"},
          {"pad_token", "<pad>"},
          {"clean_up_tokenization_spaces", false},
          {"model_input_names", {"input_ids", "attention_mask"}},
          {"model_max_length", 128}};
}

}  // namespace headlight::training
