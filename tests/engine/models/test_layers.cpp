#include <ATen/ATen.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "engine/models/layers.h"
#include "tests/engine/models/model_folder.h"

namespace headlight::models {
namespace {

double at_one_point(const std::string& name, double x) {
  return activation(name, "config.json")(at::tensor({x}, at::kDouble)).item<double>();
}

TEST(Activation, EqualsItsFormula) {
  for (const double x : {-12.0, -3.0, -0.7, 0.0, 0.4, 2.5, 13.0}) {
    const double exact = 0.5 * x * (1 + std::erf(x / std::sqrt(2.0)));
    const double by_tanh = 0.5 * x * (1 + std::tanh(std::sqrt(2 / M_PI) * (x + 0.044715 * x * x * x)));
    const double sigmoid = 1 / (1 + std::exp(-x));
    EXPECT_NEAR(at_one_point("gelu", x), exact, 1e-12);
    for (const auto* name : {"gelu_new", "gelu_fast", "gelu_pytorch_tanh"})
      EXPECT_NEAR(at_one_point(name, x), by_tanh, 1e-9);
    EXPECT_NEAR(at_one_point("quick_gelu", x), x / (1 + std::exp(-1.702 * x)), 1e-12);
    EXPECT_NEAR(at_one_point("gelu_10", x), std::clamp(exact, -10.0, 10.0), 1e-12);
    EXPECT_NEAR(at_one_point("silu", x), x * sigmoid, 1e-12);
    EXPECT_NEAR(at_one_point("swish", x), x * sigmoid, 1e-12);
    EXPECT_NEAR(at_one_point("mish", x), x * std::tanh(std::log1p(std::exp(x))), 1e-12);
    EXPECT_NEAR(at_one_point("relu", x), std::max(x, 0.0), 0);
    EXPECT_NEAR(at_one_point("relu6", x), std::clamp(x, 0.0, 6.0), 0);
    EXPECT_NEAR(at_one_point("relu2", x), std::pow(std::max(x, 0.0), 2), 1e-12);
    EXPECT_NEAR(at_one_point("tanh", x), std::tanh(x), 1e-12);
    EXPECT_NEAR(at_one_point("sigmoid", x), sigmoid, 1e-12);
    EXPECT_NEAR(at_one_point("linear", x), x, 0);
  }
}

TEST(Activation, UnknownNameIsAnErrorThatListsTheKnown) {
  try {
    (void)activation("geluu", "config.json, field hidden_act");
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_THAT(failure.error.line(), testing::HasSubstr("config.json, field hidden_act: found geluu, expected gelu"));
  }
}

TEST(Heads, SplitAndMergeAreInverse) {
  const auto x = at::randn({2, 5, 12});
  const auto split = split_heads(x, 3);
  ASSERT_EQ(split.sizes(), at::IntArrayRef({2, 3, 5, 4}));
  EXPECT_EQ(split[1][2][3][1].item<float>(), x[1][3][2 * 4 + 1].item<float>());
  EXPECT_TRUE(at::equal(merge_heads(split), x));
}

TEST(VisibleFromMask, NothingMaskedIsUndefined) {
  EXPECT_FALSE(visible_from_mask({}).defined());
  EXPECT_FALSE(visible_from_mask(row({1, 1, 1})).defined());
}

TEST(VisibleFromMask, OneRowGivesKeysManyRowsStayApart) {
  const auto one = visible_from_mask(row({1, 0, 1}));
  EXPECT_TRUE(at::equal(one, at::tensor({1, 0, 1}).to(at::kBool)));
  const auto two = visible_from_mask(at::cat({row({1, 1}), row({1, 0})}));
  EXPECT_EQ(two.sizes(), at::IntArrayRef({2, 2}));
}

TEST(VisibleFromMask, AllMaskedIsAnError) { EXPECT_THROW((void)visible_from_mask(row({0, 0})), Failure); }

std::string problem_of(const at::Tensor& ids, std::int64_t vocabulary, std::int64_t longest) {
  try {
    check_ids(ids, vocabulary, longest, "--ids");
  } catch (const Failure& failure) {
    return failure.error.line();
  }
  return "fine";
}

TEST(CheckIds, AcceptsTheWholeRange) {
  EXPECT_EQ(problem_of(row({0, 4, 9}), 10, 3), "fine");
  EXPECT_EQ(problem_of(row({0, 4, 9, 9}), 10, 0), "fine");
}

TEST(CheckIds, NamesWhatIsWrong) {
  EXPECT_EQ(problem_of(row({3, 10}), 10, 5), "token id outside the vocabulary — --ids: found 10, expected 0 to 9");
  EXPECT_EQ(problem_of(row({3, -1}), 10, 5), "token id outside the vocabulary — --ids: found -1, expected 0 to 9");
  EXPECT_EQ(problem_of(row({1, 1, 1}), 10, 2), "wrong number of tokens — --ids: found 3, expected 1 to 2");
  EXPECT_THAT(problem_of(at::zeros({1, 0}, at::kLong), 10, 2), testing::HasSubstr("found 0"));
  EXPECT_THAT(problem_of(at::zeros({3}, at::kLong), 10, 2), testing::HasSubstr("int64 [1, tokens]"));
  EXPECT_THAT(problem_of({}, 10, 2), testing::HasSubstr("token ids"));
}

}  // namespace
}  // namespace headlight::models
