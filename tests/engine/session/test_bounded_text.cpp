#include <gtest/gtest.h>
#include <unistd.h>

#include "engine/session/bounded_text.h"
#include "engine/session/prepare.h"
#include "tests/engine/session/tiny_model.h"

namespace headlight::session {
namespace {

// One token a word between spaces, or one a byte where nothing cuts; counts the bytes that it was given.
class Counting final : public text::Tokenizer {
 public:
  explicit Counting(bool cuts) : cuts_(cuts) {}

  [[nodiscard]] Result<text::Encoding> encode(std::string_view text, std::optional<std::string_view> pair,
                                              bool /*add_special*/) const override {
    read_ += text.size();
    text::Encoding encoding;
    std::int64_t word = 0;
    for (const char c : text) {
      if (cuts_ && c == ' ') ++word;
      if (cuts_ == (c == ' ')) encoding.words.push_back(word);
    }
    encoding.ids.assign(encoding.words.size() + (pair ? pair->size() : 0), 1);
    return encoding;
  }
  [[nodiscard]] std::string decode(const std::vector<std::int64_t>&, bool) const override { return {}; }
  [[nodiscard]] std::string token(std::int64_t) const override { return {}; }
  [[nodiscard]] std::optional<std::int64_t> id(std::string_view) const override { return {}; }
  [[nodiscard]] bool is_special(std::int64_t) const override { return false; }
  [[nodiscard]] std::optional<std::int64_t> unknown() const override { return {}; }
  [[nodiscard]] std::int64_t vocabulary_size() const override { return 1; }
  [[nodiscard]] std::size_t bytes_read() const { return read_; }

 private:
  bool cuts_;
  mutable std::size_t read_ = 0;
};

std::string repeated(const std::string& part, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += part;
  return text;
}

TEST(BoundedText, TooLongATextIsRefusedWithoutReadingIt) {
  const auto text = repeated("a word ", 4 << 20);
  for (const bool cuts : {true, false}) {
    const Counting tokenizer(cuts);
    const auto refused = encode_within(tokenizer, text, std::nullopt, {512, "--text", "--pair"});
    ASSERT_FALSE(refused.ok());
    EXPECT_LE(tokenizer.bytes_read(), 64U << 10);
    const auto line = refused.error().line();
    EXPECT_EQ(line.find("too many tokens for this model — --text: found about "), 0U) << line;
    EXPECT_NE(line.find(" tokens, expected at most 512"), std::string::npos) << line;
    const double said = std::stod(line.substr(line.find("about ") + 6)), words = double(text.size()) * (cuts ? 2.0 / 7 : 5.0 / 7);
    EXPECT_NEAR(said, cuts ? words : std::round(said), 0.05 * words + 1) << line;
  }
}

TEST(BoundedText, ALongTextOfFewTokensIsRead) {
  const auto text = "a " + std::string(4 << 20, 'b') + " c ";
  const Counting tokenizer(true);
  const auto read = encode_within(tokenizer, text, std::nullopt, {8, "--text", "--pair"});
  ASSERT_TRUE(read) << read.error().line();
  EXPECT_EQ(read->ids.size(), 3U);
  EXPECT_LE(tokenizer.bytes_read(), 2 * text.size());
}

TEST(BoundedText, ThePairAndBothTogetherAreNamed) {
  const Counting tokenizer(true);
  const auto line = [&](const std::string& text, const std::string& pair) {
    return encode_within(tokenizer, text, pair, {512, "--text", "--pair"}).error().line();
  };
  EXPECT_EQ(line("a b ", repeated("c ", 1 << 20)).find("too many tokens for this model — --pair: found about "), 0U);
  EXPECT_EQ(line("a b ", std::string(511, 'c')), "too many tokens for this model — --text and --pair: found 513 tokens, expected at most 512");
}

// Whole characters only: a cut through one would be no UTF-8.
TEST(BoundedText, BeginningsEndBetweenCharacters) {
  const TinyModel folder("bounded-characters");
  const auto loaded = load(folder.path(), "tiny", {});
  ASSERT_TRUE(loaded) << loaded.error().line();
  for (const auto* first : {"", "a", "ab"}) {
    InputSpec spec;
    spec.text = first + repeated("가 ", 1 << 20);
    const auto line = prepare(*loaded.value(), spec, {}).error().line();
    EXPECT_EQ(line.find("too many tokens for this model — --text: found about"), 0U) << line;
  }
}

TEST(BoundedText, BrokenUtf8IsNamedByItsOption) {
  const TinyModel folder("bounded-utf8");
  const auto loaded = load(folder.path(), "tiny", {});
  ASSERT_TRUE(loaded);
  InputSpec spec;
  spec.text = "the cat";
  spec.pair = "the \xFF";
  const auto line = prepare(*loaded.value(), spec, {}).error().line();
  EXPECT_EQ(line, "text is not UTF-8 — --pair: found an invalid byte at 4, expected UTF-8");
}

TEST(BoundedText, ModelsWithoutALimitTakeWhatMemoryHolds) {
  ModelInfo info;
  info.longest = 77;
  EXPECT_EQ(most_tokens(info, 1 << 30), 77);
  info.longest = 0;
  info.layers = 12;
  info.heads = 12;
  info.width = 768;
  EXPECT_EQ(most_tokens(info, -1), 1 << 20);
  EXPECT_LT(most_tokens(info, 1 << 30), 1 << 15);
  EXPECT_GT(most_tokens(info, 1 << 30), 1 << 10);
}

}  // namespace
}  // namespace headlight::session
