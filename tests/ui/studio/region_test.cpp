#include "ui/studio/ask/ask_region.h"

#include <gtest/gtest.h>

#include "ui/studio/ask/ask_numbers.h"

namespace headlight::ui {
namespace {

TEST(AskRegion, OverlappingBoxesCountOnce) {
  const Region region{{0, 0, 50, 100}, {25, 0, 75, 100}, {-10, -10, 5, 5}};
  EXPECT_DOUBLE_EQ(share_of(region, QSizeF(100, 100)), 0.75);
  EXPECT_TRUE(holds(region, 60, 50));
  EXPECT_FALSE(holds(region, 80, 50));
}

TEST(AskRegion, AMaskIsItsLightHalf) {
  QImage mask(8, 4, QImage::Format_Grayscale8);
  mask.fill(0);
  for (int y = 1; y < 3; ++y) {
    for (int x = 2; x < 6; ++x) mask.setPixelColor(x, y, QColor(1, 1, 1));  // 0 and 1 are a mask as well as 0 and 255
  }
  const auto region = region_of_mask(mask, QSizeF(80, 40));
  ASSERT_TRUE(region.ok()) << region.error().line();
  EXPECT_EQ(region.value(), (Region{{20, 10, 60, 30}}));
  mask.fill(0);
  EXPECT_FALSE(region_of_mask(mask, QSizeF(80, 40)).ok());  // it chooses nothing
  mask.fill(255);
  EXPECT_FALSE(region_of_mask(mask, QSizeF(40, 40)).ok());  // of another picture
}

TEST(AskRegion, MassIsTheMeanWeightInside) {
  TraceInfo trace;
  trace.sites.resize(1);
  trace.sites[0].heads = 2;
  PointsResult points;
  points.queries.resize(2);
  points.queries[0].points = {{0, 0, 0, 5, 5, 0.75F}, {0, 0, 1, 50, 5, 0.25F}, {1, 0, 0, 50, 50, 1}};
  points.queries[1].points = {{0, 0, 0, 50, 50, 1}, {1, 0, 0, 9.5, 0, 1}};
  const auto ranking = mass_in({{0, 0, 10, 10}}, trace, {PointsRequest{}}, {std::make_shared<const ViewResult>(points)});
  ASSERT_EQ(ranking.heads.size(), 2U);
  EXPECT_EQ(ranking.heads[0].head, 1);
  EXPECT_DOUBLE_EQ(ranking.heads[0].mass, 0.5);
  EXPECT_DOUBLE_EQ(ranking.heads[1].mass, 0.375);
}

TEST(AskRegion, TheReverseIsTheShareOfAllThatLandsThere) {
  TraceInfo trace;
  trace.sites.resize(1);
  trace.sites[0].heads = 2;
  PointsResult points;
  points.queries.resize(2);
  points.queries[0].query = 4;
  points.queries[1].query = 7;
  points.queries[0].points = {{0, 0, 0, 5, 5, 0.75F}, {1, 0, 0, 50, 50, 1}};
  points.queries[1].points = {{0, 0, 0, 5, 5, 0.25F}, {1, 0, 0, 9.5, 0, 1}};
  const auto ranking = mass_from({{0, 0, 10, 10}}, trace, {PointsRequest{}}, {std::make_shared<const ViewResult>(points)}, {4});
  ASSERT_EQ(ranking.heads.size(), 2U);
  EXPECT_EQ(ranking.heads[0].head, 0);
  EXPECT_DOUBLE_EQ(ranking.heads[0].mass, 0.75);
  EXPECT_DOUBLE_EQ(ranking.heads[1].mass, 0);
}

TEST(AskRegion, SharesComeOfBothRankings) {
  RankingResult some, all;
  some.heads = {{0, 0, 1, 0.5}, {0, 0, 0, 0.4}, {0, 0, 2, 0}};
  all.heads = {{0, 0, 0, 0.1}, {0, 0, 1, 0.25}, {0, 0, 2, 0}};
  const auto shares = share_from(some, all, 0.2);  // two of ten queries
  EXPECT_EQ(shares.heads[0].head, 0);
  EXPECT_DOUBLE_EQ(shares.heads[0].mass, 0.8);  // 2 · 0.4 of 10 · 0.1
  EXPECT_DOUBLE_EQ(shares.heads[1].mass, 0.4);
  EXPECT_DOUBLE_EQ(shares.heads[2].mass, 0);  // nothing lands there
}

TEST(AskRegion, NothingWinsWithoutMass) {
  RankingResult result;
  result.heads = {{0, 0, 1, 0.25}, {0, 0, 0, 0}, {0, 0, 2, 0}};
  EXPECT_EQ(answer_of(result, 0.1).winners, 1U);
  result.heads[0].mass = 0;
  EXPECT_EQ(answer_of(result, 0.1).winners, 0U);
}

TEST(AskRegion, WordsAreQuotedWithinSentences) {
  Side side;
  side.kind = AxisKind::tokens;
  side.labels = {QStringLiteral("it"), QStringLiteral("was")};
  side.positions = {{0}, {1}};
  side.special = {0, 0};
  EXPECT_EQ(said_of(side, {0}), QStringLiteral("“it”"));
  EXPECT_EQ(said_of(side, {}), words_of(side, {}));
  for (int i = 2; i < 60; ++i) {
    side.labels.push_back(i == 50 ? QStringLiteral("it") : QStringLiteral("w%1").arg(i));
    side.positions.push_back({i});
    side.special.push_back(0);
  }
  EXPECT_EQ(words_of(side, {50}), QStringLiteral("it · 50"));  // of a long text, where it is not the only one
  EXPECT_EQ(words_of(side, {1}), QStringLiteral("was"));
}

}  // namespace
}  // namespace headlight::ui
