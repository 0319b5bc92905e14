#include "engine/text/legacy_vocabulary.h"

#include <set>

#include "engine/io/atomic_file.h"
#include "engine/io/mapped_file.h"
#include "engine/text/legacy_tokens.h"
#include "engine/text/unicode/properties.h"
#include "engine/text/utf8.h"

namespace headlight::text {
namespace {

using io::Json;

constexpr std::size_t largest_file = std::size_t{256} << 20;

// Lines without their ends; the file must be UTF-8.
std::vector<std::string> lines_of(const std::filesystem::path& path) {
  const std::string bytes = io::read_file(path, largest_file).take();
  if (const auto at = invalid_utf8(bytes); at != std::string::npos)
    throw Failure{unusable("not a text file", path.string(), "an invalid byte at " + std::to_string(at), "UTF-8")};
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
    lines.push_back(bytes.substr(begin, end - begin));
    if (lines.back().ends_with('\r')) lines.back().pop_back();
    begin = end + 1;
  }
  return lines;
}

std::string without_trailing_space(std::string line) {
  while (!line.empty()) {
    const std::size_t start = previous_start(line, line.size());
    std::size_t at = start;
    if (!is_white_space(next_point(line, at))) break;
    line.resize(start);
  }
  return line;
}

// One token a line, its id the number of the line.
Json line_vocabulary(const std::filesystem::path& path) {
  Json vocabulary = Json::object();
  std::int64_t id = 0;
  for (const std::string& line : lines_of(path)) vocabulary[without_trailing_space(line)] = id++;
  return vocabulary;
}

Json merge_lines(const std::filesystem::path& path) {
  Json merges = Json::array();
  for (std::string& line : lines_of(path)) merges.push_back(std::move(line));
  return merges;
}

// The id that a special token has or will get, by the rule of added tokens.
std::int64_t id_of(const std::string& token, const Json& vocabulary, const Json& added) {
  if (const auto known = vocabulary.find(token); known != vocabulary.end()) return known->get<std::int64_t>();
  auto id = static_cast<std::int64_t>(vocabulary.size());
  for (const Json& entry : added) {
    const std::string content = entry.at("content").get<std::string>();
    if (content == token) break;
    if (!vocabulary.contains(content)) ++id;
  }
  return id;
}

// A template's steps; "$A" and "$B" are the sequences.
struct TemplateStep {
  std::string token;
  int type_id;
};

Json steps_of(const std::vector<TemplateStep>& steps) {
  Json list = Json::array();
  for (const auto& [token, type_id] : steps) {
    const bool sequence = token.starts_with('$');
    list.push_back({{sequence ? "Sequence" : "SpecialToken",
                     {{"id", sequence ? token.substr(1) : token}, {"type_id", type_id}}}});
  }
  return list;
}

Json template_of(const std::vector<TemplateStep>& single, const std::vector<TemplateStep>& pair, const Json& vocabulary,
                 const Json& added) {
  Json tokens = Json::object();
  for (const auto& [token, type_id] : pair)
    if (!token.starts_with('$'))
      tokens[token] = {{"id", token}, {"ids", {id_of(token, vocabulary, added)}}, {"tokens", {token}}};
  return {{"type", "TemplateProcessing"},
          {"single", steps_of(single)},
          {"pair", steps_of(pair)},
          {"special_tokens", tokens}};
}

Json bert(Json vocabulary, LegacySettings settings) {
  for (const auto& [key, content] : std::map<std::string, std::string>{{"unk_token", "[UNK]"},
                                                                       {"sep_token", "[SEP]"},
                                                                       {"pad_token", "[PAD]"},
                                                                       {"cls_token", "[CLS]"},
                                                                       {"mask_token", "[MASK]"}})
    settings.set_default(key, content);
  const Json added = settings.added_tokens();
  const auto accents = settings.flag("strip_accents");
  const std::string first = settings.special("cls_token"), last = settings.special("sep_token");
  Json root{{"added_tokens", added},
            {"normalizer",
             {{"type", "BertNormalizer"},
              {"clean_text", true},
              {"handle_chinese_chars", settings.flag_or("tokenize_chinese_chars", true)},
              {"strip_accents", accents ? Json(*accents) : Json(nullptr)},
              {"lowercase", settings.flag_or("do_lower_case", true)}}},
            {"pre_tokenizer", {{"type", "BertPreTokenizer"}}},
            {"post_processor",
             template_of({{first, 0}, {"$A", 0}, {last, 0}},
                         {{first, 0}, {"$A", 0}, {last, 0}, {"$B", 1}, {last, 1}}, vocabulary, added)},
            {"decoder", {{"type", "WordPiece"}, {"prefix", "##"}, {"cleanup", true}}}};
  root["model"] = {{"type", "WordPiece"},
                   {"unk_token", settings.special("unk_token")},
                   {"continuing_subword_prefix", "##"},
                   {"max_input_chars_per_word", 100},
                   {"vocab", std::move(vocabulary)}};
  return root;
}

Json byte_level(bool prefix_space) {
  return {{"type", "ByteLevel"}, {"add_prefix_space", prefix_space}, {"trim_offsets", true}, {"use_regex", true}};
}

Json roberta_processing(const LegacySettings& settings, const Json& vocabulary, const Json& added) {
  const auto entry = [&](const char* key) {
    const std::string token = settings.special(key);
    return Json::array({token, id_of(token, vocabulary, added)});
  };
  return {{"type", "RobertaProcessing"},
          {"sep", entry("sep_token")},
          {"cls", entry("cls_token")},
          {"trim_offsets", settings.flag_or("trim_offsets", true)},
          {"add_prefix_space", settings.flag_or("add_prefix_space", false)}};
}

Json gpt2_template(const LegacySettings& settings, const Json& vocabulary, const Json& added) {
  std::vector<TemplateStep> single, pair;
  for (const int type_id : {0, 1}) {
    if (settings.flag_or("add_bos_token", false)) pair.push_back({settings.special("bos_token"), type_id});
    pair.push_back({type_id == 0 ? "$A" : "$B", type_id});
    if (settings.flag_or("add_eos_token", false)) pair.push_back({settings.special("eos_token"), type_id});
    if (type_id == 0) single = pair;
  }
  return template_of(single, pair, vocabulary, added);
}

Json byte_pair(Json vocabulary, Json merges, LegacySettings settings, bool roberta) {
  const std::map<std::string, std::string> roberta_tokens{{"bos_token", "<s>"},  {"eos_token", "</s>"},
                                                          {"sep_token", "</s>"}, {"cls_token", "<s>"},
                                                          {"unk_token", "<unk>"}, {"pad_token", "<pad>"},
                                                          {"mask_token", "<mask>"}};
  const std::map<std::string, std::string> gpt2_tokens{
      {"bos_token", "<|endoftext|>"}, {"eos_token", "<|endoftext|>"}, {"unk_token", "<|endoftext|>"}};
  for (const auto& [key, content] : roberta ? roberta_tokens : gpt2_tokens) settings.set_default(key, content);
  const Json added = settings.added_tokens();
  Json root{{"added_tokens", added},
            {"pre_tokenizer", byte_level(settings.flag_or("add_prefix_space", false))},
            {"decoder", byte_level(true)},
            {"post_processor", roberta ? roberta_processing(settings, vocabulary, added)
                                       : gpt2_template(settings, vocabulary, added)}};
  root["model"] = {{"type", "BPE"}, {"vocab", std::move(vocabulary)}, {"merges", std::move(merges)}};
  return root;
}

// By the tokenizer's class, the model's family, or else the tokens that only RoBERTa's vocabularies have.
bool is_roberta(const std::filesystem::path& folder, const LegacySettings& settings, const Json& vocabulary) {
  static const std::set<std::string> families{"roberta", "roberta-prelayernorm", "bart", "longformer", "led",
                                              "data2vec-text", "ibert", "lilt", "mega", "mra"};
  const std::string name = settings.text_or("tokenizer_class", "");
  for (const char* kind : {"Roberta", "Bart", "Longformer", "LED"})
    if (name.starts_with(kind)) return true;
  if (!name.empty()) return false;
  const auto config_path = folder / "config.json";
  if (io::is_file(config_path)) {
    const Json config = io::read_json(config_path).take();
    const std::string file = config_path.string();
    const std::string family = JsonNode(config, file).text_or("model_type", "");
    if (!family.empty()) return families.contains(family);
  }
  return vocabulary.contains("<s>") && vocabulary.contains("</s>");
}

// Only numbers count, as in the reference.
Json read_vocabulary(const std::filesystem::path& path) {
  const Json json = io::read_json(path).take();
  const std::string file = path.string();
  Json vocabulary = Json::object();
  JsonNode(json, file).each_member([&](const std::string& token, const JsonNode& id) {
    if (id.json().is_number()) vocabulary[token] = id.id();
  });
  return vocabulary;
}

// What of a tokenizer is there all the same.
std::string other_tokenizer(const std::filesystem::path& folder) {
  for (const char* name : {"spiece.model", "sentencepiece.bpe.model", "tokenizer.model", "source.spm", "vocab.json", "merges.txt"})
    if (io::is_file(folder / name)) return std::string(name) + " alone";
  return "none of its files";
}

}  // namespace

LegacyFile legacy_vocabulary(const std::filesystem::path& folder) {
  const auto lines = folder / "vocab.txt", pairs = folder / "vocab.json", merges = folder / "merges.txt";
  if (io::is_file(lines)) return {bert(line_vocabulary(lines), LegacySettings(folder)), lines.string()};
  if (io::is_file(pairs) && io::is_file(merges)) {
    const LegacySettings settings(folder);
    Json vocabulary = read_vocabulary(pairs);
    const bool roberta = is_roberta(folder, settings, vocabulary);
    return {byte_pair(std::move(vocabulary), merge_lines(merges), settings, roberta), pairs.string()};
  }
  throw Failure{unusable("no tokenizer", folder.string(), other_tokenizer(folder),
                         "tokenizer.json, vocab.txt, or vocab.json and merges.txt")};
}

}  // namespace headlight::text
