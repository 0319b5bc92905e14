#include "ui/studio/compare/compare_numbers.h"

#include <gtest/gtest.h>

#include <QStringList>

#include <cmath>

namespace headlight::ui {
namespace {

std::vector<QString> words(const char* text) {
  std::vector<QString> out;
  for (const QString& word : QString::fromUtf8(text).split(QLatin1Char(' '), Qt::SkipEmptyParts)) out.push_back(word);
  return out;
}

Plane plane(std::int64_t rows, std::int64_t columns, std::vector<float> values) {
  Plane out{rows, columns, std::move(values), 0, 0};
  find_range(out);
  return out;
}

TEST(CompareNumbers, TextsAreAlignedByTheirTokens) {
  const auto aligned = align(words("the cat was heavy"), words("the black cat was"));
  EXPECT_EQ(aligned, (std::vector<Aligned>{{0, 0}, {-1, 1}, {1, 2}, {2, 3}, {3, -1}}));
  EXPECT_FALSE(is_identity(aligned));
  EXPECT_TRUE(is_identity(align(words("a b"), words("a b"))));
  EXPECT_EQ(align(words("a"), words("b")).size(), 2U);
}

TEST(CompareNumbers, MapsAreSpreadOverTheCommonRows) {
  const std::vector<Aligned> rows = {{0, 0}, {-1, 1}}, columns = {{0, 0}, {1, -1}};
  const Plane a = spread(plane(1, 2, {0.25F, 0.75F}), rows, columns, true), b = spread(plane(2, 1, {1, 0.5F}), rows, columns, false);
  EXPECT_FLOAT_EQ(a.at(0, 1), 0.75F);
  EXPECT_TRUE(std::isnan(a.at(1, 0)));
  EXPECT_TRUE(std::isnan(b.at(0, 1)));
  const Plane by = difference(a, b);
  EXPECT_FLOAT_EQ(by.at(0, 0), -0.75F);
  EXPECT_TRUE(std::isnan(by.at(1, 1)));
  EXPECT_FLOAT_EQ(by.high, 0.75F);  // symmetric
  EXPECT_FLOAT_EQ(by.low, -0.75F);
}

TEST(CompareNumbers, TheWholeDifferenceIsThatOfTheCells) {
  const Plane a = plane(2, 2, {1, 0, 0.5F, 0.5F}), b = plane(2, 2, {0, 1, 0.5F, 0.5F});
  const Whole whole = whole_difference(a, b);
  EXPECT_NEAR(whole.mean_size, 0.5, 1e-9);
  EXPECT_NEAR(whole.divergence, 0.5, 1e-9);  // one row of two is wholly apart, 1 bit
  EXPECT_NEAR(whole.correlation, -1, 1e-6);
  EXPECT_NEAR(whole_difference(a, a).divergence, 0, 1e-12);
  EXPECT_NEAR(whole_difference(a, a).correlation, 1, 1e-9);
}

TEST(CompareNumbers, TheCellsFurthestApartComeFirst) {
  const Plane a = plane(1, 3, {0.9F, 0.05F, 0.05F}), b = plane(1, 3, {0.2F, 0.7F, 0.1F});
  const auto in_a = most_apart(a, b, false, 5), in_b = most_apart(a, b, true, 1);
  ASSERT_EQ(in_a.size(), 1U);
  EXPECT_EQ(in_a[0].column, 0);
  ASSERT_EQ(in_b.size(), 1U);
  EXPECT_EQ(in_b[0].column, 1);
}

TEST(CompareNumbers, LikeHeadsAreGrouped) {
  // 0, 2 and 3 lie together, 1 and 4 do.
  std::vector<float> apart(25, 0.9F);
  const auto near = [&](std::size_t i, std::size_t j) { apart[i * 5 + j] = apart[j * 5 + i] = 0.1F; };
  for (std::size_t i = 0; i < 5; ++i) apart[i * 5 + i] = 0;
  near(0, 2);
  near(0, 3);
  near(2, 3);
  near(1, 4);
  EXPECT_EQ(clusters(apart, 5, 2), (std::vector<int>{0, 1, 0, 0, 1}));
  EXPECT_EQ(clusters(apart, 5, 1), (std::vector<int>(5, 0)));
}

TEST(Runs, AreCalledByWhatTellsThemApart) {
  TraceInfo a, b;
  a.model.path = b.model.path = "/models/base";
  a.model.name = b.model.name = "base";
  a.input = b.input = "A cat.";
  EXPECT_EQ(told_from(a, b), QStringLiteral("A cat."));
  b.model.path = "/models/tuned";
  b.model.name = "tuned";
  EXPECT_EQ(told_from(b, a), QStringLiteral("tuned"));
  b.input = "A dog.";
  EXPECT_EQ(told_from(b, a), QStringLiteral("tuned: A dog."));
  b = a;
  a.text = "elle";
  b.text = "il";
  EXPECT_EQ(told_from(b, a), QStringLiteral("il"));
  b = a;
  a.input = b.input = b.image_path = a.image_path = "/videos/street.mp4";
  a.image_frame = 3;
  b.image_frame = 12;
  EXPECT_EQ(told_from(b, a), QStringLiteral("street.mp4: frame 12"));
  a.input += " frame 3";  // as a run calls its input
  b.input += " frame 12";
  EXPECT_EQ(told_from(b, a), QStringLiteral("street.mp4: frame 12"));
}

TEST(CompareNumbers, WhatReadsAsNothingIsNoDifference) {
  const Plane a = plane(1, 2, {0.5F, 0.5F}), b = plane(1, 2, {0.4999F, 0.5001F});
  EXPECT_TRUE(most_apart(a, b, false, 5).empty());
  EXPECT_TRUE(most_apart(a, b, true, 5).empty());
  EXPECT_EQ(decimals_of(1e-12), 3);
}

TEST(Bits, AreNotRoundedToEitherEnd) {
  EXPECT_EQ(divergence_text(0.4321), QStringLiteral("0.432"));
  EXPECT_EQ(divergence_text(1), QStringLiteral("1.000"));
  EXPECT_EQ(divergence_text(0), QStringLiteral("0.000"));
  EXPECT_EQ(divergence_text(0.99971), QStringLiteral("0.99971"));
  EXPECT_EQ(divergence_text(0.0000312), QStringLiteral("0.000031"));
  EXPECT_EQ(divergence_text(0.9999999), QStringLiteral("1.000")) << "no more than a float tells";
}

TEST(CompareNumbers, AMapsChangeIsTheDivergenceOfItsRows) {
  HeadsResult before, after;
  before.maps = {{0, 0, 0, {1, 2, {1, 0}, 0, 1}}, {0, 0, 1, {1, 2, {0.5F, 0.5F}, 0, 1}}};
  after.maps = {{0, 0, 0, {1, 2, {0, 1}, 0, 1}}, {0, 0, 1, {1, 2, {0.5F, 0.5F}, 0, 1}}};
  const auto changes = changes_of(before, after);
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_NEAR(changes[0].bits, 1, 1e-9);
  EXPECT_NEAR(changes[1].bits, 0, 1e-9);
}

// Sites may be numbered otherwise in another model: layer and head are what is alike.
TEST(CompareNumbers, AHeadsChangeIsThatOfTheRowsThatBothHave) {
  HeadsResult before, after;
  before.maps = {{0, 2, 1, {2, 2, {1, 0, 0.5F, 0.5F}, 0, 1}}};
  after.maps = {{5, 2, 1, {1, 1, {1}, 0, 1}}};
  EXPECT_TRUE(changes_of(before, after).empty());  // of other sizes
  const std::vector<Aligned> both = {{0, 0}, {1, -1}};
  const auto changes = changes_of(before, after, both, both);
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].layer, 2);
  EXPECT_EQ(changes[0].site, 0);
  EXPECT_NEAR(changes[0].bits, 0, 1e-9);
}

}  // namespace
}  // namespace headlight::ui
