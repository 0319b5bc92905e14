#include "engine/trace/trace_json.h"

#include <gtest/gtest.h>

#include "tests/engine/trace/sample_trace.h"

namespace headlight::trace {
namespace {

using io::Json;
using testing::sample_trace;

TEST(TraceJson, TrailingTokensAndTheWindowAreKept) {
  auto info = sample_trace().info;
  info.axes.at(2).trailing = {"[DET0]", "[DET1]"};
  info.image_window = {{3000, 12.5}};
  info.image_frame = 77;
  const auto json = to_json(info);
  EXPECT_EQ(json.at("axes").at(2).at("trailing"), (std::vector<std::string>{"[DET0]", "[DET1]"}));
  EXPECT_FALSE(to_json(sample_trace().info).at("axes").at(2).contains("trailing"));
  const auto again = trace_info(io::parse_json(json_text(json), "test").take(), "test");
  ASSERT_TRUE(again.ok()) << again.error().line();
  EXPECT_EQ(again->axes.at(2).trailing, info.axes.at(2).trailing);
  EXPECT_EQ(again->axes.at(2).size(), sample_trace().info.axes.at(2).size() + 2);
  EXPECT_EQ(again->image_window, info.image_window);
  EXPECT_EQ(again->image_frame, 77);
}

TEST(TraceJson, WhatRowsWriteIsKeptAsAPersonReadsIt) {
  auto info = sample_trace().info;
  auto& axis = info.axes.at(1);
  axis.writes_shown.assign(axis.writes.size(), "été");
  const auto again = trace_info(io::parse_json(json_text(to_json(info)), "test").take(), "test");
  ASSERT_TRUE(again.ok()) << again.error().line();
  EXPECT_EQ(again->axes.at(1).writes_shown, axis.writes_shown);
  axis.writes_shown.pop_back();
  EXPECT_FALSE(trace_info(io::parse_json(json_text(to_json(info)), "test").take(), "test").ok());
}

TEST(TraceJson, WhatIsWrittenIsReadAgain) {
  const auto info = sample_trace().info;
  const auto json = to_json(info);
  const auto parsed = io::parse_json(json_text(json), "test").take();
  const auto again = trace_info(parsed, "test");
  ASSERT_TRUE(again.ok()) << again.error().line();
  EXPECT_EQ(to_json(again.value()), json);
  EXPECT_EQ(again->axes.size(), 5U);
  EXPECT_EQ(again->axes[0].labels, info.axes[0].labels);
  EXPECT_EQ(again->axes[0].shown, info.axes[0].shown);
  EXPECT_EQ(again->axes[1].writes, info.axes[1].writes);
  EXPECT_EQ(again->axes[2].to_image, info.axes[2].to_image);
  EXPECT_EQ(again->axes[3].boxes[1].y1, 7.125);
  EXPECT_EQ(again->sites[0].causal, true);
  EXPECT_EQ(again->sites[1].kind, SiteKind::cross);
  EXPECT_EQ(again->axes[3].input, info.axes[3].input);
  EXPECT_EQ(again->axes[4].levels, info.axes[4].levels);
  EXPECT_EQ(again->axes[4].size(), 30);
  EXPECT_EQ(again->sites[4].window_size, 4);
  EXPECT_EQ(again->sites[5].levels, info.sites[5].levels);
  EXPECT_EQ(again->sites[5].points, 2);
  ASSERT_EQ(again->detections.size(), 2U);
  EXPECT_EQ(again->detections[0].label, "bus");
  EXPECT_EQ(again->detections[0].box.y1, 7.125);
  EXPECT_EQ(again->text, info.text);
  EXPECT_EQ(again->predictions[0].position, 3);
  EXPECT_EQ(again->model.parameters, 12345);
}

TEST(TraceJson, HasTheContractsFields) {
  const auto json = to_json(sample_trace().info);
  EXPECT_EQ(json.at("format"), 1);
  EXPECT_EQ(json.at("model").at("family"), "bert");
  EXPECT_EQ(json.at("axes").at(0).at("kind"), "tokens");
  EXPECT_EQ(json.at("axes").at(0).at("offsets").at(1), Json({1, 2}));
  EXPECT_FALSE(json.at("axes").at(0).contains("writes"));
  EXPECT_EQ(json.at("axes").at(2).at("grid"), Json({2, 3}));
  EXPECT_EQ(json.at("axes").at(2).at("leading"), 2);
  EXPECT_EQ(json.at("axes").at(3).at("boxes").at(0), Json({0.5, 1, 2, 3}));
  EXPECT_EQ(json.at("sites").at(0).at("kind"), "masked-self");
  EXPECT_EQ(json.at("sites").at(0).at("mask"), "causal");
  EXPECT_EQ(json.at("outputs").at("text"), "Übersetzung");
}

TEST(TraceJson, DetectionsComeBestFirst) {
  auto json = to_json(sample_trace().info);
  std::swap(json["detections"][0], json["detections"][1]);
  const auto info = trace_info(json, "test");
  ASSERT_TRUE(info.ok()) << info.error().line();
  EXPECT_EQ(info->detections[0].query, 1);
}

TEST(TraceJson, BytesThatAreNotUtf8AreReplaced) {
  auto info = sample_trace().info;
  info.axes[0].labels[0] = "\xff\xfe";
  EXPECT_TRUE(io::parse_json(json_text(to_json(info)), "test").ok());
}

// Each entry: JSON pointer, replacement.
TEST(TraceJson, WrongFieldsAreRefusedWithTheirName) {
  const auto good = to_json(sample_trace().info);
  const std::pair<const char*, Json> wrong[] = {{"/format", 2},
                                                {"/format", "1"},
                                                {"/model", Json::array()},
                                                {"/model/parameters", -1},
                                                {"/axes", Json::array()},
                                                {"/axes", 3},
                                                {"/axes/0", nullptr},
                                                {"/axes/0", 7},
                                                {"/axes/0/id", 1},
                                                {"/axes/0/kind", "words"},
                                                {"/axes/0/labels", Json::array()},
                                                {"/axes/0/labels/2", 5},
                                                {"/axes/0/labels", "abc"},
                                                {"/axes/0/offsets/0", Json::array({3, 1})},
                                                {"/axes/0/offsets/0", Json::array({0})},
                                                {"/axes/0/offsets", Json::array({Json::array({0, 1})})},
                                                {"/axes/0/offsets/0/1", 1.5},
                                                {"/axes/0/offsets/0/1", 18446744073709551615ULL},
                                                {"/axes/0/special/0", 2},
                                                {"/axes/0/words/0", -2},
                                                {"/axes/0/ids", Json::array({1})},
                                                {"/axes/2/grid", Json::array({1})},
                                                {"/axes/2/grid", Json::array({0, 3})},
                                                {"/axes/2/grid", Json::array({2147483647, 2147483647})},
                                                {"/axes/2/leading", -1},
                                                {"/axes/2/leading", 100},
                                                {"/axes/2/trailing", 3},
                                                {"/axes/2/trailing", Json::array({3})},
                                                {"/run/image_window", Json::array({1})},
                                                {"/run/image_window", Json::array({1, 1})},
                                                {"/run/image_frame", -2},
                                                {"/axes/2/to_image", Json::array({1, 2, 3})},
                                                {"/axes/2/to_image/0", "a"},
                                                {"/axes/3/boxes/0", Json::array({1, 2, 3})},
                                                {"/axes/3/boxes", Json::array()},
                                                {"/axes/3/scores", Json::array({0.5})},
                                                {"/sites", Json::array()},
                                                {"/sites/0", "x"},
                                                {"/sites/0/id", 3},
                                                {"/sites/0/stream", 5},
                                                {"/sites/0/stream", ""},
                                                {"/sites/0/layer", -1},
                                                {"/sites/0/kind", "deformable"},
                                                {"/sites/0/kind", "sparse"},
                                                {"/sites/4/mask", "causal"},
                                                {"/sites/4/key_axis", 0},
                                                {"/sites/4/window_count", -1},
                                                {"/sites/5/levels", Json::array()},
                                                {"/sites/5/levels", nullptr},
                                                {"/sites/5/levels/0", Json::array({4})},
                                                {"/sites/5/levels/0", Json::array({4, 0})},
                                                {"/sites/5/levels/0", Json::array({5, 6})},
                                                {"/sites/5/levels/0", Json::array({2147483647, 2147483647})},
                                                {"/sites/5/level_points", -1},
                                                {"/axes/3/input", Json::array({1, 2, 3})},
                                                {"/axes/3/to_image/4", "x"},
                                                {"/axes/4/levels/1", Json::array({0, 3})},
                                                {"/axes/4/levels/0", Json::array({3, 6})},
                                                {"/axes/4/levels", 5},
                                                {"/detections", 5},
                                                {"/detections/0", 5},
                                                {"/detections/0/query", 2},
                                                {"/detections/0/query", -1},
                                                {"/detections/0/score", "high"},
                                                {"/detections/0/score", nullptr},
                                                {"/detections/0/box", nullptr},
                                                {"/detections/0/box", Json::array({1, 2, 3})},
                                                {"/detections/0/box/1", "a"},
                                                {"/detections/0/label", 5},
                                                {"/detections/0/label_id", -1},
                                                {"/sites/0/heads", 0},
                                                {"/sites/0/heads", 1e9},
                                                {"/sites/0/key_heads", 3},
                                                {"/sites/0/key_heads", 5},
                                                {"/sites/0/query_axis", 5},
                                                {"/sites/0/key_axis", -1},
                                                {"/sites/0/scale", "big"},
                                                {"/sites/0/mask", "random"},
                                                {"/sites/0/window", 4},
                                                {"/sites/0/softcap", 30.0},
                                                {"/sites/0/sinks", true},
                                                {"/outputs", Json::array()},
                                                {"/outputs/text", 5},
                                                {"/run/predictions", 5},
                                                {"/run/predictions/0", 5},
                                                {"/run/predictions/0/position", -5}};
  for (const auto& [pointer, value] : wrong) {
    auto json = good;
    json[Json::json_pointer(pointer)] = value;
    const auto got = trace_info(json, "sample");
    ASSERT_FALSE(got.ok()) << pointer << " " << value.dump();
    EXPECT_EQ(got.error().kind, Error::Kind::unusable) << pointer;
    EXPECT_NE(got.error().line().find("sample"), std::string::npos) << pointer;
  }
}

TEST(TraceJson, ArrayNames) {
  for (const char* good : {"logits", "last_hidden_state", "a.b-c", "0"}) EXPECT_TRUE(is_array_name(good)) << good;
  for (const char* bad : {"", ".", "..", ".hidden", "a/b", "../x", "a\\b", "ä", "a b", "a\n"})
    EXPECT_FALSE(is_array_name(bad)) << bad;
  EXPECT_FALSE(is_array_name(std::string("a\0b", 3)));
  EXPECT_FALSE(is_array_name(std::string(129, 'a')));
}

}  // namespace
}  // namespace headlight::trace
