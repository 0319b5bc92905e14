#include <ATen/Functions.h>
#include <gtest/gtest.h>

#include <limits>

#include "engine/models/tap/rows.h"

namespace headlight::models::tap {
namespace {

constexpr float nothing = -std::numeric_limits<float>::infinity();

at::Tensor random(at::IntArrayRef sizes) {
  at::manual_seed(3);
  return at::randn(sizes);
}

TEST(TapRows, CopiesLieAsTheirSizesSay) {
  const auto tensor = random({2, 3, 37, 50});
  for (const auto& view : {tensor, tensor.transpose(2, 3), tensor.permute({1, 0, 3, 2}), tensor.narrow(3, 5, 33).transpose(2, 3),
                           tensor.transpose(1, 2), tensor.transpose(2, 3).to(at::kHalf)}) {
    const auto copy = copied(view);
    EXPECT_TRUE(copy.is_contiguous());
    EXPECT_TRUE(at::equal(copy, view));
    EXPECT_FALSE(copy.is_alias_of(view));
  }
}

TEST(TapRows, SumsOfSoftmaxesAreTheirScoresOwn) {
  auto scores = random({2, 3, 19}) * 5;
  scores[0][1].narrow(0, 0, 9).fill_(nothing);
  const auto expected = at::logsumexp(scores.to(at::kDouble), {-1});
  EXPECT_TRUE(at::allclose(log_sum(scores, at::softmax(scores, -1)), expected, 1e-6, 1e-6));
  const auto coarse = scores.to(at::kHalf), weights = at::softmax(coarse, -1);
  EXPECT_TRUE(at::allclose(log_sum(coarse, weights), at::logsumexp(coarse.to(at::kDouble), {-1}), 1e-6, 1e-6));
  const auto blind = at::full({1, 4}, nothing);
  EXPECT_EQ(log_sum(blind, at::softmax(blind, -1)).item<double>(), 0);
}

TEST(TapRows, VeryLowNumbersHideUnlessTheyAreAll) {
  const auto bias = at::tensor({1.F, -3e38F, 2.F, -3e38F, -3e38F, -2e38F}).view({2, 3});
  const auto hidden = with_infinities(bias);
  EXPECT_TRUE(at::equal(hidden[0], at::tensor({1.F, nothing, 2.F})));
  EXPECT_TRUE(at::equal(hidden[1], bias[1]));
  auto sums = at::tensor({5.0, 7.0}, at::kDouble);
  const auto shifted = with_infinities_from_top(bias.narrow(0, 0, 1), sums);
  EXPECT_TRUE(at::equal(shifted[0], at::tensor({-1.F, nothing, 0.F})));
  EXPECT_EQ(sums[0].item<double>(), 3);
}

TEST(TapRows, TrianglesAreKnown) {
  const auto seen = [](std::int64_t queries, std::int64_t keys, std::int64_t diagonal) {
    return at::zeros({2, queries, keys}).masked_fill(at::ones({queries, keys}, at::kBool).tril(diagonal).logical_not(), nothing);
  };
  EXPECT_TRUE(is_causal(seen(5, 5, 0), 5, 5));
  EXPECT_TRUE(is_causal(seen(3, 5, 2), 3, 5));
  EXPECT_FALSE(is_causal(seen(3, 5, 0), 3, 5));
  EXPECT_FALSE(is_causal(at::zeros({1, 5, 5}), 5, 5));
}

TEST(TapRows, ScoresAreExplainedOnlyByTheirOwnParts) {
  FoundDense found;
  found.q = random({2, 3, 10, 20});
  found.k = at::randn({2, 3, 7, 20});
  found.scale = 0.3;
  const auto bias = at::randn({1, 3, 1, 7});
  const auto scores = at::matmul(found.q, found.k.transpose(2, 3)) * 0.3;
  EXPECT_TRUE(explains(found, {}, scores));
  EXPECT_TRUE(explains(found, bias, scores + bias));
  EXPECT_FALSE(explains(found, {}, scores + bias));
  EXPECT_FALSE(explains(found, {}, scores * 1.01));
  auto masked = scores.clone();
  masked.select(3, 2).fill_(nothing);
  EXPECT_FALSE(explains(found, {}, masked));
}

TEST(TapRows, RoundingOfScoresIsSeenBesideTheirSum) {
  FoundDense found;
  found.q = random({1, 2, 10, 20}) * 8;
  found.k = at::randn({1, 2, 7, 20}) * 8;
  found.scale = 0.3;
  auto scores = (at::matmul(found.q.to(at::kDouble), found.k.to(at::kDouble).transpose(2, 3)) * 0.3).to(at::kFloat);
  auto lse = at::logsumexp(scores.to(at::kDouble), {-1});
  found.lse = lse;
  EXPECT_LE(rounding_of(found, scores, lse), 2e-5) << "half a unit in the last place of some hundred";
  found.lse = lse - 3;
  EXPECT_NEAR(rounding_of(found, scores, lse), 3, 1e-4) << "rows count beside their sums";
  found.lse = lse;
  scores[0][1][9][6] += 0.01F;
  EXPECT_NEAR(rounding_of(found, scores, lse), 0.01, 1e-3);
  scores[0][1][9][6] = nothing;
  EXPECT_LE(rounding_of(found, scores, lse), 2e-5) << "what is hidden has none";
}

}  // namespace
}  // namespace headlight::models::tap
