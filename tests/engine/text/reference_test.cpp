// Recorded encodings of the reference library, kind by kind; see record.py.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/text/tokenizer.h"
#include "engine/text/utf8.h"
#include "tests/places.h"

namespace headlight::text {
namespace {

using Json = nlohmann::json;

std::filesystem::path folder_of(const std::string& kind) {
  return std::filesystem::path(headlight::tests::fixtures()) / "text" / kind;
}

std::shared_ptr<const Tokenizer> opened(const std::string& kind) {
  auto tokenizer = Tokenizer::open(folder_of(kind));
  EXPECT_TRUE(tokenizer.ok()) << (tokenizer.ok() ? "" : tokenizer.error().line());
  return tokenizer.ok() ? tokenizer.value() : nullptr;
}

std::vector<std::string> lines_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

class Reference : public testing::TestWithParam<std::string> {};

void check_rest(const Encoding& found, const Json& wanted) {
  EXPECT_EQ(Json(found.tokens), wanted["tokens"]);
  EXPECT_EQ(Json(found.type_ids), wanted["type_ids"]);
  EXPECT_EQ(Json(found.special), wanted["special"]);
  EXPECT_EQ(Json(found.words), wanted["words"]);
}

void check_case(const Tokenizer& tokenizer, const Json& wanted) {
  SCOPED_TRACE(wanted["text"].dump());
  const std::string text = wanted["text"].get<std::string>(), pair = wanted.value("pair", "");
  const auto encoded = tokenizer.encode(
      text, wanted.contains("pair") ? std::optional<std::string_view>(pair) : std::nullopt,
      wanted.value("add_special", true));
  ASSERT_TRUE(encoded.ok()) << encoded.error().line();
  const Encoding& found = encoded.value();
  EXPECT_EQ(Json(found.ids), wanted["ids"]);
  EXPECT_EQ(Json(found.offsets), wanted["offsets"]);
  EXPECT_EQ(found.sequence.size(), found.ids.size());
  if (wanted.contains("tokens")) check_rest(found, wanted);
  EXPECT_EQ(tokenizer.decode(found.ids, true), wanted["decoded"].get<std::string>());
}

TEST_P(Reference, EncodesAndDecodesAsRecorded) {
  const auto tokenizer = opened(GetParam());
  ASSERT_NE(tokenizer, nullptr);
  const auto lines = lines_of(folder_of(GetParam()) / "cases.jsonl");
  ASSERT_GE(lines.size(), 30U);
  for (const std::string& line : lines) check_case(*tokenizer, Json::parse(line));
}

// FNV-1a, 64 bits, over little-endian 32-bit numbers.
class Hash {
 public:
  void add(std::int64_t number) {
    for (unsigned shift = 0; shift < 32; shift += 8) {
      value_ ^= static_cast<std::uint64_t>(number) >> shift & 0xFFU;
      value_ *= 0x100000001B3U;
    }
  }
  void add(const Encoding& encoding) {
    for (const auto id : encoding.ids) add(id);
    for (const auto& [begin, end] : encoding.offsets) {
      add(begin);
      add(end);
    }
  }
  [[nodiscard]] std::string hex() const {
    std::array<char, 17> text{};
    std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(value_));
    return text.data();
  }

 private:
  std::uint64_t value_ = 0xCBF29CE484222325U;
};

std::string block_hash(const Tokenizer& tokenizer, char32_t block) {
  Hash hash;
  for (char32_t point = block; point < block + 0x1000; ++point) {
    if (point >= 0xD800 && point < 0xE000) continue;
    std::string character;
    append(character, point);
    for (const std::string& text : {character, "ab" + character + "cd"}) {
      const auto encoded = tokenizer.encode(text);
      if (!encoded.ok()) return encoded.error().line();
      hash.add(encoded.value());
    }
  }
  return hash.hex();
}

class CodePoints : public testing::TestWithParam<std::string> {};

TEST_P(CodePoints, AreTreatedAlike) {
  const auto lines = lines_of(folder_of(GetParam()) / "points.txt");
  ASSERT_EQ(lines.size(), 32U);
  const auto tokenizer = opened(GetParam());
  ASSERT_NE(tokenizer, nullptr);
  for (std::size_t i = 0; i < lines.size(); ++i)
    EXPECT_EQ(block_hash(*tokenizer, static_cast<char32_t>(i * 0x1000)), lines[i]) << "block " << i << " × 4,096";
}

const std::string kinds[] = {
    "bert_cased",   "gpt2",          "roberta",        "llama3",     "llama2",    "suffix_bpe",     "prefix_bpe",
    "word_level",   "unigram_t5",    "unigram_xlmr",   "unigram_bytes", "view_nfc", "view_nfkd",    "view_lowercase",
    "view_bert",    "view_split",    "view_metaspace", "view_raw_strip_accents", "view_white_space", "view_replace"};
const auto name_of = [](const auto& instance) { return instance.param; };

INSTANTIATE_TEST_SUITE_P(Kinds, Reference, testing::ValuesIn(kinds), name_of);
INSTANTIATE_TEST_SUITE_P(Kinds, CodePoints, testing::ValuesIn(kinds), name_of);
INSTANTIATE_TEST_SUITE_P(OlderFolders, Reference,
                         testing::Values("legacy_bert", "legacy_bert_settings", "legacy_gpt2", "legacy_roberta",
                                         "legacy_bart"),
                         name_of);

}  // namespace
}  // namespace headlight::text
