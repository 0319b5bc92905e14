// The search loops over a scripted decoder, and the rules that change its scores.
#include <ATen/ATen.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "engine/models/generation.h"

namespace headlight::models {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::int64_t vocabulary = 6;
constexpr std::int64_t end = 5;

io::Fields fields(const std::string& json) { return {io::Json::parse(json), "generation_config.json"}; }

GenerationRules rules(const std::string& json = "{\"decoder_start_token_id\": 0, \"eos_token_id\": 5}") {
  return read_rules(fields(json), vocabulary);
}

// Scores that depend on the last token only: row `table[token]`.
class Scripted final : public StepDecoder {
 public:
  explicit Scripted(at::Tensor table) : table_(std::move(table)) {}
  at::Tensor next(const at::Tensor& tokens) override {
    ++steps;
    return table_.index_select(0, tokens);
  }
  void reorder(const at::Tensor& rows) override { parents.push_back(rows.clone()); }

  int steps = 0;
  std::vector<at::Tensor> parents;

 private:
  at::Tensor table_;
};

Search within(std::int64_t max_new, std::int64_t beams = 1) {
  Search search;
  search.max_new = max_new;
  search.beams = beams;
  return search;
}

// 0 → 1 → 2 → end, each by far the best.
at::Tensor chain() {
  auto table = at::zeros({vocabulary, vocabulary});
  for (const auto& [from, to] : {std::pair{0, 1}, {1, 2}, {2, 5}, {3, 5}, {4, 5}, {5, 5}}) table[from][to] = 10;
  return table;
}

std::string problem(const std::string& json) {
  try {
    read_rules(fields(json), vocabulary);
  } catch (const Failure& failure) {
    return failure.error.line();
  }
  return {};
}

TEST(Generation, GreedyFollowsTheBestTokenToTheEnd) {
  Scripted decoder(chain());
  EXPECT_THAT(generate(decoder, rules(), {}), ElementsAre(0, 1, 2, end));
  EXPECT_EQ(decoder.steps, 3);
}

TEST(Generation, GreedyStopsAtTheLongestLength) {
  Scripted decoder(chain());
  EXPECT_THAT(generate(decoder, rules(), within(2)), ElementsAre(0, 1, 2));
}

TEST(Generation, ForcedEndTakesTheLastPlace) {
  Scripted decoder(chain());
  const auto forced = rules(R"({"decoder_start_token_id": 0, "eos_token_id": 5, "forced_eos_token_id": 5})");
  EXPECT_THAT(generate(decoder, forced, within(2)), ElementsAre(0, 1, end));
}

// The best first token leads into a dead end that only beams avoid.
TEST(Generation, BeamsFindTheLikelierSentence) {
  auto table = at::full({vocabulary, vocabulary}, -20.0);
  table[0][1] = 1.0;   // p ≈ 0.73, but then every continuation is one of five
  table[0][2] = 0.0;   // p ≈ 0.27, then surely the end
  table[1] = at::zeros({vocabulary});
  table[2][end] = 0;
  table[3][end] = 0;
  table[4][end] = 0;
  Scripted greedy(table), beams(table);
  EXPECT_EQ(generate(greedy, rules(), within(4))[1], 1);
  EXPECT_THAT(generate(beams, rules(), within(4, 3)), ElementsAre(0, 2, end));
  ASSERT_FALSE(beams.parents.empty());
  EXPECT_EQ(beams.parents[0].numel(), 3);
}

TEST(Generation, WithoutAStartTokenItSaysSo) {
  Scripted decoder(chain());
  EXPECT_THROW(generate(decoder, rules("{}"), {}), Failure);
  EXPECT_THROW(generate(decoder, rules(), within(0)), Failure);
}

TEST(Generation, NothingLeftToSayIsAnError) {
  Scripted decoder(chain());
  const auto mute = rules(R"({"decoder_start_token_id": 0, "suppress_tokens": [0, 1, 2, 3, 4, 5]})");
  EXPECT_THROW(generate(decoder, mute, {}), Failure);
  EXPECT_THROW(generate(decoder, mute, within(8, 2)), Failure);
}

TEST(Generation, StopsOnRequest) {
  std::stop_source source;
  source.request_stop();
  Scripted decoder(chain());
  Search search;
  search.stop = source.get_token();
  try {
    generate(decoder, rules(), search);
    FAIL() << "not stopped";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.error.kind, Error::Kind::cancelled);
  }
}

TEST(GenerationRules, RepeatedPairsAreForbidden) {
  auto some = rules(R"({"decoder_start_token_id": 0, "no_repeat_ngram_size": 2})");
  const auto scores = apply_rules(at::zeros({1, vocabulary}), {{0, 1, 2, 1}}, some, {});
  EXPECT_TRUE(scores[0][2].isinf().item<bool>());
  EXPECT_EQ(scores.isinf().sum().item<int>(), 1);
}

TEST(GenerationRules, BadWordsEndOnlyWhatTheyBegan) {
  auto some = rules(R"({"bad_words_ids": [[3], [1, 2], [4, 4]]})");
  const auto scores = apply_rules(at::zeros({2, vocabulary}), {{0, 1}, {1, 4}}, some, {});
  EXPECT_TRUE(at::equal(scores.isinf().nonzero(), at::tensor({0, 2, 0, 3, 1, 3, 1, 4}, at::kLong).view({4, 2})));
}

TEST(GenerationRules, RepetitionCostsByTheSign) {
  auto some = rules(R"({"repetition_penalty": 2.0})");
  const auto scores = apply_rules(at::tensor({4.0, -4.0, 1.0, 1.0, 1.0, 1.0}).unsqueeze(0), {{0, 1, 1}}, some, {});
  EXPECT_TRUE(at::equal(scores, at::tensor({2.0, -8.0, 1.0, 1.0, 1.0, 1.0}).unsqueeze(0)));
}

TEST(GenerationRules, TheSourcesTokensAreFavoured) {
  auto some = rules(R"({"encoder_repetition_penalty": 2.0})");
  Search search;
  search.source = {0, 1, 1, 77};
  const auto scores = apply_rules(at::tensor({4.0, -4.0, 1.0, 1.0, 1.0, 1.0}).unsqueeze(0), {{3}}, some, search);
  EXPECT_TRUE(at::equal(scores, at::tensor({8.0, -2.0, 1.0, 1.0, 1.0, 1.0}).unsqueeze(0)));
}

TEST(GenerationRules, BiasesAreAddedWhereTheyComplete) {
  auto some = rules(R"({"sequence_bias": [[[2], 1.5], [[1, 3], -2.0], [[0, 1, 3], 0.5], [[4, 3], 8.0], [[2], 1.0]]})");
  const auto scores = apply_rules(at::zeros({1, vocabulary}), {{0, 1}}, some, {});
  EXPECT_TRUE(at::equal(scores, at::tensor({0.0F, 0.0F, 1.0F, -1.5F, 0.0F, 0.0F}).unsqueeze(0)));
}

// |score| · (factor^count − 1) is added, whatever the score's sign.
TEST(GenerationRules, ThePressureToEndGrowsWithTheLength) {
  auto some = rules(R"({"eos_token_id": [5, 4], "exponential_decay_length_penalty": [2, 2.0]})");
  const auto from = at::tensor({0.0F, 0.0F, 0.0F, 0.0F, -1.0F, 2.0F}).unsqueeze(0);
  const auto after = [&](const TokenIds& ids) { return apply_rules(from, {ids}, some, {}); };
  EXPECT_TRUE(at::equal(after({0, 1, 1}), from));
  EXPECT_TRUE(at::equal(after({0, 1, 1, 1}), at::tensor({0.0F, 0.0F, 0.0F, 0.0F, 0.0F, 4.0F}).unsqueeze(0)));
  EXPECT_TRUE(at::equal(after({0, 1, 1, 1, 1}), at::tensor({0.0F, 0.0F, 0.0F, 0.0F, 2.0F, 8.0F}).unsqueeze(0)));
}

TEST(GenerationRules, ThePressureLeavesAForbiddenEndAlone) {
  auto some = rules(R"({"eos_token_id": 5, "min_length": 9, "exponential_decay_length_penalty": [0, 2.0]})");
  const auto scores = apply_rules(at::ones({1, vocabulary}), {{0, 1, 1}}, some, {});
  EXPECT_EQ(scores[0][5].item<float>(), -std::numeric_limits<float>::infinity());
}

TEST(GenerationRules, InvalidScoresBecomeNumbers) {
  auto some = rules(R"({"remove_invalid_values": true, "suppress_tokens": [4]})");
  constexpr auto infinity = std::numeric_limits<float>::infinity();
  constexpr auto largest = std::numeric_limits<float>::max();
  const auto from = at::tensor({std::nanf(""), infinity, -infinity, 1.0F, 2.0F, 3.0F}).unsqueeze(0);
  EXPECT_TRUE(at::equal(apply_rules(from, {{0}}, some, {}), at::tensor({0.0F, largest, -largest, 1.0F, -infinity, 3.0F}).unsqueeze(0)));
}

TEST(GenerationRules, WhatWouldBeIgnoredIsRefusedWhenTokensAreMade) {
  for (const std::string field : {R"("guidance_scale": 1.5)", R"("watermarking_config": {"bias": 2.0})", R"("constraints": [1])",
                                  R"("force_words_ids": [[1]])", R"("stop_strings": [".", "!"])", R"("token_healing": true)"}) {
    Scripted decoder(chain());
    const auto some = rules(R"({"decoder_start_token_id": 0, "eos_token_id": 5, )" + field + "}");
    try {
      generate(decoder, some, {});
      FAIL() << field;
    } catch (const Failure& failure) {
      EXPECT_THAT(failure.error.line(), HasSubstr(field.substr(1, field.find('"', 1) - 1)));
    }
  }
  Scripted decoder(chain());
  const auto none = rules(R"({"decoder_start_token_id": 0, "eos_token_id": 5, "guidance_scale": 1.0, "constraints": null, "stop_strings": [],
                              "token_healing": false, "do_sample": true, "num_beams": 4, "penalty_alpha": 0.6})");
  EXPECT_THAT(generate(decoder, none, {}), ElementsAre(0, 1, 2, end));
}

// Which search transformers would run instead depends on the number of beams.
TEST(GenerationRules, StrategiesOfTheirOwnAreRefusedWhereTheyWouldReplaceTheSearch) {
  const auto problem_of = [](const std::string& more, std::int64_t beams) -> std::string {
    Scripted decoder(chain());
    try {
      Search search;
      search.beams = beams;
      generate(decoder, rules(R"({"decoder_start_token_id": 0, "eos_token_id": 5, )" + more + "}"), search);
      return "";
    } catch (const Failure& failure) {
      return failure.error.line();
    }
  };
  EXPECT_THAT(problem_of(R"("penalty_alpha": 0.6)", 1), HasSubstr("penalty_alpha: found 0.6"));
  EXPECT_EQ(problem_of(R"("penalty_alpha": 0.6)", 2), "");
  EXPECT_EQ(problem_of(R"("penalty_alpha": 0.6, "top_k": 1)", 1), "");
  EXPECT_EQ(problem_of(R"("penalty_alpha": 0.6, "do_sample": true)", 1), "");
  EXPECT_THAT(problem_of(R"("dola_layers": "high")", 1), HasSubstr("dola_layers"));
  EXPECT_EQ(problem_of(R"("num_beam_groups": 2, "num_beams": 4)", 1), "");
  EXPECT_THAT(problem_of(R"("num_beam_groups": 2, "num_beams": 4)", 2), HasSubstr("num_beam_groups: found 2"));
}

TEST(GenerationRules, ADifferentStrategyIsSaid) {
  const auto said = [](const std::string& json, const Searched& searched) {
    return unlike(rules(json).strategy, searched);
  };
  EXPECT_EQ(said("{}", {1, 64, 9, true}), "");
  EXPECT_EQ(said(R"({"num_beams": 4, "max_length": 512, "do_sample": false})", {4, 64, 9, true}), "");
  EXPECT_EQ(said(R"({"num_beams": 4})", {1, 64, 9, true}),
            "not done as generation_config.json asks: num_beams 4 (--beams says that)");
  EXPECT_THAT(said(R"({"do_sample": true, "max_time": 2.5})", {1, 64, 9, true}),
              testing::AllOf(HasSubstr("do_sample"), HasSubstr("max_time")));
  EXPECT_THAT(said(R"({"max_length": 9})", {1, 64, 9, true}), HasSubstr("max_length, 8 new tokens"));
  EXPECT_EQ(said(R"({"max_length": 10})", {1, 64, 9, true}), "");
  EXPECT_THAT(said(R"({"max_new_tokens": 65, "max_length": 3})", {1, 64, 64, false}), HasSubstr("max_new_tokens, 65 new tokens"));
  EXPECT_EQ(said(R"({"max_new_tokens": 65})", {1, 64, 64, true}), "");
  EXPECT_EQ(said(R"({"max_new_tokens": 65, "num_beams": 4})", {2, 32, 32, false, true}), "") << "as it was told to";
}

TEST(GenerationRules, InputScoresAreLeftAlone) {
  const auto scores = at::zeros({1, vocabulary});
  const auto changed = apply_rules(scores, {{0}}, rules(R"({"suppress_tokens": [1]})"), {});
  EXPECT_EQ(scores.isinf().sum().item<int>(), 0);
  EXPECT_EQ(changed.isinf().sum().item<int>(), 1);
}

// Small checkpoints keep a family's default ids, which their vocabulary does not have.
TEST(GenerationRules, IdsOutsideTheVocabularyDoNothing) {
  const auto some = rules(R"({"decoder_start_token_id": 58100, "eos_token_id": [5, 99], "suppress_tokens": [-1, 7]})");
  EXPECT_FALSE(some.start.has_value());
  EXPECT_THAT(some.eos, ElementsAre(5));
  EXPECT_TRUE(some.suppressed.empty());
}

TEST(GenerationRules, WrongFieldsAreNamed) {
  EXPECT_THAT(problem(R"({"eos_token_id": "end"})"), HasSubstr("eos_token_id"));
  EXPECT_THAT(problem(R"({"decoder_start_token_id": 1.5})"), HasSubstr("decoder_start_token_id"));
  EXPECT_THAT(problem(R"({"forced_bos_token_id": 6})"), HasSubstr("forced_bos_token_id"));
  EXPECT_THAT(problem(R"({"forced_eos_token_id": [5, -1]})"), HasSubstr("forced_eos_token_id"));
  EXPECT_THAT(problem(R"({"bad_words_ids": [[1, 6]]})"), HasSubstr("bad_words_ids"));
  EXPECT_THAT(problem(R"({"decoder_start_token_id": [1]})"), HasSubstr("decoder_start_token_id"));
  EXPECT_THAT(problem(R"({"bad_words_ids": [1]})"), HasSubstr("bad_words_ids"));
  EXPECT_THAT(problem(R"({"bad_words_ids": [[]]})"), HasSubstr("bad_words_ids"));
  EXPECT_THAT(problem(R"({"bad_words_ids": {"a": 1}})"), HasSubstr("bad_words_ids"));
  EXPECT_THAT(problem(R"({"early_stopping": "always"})"), HasSubstr("early_stopping"));
  EXPECT_THAT(problem(R"({"repetition_penalty": 0})"), HasSubstr("repetition_penalty"));
  EXPECT_THAT(problem(R"({"encoder_repetition_penalty": -1.5})"), HasSubstr("encoder_repetition_penalty"));
  EXPECT_THAT(problem(R"({"sequence_bias": [[[6], 1.0]]})"), HasSubstr("sequence_bias"));
  EXPECT_THAT(problem(R"({"sequence_bias": [[[], 1.0]]})"), HasSubstr("sequence_bias"));
  EXPECT_THAT(problem(R"({"sequence_bias": {"1": 1.0}})"), HasSubstr("sequence_bias"));
  EXPECT_THAT(problem(R"({"exponential_decay_length_penalty": [1]})"), HasSubstr("exponential_decay_length_penalty"));
  EXPECT_THAT(problem(R"({"exponential_decay_length_penalty": ["a", 1.0]})"), HasSubstr("exponential_decay_length_penalty"));
  EXPECT_THAT(problem(R"({"no_repeat_ngram_size": -2})"), HasSubstr("no_repeat_ngram_size"));
  EXPECT_THAT(problem(R"({"forced_eos_token_id": 18446744073709551615})"), HasSubstr("forced_eos_token_id"));
  for (const std::string wrong :
       {R"("max_length": "long")", R"("max_length": 20.5)", R"("max_length": -1)", R"("max_new_tokens": 0)", R"("num_beams": "4")",
        R"("num_beams": 0)", R"("num_beams": true)", R"("num_beam_groups": [1])", R"("num_return_sequences": "1")",
        R"("do_sample": "yes")", R"("do_sample": 1)", R"("use_cache": "no")", R"("temperature": "hot")", R"("temperature": [1.0])",
        R"("top_k": 1.5)", R"("top_p": {})", R"("typical_p": false)", R"("penalty_alpha": "0.6")", R"("max_time": "soon")",
        R"("pad_token_id": "pad")", R"("output_scores": 0)"})
    EXPECT_THAT(problem("{" + wrong + "}"), HasSubstr("field " + wrong.substr(1, wrong.find('"', 1) - 1))) << wrong;
}

}  // namespace
}  // namespace headlight::models
