#include "engine/views/dump.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>

#include "engine/io/json_file.h"
#include "engine/io/npy.h"
#include "engine/trace/trace_file.h"
#include "engine/trace/trace_json.h"
#include "tests/engine/trace/sample_trace.h"
#include "tests/engine/views/traces.h"

namespace headlight::views {
namespace {

namespace fs = std::filesystem;
using trace::testing::Folder;

constexpr std::int64_t plenty = std::int64_t{1} << 30;

void touch(const fs::path& path) { std::ofstream(path) << "x"; }

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST(Dump, ArraysMatchTheFullMatrices) {
  at::manual_seed(61);
  const Folder folder("dump");
  for (const auto& layout : testing::layouts()) {
    auto trace = testing::make_trace(layout);
    trace.outputs["logits"] = at::randn({1, 2, 3});
    const auto target = folder / "out";
    const auto written = dump(trace, target, plenty, {});
    ASSERT_TRUE(written.ok()) << written.error().line();
    EXPECT_EQ(written->bytes, 2 * 2 * 4 * 4 * layout.queries * layout.keys + 24);
    for (const auto quantity : {Quantity::weight, Quantity::score}) {
      const auto* name = quantity == Quantity::weight ? "001.weights.npy" : "001.scores.npy";
      const auto array = io::read_npy(target / name).take();
      EXPECT_EQ(array.shape, (std::vector<std::int64_t>{4, layout.queries, layout.keys}));
      const auto want = kernels::reference_map(kernels::map_of(trace.sites[1]), quantity);
      EXPECT_LE(testing::apart(array.values, want), testing::tolerance(quantity));
    }
    EXPECT_LE(testing::apart(io::read_npy(target / "logits.npy").take().values, trace.outputs["logits"]), 0);
  }
  EXPECT_EQ(entries(folder.path()), 1U);
}

// Scores near 1,000, of which float32 would round the log-sum-exp by 3e-5.
TEST(Dump, RowsOfLargeScoresAreTheirSoftmax) {
  at::manual_seed(62);
  const Folder folder("dump_large");
  testing::Layout layout;
  layout.queries = layout.keys = 40;
  auto trace = testing::make_trace(layout);
  auto& site = trace.sites[0];
  site.k = site.q.narrow(2, 0, 1).expand_as(site.k) * 0.01 + 12;
  site.q = at::full_like(site.q, 14);
  const auto exact = at::matmul(site.q.to(at::kDouble), site.k.to(at::kDouble).transpose(1, 2)) * site.spec.scale;
  site.lse = at::logsumexp(exact, {2});
  ASSERT_TRUE(dump(trace, folder / "out", plenty, {}).ok());
  const auto want = at::softmax(exact, 2).to(at::kFloat);
  ASSERT_GT(want.amax().item<double>(), 0.02);
  EXPECT_GT(io::read_npy(folder / "out" / "000.scores.npy").take().values[0], 700);
  EXPECT_LE(testing::apart(io::read_npy(folder / "out" / "000.weights.npy").take().values, want), 1e-7);
}

TEST(Dump, TheDescriptionNamesEveryFile) {
  const Folder folder("dump_json");
  const auto trace = trace::testing::sample_trace();
  const auto written = dump(trace, folder / "out", plenty, {});
  ASSERT_TRUE(written.ok()) << written.error().line();
  const auto json = io::read_json(folder / "out" / "trace.json").take();
  ASSERT_EQ(json.at("sites").size(), trace.sites.size());
  for (const auto& site : json.at("sites"))
    for (const char* array : {"weights", "scores", "points", "reference", "windows"})
      if (site.contains(array)) {
        EXPECT_TRUE(fs::is_regular_file(folder / "out" / site.at(array).get<std::string>()));
      }
  EXPECT_EQ(json.at("sites").at(4).at("windows"), "004.windows.npy");
  EXPECT_EQ(json.at("sites").at(5).at("points"), "005.points.npy");
  EXPECT_EQ(json.at("sites").at(5).at("levels"), io::Json({{4, 6}, {2, 3}}));
  EXPECT_FALSE(json.at("sites").at(5).contains("scores"));
  EXPECT_EQ(json.at("detections").at(0).at("query"), 1);
  EXPECT_EQ(json.at("sites").at(0).at("weights"), "000.weights.npy");
  EXPECT_EQ(json.at("outputs").at("logits"), "logits.npy");
  EXPECT_EQ(json.at("outputs").at("text"), trace.info.text);
  EXPECT_EQ(entries(folder / "out"), 2 * trace.sites.size() + 2 + trace.outputs.size() + 1);
  EXPECT_TRUE(trace::trace_info(json, "trace.json").ok());
}

TEST(Dump, DeformableSitesGiveTheirPointsAndWeights) {
  const Folder folder("dump_points");
  const auto trace = trace::testing::sample_trace();
  ASSERT_TRUE(dump(trace, folder / "out", plenty, {}).ok());
  const auto points = io::read_npy(folder / "out" / "005.points.npy").take();
  EXPECT_EQ(points.shape, (std::vector<std::int64_t>{3, 2, 2, 2, 2}));
  EXPECT_EQ(testing::apart(points.values, trace.sites[5].sampling.points), 0);
  const auto weights = io::read_npy(folder / "out" / "005.weights.npy").take();
  EXPECT_EQ(weights.shape, (std::vector<std::int64_t>{3, 2, 2, 2}));
  EXPECT_EQ(testing::apart(weights.values, trace.sites[5].sampling.weights), 0);
  const auto reference = io::read_npy(folder / "out" / "005.reference.npy").take();
  EXPECT_EQ(testing::apart(reference.values, trace.sites[5].sampling.reference), 0);
}

// Every window cut out of the whole map; padding has weight 0 and score −inf.
TEST(Dump, WindowsAreCutOutOfTheMap) {
  at::manual_seed(63);
  const Folder folder("dump_windows");
  auto trace = trace::testing::sample_trace();
  trace.sites[4].spec.bias = at::randn({4, 8, 8});
  trace.sites[4].spec.key_visible = at::arange(8).ne(5);
  ASSERT_TRUE(dump(trace, folder / "out", plenty, {}).ok());
  const auto& windows = trace.sites[4].spec.windows;
  for (const auto quantity : {Quantity::weight, Quantity::score}) {
    const auto* name = quantity == Quantity::weight ? "004.weights.npy" : "004.scores.npy";
    const auto got = io::read_npy(folder / "out" / name).take();
    EXPECT_EQ(got.shape, (std::vector<std::int64_t>{2, 4, 4, 4}));
    const auto map = kernels::reference_map(kernels::map_of(trace.sites[4]), quantity);
    auto want = at::full({2, 4, 4, 4}, quantity == Quantity::weight ? 0.0 : -INFINITY, at::kFloat);
    for (int window = 0; window < 2; ++window)
      for (int i = 0; i < 4; ++i)
        for (int j = 0; j < 4; ++j) {
          const auto row = windows[window][i].item<std::int64_t>(), column = windows[window][j].item<std::int64_t>();
          if (row < 0 || column < 0) continue;
          for (int head = 0; head < 4; ++head) want[window][head][i][j] = map[head][row][column];
        }
    const double size = std::max(1.0, want.masked_fill(want.isinf(), 0).abs().max().item<double>());
    EXPECT_LE(testing::apart(got.values, want), testing::tolerance(quantity) * size);
  }
}

TEST(Dump, ATraceFromAFileDumpsTheSame) {
  const Folder folder("dump_file");
  ASSERT_TRUE(trace::write_trace(trace::testing::sample_trace(), folder / "a.trace").ok());
  const auto trace = trace::read_trace(folder / "a.trace").take();
  ASSERT_TRUE(dump(*trace, folder / "out", plenty, {}).ok());
  const auto got = io::read_npy(folder / "out" / "001.weights.npy").take();
  const auto want = kernels::reference_map(kernels::map_of(trace->sites[1]), Quantity::weight);
  double size = 1;
  for (const float value : got.values) size = std::max<double>(size, value);
  EXPECT_LE(testing::apart(got.values, want), 2e-6 * size);  // random log-sum-exps: weights may pass 1
}

TEST(Dump, RefusesMoreThanAllowedAndSaysHowMuch) {
  const Folder folder("dump_large");
  const auto trace = testing::make_trace({10, 10});
  const auto got = dump(trace, folder / "out", 6399, {});
  ASSERT_FALSE(got.ok());
  EXPECT_NE(got.error().line().find("6400"), std::string::npos);
  EXPECT_TRUE(fs::is_empty(folder.path()));
  EXPECT_TRUE(dump(trace, folder / "out", 6400, {}).ok());
}

TEST(Dump, ReplacesOnlyAnEarlierDump) {
  const Folder folder("dump_replace");
  const auto trace = testing::make_trace({3, 3});
  fs::create_directory(folder / "empty");
  EXPECT_TRUE(dump(trace, folder / "empty", plenty, {}).ok());
  touch(folder / "empty" / "stale.npy");
  EXPECT_TRUE(dump(trace, (folder / "empty").string() + "/", plenty, {}).ok());
  EXPECT_FALSE(fs::exists(folder / "empty" / "stale.npy"));
  fs::create_directory(folder / "thesis");
  touch(folder / "thesis" / "chapter1.tex");
  EXPECT_FALSE(dump(trace, folder / "thesis", plenty, {}).ok());
  EXPECT_TRUE(fs::exists(folder / "thesis" / "chapter1.tex"));
  touch(folder / "file");
  EXPECT_FALSE(dump(trace, folder / "file", plenty, {}).ok());
  fs::create_directory_symlink(folder / "empty", folder / "link");
  EXPECT_FALSE(dump(trace, folder / "link", plenty, {}).ok());
  EXPECT_EQ(entries(folder.path()), 4U);
}

TEST(Dump, LeavesNothingBehindOnFailure) {
  const Folder folder("dump_failure");
  std::stop_source source;
  source.request_stop();
  const auto stopped = dump(testing::make_trace({3, 3}), folder / "out", plenty, source.get_token());
  ASSERT_FALSE(stopped.ok());
  EXPECT_EQ(stopped.error().kind, Error::Kind::cancelled);
  auto broken = testing::make_trace({3, 3});
  broken.sites[1].q.fill_(std::numeric_limits<float>::quiet_NaN());
  EXPECT_FALSE(dump(broken, folder / "out", plenty, {}).ok());
  auto hostile = testing::make_trace({3, 3});
  hostile.outputs["../outside"] = at::zeros({1});
  EXPECT_FALSE(dump(hostile, folder / "out", plenty, {}).ok());
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(Dump, StreamsInBlocks) {
  at::manual_seed(62);
  const Folder folder("dump_blocks");
  const auto trace = testing::make_trace({2500, 2500, 1, 1, 8, 1, true});
  ASSERT_TRUE(dump(trace, folder / "out", plenty, {}).ok());
  const auto got = io::read_npy(folder / "out" / "000.weights.npy").take();
  EXPECT_LE(testing::apart(got.values, kernels::reference_map(kernels::map_of(trace.sites[0]), Quantity::weight)),
            2e-6);
}

}  // namespace
}  // namespace headlight::views
