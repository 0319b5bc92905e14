#include "ui/studio/ask/ask_numbers.h"

#include <gtest/gtest.h>

#include <QLocale>

namespace headlight::ui {
namespace {

TEST(AskNumbers, EvenlySpreadIsTheShareOfTheKeys) {
  SiteInfo site;
  EXPECT_DOUBLE_EQ(evenly_spread(site, 10, 10, {{3}, {1, 2}, {}}), 0.2);
  EXPECT_DOUBLE_EQ(evenly_spread(site, 10, 10, {{}, {}, {}}), 1);
}

TEST(AskNumbers, CausalQueriesSpreadOverWhatTheySee) {
  SiteInfo site;
  site.causal = true;
  EXPECT_DOUBLE_EQ(evenly_spread(site, 4, 4, {{1}, {0}, {}}), 0.5);
  EXPECT_DOUBLE_EQ(evenly_spread(site, 4, 4, {{1}, {3}, {}}), 0);  // it comes later
  EXPECT_DOUBLE_EQ(evenly_spread(site, 4, 4, {{}, {0}, {}}), (1 + 0.5 + 1.0 / 3 + 0.25) / 4);
  EXPECT_DOUBLE_EQ(evenly_spread(site, 1, 4, {{0}, {0}, {}}), 0.25);  // the last of four, as with a cache
}

TEST(AskNumbers, ABoxCoversItsShareOfThePicture) {
  Axis axis;
  axis.image = {100, 200};
  EXPECT_DOUBLE_EQ(share_of({0, 0, 100, 50}, axis), 0.25);
  EXPECT_DOUBLE_EQ(share_of({-50, 0, 100, 200}, axis), 0.5);  // cut at the edges
}

TEST(AskNumbers, ABoxIsWrittenWithPointsInEveryLocale) {
  const QLocale before;
  QLocale::setDefault(QLocale::German);
  EXPECT_EQ(box_words({0.5, 2, 30.25, 1234567}), "box:0.500,2.000,30.250,1234567.000");
  QLocale::setDefault(before);
}

TEST(AskNumbers, AnAnswerCountsTheHeadsAboveEvenlySpread) {
  const Answer answer = answer_of({{{0, 0, 0, 0.6}, {0, 0, 1, 0.2}, {0, 0, 2, 0.1}}}, 0.2);
  EXPECT_EQ(answer.above, 1U);
  EXPECT_NEAR(answer.mean, 0.3, 1e-12);
}

TEST(AskNumbers, WordsAreNamedOnce) {
  Axis axis;
  axis.labels = {"[CLS]", "wren", "##ch", "it"};
  axis.words = {-1, 0, 0, 1};
  axis.special = {1, 0, 0, 0};
  SideOptions options;
  options.merge_words = true;
  const Side side = side_of(axis, options);
  EXPECT_EQ(whole_word(side, 2), (std::vector<std::int64_t>{1, 2}));
  EXPECT_FALSE(words_of(side, {1, 2}).contains(QLatin1Char(' ')));
  EXPECT_TRUE(whole_word(side, 9).empty());
}

}  // namespace
}  // namespace headlight::ui
