// Files that must be refused with a line that names the file and the field, and mutations that must not crash.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "engine/text/tokenizer.h"
#include "tests/engine/text/temporary_folder.h"
#include "tests/places.h"

namespace headlight::text {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;

const char* const good_file = R"({
  "version": "1.0",
  "added_tokens": [{"id": 0, "content": "[UNK]", "single_word": false, "lstrip": false, "rstrip": false,
                    "normalized": false, "special": true}],
  "normalizer": {"type": "Sequence", "normalizers": [
    {"type": "NFC"}, {"type": "Strip", "strip_left": true, "strip_right": true},
    {"type": "Replace", "pattern": {"Regex": "x+"}, "content": "y"},
    {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null,
     "lowercase": true}]},
  "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
    {"type": "Split", "pattern": {"String": "-"}, "behavior": "Isolated", "invert": false},
    {"type": "Metaspace", "replacement": "_", "prepend_scheme": "always", "split": true},
    {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true}]},
  "post_processor": {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "[UNK]", "type_id": 0}},
      {"Sequence": {"id": "A", "type_id": 0}}], "pair": [{"Sequence": {"id": "A", "type_id": 0}},
      {"Sequence": {"id": "B", "type_id": 1}}],
    "special_tokens": {"[UNK]": {"id": "[UNK]", "ids": [0], "tokens": ["[UNK]"]}}},
  "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true},
  "model": {"type": "BPE", "unk_token": "[UNK]", "vocab": {"[UNK]": 0, "a": 1, "b": 2, "ab": 3},
            "merges": [["a", "b"]]}})";

// Opens a folder with this tokenizer.json; the line of the Error, or "" when it was taken.
std::string refusal(std::string_view bytes) {
  const TemporaryFolder folder;
  folder.write("tokenizer.json", bytes);
  const auto opened = Tokenizer::open(folder.path());
  return opened.ok() ? "" : opened.error().line();
}

TEST(Malformed, TheGoodFileIsTaken) { EXPECT_EQ(refusal(good_file), ""); }

struct Patch {
  const char* pointer;
  const char* value;  // JSON, or "" to remove
  const char* field;  // what the line must name
};

class BadField : public testing::TestWithParam<Patch> {};

TEST_P(BadField, IsNamed) {
  const auto& [pointer, value, field] = GetParam();
  Json json = Json::parse(good_file);
  const Json::json_pointer place(pointer);
  if (*value != '\0')
    json[place] = Json::parse(value);
  else if (json[place.parent_pointer()].is_array())
    json[place.parent_pointer()].erase(static_cast<std::size_t>(std::stoul(place.back())));
  else
    json[place.parent_pointer()].erase(place.back());
  const std::string line = refusal(json.dump());
  EXPECT_THAT(line, HasSubstr("tokenizer.json"));
  EXPECT_THAT(line, HasSubstr(field));
}

const Patch patches[] = {
    {"/version", "\"2.0\"", "version"},
    {"/version", "7", "version"},
    {"/model", "", "model"},
    {"/model", "null", "model"},
    {"/model", "[]", "model"},
    {"/model/type", "\"Transformer\"", "model.type"},
    {"/model/type", "3", "model.type"},
    {"/model/vocab", "", "model.vocab"},
    {"/model/vocab", "[1, 2]", "model.vocab"},
    {"/model/vocab", "\"a\"", "model.vocab"},
    {"/model/vocab/a", "\"1\"", "model.vocab.a"},
    {"/model/vocab/a", "-1", "model.vocab.a"},
    {"/model/vocab/a", "1.5", "model.vocab.a"},
    {"/model/vocab/a", "4294967296", "model.vocab.a"},
    {"/model/vocab/a", "18446744073709551615", "model.vocab.a"},
    {"/model/vocab/a", "1e300", "model.vocab.a"},
    {"/model/merges", "", "model.merges"},
    {"/model/merges", "{}", "model.merges"},
    {"/model/merges", "[[\"a\", \"z\"]]", "model.merges[0]"},
    {"/model/merges", "[[\"b\", \"a\"]]", "model.merges[0]"},
    {"/model/merges", "[[\"a\"]]", "model.merges[0]"},
    {"/model/merges", "[[\"a\", 2]]", "model.merges[0]"},
    {"/model/merges", "[\"ab\"]", "model.merges[0]"},
    {"/model/merges", "[\"a b a\"]", "model.merges[0]"},
    {"/model/merges", "[[\"a\", \"b\"], \"a b\"]", "model.merges[1]"},
    {"/model/unk_token", "5", "model.unk_token"},
    {"/model/dropout", "2", "model.dropout"},
    {"/model/byte_fallback", "\"yes\"", "model.byte_fallback"},
    {"/model/continuing_subword_prefix", "\"long prefix\"", "model.merges[0]"},
    {"/normalizer", "[]", "normalizer"},
    {"/normalizer", "{\"type\": \"Nothing\"}", "normalizer.type"},
    {"/normalizer", "{}", "normalizer.type"},
    {"/normalizer/normalizers", "{}", "normalizer.normalizers"},
    {"/normalizer/normalizers/0", "null", "normalizer.normalizers[0]"},
    {"/normalizer/normalizers/1/strip_left", "", "normalizer.normalizers[1].strip_left"},
    {"/normalizer/normalizers/2/pattern", "{\"Regex\": \"(((\"}", "normalizer.normalizers[2].pattern.Regex"},
    {"/normalizer/normalizers/2/pattern", "{\"Regex\": \"[z-a]\"}", "normalizer.normalizers[2].pattern.Regex"},
    {"/normalizer/normalizers/2/pattern", "{\"Regex\": \"a{1,100000000}\"}", "normalizers[2].pattern.Regex"},
    {"/normalizer/normalizers/2/pattern", "\"x\"", "normalizer.normalizers[2].pattern"},
    {"/normalizer/normalizers/2/content", "1", "normalizer.normalizers[2].content"},
    {"/normalizer/normalizers/3/lowercase", "", "normalizer.normalizers[3].lowercase"},
    {"/normalizer", "{\"type\": \"Precompiled\", \"precompiled_charsmap\": \"!!!!\"}", "precompiled_charsmap"},
    {"/normalizer", "{\"type\": \"Precompiled\", \"precompiled_charsmap\": \"AAAA\"}", "precompiled_charsmap"},
    {"/normalizer", "{\"type\": \"Precompiled\", \"precompiled_charsmap\": \"//////////8=\"}", "precompiled_charsmap"},
    {"/normalizer", "{\"type\": \"Precompiled\", \"precompiled_charsmap\": \"\"}", "precompiled_charsmap"},
    {"/normalizer", "{\"type\": \"Precompiled\"}", "normalizer.precompiled_charsmap"},
    {"/normalizer", "{\"type\": \"Prepend\"}", "normalizer.prepend"},
    {"/pre_tokenizer/pretokenizers/0/behavior", "\"Sometimes\"", "pre_tokenizer.pretokenizers[0].behavior"},
    {"/pre_tokenizer/pretokenizers/0/invert", "", "pre_tokenizer.pretokenizers[0].invert"},
    {"/pre_tokenizer/pretokenizers/1/replacement", "\"ab\"", "pre_tokenizer.pretokenizers[1].replacement"},
    {"/pre_tokenizer/pretokenizers/1/replacement", "\"\"", "pre_tokenizer.pretokenizers[1].replacement"},
    {"/pre_tokenizer/pretokenizers/1/prepend_scheme", "\"often\"", "pretokenizers[1].prepend_scheme"},
    {"/pre_tokenizer/pretokenizers/2/add_prefix_space", "", "pretokenizers[2].add_prefix_space"},
    {"/pre_tokenizer", "{\"type\": \"FixedLength\", \"length\": 0}", "pre_tokenizer.length"},
    {"/pre_tokenizer", "{\"type\": \"Digits\"}", "pre_tokenizer.individual_digits"},
    {"/post_processor/special_tokens", "{}", "post_processor.special_tokens.[UNK]"},
    {"/post_processor/special_tokens/[UNK]/tokens", "[]", "special_tokens.[UNK].tokens"},
    {"/post_processor/special_tokens/[UNK]/ids", "[-5]", "special_tokens.[UNK].ids[0]"},
    {"/post_processor/single/1/Sequence/id", "\"B\"", "post_processor.single[1].Sequence.id"},
    {"/post_processor/single/0", "{}", "post_processor.single[0]"},
    {"/post_processor/pair", "", "post_processor.pair"},
    {"/post_processor", "{\"type\": \"BertProcessing\", \"sep\": [\"a\"], \"cls\": [\"b\", 1]}", "post_processor.sep"},
    {"/post_processor", "{\"type\": \"Sequence\", \"processors\": [null]}", "post_processor.processors[0]"},
    {"/decoder/cleanup", "", "decoder.cleanup"},
    {"/decoder", "{\"type\": \"Strip\", \"content\": \" \", \"start\": -1, \"stop\": 0}", "decoder.start"},
    {"/decoder", "{\"type\": \"Replace\", \"pattern\": {\"Regex\": \"*\"}, \"content\": \"\"}",
     "decoder.pattern.Regex"},
    {"/added_tokens", "{}", "added_tokens"},
    {"/added_tokens/0/content", "", "added_tokens[0].content"},
    {"/added_tokens/0/id", "-1", "added_tokens[0].id"},
    {"/added_tokens/0/id", "99999999999", "added_tokens[0].id"},
    {"/added_tokens/0/special", "1", "added_tokens[0].special"},
    {"/model", "{\"type\": \"WordLevel\", \"vocab\": {}}", "model.unk_token"},
    {"/model", "{\"type\": \"WordPiece\", \"vocab\": {}, \"unk_token\": \"u\", \"continuing_subword_prefix\": \"##\"}",
     "model.max_input_chars_per_word"},
    {"/model", "{\"type\": \"Unigram\", \"vocab\": [[\"a\"]], \"unk_id\": 0}", "model.vocab[0]"},
    {"/model", "{\"type\": \"Unigram\", \"vocab\": [[\"a\", \"b\"]], \"unk_id\": 0}", "model.vocab[0]"},
    {"/model", "{\"type\": \"Unigram\", \"vocab\": [[\"a\", 0.5]], \"unk_id\": 1}", "model.unk_id"},
    {"/model", "{\"type\": \"Unigram\", \"vocab\": [], \"unk_id\": 0}", "model.unk_id"}};

INSTANTIATE_TEST_SUITE_P(Fields, BadField, testing::ValuesIn(patches));

TEST(Malformed, WholeFilesThatAreNoTokenizerAreRefused) {
  const std::string deep(100000, '['), nested = "{\"model\":" + std::string(5000, '[') + std::string(5000, ']') + "}";
  std::string steps = "{\"type\":\"NFC\"}";
  for (int i = 0; i < 200; ++i) steps = "{\"type\":\"Sequence\",\"normalizers\":[" + steps + "]}";
  const std::string cases[] = {"", " ", "null", "[]", "3", "\"text\"", "{", "{}", "{\"model\": {}}",
                               std::string(10, '\0'),
                               "{\"model\": \"\xFF\xFE\"}", "\xEF\xBB\xBF", "{\"model\": NaN}", deep, nested,
                               "{\"model\": {\"type\": \"WordLevel\", \"vocab\": {\"\\ud800\": 1}}}",
                               "{\"normalizer\": " + steps + "}", std::string(good_file).substr(0, 700),
                               std::string(good_file) + "}"};
  for (const std::string& bytes : cases)
    EXPECT_THAT(refusal(bytes), HasSubstr("tokenizer.json")) << bytes.substr(0, 60);
}

TEST(Malformed, FoldersWithoutATokenizerSayWhatIsMissing) {
  const TemporaryFolder folder;
  EXPECT_THAT(Tokenizer::open(folder.path()).error().line(), HasSubstr("tokenizer.json, vocab.txt"));
  EXPECT_FALSE(Tokenizer::open(folder.path() / "nowhere").ok());
}

TEST(Malformed, OlderFoldersAreCheckedToo) {
  const auto refused = [](const std::map<std::string, std::string>& files) {
    const TemporaryFolder folder;
    for (const auto& [name, bytes] : files) folder.write(name, bytes);
    const auto opened = Tokenizer::open(folder.path());
    return opened.ok() ? "" : opened.error().line();
  };
  EXPECT_EQ(refused({{"vocab.txt", "[UNK]\n[CLS]\n[SEP]\na\n"}}), "");
  EXPECT_THAT(refused({{"vocab.txt", "[UNK]\n\xFF\n"}}), HasSubstr("vocab.txt"));
  EXPECT_THAT(refused({{"vocab.txt", "a\n"}, {"tokenizer_config.json", "[]"}}), HasSubstr("tokenizer_config.json"));
  EXPECT_THAT(refused({{"vocab.txt", "a\n"}, {"tokenizer_config.json", R"({"do_lower_case": "no"})"}}),
              HasSubstr("do_lower_case"));
  EXPECT_THAT(refused({{"vocab.txt", "a\n"}, {"tokenizer_config.json", R"({"added_tokens_decoder": {"x": {}}})"}}),
              HasSubstr("added_tokens_decoder"));
  EXPECT_THAT(refused({{"vocab.json", "[]"}, {"merges.txt", ""}}), HasSubstr("vocab.json"));
  EXPECT_THAT(refused({{"vocab.json", R"({"a": -1})"}, {"merges.txt", ""}}), HasSubstr("vocab.json"));
  EXPECT_THAT(refused({{"vocab.json", R"({"a": 1})"}, {"merges.txt", "#version: 0.2\na b\n"}}), HasSubstr("merges[1]"));
}

// Any mutation is either refused or works without a crash.
TEST(Malformed, MutationsNeverCrash) {
  std::mt19937 random(7);
  const auto below = [&random](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };
  std::string sources[4] = {good_file};
  const char* const kinds[] = {"word_level", "llama2", "bert_cased"};
  for (std::size_t i = 0; i < 3; ++i) {
    std::ostringstream bytes;
    bytes << std::ifstream(std::filesystem::path(headlight::tests::fixtures()) / "text" / kinds[i] / "tokenizer.json").rdbuf();
    sources[i + 1] = bytes.str();
  }
  const TemporaryFolder folder;
  const std::string interesting = "\"{}[]:,0-9.eEn\\ut\xFF";
  for (int round = 0; round < 2000; ++round) {
    std::string bytes = sources[round % 4 == 0 || round % 2 != 0 ? 0 : 1 + below(3)];
    for (std::size_t edits = 1 + below(4); edits > 0; --edits) {
      const std::size_t at = below(bytes.size());
      if (below(3) == 0) bytes.erase(at, 1 + below(8));
      else if (below(2) == 0) bytes.insert(at, 1, interesting[below(interesting.size())]);
      else bytes[at] = static_cast<char>(below(256));
    }
    folder.write("tokenizer.json", bytes);
    const auto opened = Tokenizer::open(folder.path());
    if (!opened.ok()) {
      EXPECT_FALSE(opened.error().line().empty());
      continue;
    }
    const auto encoded = opened.value()->encode("Ab x-é_xx [UNK] 한", "b");
    if (encoded.ok()) static_cast<void>(opened.value()->decode(encoded.value().ids, false));
  }
}

}  // namespace
}  // namespace headlight::text
