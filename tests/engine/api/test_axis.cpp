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
