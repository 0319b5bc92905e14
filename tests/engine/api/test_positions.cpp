#include "engine/api/positions.h"

#include <gtest/gtest.h>

namespace headlight {
namespace {

using List = std::vector<std::int64_t>;

// "[CLS] The unhappy cat . [SEP] Cats [SEP]", "unhappy" in two tokens.
Axis sentence() {
  Axis axis;
  axis.labels = {"[CLS]", "the", "un", "##happy", "cat", ".", "[SEP]", "cats", "[SEP]"};
  axis.offsets = {{0, 0}, {0, 3}, {4, 6}, {6, 11}, {12, 15}, {15, 16}, {0, 0}, {0, 4}, {0, 0}};
  axis.words = {-1, 0, 1, 1, 2, 3, -1, 4, -1};
  axis.sequence = {-1, 0, 0, 0, 0, 0, -1, 1, -1};
  axis.special = {1, 0, 0, 0, 0, 0, 1, 0, 1};
  axis.text = "The unhappy cat.";
  axis.pair = "Cats";
  return axis;
}

// A 2 × 3 grid of 10-pixel patches after one token; the picture is twice as large as the input.
Axis grid() {
  Axis axis;
  axis.kind = AxisKind::patches;
  axis.labels = {"[CLS]"};
  axis.leading = 1;
  axis.grid = {2, 3};
  axis.patch = {10, 10};
  axis.input = {20, 30};
  axis.to_image = {2, 0, 0, 0, 2, 0};
  return axis;
}

TraceInfo detector() {
  TraceInfo trace;
  trace.detections = {{4, 0, "car", 0.9, {0, 0, 20, 20}}, {1, 0, "bus", 0.8, {20, 0, 60, 40}}};
  return trace;
}

List at(const Axis& axis, const std::string& description, bool written = false) {
  return positions(detector(), axis, description, written).take();
}

Error refused(const Axis& axis, const std::string& description) {
  const auto found = positions(detector(), axis, description);
  return found ? Error{} : found.error();
}

TEST(Positions, AreNumbersAndRanges) {
  EXPECT_EQ(at(sentence(), "tokens:3-5,7"), (List{3, 4, 5, 7}));
  EXPECT_EQ(at(sentence(), "tokens:7,3-4,4"), (List{3, 4, 7}));
  EXPECT_EQ(at(grid(), "tokens:6"), (List{6}));
  EXPECT_EQ(at(grid(), "all"), (List{0, 1, 2, 3, 4, 5, 6}));
}

TEST(Positions, AWordIsAllItsTokensWhateverTheCase) {
  EXPECT_EQ(at(sentence(), "word:unhappy"), (List{2, 3}));
  EXPECT_EQ(at(sentence(), "word:the"), (List{1}));
  EXPECT_EQ(at(sentence(), "word:cats"), (List{7}));
  EXPECT_EQ(at(sentence(), "word:."), (List{5}));
  EXPECT_EQ(at(sentence(), "word:[SEP]"), (List{6, 8}));
}

TEST(Positions, AWordsExactSpellingComesFirst) {
  auto axis = sentence();
  axis.text = "The unhappy the.";
  EXPECT_EQ(at(axis, "word:the"), (List{4}));
  EXPECT_EQ(at(axis, "word:THE"), (List{1, 4}));
}

TEST(Positions, WordsWithoutATextAreJoinedTokens) {
  auto axis = sentence();
  axis.text = axis.pair = "";
  axis.offsets.assign(9, {0, 0});
  EXPECT_EQ(at(axis, "word:unhappy"), (List{2, 3}));
}

TEST(Positions, LettersOutsideAsciiAreCountedOnce) {
  Axis axis;
  axis.labels = {"▁là", "▁élé", "phant"};
  axis.offsets = {{0, 2}, {3, 6}, {6, 11}};
  axis.words = {0, 1, 1};
  axis.text = "là éléphant";
  EXPECT_EQ(at(axis, "word:éléphant"), (List{1, 2}));
}

TEST(Positions, ADecodersRowsAreCalledByWhatTheyWrite) {
  Axis axis;
  axis.labels = {"</s>", "▁le", "▁ch"};
  axis.writes = {"▁le", "▁ch", "at"};
  axis.words = {-1, 0, 1};
  EXPECT_EQ(at(axis, "word:chat", true), (List{1, 2}));
  EXPECT_EQ(at(axis, "word:le", true), (List{0}));
  EXPECT_EQ(at(axis, "word:le"), (List{1}));
}

TEST(Positions, WordsOfByteLevelDecodersAreCalledAsTheyAreRead) {
  Axis axis;
  axis.labels = {"</s>", "Ġl", "'Ã©tÃ©"};
  axis.writes = {"Ġl", "'Ã©tÃ©", "</s>"};
  axis.writes_shown = {"l", "'été", "</s>"};
  axis.words = {-1, 0, 0};
  EXPECT_EQ(at(axis, "word:l'été</s>", true), (List{0, 1, 2}));
  EXPECT_EQ(axis.written(1), "'été");
  EXPECT_EQ(axis.written(3), "");
  axis.writes_shown.clear();
  EXPECT_EQ(axis.written(1), "'Ã©tÃ©");
}

TEST(Positions, ABoxIsThePatchesCentredInIt) {
  EXPECT_EQ(at(grid(), "box:0,0,40,20"), (List{1, 2}));
  EXPECT_EQ(at(grid(), "box:20.5,20.5,60,40"), (List{5, 6}));
  EXPECT_EQ(at(grid(), "box:1,1,3,3"), (List{1}));
}

// The model saw 60 × 40 pixels of the picture, at its top left.
TEST(Positions, ABoxOutsideOfWhatTheModelSawIsRefused) {
  auto axis = grid();
  axis.image = {100, 50};
  EXPECT_EQ(at(axis, "box:-900,-900,1,1"), (List{1}));
  for (const auto* box : {"box:5000,5000,6000,6000", "box:-9,0,0,40", "box:0,40,60,90", "box:50,0,60,40"}) {
    const auto error = refused(axis, box);
    EXPECT_EQ(error.kind, Error::Kind::usage) << box;
    EXPECT_EQ(error.expected, "a box that reaches into 0,0,50,40, what the model saw of the picture") << box;
  }
  axis.input = {0, 0};
  EXPECT_EQ(at(axis, "box:5000,5000,6000,6000"), (List{6})) << "a trace that does not say what was seen";
}

TEST(Positions, DetectionsAreTheirQueriesOrTheirPatches) {
  Axis queries;
  queries.kind = AxisKind::queries;
  queries.boxes.resize(6);
  EXPECT_EQ(at(queries, "detections:0-1"), (List{1, 4}));
  EXPECT_EQ(at(grid(), "detections:1"), (List{2, 3, 5, 6}));
  auto yolos = grid();
  yolos.trailing.resize(6);
  EXPECT_EQ(at(yolos, "detections:0"), (List{11}));
}

TEST(Positions, AClassIsAllItsDetections) {
  auto trace = detector();
  trace.detections.push_back({2, 0, "car", 0.7, {40, 20, 60, 40}});
  Axis queries;
  queries.kind = AxisKind::queries;
  queries.boxes.resize(6);
  EXPECT_EQ(positions(trace, queries, "class:car").take(), (List{2, 4}));
  EXPECT_EQ(positions(trace, queries, "class:Car").take(), (List{2, 4}));
  EXPECT_EQ(positions(trace, grid(), "class:car").take(), (List{1, 6}));
  const auto unknown = positions(trace, queries, "class:unicorn");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().line(), "no such object in the picture — class:unicorn: found unicorn, expected car, bus");
  EXPECT_EQ(positions(trace, sentence(), "class:car").error().what, "detections have no tokens");
  EXPECT_FALSE(positions(trace, queries, "class:"));
  EXPECT_TRUE(check_form("class:traffic light"));
  EXPECT_FALSE(check_form("class:"));
}

TEST(Positions, WhatNamesNothingIsAUsageErrorThatSaysSo) {
  const char* wrong[] = {"",          "tokens:",     "tokens:9",      "tokens:3-1",    "tokens:-1",       "tokens:1,,2",
                         "word:",     "word:dog",    "box:1,2,3",     "box:1,2,1,4",   "box:a,b,c,d",     "detections:0",
                         "detections", "nonsense:1", "box:0,0,40,40", "tokens:1e3",    "tokens:99999999999999999999"};
  for (const auto* description : wrong) {
    const auto error = refused(sentence(), description);
    EXPECT_EQ(error.kind, Error::Kind::usage) << description;
    EXPECT_FALSE(error.what.empty()) << description;
  }
  EXPECT_EQ(refused(grid(), "word:cat").kind, Error::Kind::usage);
  EXPECT_EQ(refused(grid(), "detections:2").kind, Error::Kind::usage);
  EXPECT_EQ(refused(grid(), "box:nan,0,1,1").kind, Error::Kind::usage);
}

TEST(RankingBetween, AsksDeformableStreamsAboutABox) {
  auto trace = detector();
  Axis queries;
  queries.kind = AxisKind::queries;
  queries.boxes.resize(6);
  trace.axes = {queries};
  SiteInfo site;
  site.stream = "deformable_decoder";
  site.kind = SiteKind::deformable;
  trace.sites = {site};
  const auto request = ranking_between(trace, site.stream, "detections:0", "detections:1").take();
  EXPECT_EQ(request.from, (List{4}));
  EXPECT_EQ(*request.box, (std::array<double, 4>{20, 0, 60, 40}));
  EXPECT_TRUE(request.more_boxes.empty());
  EXPECT_TRUE(ranking_between(trace, site.stream, "all", "all").ok());
  EXPECT_FALSE(ranking_between(trace, site.stream, "all", "word:car").ok());
  trace.detections.push_back({2, 0, "car", 0.7, {40, 20, 60, 40}});
  const auto cars = ranking_between(trace, site.stream, "class:car", "class:car").take();
  EXPECT_EQ(cars.from, (List{2, 4}));
  EXPECT_EQ(*cars.box, (std::array<double, 4>{0, 0, 20, 20}));
  EXPECT_EQ(cars.more_boxes, (std::vector<std::array<double, 4>>{{40, 20, 60, 40}}));
  EXPECT_EQ(ranking_between(trace, site.stream, "all", "detections:0,2").take().more_boxes, cars.more_boxes);
  EXPECT_EQ(ranking_between(trace, site.stream, "all", "class:unicorn").error().expected, "car, bus");
  EXPECT_FALSE(ranking_between(trace, "encoder", "all", "all").ok());
}

}  // namespace
}  // namespace headlight
