#include <gtest/gtest.h>

#include "engine/api/trace_info.h"

namespace headlight {
namespace {

TEST(AxisLabels, ReadableTextWinsOverTheVocabularys) {
  Axis axis;
  axis.labels = {"Ġthe", "cat"};
  EXPECT_EQ(axis.label(0), "Ġthe");
  axis.shown = {"the", "cat"};
  EXPECT_EQ(axis.label(0), "the");
  EXPECT_EQ(axis.size(), 2);
  EXPECT_EQ(axis.label(2), "");
  EXPECT_EQ(axis.label(-1), "");
}

TEST(AxisLabels, PatchesCountRowsAndColumnsAfterTheLeadingTokens) {
  Axis axis;
  axis.kind = AxisKind::patches;
  axis.labels = {"[CLS]"};
  axis.leading = 1;
  axis.grid = {2, 3};
  EXPECT_EQ(axis.size(), 7);
  EXPECT_EQ(axis.label(0), "[CLS]");
  EXPECT_EQ(axis.label(1), "0,0");
  EXPECT_EQ(axis.label(6), "1,2");
}

// [CLS], 2 × 3 patches, two detection tokens.
Axis with_detection_tokens() {
  Axis axis;
  axis.kind = AxisKind::patches;
  axis.labels = {"[CLS]"};
  axis.leading = 1;
  axis.grid = {2, 3};
  axis.trailing = {"[DET0]", "[DET1]"};
  return axis;
}

TEST(AxisLabels, TrailingTokensComeAfterThePatches) {
  const auto axis = with_detection_tokens();
  EXPECT_EQ(axis.size(), 9);
  EXPECT_EQ(axis.cells(), 6);
  EXPECT_EQ(axis.label(6), "1,2");
  EXPECT_EQ(axis.label(7), "[DET0]");
  EXPECT_EQ(axis.label(8), "[DET1]");
  EXPECT_EQ(axis.label(9), "");
  EXPECT_FALSE(axis.is_cell(0));
  EXPECT_TRUE(axis.is_cell(1));
  EXPECT_TRUE(axis.is_cell(6));
  EXPECT_FALSE(axis.is_cell(7));
  EXPECT_FALSE(axis.is_cell(-1));
}

TEST(AxisCells, OfAPyramidDivideTheInputEvenly) {
  Axis axis;
  axis.kind = AxisKind::patches;
  axis.input = {70, 50};  // strides 8 and 16, rounded up
  axis.levels = {{9, 7}, {5, 4}};
  axis.grid = axis.levels[0];
  axis.patch = {8, 8};
  EXPECT_EQ(axis.cells(), 63 + 20);
  const auto first = axis.cell(8), last = axis.cell(82);
  EXPECT_EQ(first.level, 0U);
  EXPECT_EQ(first.row, 1);
  EXPECT_EQ(first.column, 1);
  EXPECT_DOUBLE_EQ(first.patch[0], 70.0 / 9);
  EXPECT_EQ(last.level, 1U);
  EXPECT_EQ(last.row, 4);
  EXPECT_EQ(last.column, 3);
  EXPECT_DOUBLE_EQ(last.patch[1], 50.0 / 4);
  EXPECT_EQ(axis.label(63), "1:0,0");
}

TEST(RowOfQuery, LeadsFromADetectionToItsRow) {
  TraceInfo info;
  info.axes = {with_detection_tokens(), {}};
  info.axes[1].kind = AxisKind::queries;
  info.axes[1].boxes.resize(2);
  SiteInfo own, cross;
  cross.query_axis = 1;
  EXPECT_EQ(info.row_of_query(own, 0), 7);
  EXPECT_EQ(info.row_of_query(own, 1), 8);
  EXPECT_EQ(info.row_of_query(own, 2), -1);
  EXPECT_EQ(info.row_of_query(own, -1), -1);
  EXPECT_EQ(info.row_of_query(cross, 1), 1);
  EXPECT_EQ(info.row_of_query(cross, 2), -1);
  info.axes[0].trailing.clear();
  EXPECT_EQ(info.row_of_query(own, 0), -1);
}

TEST(TraceInfoStreams, KeepTheModelsOrder) {
  TraceInfo info;
  for (const auto* stream : {"encoder", "encoder", "decoder", "cross"}) {
    SiteInfo site;
    site.id = static_cast<int>(info.sites.size());
    site.stream = stream;
    info.sites.push_back(site);
  }
  EXPECT_EQ(info.streams(), (std::vector<std::string>{"encoder", "decoder", "cross"}));
  EXPECT_EQ(info.stream_sites("encoder"), (std::vector<int>{0, 1}));
  EXPECT_TRUE(info.stream_sites("none").empty());
}

}  // namespace
}  // namespace headlight
