#include "ui/studio/intervene/intervene_numbers.h"

#include <gtest/gtest.h>

#include <cmath>

namespace headlight::ui {
namespace {

Intervention off(int layer, int head) {
  Intervention change;
  change.layer = layer;
  change.head = head;
  return change;
}

TraceInfo tokens() {
  TraceInfo trace;
  Axis axis;
  axis.labels = {"[CLS]", "robot", "wrench"};
  trace.axes = {axis};
  trace.sites = {{.id = 0, .stream = "encoder", .layer = 0, .heads = 2}};
  return trace;
}

TEST(InterveneNumbers, StepsAreCalledByTheirTokens) {
  Intervention hide = off(-1, -1);
  hide.kind = Intervention::Kind::hide;
  hide.key = 1;
  EXPECT_TRUE(words_of(hide, tokens()).name.contains(QStringLiteral("robot")));
  hide.query = 2;
  const QString cut = words_of(hide, tokens()).name;
  EXPECT_TRUE(cut.contains(QStringLiteral("wrench")) && cut.contains(QStringLiteral("robot"))) << cut.toStdString();
  EXPECT_TRUE(words_of(off(5, 7), tokens()).name.contains(QStringLiteral("5.7")));
}

TEST(InterveneNumbers, OnlyStepsThatAreOnAreMade) {
  const std::vector<Step> steps = {{off(2, 7), true}, {off(3, 1), false}};
  ASSERT_EQ(made(steps).size(), 1U);
  EXPECT_EQ(made(steps)[0].layer, 2);
  EXPECT_EQ(as_text(steps), QStringLiteral("off:2.7\n# off:3.1"));
}

TEST(InterveneNumbers, ALayerOffIsEveryHeadOff) {
  SiteInfo site;
  site.stream = "encoder";
  site.layer = 4;
  EXPECT_TRUE(is_off({off(4, -1)}, site, 3));
  EXPECT_TRUE(is_off({off(4, 3)}, site, 3));
  EXPECT_FALSE(is_off({off(4, 2)}, site, 3));
  Intervention other = off(4, 3);
  other.stream = "decoder";
  EXPECT_FALSE(is_off({other}, site, 3));
}

Intervention change_of(Intervention::Kind kind, std::int64_t query, std::int64_t key) {
  Intervention change = off(-1, -1);
  change.kind = kind;
  change.query = query;
  change.key = key;
  return change;
}

TEST(InterveneNumbers, WhatWasDoneToAMapIsToldByItsCells) {
  using Kind = Intervention::Kind;
  SiteInfo site;
  site.stream = "encoder";
  const auto marks = [&](std::vector<Intervention> changes) { return changed_cells(changes, site, 1, 3, 3); };
  const ChangedCells hidden = marks({change_of(Kind::hide, -1, 2)});
  EXPECT_EQ(hidden.marks.hidden, std::vector<std::int64_t>{2});
  EXPECT_EQ(hidden.hidden, (std::vector<bool>{false, false, true, false, false, true, false, false, true}));
  const ChangedCells cut = marks({change_of(Kind::hide, 1, 0)});
  EXPECT_TRUE(cut.marks.hidden.empty()) << "the key is seen by others";
  EXPECT_EQ(cut.hidden, (std::vector<bool>{false, false, false, true, false, false, false, false, false}));
  EXPECT_EQ(marks({change_of(Kind::even, 1, -1)}).marks.even, std::vector<std::int64_t>{1});
  EXPECT_EQ(marks({change_of(Kind::even, -1, -1)}).marks.even.size(), 3U);
  const ChangedCells forced = marks({change_of(Kind::even, 1, -1), change_of(Kind::only, 1, 2), change_of(Kind::even, 1, -1)});
  EXPECT_EQ(forced.marks.forced, (std::vector<Cell>{{1, 2}}));
  EXPECT_TRUE(forced.marks.even.empty()) << "one key alone is even already";
  Intervention elsewhere = change_of(Kind::hide, -1, 2);
  elsewhere.head = 0;
  EXPECT_EQ(marks({elsewhere, off(-1, -1), change_of(Kind::hide, -1, 7)}).marks, MapChanges());
}

TEST(InterveneNumbers, AHeadSaysWhatWasDoneToIt) {
  SiteInfo site;
  Intervention mean = off(0, 1);
  mean.kind = Intervention::Kind::head_mean;
  EXPECT_EQ(off_words({off(0, 1)}, site, 1), QStringLiteral("off"));
  EXPECT_EQ(off_words({off(0, 1), mean}, site, 1), QStringLiteral("at mean")) << "the later of two";
  EXPECT_TRUE(off_words({off(0, 1)}, site, 2).isEmpty());
}

TEST(InterveneNumbers, OutputsOfBothRunsStandTogether) {
  TraceInfo before, after;
  before.predictions = {{"elle", 0.9, 4}, {"il", 0.05, 4}, {"le", 1, 0}};
  after.predictions = {{"il", 0.8, 4}};
  const auto rows = outputs_of(before, after, 4);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].name, QStringLiteral("elle"));
  EXPECT_TRUE(std::isnan(rows[0].after));  // no longer among the likeliest: how likely is not known
  EXPECT_DOUBLE_EQ(rows[1].before, 0.05);
  EXPECT_EQ(predicted_positions(before), (std::vector<std::int64_t>{0, 4}));
}

TEST(InterveneNumbers, DetectionsArePairedByTheirQueryAndRankedByTheirChange) {
  TraceInfo before, after;
  const auto found = [](std::int64_t query, const char* label, double score) {
    Detection one;
    one.query = query;
    one.label = label;
    one.score = score;
    return one;
  };
  before.detections = {found(15, "person", 0.761), found(4, "person", 0.735), found(9, "car", 0.6)};
  after.detections = {found(4, "person", 0.66), found(15, "person", 0.637), found(20, "tree", 0.55)};
  const auto rows = outputs_of(before, after, -1);
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[0].name, QStringLiteral("2 car"));
  EXPECT_TRUE(std::isnan(rows[0].after)) << "below the model's threshold";
  EXPECT_EQ(value_or_none(rows[0].after), QStringLiteral("–"));
  EXPECT_TRUE(std::isnan(rows[1].before));
  EXPECT_EQ(rows[2].name, QStringLiteral("0 person"));
  EXPECT_DOUBLE_EQ(rows[2].after, 0.637);
  EXPECT_DOUBLE_EQ(rows[3].after, 0.66);
}

TEST(InterveneNumbers, AnObjectThatIsNoLongerReportedHasItsScore) {
  TraceInfo before, after;
  Detection car;
  car.query = 1;
  car.label = "car";
  car.score = 0.92;
  before.detections = {car};
  Axis queries;
  queries.kind = AxisKind::queries;
  queries.labels = {"tree", "bus"};
  queries.scores = {0.1, 0.34};
  queries.boxes = {Box{}, Box{}};
  after.axes = {queries};
  const auto rows = outputs_of(before, after, -1);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_DOUBLE_EQ(rows[0].after, 0.34);
  EXPECT_EQ(rows[0].name, QStringLiteral("0 car → bus"));
}

TEST(InterveneNumbers, AMovedPointIsNamed) {
  Intervention move = off(1, 2);
  move.kind = Intervention::Kind::move;
  move.dx = 0.05;
  move.dy = -0.1;
  EXPECT_EQ(words_of(move, tokens()).name, QStringLiteral("points moved"));
  move.level = 0;
  move.point = 3;
  EXPECT_EQ(words_of(move, tokens()).name, QStringLiteral("point 3 of level 0 moved"));
  EXPECT_EQ(words_of(move, tokens()).second, QStringLiteral("5 %, -10 % · head 1.2"));
}

TEST(InterveneNumbers, PredictionsThatReadAlikeStayTwo) {
  TraceInfo before, after;
  before.predictions = {{"the", 0.5, 3}, {"the", 0.2, 3}};
  after.predictions = {{"the", 0.4, 3}, {"the", 0.3, 3}};
  const auto rows = outputs_of(before, after, 3);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_DOUBLE_EQ(rows[0].after, 0.4);
  EXPECT_DOUBLE_EQ(rows[1].before, 0.2);
}

TEST(InterveneNumbers, ChangedWordsAreMarkedInBothTexts) {
  const auto [before, after] = said(QStringLiteral("parce qu' elle était lourde ."), QStringLiteral("parce qu' il était lourd ."));
  ASSERT_EQ(before.size(), 6U);
  EXPECT_TRUE(before[2].changed && after[2].changed);
  EXPECT_FALSE(before[3].changed || after[3].changed);
  EXPECT_EQ(after[4].text, QStringLiteral("lourd"));
}

TEST(InterveneNumbers, WrittenWordsHaveTheirProbabilitiesBeforeAndAfter) {
  TraceInfo before, after;
  Axis axis;
  axis.labels = {"<pad>", "elle", "."};
  axis.ids = {0, 1, 3};
  axis.writes = {"elle", ".", "</s>"};
  before.axes = {axis};
  axis.labels = {"<pad>", "il", "."};
  axis.ids = {0, 2, 3};
  axis.writes = {"il", ".", "</s>"};
  after.axes = {axis};
  const float likely = std::log(3.0F);
  const Array first{{1, 3, 4}, {0, likely, 0, 0, 0, 0, 0, likely, 0, 0, 0, 0}}, second{{1, 3, 4}, {0, 0, likely, 0, 0, 0, 0, likely, 0, 0, 0, 0}};
  const auto words = written_words(before, first, after, second);
  ASSERT_EQ(words.size(), 2U);
  EXPECT_EQ(words[0].name, QStringLiteral("elle → il"));
  EXPECT_NEAR(words[0].before, 0.5, 1e-6);
  EXPECT_NEAR(words[0].after, 1.0 / 6, 1e-6);
  EXPECT_NEAR(words[0].moved, 1.0 / 3, 1e-6);  // total variation
  EXPECT_NEAR(words[1].moved, 0, 1e-9);
  EXPECT_TRUE(written_words(before, {{1, 2, 4}, std::vector<float>(8)}, after, second).empty());  // of another length
}

}  // namespace
}  // namespace headlight::ui
