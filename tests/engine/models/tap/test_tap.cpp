// Tapped TorchScript files against what Python saw in the same models (tests/engine/models/tap/generate.py).
#include <gtest/gtest.h>

#include <ATen/ATen.h>

#include <algorithm>
#include <filesystem>
#include <numeric>

#include "engine/io/npy.h"
#include "engine/kernels/attention_tile.h"
#include "engine/models/tap/tapped_model.h"
#include "tests/places.h"

namespace headlight::models::tap {
namespace {

namespace fs = std::filesystem;

constexpr double tolerance = 2e-5;  // float32 sums of products in another order, of scores up to 60

const fs::path fixtures = fs::path(headlight::tests::fixtures()) / "tap";

at::Tensor array(const std::string& name) {
  const auto read = io::read_npy(fixtures / (name + ".npy"));
  EXPECT_TRUE(read) << name;
  return at::tensor(read.value().values).view(read.value().shape);
}

ModelInput input_of(const std::string& name) {
  ModelInput input;
  const auto values = array(name + ".input");
  if (values.dim() == 3) input.pixels = values.unsqueeze(0);
  else input.ids = values.to(at::kLong).unsqueeze(0);
  if (name.ends_with("_mask")) input.mask = at::tensor({1, 1, 1, 1, 0, 0}, at::kLong).unsqueeze(0);
  return input;
}

struct Ran {
  std::vector<trace::Site> sites;
  ModelOutput output;
};

Ran run(const std::string& name) {
  const auto model = load_script(fixtures / (name + ".torchscript"));
  EXPECT_TRUE(model) << (model ? "" : model.error().line());
  trace::Recorder recorder;
  kernels::Context context;
  context.recorder = &recorder;
  auto output = model.value()->run(input_of(name), context);
  return {recorder.take(), std::move(output)};
}

// [heads, queries, keys] as a dump computes them.
at::Tensor weights_of(const trace::Site& site) {
  const auto map = kernels::map_of(site);
  std::vector<at::Tensor> heads;
  for (int head = 0; head < map.heads(); ++head) {
    const Extent all{0, map.queries(), 0, map.keys()};
    const auto cells = kernels::attention_tile(map, {HeadChoice::Mode::one, head}, Quantity::weight,
                                               {all, all.rows(), all.columns(), Pooling::mean}, {});
    heads.push_back(at::tensor(cells).view({map.queries(), map.keys()}));
  }
  return at::stack(heads);
}

double difference(const at::Tensor& a, const at::Tensor& b) {
  EXPECT_EQ(a.sizes(), b.sizes());
  return a.sizes() == b.sizes() ? (a - b).abs().max().item<double>() : 1;
}

class Tapped : public testing::TestWithParam<const char*> {};

TEST_P(Tapped, HasEveryWeightThatPythonSaw) {
  const std::string name = GetParam();
  const auto ran = run(name);
  ASSERT_EQ(ran.sites.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    const auto expected = array(name + "." + std::to_string(i) + ".weights");
    EXPECT_LE(difference(weights_of(ran.sites[i]), expected), tolerance) << i;
    EXPECT_GT((expected - expected.mean()).abs().max().item<double>(), 0.05) << "weights that say nothing";
    EXPECT_EQ(ran.sites[i].info.layer, static_cast<int>(i));
    EXPECT_EQ(ran.sites[i].info.stream, ran.sites[0].info.stream);
    EXPECT_EQ(ran.sites[i].info.query_axis, 0);
    EXPECT_EQ(ran.sites[i].v.size(2), 4);
  }
  EXPECT_TRUE(ran.output.note.empty()) << ran.output.note;
}

INSTANTIATE_TEST_SUITE_P(Text, Tapped,
                         testing::Values("fused", "fused_causal", "fused_mask", "eager", "eager_mask", "wide", "biased", "capped",
                                         "einsum", "written_out", "torch", "mixed", "columns", "logarithmic", "fast", "fast_masked", "sinks",
                                         "in_place", "heads_last", "divided_later", "log_sum_exp"));

TEST(Tap, KeepsTheModelsOwnQueriesAndKeys) {
  for (const auto* name : {"fused", "eager", "einsum", "written_out", "torch", "biased"}) {
    const auto site = run(name).sites.front();
    EXPECT_EQ(site.q.size(2), 4) << name;
    EXPECT_GT(site.q.abs().max().item<double>(), 0.1) << name;
    EXPECT_EQ(site.spec.bias.defined(), std::string(name) == "biased") << name;
  }
}

// As the model had them, however large: the last row of the layer differs from the product only by its rounding.
TEST(Tap, LargeScoresAreTheModelsOwn) {
  const auto site = run("wide").sites.front();
  const auto map = kernels::map_of(site);
  const Extent all{0, map.queries(), 0, map.keys()};
  const auto scores = kernels::attention_tile(map, {HeadChoice::Mode::one, 0}, Quantity::score, {all, all.rows(), all.columns(), Pooling::mean}, {});
  const auto [least, most] = std::ranges::minmax(scores);
  EXPECT_GT(most, 500);
  EXPECT_LT(least, -500) << "no row is shifted by its largest score";
}

TEST(Tap, KnowsMasks) {
  EXPECT_TRUE(run("fused_causal").sites[0].info.causal);
  EXPECT_EQ(run("fused_causal").sites[0].info.kind, SiteKind::masked_self);
  for (const auto* name : {"fused_mask", "eager_mask"}) {
    const auto spec = run(name).sites[0].spec;
    ASSERT_TRUE(spec.key_visible.defined()) << name;
    EXPECT_EQ(spec.key_visible.sum().item<std::int64_t>(), 4) << name;
    EXPECT_FALSE(spec.bias.defined()) << name;
  }
}

TEST(Tap, NamesStreamsByTheModuleThatRanThem) {
  EXPECT_EQ(run("eager").sites[0].info.stream, "attention");
  EXPECT_EQ(run("torch").sites[0].info.stream, "attention.inner");
  EXPECT_EQ(run("deformable").sites[0].info.stream, "self_attn.inner");
  EXPECT_EQ(run("deformable").sites[1].info.stream, "cross_attn");
}

at::Tensor windows_cut_out(const at::Tensor& map, const at::Tensor& windows) {
  std::vector<at::Tensor> parts;
  for (std::int64_t i = 0; i < windows.size(0); ++i)
    parts.push_back(map.index_select(1, windows[i]).index_select(2, windows[i]));
  return at::cat(parts);
}

TEST(Tap, AreasLieInReadingOrderOnTheGrid) {
  const auto ran = run("area");
  ASSERT_EQ(ran.sites.size(), 1U);
  const auto& site = ran.sites[0];
  EXPECT_EQ(site.info.kind, SiteKind::area);
  EXPECT_EQ(site.info.windows, 4);
  const auto& axis = ran.output.axes.at(static_cast<std::size_t>(site.info.query_axis));
  EXPECT_EQ(axis.kind, AxisKind::patches);
  EXPECT_EQ(axis.grid, (std::array<std::int64_t, 2>{4, 8}));
  EXPECT_EQ(axis.patch, (std::array<std::int64_t, 2>{4, 4}));
  EXPECT_TRUE(at::equal(site.spec.windows, at::arange(32, at::kLong).view({4, 8})));
  const auto map = weights_of(site);
  EXPECT_LE(difference(windows_cut_out(map, site.spec.windows), array("area.0.weights")), tolerance);
  EXPECT_LE(difference(map.sum(-1), at::ones({2, 32})), 1e-5);
}

TEST(Tap, ShiftedWindowsAreLaidBackIntoTheirGrid) {
  const auto ran = run("windows");
  ASSERT_EQ(ran.sites.size(), 1U);
  const auto& site = ran.sites[0];
  EXPECT_EQ(site.info.kind, SiteKind::windowed);
  EXPECT_TRUE(at::equal(site.spec.windows[0], at::tensor({9, 10, 17, 18}, at::kLong))) << site.spec.windows[0];
  EXPECT_TRUE(at::equal(site.spec.windows[7], at::tensor({31, 24, 7, 0}, at::kLong))) << site.spec.windows[7];
  EXPECT_LE(difference(windows_cut_out(weights_of(site), site.spec.windows), array("windows.0.weights")), tolerance);
}

TEST(Tap, WindowsOfCellsFarApartAreLaidBackIntoTheirGrid) {
  const auto ran = run("spread");
  ASSERT_EQ(ran.sites.size(), 1U);
  const auto& site = ran.sites[0];
  EXPECT_EQ(site.info.kind, SiteKind::windowed);
  EXPECT_TRUE(at::equal(site.spec.windows[0], at::tensor({0, 4, 16, 20}, at::kLong))) << site.spec.windows[0];
  EXPECT_TRUE(at::equal(site.spec.windows[7], at::tensor({11, 15, 27, 31}, at::kLong))) << site.spec.windows[7];
  EXPECT_LE(difference(windows_cut_out(weights_of(site), site.spec.windows), array("spread.0.weights")), tolerance);
  EXPECT_TRUE(ran.output.note.empty()) << ran.output.note;
}

// Neither a convolution nor a table of embeddings: what nobody looks up is no ids.
TEST(Tap, WhatNothingTellsIsTakenForAPicture) {
  const auto ran = run("bare");
  ASSERT_EQ(ran.sites.size(), 1U);
  EXPECT_LE(difference(weights_of(ran.sites[0]), array("bare.0.weights")), tolerance);
}

// Their graphs show that they read a picture: behind padding, by a linear layer of patches, with an operator of torchvision.
TEST(Tap, PicturesAreToldWhateverReadsThem) {
  for (const auto* name : {"padded", "cut", "suppressed"}) {
    const auto model = load_script(fixtures / (std::string(name) + ".torchscript"));
    ASSERT_TRUE(model) << name << (model ? "" : model.error().line());
    EXPECT_TRUE(model.value()->info().takes_image) << name;
    const auto ran = run(name);
    ASSERT_EQ(ran.sites.size(), 1U) << name;
    EXPECT_LE(difference(weights_of(ran.sites[0]), array(std::string(name) + ".0.weights")), tolerance) << name;
  }
}

// Heads beside a single query are no queries, however their scores lie.
TEST(Tap, ASingleQueryIsOne) {
  for (const std::string name : {"one_query", "no_query", "one_column"}) {
    const auto ran = run(name);
    ASSERT_EQ(ran.sites.size(), 2U) << name << ": " << ran.output.note;
    for (std::size_t i = 0; i < 2; ++i) {
      EXPECT_LE(difference(weights_of(ran.sites[i]), array(name + "." + std::to_string(i) + ".weights")), tolerance) << name << i;
      EXPECT_EQ(ran.sites[i].info.heads, 2) << name;
      EXPECT_EQ(ran.sites[i].info.key_axis, 0) << name;
      EXPECT_EQ(ran.sites[i].q.size(2), 4) << name << ": the model's own queries";
    }
    EXPECT_TRUE(ran.output.note.empty()) << name << ": " << ran.output.note;
  }
}

TEST(Tap, ChunksOfQueriesAreSaidToBeLayersOfTheirOwn) {
  const auto ran = run("chunked");
  ASSERT_EQ(ran.sites.size(), 6U) << ran.output.note;
  for (std::size_t i = 0; i < 6; ++i)
    EXPECT_LE(difference(weights_of(ran.sites[i]), array("chunked." + std::to_string(i) + ".weights")), tolerance) << i;
  EXPECT_NE(ran.output.note.find("same keys several times"), std::string::npos) << ran.output.note;
}

TEST(Tap, HeadsThatTalkToOneAnother) {
  const auto ran = run("talking");
  ASSERT_EQ(ran.sites.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i)
    EXPECT_LE(difference(weights_of(ran.sites[i]), array("talking." + std::to_string(i) + ".weights")), tolerance) << i;
  EXPECT_NE(ran.output.note.find("mixed between heads"), std::string::npos) << ran.output.note;
}

TEST(Tap, WeightsThatAreChangedBehindTheSoftmaxAreShownAsTheyReachTheValues) {
  for (const std::string name : {"strongest", "silenced", "slots"}) {
    const auto ran = run(name);
    ASSERT_EQ(ran.sites.size(), 2U) << name << ": " << ran.output.note;
    for (std::size_t i = 0; i < 2; ++i)
      EXPECT_LE(difference(weights_of(ran.sites[i]), array(name + "." + std::to_string(i) + ".weights")), tolerance) << name << i;
    EXPECT_NE(ran.output.note.find("changed after their softmax"), std::string::npos) << name << ran.output.note;
  }
}

TEST(Tap, ScaledRowsAreShownAsTheirSoftmax) {
  const auto ran = run("gated");
  ASSERT_EQ(ran.sites.size(), 2U) << ran.output.note;
  for (std::size_t i = 0; i < 2; ++i) EXPECT_LE(difference(weights_of(ran.sites[i]), array("gated." + std::to_string(i) + ".weights")), tolerance) << i;
  EXPECT_NE(ran.output.note.find("scaled after their softmax"), std::string::npos) << ran.output.note;
}

TEST(Tap, SoftmaxesThatAreAddedUpAreEachShown) {
  const auto ran = run("differential");
  ASSERT_EQ(ran.sites.size(), 4U) << ran.output.note;
  for (std::size_t i = 0; i < 4; ++i)
    EXPECT_LE(difference(weights_of(ran.sites[i]), array("differential." + std::to_string(i) + ".weights")), tolerance) << i;
  EXPECT_NE(ran.output.note.find("added up"), std::string::npos) << ran.output.note;
}

TEST(Tap, ChannelsAreNoTokens) {
  const auto ran = run("channels");
  ASSERT_EQ(ran.sites.size(), 2U) << ran.output.note;
  EXPECT_LE(difference(weights_of(ran.sites[0]), array("channels.0.weights")), tolerance);
  EXPECT_NE(ran.sites[0].info.query_axis, 0);
  EXPECT_NE(ran.output.note.find("channels) are only numbered: 4 long"), std::string::npos) << ran.output.note;
}

TEST(Tap, TokensBeforeAndBehindThePatchesAreToldByHowTheyWereJoined) {
  const auto ran = run("tokens");
  ASSERT_EQ(ran.sites.size(), 1U);
  EXPECT_LE(difference(weights_of(ran.sites[0]), array("tokens.0.weights")), tolerance);
  const auto& axis = ran.output.axes.at(static_cast<std::size_t>(ran.sites[0].info.query_axis));
  EXPECT_EQ(axis.kind, AxisKind::patches);
  EXPECT_EQ(axis.grid, (std::array<std::int64_t, 2>{4, 8}));
  EXPECT_EQ(axis.leading, 1);
  EXPECT_EQ(axis.trailing.size(), 3U);
  EXPECT_EQ(axis.size(), 36);
}

TEST(Tap, RunsHalfPrecisionInItsOwnType) {
  const auto ran = run("bfloat16");
  ASSERT_EQ(ran.sites.size(), 1U);
  EXPECT_LE(difference(windows_cut_out(weights_of(ran.sites[0]), ran.sites[0].spec.windows), array("bfloat16.0.weights")), 1.0 / 256);
}

// Asks to stop when the model has run some operators; without a recorder the run would be short.
TEST(Tap, ARunIsStoppedBetweenOperators) {
  std::stop_source source;
  int calls = 0;
  struct Counting final : Observer {
    std::stop_source& source;
    int& calls;
    Counting(std::stop_source& stop, int& count) : source(stop), calls(count) {}
    [[nodiscard]] bool wants(OperatorKind /*kind*/) const override { return true; }
    std::unique_ptr<CallNotes> before(const Call& /*call*/) override {
      if (++calls == 3) source.request_stop();
      return nullptr;
    }
    void after(const Call& /*call*/, CallNotes& /*notes*/) override {}
    void inside_fused(const at::Tensor& /*lse*/) override {}
  } counting(source, calls);
  const Script script(fixtures / "eager.torchscript");
  const auto ids = at::tensor({1, 7, 3}, at::kLong).unsqueeze(0);
  {
    const Watch watch(counting, source.get_token());
    EXPECT_THROW((void)script.run({ids}), std::exception);
  }
  EXPECT_LE(calls, 6);
  EXPECT_EQ(script.run({ids}).front().second.size(-1), 3) << "nothing of it stays";
}

TEST(Tap, WhatTheModelThrowsIsOneLine) {
  const auto model = load_script(fixtures / "eager.torchscript");
  ASSERT_TRUE(model);
  ModelInput input;
  input.ids = at::tensor({1, 99}, at::kLong).unsqueeze(0);  // of 32 words
  kernels::Context context;
  try {
    (void)model.value()->run(input, context);
    FAIL() << "no Failure";
  } catch (const Failure& failure) {
    EXPECT_NE(failure.error.line().find("index out of range"), std::string::npos) << failure.error.line();
    EXPECT_EQ(failure.error.line().find('\n'), std::string::npos);
  }
}

TEST(Tap, SamplingPointsAndWeightsOfEveryLevel) {
  const auto ran = run("deformable");
  ASSERT_EQ(ran.sites.size(), 2U);
  EXPECT_LE(difference(weights_of(ran.sites[0]), array("deformable.0.weights")), tolerance);
  const auto& site = ran.sites[1];
  EXPECT_EQ(site.info.kind, SiteKind::deformable);
  EXPECT_EQ(site.info.levels, (std::vector<std::array<std::int64_t, 2>>{{4, 8}, {2, 4}}));
  EXPECT_LE(difference(site.sampling.points, array("deformable.1.points")), 1e-6);
  EXPECT_LE(difference(site.sampling.weights.flatten(2), array("deformable.1.weights")), 1e-6);
  EXPECT_EQ(site.sampling.value.sizes().vec(), (std::vector<std::int64_t>{2, 40, 4}));
}

TEST(Tap, SaysThatThereIsNoAttention) {
  const auto model = load_script(fixtures / "plain.torchscript");
  ASSERT_TRUE(model);
  kernels::Context context;
  try {
    (void)model.value()->run(input_of("plain"), context);
    FAIL() << "no Failure";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.error.kind, Error::Kind::unusable);
    EXPECT_NE(failure.error.line().find("no attention found"), std::string::npos);
  }
}

TEST(Tap, SaysWhatItIsNotSureOf) {
  const auto ran = run("pooled");
  EXPECT_EQ(ran.sites.size(), 1U);
  EXPECT_NE(ran.output.note.find("no product of two activations"), std::string::npos) << ran.output.note;
}

// The limit ends the run itself, before the layer that passes it is computed.
TEST(Tap, ALimitOnFullMapsEndsTheRun) {
  for (const std::string name : {"eager", "fused"}) {
    const auto model = load_script(fixtures / (name + ".torchscript"));
    ASSERT_TRUE(model) << name;
    const auto all = run(name).sites;
    const auto one = trace::map_bytes(all.front());
    for (const std::int64_t most : {one - 1, one, 2 * one - 1}) {
      trace::MapBudget maps(most);
      kernels::Context context;
      context.maps = &maps;
      try {
        (void)model.value()->run(input_of(name), context);
        FAIL() << name << " within " << most;
      } catch (const Failure& failure) {
        EXPECT_NE(failure.error.line().find("at most " + std::to_string(most)), std::string::npos) << failure.error.line();
      }
    }
    trace::MapBudget maps(one * static_cast<std::int64_t>(all.size()));
    kernels::Context context;
    context.maps = &maps;
    EXPECT_NO_THROW((void)model.value()->run(input_of(name), context)) << name;
  }
}

TEST(Tap, ARunLeavesNoWatchBehind) {
  const auto first = run("eager").sites.size();
  (void)at::softmax(at::rand({2, 2}), 1);
  EXPECT_EQ(run("eager").sites.size(), first);
}

}  // namespace
}  // namespace headlight::models::tap
