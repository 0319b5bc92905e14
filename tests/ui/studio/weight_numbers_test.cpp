#include "ui/studio/weight/weight_numbers.h"

#include <gtest/gtest.h>

#include <cmath>

namespace headlight::ui {
namespace {

WeightResult example() {
  WeightResult weight;
  weight.q = {1, -2, 0.5F, 3};
  weight.k = {2, 1, -4, 0};
  weight.v = {3, 4};
  weight.output = {1, 2};
  weight.score = -1;
  weight.largest = 1;
  weight.weight = 0.25F;
  return weight;
}

TEST(WeightNumbers, ProductsSumToTheDotProduct) {
  const auto all = products(example());
  ASSERT_EQ(all.size(), 4U);
  EXPECT_DOUBLE_EQ(all[0].product, 2);
  EXPECT_DOUBLE_EQ(all[2].product, -2);
  const auto sums = running_sum(all);
  EXPECT_DOUBLE_EQ(sums.back(), dot(example().q, example().k));
  EXPECT_DOUBLE_EQ(sums[1], 0);
}

TEST(WeightNumbers, StrongestComeBySizeWhateverTheirSign) {
  auto weight = example();
  weight.k[1] = 4;  // −8
  const auto all = strongest(products(weight));
  EXPECT_EQ(all[0].dimension, 1);
  EXPECT_DOUBLE_EQ(all[0].product, -8);
  EXPECT_EQ(all[3].dimension, 3);
}

TEST(WeightNumbers, APartIsWhatTheKeyAddsToTheOutput) {
  const KeyPart part = part_of(7, example());
  EXPECT_EQ(part.key, 7);
  EXPECT_NEAR(part.exponent, std::exp(-2), 1e-12);
  EXPECT_DOUBLE_EQ(part.length, 5);
  EXPECT_DOUBLE_EQ(part.added, 1.25);
  EXPECT_DOUBLE_EQ(part.share, 0.25 * 11 / 5);  // w v·o ÷ o·o
  EXPECT_TRUE(part.has_values);
}

TEST(WeightNumbers, AHiddenKeyHasNoPartOfTheSoftmax) {
  auto weight = example();
  weight.score = -INFINITY;
  weight.weight = 0;
  weight.v.clear();
  const KeyPart part = part_of(0, weight);
  EXPECT_EQ(part.exponent, 0);
  EXPECT_EQ(part.added, 0);
  EXPECT_FALSE(part.has_values);
}

TEST(WeightNumbers, CosineOfNothingIsZero) {
  EXPECT_DOUBLE_EQ(cosine({0, 0}, {1, 2}), 0);
  EXPECT_NEAR(cosine({1, 0}, {1, 1}), std::sqrt(0.5), 1e-6);
}

TEST(WeightNumbers, HeaviestKeysStandInTheirOrder) {
  EXPECT_EQ(heaviest({0.1F, 0.5F, 0.05F, 0.35F}, 2), (std::vector<std::int64_t>{1, 3}));
  EXPECT_EQ(heaviest({0.3F, 0.7F}, 5), (std::vector<std::int64_t>{0, 1}));
}

TEST(WeightNumbers, SampledPointsShareTheirWeightedSum) {
  SampleResult a, b;
  a.value = {3, 0};
  a.weight = 0.5F;
  b.value = {1, 2};
  b.weight = 0.25F;
  const SampledOutput together = output_of({&a, &b});  // (1.75, 0.5)
  EXPECT_EQ(together.output, (std::vector<float>{1.75F, 0.5F}));
  const double whole = 1.75 * 1.75 + 0.5 * 0.5;
  EXPECT_NEAR(together.shares[0], 0.5 * 3 * 1.75 / whole, 1e-12);
  EXPECT_NEAR(together.shares[1], 0.25 * (1.75 + 2 * 0.5) / whole, 1e-12);
  SampleResult without;
  without.weight = 1;
  EXPECT_TRUE(output_of({&without}).output.empty());
  EXPECT_EQ(output_of({&without}).shares, (std::vector<double>{0}));
}

}  // namespace
}  // namespace headlight::ui
