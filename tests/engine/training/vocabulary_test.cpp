#include "engine/training/vocabulary.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "engine/text/tokenizer.h"
#include "engine/training/grammar.h"
#include "engine/training/model_folder.h"

namespace headlight::training {
namespace {

namespace fs = std::filesystem;

class VocabularyFile : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("headlight_vocabulary_" + std::to_string(::getpid()));
    fs::create_directories(folder_);
    write_json(folder_ / "tokenizer.json", vocabulary_.tokenizer()).take();
    tokenizer_ = text::Tokenizer::open(folder_).take();
  }
  void TearDown() override { fs::remove_all(folder_); }

  Vocabulary vocabulary_ = Vocabulary::of_grammar();
  fs::path folder_;
  std::shared_ptr<const text::Tokenizer> tokenizer_;
};

TEST_F(VocabularyFile, ReadsBackEqual) {
  const auto again = Vocabulary::open(folder_).take();
  ASSERT_EQ(again.size(), vocabulary_.size());
  for (std::int64_t id = 0; id < again.size(); ++id) ASSERT_EQ(again.word(id), vocabulary_.word(id));
}

TEST_F(VocabularyFile, TokenizerSplitsAsTheGrammarDoes) {
  Grammar grammar(3);
  for (int i = 0; i < 300; ++i) {
    const auto pair = grammar.next();
    if (!vocabulary_.covers(pair)) continue;
    EXPECT_EQ(tokenizer_->encode(pair.english()).take().ids, vocabulary_.source_ids(pair)) << pair.english();
    EXPECT_EQ(tokenizer_->encode(pair.french()).take().ids, vocabulary_.target_ids(pair)) << pair.french();
    EXPECT_EQ(tokenizer_->decode(vocabulary_.target_ids(pair), true), pair.french());
  }
}

TEST_F(VocabularyFile, OffsetsAreThoseOfTheText) {
  const auto encoding = tokenizer_->encode("The robot didn't  sing.").take();
  const std::vector<std::string> tokens = {"the", "robot", "didn'", "t", "sing", ".", "</s>"};
  ASSERT_EQ(encoding.tokens, tokens);
  using Range = std::array<std::int64_t, 2>;
  const std::vector<Range> offsets = {{0, 3}, {4, 9}, {10, 15}, {15, 16}, {18, 22}, {22, 23}, {0, 0}};
  EXPECT_EQ(encoding.offsets, offsets);
}

}  // namespace
}  // namespace headlight::training
