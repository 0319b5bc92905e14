// What is not recorded from the reference: reading for people, borders, time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "engine/text/tokenizer.h"
#include "engine/text/utf8.h"
#include "tests/engine/text/temporary_folder.h"
#include "tests/places.h"

namespace headlight::text {
namespace {

std::shared_ptr<const Tokenizer> kind(const std::string& name) {
  return Tokenizer::open(std::filesystem::path(headlight::tests::fixtures()) / "text" / name).take();
}

TEST(Readable, TurnsVocabularyTextIntoWords) {
  EXPECT_EQ(readable("Ġthe"), "the");
  EXPECT_EQ(readable("▁chat"), "chat");
  EXPECT_EQ(readable("##ing"), "##ing");
  EXPECT_EQ(readable("Ã©t"), "ét");
  EXPECT_EQ(readable("ĠíķľêµŃ"), "한국");
  EXPECT_EQ(readable("é"), "é");
  EXPECT_EQ(readable("한국"), "한국");
  EXPECT_EQ(readable("ì"), "ì");
}

TEST(Readable, NamesTheBytesOfHalfCharacters) {
  EXPECT_EQ(readable_bytes("ĠíķľêµŃ"), "한국");
  EXPECT_EQ(readable_bytes("ì"), "<0xEC>");
  EXPECT_EQ(readable_bytes("Ġì"), "<0xEC>");
  EXPECT_EQ(readable_bytes("Ã©Ã"), "é<0xC3>");
  EXPECT_EQ(readable_bytes("ķľa"), "<0x95><0x9C>a");
  EXPECT_EQ(readable_bytes("a▁"), "a▁") << "no stand-in: as it is";
  EXPECT_EQ(readable_bytes("Ċ"), "↵");
}

TEST(Readable, AsksTheTokenizerWhatACharacterStandsFor) {
  EXPECT_EQ(kind("gpt2")->readable("ì"), "<0xEC>");
  EXPECT_EQ(kind("bert_cased")->readable("ì"), "ì");
}

TEST(Readable, ShowsSpacesAndNewlines) {
  EXPECT_EQ(readable("Ġ"), "␣");
  EXPECT_EQ(readable("▁"), "␣");
  EXPECT_EQ(readable("▁▁"), "␣␣");
  EXPECT_EQ(readable("Ċ"), "↵");
  EXPECT_EQ(readable("<0x0A>"), "↵");
  EXPECT_EQ(readable(""), "");
}

TEST(Utf8, FindsInvalidSequences) {
  EXPECT_EQ(invalid_utf8("aé한👍"), std::string::npos);
  EXPECT_EQ(invalid_utf8("a\xC0\x80"), 1U);
  EXPECT_EQ(invalid_utf8("\xED\xA0\x80"), 0U);
  EXPECT_EQ(invalid_utf8("ab\xF4\x90\x80\x80"), 2U);
  EXPECT_EQ(invalid_utf8("\xE2\x82"), 0U);
}

TEST(Utf8, RepairsMaximalParts) {
  EXPECT_EQ(repaired("a\xE2\x82z"), "a\uFFFDz");
  EXPECT_EQ(repaired("\xFF\xFE"), "\uFFFD\uFFFD");
  EXPECT_EQ(repaired("\xF0\x9F\x91"), "\uFFFD");
}

TEST(Tokenizer, RefusesInvalidText) {
  const auto encoded = kind("bert_cased")->encode("a\xFF");
  ASSERT_FALSE(encoded.ok());
  EXPECT_THAT(encoded.error().line(), testing::HasSubstr("not UTF-8"));
  EXPECT_FALSE(kind("bert_cased")->encode("a", "\xED\xA0\x80").ok());
}

TEST(Tokenizer, KnowsItsVocabulary) {
  const auto tokenizer = kind("roberta");
  EXPECT_EQ(tokenizer->id("<s>"), 0);
  EXPECT_EQ(tokenizer->token(2), "</s>");
  EXPECT_TRUE(tokenizer->is_special(2));
  EXPECT_FALSE(tokenizer->is_special(10));
  const auto mask = tokenizer->id("<mask>");
  ASSERT_TRUE(mask.has_value());
  EXPECT_EQ(tokenizer->vocabulary_size(), *mask + 1);
  EXPECT_FALSE(tokenizer->id("no such token").has_value());
  EXPECT_EQ(tokenizer->token(-1), "");
  EXPECT_EQ(tokenizer->token(std::int64_t{1} << 40), "");
  EXPECT_EQ(tokenizer->decode({-1, std::int64_t{1} << 40}, true), "");
}

TEST(Tokenizer, TellsSequencesApart) {
  const auto encoded = kind("bert_cased")->encode("a", "b").take();
  EXPECT_EQ(encoded.sequence, (std::vector<std::int64_t>{-1, 0, -1, 1, -1}));
  EXPECT_EQ(encoded.words, (std::vector<std::int64_t>{-1, 0, -1, 0, -1}));
}

TEST(Tokenizer, MissingUnknownTokenIsAnError) {
  const TemporaryFolder folder;
  folder.write("tokenizer.json", R"({"model": {"type": "WordLevel", "vocab": {"a": 0}, "unk_token": "[UNK]"}})");
  const auto tokenizer = Tokenizer::open(folder.path()).take();
  EXPECT_TRUE(tokenizer->encode("a").ok());
  ASSERT_FALSE(tokenizer->encode("b").ok());
  EXPECT_THAT(tokenizer->encode("b").error().line(), testing::HasSubstr("[UNK]"));
}

TEST(Tokenizer, RunawayExpressionsStop) {
  const TemporaryFolder folder;
  folder.write("tokenizer.json", R"({"normalizer": {"type": "Replace", "pattern": {"Regex": "(a+)+\\1{9}b"},
    "content": ""}, "model": {"type": "WordLevel", "vocab": {"a": 0}, "unk_token": "a"}})");
  EXPECT_FALSE(Tokenizer::open(folder.path()).take()->encode(std::string(3000, 'a')).ok());
}

class LongText : public testing::TestWithParam<std::string> {};

// A megabyte takes about two seconds on an ordinary core; anything quadratic would take hours.
TEST_P(LongText, TakesSeconds) {
  const auto tokenizer = kind(GetParam());
  for (const std::string piece : {"a", "한", " ", "\xCC\x81", "!?", "the wrench "}) {
    std::string text;
    while (text.size() < 1'000'000) text += piece;
    const auto start = std::chrono::steady_clock::now();
    ASSERT_TRUE(tokenizer->encode(text).ok());
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30)) << piece;
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, LongText,
                         testing::Values("bert_cased", "gpt2", "llama2", "llama3", "unigram_t5", "unigram_bytes",
                                         "word_level"),
                         [](const auto& instance) { return instance.param; });

}  // namespace
}  // namespace headlight::text
