#include "engine/trace/trace_file.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <functional>
#include <random>

#include "engine/io/atomic_file.h"
#include "engine/io/safetensors.h"
#include "engine/trace/trace_json.h"
#include "tests/engine/trace/sample_trace.h"

namespace headlight::trace {
namespace {

using testing::Folder;
using testing::sample_trace;

void expect_same(const at::Tensor& got, const at::Tensor& want, const char* what) {
  ASSERT_TRUE(got.defined() == want.defined()) << what;
  if (!want.defined()) return;
  EXPECT_EQ(got.scalar_type(), want.scalar_type()) << what;
  EXPECT_TRUE(at::equal(got, want)) << what;
}

TEST(TraceFile, WhatIsWrittenIsReadAgain) {
  const Folder folder("trace_roundtrip");
  const auto trace = sample_trace();
  const auto path = folder / "a.trace";
  const auto written = write_trace(trace, path);
  ASSERT_TRUE(written.ok()) << written.error().line();
  EXPECT_LT(static_cast<std::uintmax_t>(written->bytes), std::filesystem::file_size(path));
  const auto read = read_trace(path);
  ASSERT_TRUE(read.ok()) << read.error().line();
  const auto& again = *read.value();
  EXPECT_EQ(to_json(again.info), to_json(trace.info));
  EXPECT_EQ(again.info.outputs, trace.info.outputs);
  EXPECT_GT(again.info.bytes, 0);
  ASSERT_EQ(again.sites.size(), trace.sites.size());
  for (std::size_t i = 0; i < trace.sites.size(); ++i) {
    const auto &a = again.sites[i], &b = trace.sites[i];
    expect_same(a.q, b.q, "q");
    expect_same(a.k, b.k, "k");
    expect_same(a.v, b.v, "v");
    expect_same(a.lse, b.lse, "lse");
    expect_same(a.spec.key_visible, b.spec.key_visible, "key_visible");
    expect_same(a.spec.windows, b.spec.windows, "windows");
    expect_same(a.sampling.points, b.sampling.points, "points");
    expect_same(a.sampling.weights, b.sampling.weights, "weights");
    expect_same(a.sampling.value, b.sampling.value, "value");
    expect_same(a.sampling.reference, b.sampling.reference, "reference");
    if (b.spec.bias.defined()) expect_same(a.spec.bias.expand_as(b.spec.bias), b.spec.bias, "bias");
    EXPECT_EQ(a.spec.scale, b.spec.scale);
    EXPECT_EQ(a.spec.causal, b.spec.causal);
  }
  for (const auto& [name, tensor] : trace.outputs) expect_same(again.outputs.at(name), tensor, name.c_str());
}

TEST(TraceFile, ARepeatedBiasIsKeptOnce) {
  const Folder folder("trace_bias");
  const auto path = folder / "a.trace";
  ASSERT_TRUE(write_trace(sample_trace(), path).ok());
  EXPECT_EQ(read_trace(path).take()->sites[2].spec.bias.sizes(), at::IntArrayRef({4, 1, 8}));
}

TEST(TraceFile, TheIdFollowsTheContent) {
  const Folder folder("trace_id");
  auto trace = sample_trace();
  ASSERT_TRUE(write_trace(trace, folder / "a").ok());
  ASSERT_TRUE(write_trace(trace, folder / "b").ok());
  trace.sites[0].lse[0][0] += 1;
  ASSERT_TRUE(write_trace(trace, folder / "c").ok());
  trace.sites[5].sampling.points[0][0][0][0][0] += 0.5;
  ASSERT_TRUE(write_trace(trace, folder / "d").ok());
  const auto id = [&](const char* name) { return read_trace(folder / name).take()->info.id; };
  EXPECT_EQ(id("a"), id("b"));
  EXPECT_NE(id("a"), id("c"));
  EXPECT_NE(id("c"), id("d"));
}

TEST(TraceFile, OutlivesItsFile) {
  const Folder folder("trace_map");
  const auto trace = sample_trace();
  ASSERT_TRUE(write_trace(trace, folder / "a").ok());
  const auto q = [&] { return read_trace(folder / "a").take()->sites[0].q; }();
  std::filesystem::remove(folder / "a");
  EXPECT_TRUE(at::equal(q, trace.sites[0].q));
}

// Of site 1's map of 7 × 5, at bins of 2 and 4.
PyramidPtr sample_pyramid() {
  auto made = std::make_shared<Pyramid>();
  made->map = {1, {HeadChoice::Mode::max, 0}, Quantity::score, Pooling::max};
  made->levels.push_back({2, {4, 3, {1, 2, 3, 4, 5, 6, -INFINITY, 8, 9, 10, 11, 12}, 1, 12}});
  made->levels.push_back({4, {2, 2, {5, 6, 11, 12}, 5, 12}});
  return made;
}

TEST(TraceFile, KeepsPyramidsOfItsMaps) {
  const Folder folder("trace_pyramids");
  ASSERT_TRUE(write_trace(sample_trace(), folder / "a", {sample_pyramid()}).ok());
  const auto read = read_trace(folder / "a").take();
  ASSERT_EQ(read->pyramids.size(), 1U);
  const auto& got = *read->pyramids[0];
  EXPECT_EQ(got.map, sample_pyramid()->map);
  ASSERT_EQ(got.levels.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(got.levels[i].bin, sample_pyramid()->levels[i].bin);
    EXPECT_EQ(got.levels[i].plane.values, sample_pyramid()->levels[i].plane.values);
    EXPECT_EQ(got.levels[i].plane.low, sample_pyramid()->levels[i].plane.low);
    EXPECT_EQ(got.levels[i].plane.high, 12);
  }
  ASSERT_TRUE(write_trace(sample_trace(), folder / "b").ok());
  EXPECT_TRUE(read_trace(folder / "b").take()->pyramids.empty());
}

TEST(TraceFile, FailuresNameTheFileAndLeaveNothing) {
  const Folder folder("trace_missing");
  const auto missing = read_trace(folder / "none.trace");
  ASSERT_FALSE(missing.ok());
  EXPECT_NE(missing.error().line().find("none.trace"), std::string::npos);
  EXPECT_FALSE(write_trace(sample_trace(), folder / "no/such/folder.trace").ok());
  auto hostile = sample_trace();
  hostile.outputs["../outside"] = at::zeros({1});
  EXPECT_FALSE(write_trace(hostile, folder / "a").ok());
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

// Writes what `change` made of a good trace's tensors and description, and expects it to be refused.
using Tensors = std::map<std::string, io::TensorView>;
void expect_refused(const char* what, const std::function<void(Tensors&, io::Json&)>& change) {
  const Folder folder("trace_malformed");
  ASSERT_TRUE(write_trace(sample_trace(), folder / "good", {sample_pyramid()}).ok());
  const auto good = io::SafetensorsFile::open(folder / "good").take();
  auto tensors = good->tensors();
  auto json = io::parse_json(good->metadata().at("headlight"), "good").take();
  change(tensors, json);
  std::vector<io::TensorView> views;
  for (auto& [name, view] : tensors) {
    view.name = name;
    views.push_back(view);
  }
  ASSERT_TRUE(io::write_safetensors(folder / "bad", views, {{"headlight", json.dump()}}).ok()) << what;
  const auto got = read_trace(folder / "bad");
  ASSERT_FALSE(got.ok()) << what;
  EXPECT_EQ(got.error().kind, Error::Kind::unusable) << what;
  EXPECT_NE(got.error().line().find("bad"), std::string::npos) << what;
}

TEST(TraceFile, PyramidsThatDoNotFitAreRefused) {
  expect_refused("missing", [](Tensors& t, io::Json&) { t.erase("pyramid.0.2"); });
  expect_refused("shape", [](Tensors& t, io::Json&) { t["pyramid.0.2"].shape = {3, 4}; });
  const auto field = [](const char* key, const io::Json& value) {
    expect_refused(key, [&](Tensors&, io::Json& json) { json["pyramids"][0][key] = value; });
  };
  for (const auto& value : {io::Json(99), io::Json(-1), io::Json("1"), io::Json(5)}) field("site", value);
  for (const auto& value : {io::Json("all"), io::Json(0)}) {
    field("head_mode", value);
    field("quantity", value);
    field("pooling", value);
  }
  field("head", 4);
  for (const auto& value : {io::Json::array(), io::Json({2, 8}), io::Json({0}), io::Json({2, 4, 8}), io::Json("2")}) field("bins", value);
  expect_refused("list", [](Tensors&, io::Json& json) { json["pyramids"] = 3; });
}

TEST(TraceFile, TensorsThatDoNotFitAreRefused) {
  for (const char* name : {"0.q", "0.k", "0.v", "0.lse", "1.key_visible", "2.bias", "output.logits"})
    expect_refused(name, [&](Tensors& t, io::Json&) { t.erase(name); });
  expect_refused("rank", [](Tensors& t, io::Json&) { t["0.q"].shape = {4, 40}; });
  expect_refused("heads", [](Tensors& t, io::Json&) { t["0.q"].shape = {2, 5, 16}; });
  expect_refused("queries", [](Tensors& t, io::Json&) { t["0.q"].shape = {4, 10, 4}; });
  expect_refused("width", [](Tensors& t, io::Json&) { t["0.k"] = t["0.v"]; });
  expect_refused("type", [](Tensors& t, io::Json&) { t["0.q"].dtype = io::DType::i32; });
  expect_refused("integers", [](Tensors& t, io::Json&) { t["3.q"].dtype = io::DType::i64; });
  expect_refused("two types", [](Tensors& t, io::Json&) { t["1.q"].dtype = io::DType::f16; });
  expect_refused("lse type", [](Tensors& t, io::Json&) { t["1.lse"].dtype = io::DType::i32; });
  expect_refused("lse shape", [](Tensors& t, io::Json&) { t["0.lse"].shape = {5, 4}; });
  expect_refused("padding shape", [](Tensors& t, io::Json&) { t["1.key_visible"].shape = {5, 1}; });
  expect_refused("padding type", [](Tensors& t, io::Json&) { t["1.key_visible"].dtype = io::DType::u8; });
  expect_refused("bias shape", [](Tensors& t, io::Json&) { t["2.bias"].shape = {8, 1, 4}; });
  expect_refused("bias rank", [](Tensors& t, io::Json&) { t["2.bias"].shape = {1, 4, 1, 8}; });
  expect_refused("axes swapped", [](Tensors&, io::Json& j) { j["sites"][1]["query_axis"] = 0; });
  expect_refused("head width", [](Tensors&, io::Json& j) { j["sites"][0]["head_width"] = 9; });
  expect_refused("bias name", [](Tensors&, io::Json& j) { j["sites"][2]["bias"] = 5; });
  expect_refused("output name", [](Tensors&, io::Json& j) { j["outputs"]["../x"] = "output.logits"; });
  expect_refused("output value", [](Tensors&, io::Json& j) { j["outputs"]["logits"] = 5; });
  std::vector<float> wrong(20, std::nanf(""));
  for (const float value : {std::nanf(""), INFINITY}) {
    wrong[7] = value;
    std::fill(wrong.begin(), wrong.begin() + 7, 0.0F);
    std::fill(wrong.begin() + 8, wrong.end(), 0.0F);
    expect_refused("lse value",
                   [&](Tensors& t, io::Json&) { t["0.lse"].data = reinterpret_cast<const std::byte*>(wrong.data()); });
  }
  const std::byte flags[5] = {std::byte{1}, std::byte{2}, std::byte{0}, std::byte{0}, std::byte{1}};
  expect_refused("padding value", [&](Tensors& t, io::Json&) { t["1.key_visible"].data = flags; });
}

TEST(TraceFile, SamplingAndWindowsThatDoNotFitAreRefused) {
  for (const char* name : {"5.points", "5.weights", "5.value", "5.reference", "4.windows"})
    expect_refused(name, [&](Tensors& t, io::Json&) { t.erase(name); });
  expect_refused("points rank", [](Tensors& t, io::Json&) { t["5.points"].shape = {3, 2, 4, 2}; });
  expect_refused("points queries", [](Tensors& t, io::Json&) { t["5.points"].shape = {2, 3, 2, 2, 2}; });
  expect_refused("points a level", [](Tensors& t, io::Json&) { t["5.points"].shape = {3, 2, 2, 1, 4}; });
  expect_refused("points type", [](Tensors& t, io::Json&) { t["5.points"].dtype = io::DType::i32; });
  expect_refused("weights shape", [](Tensors& t, io::Json&) { t["5.weights"].shape = {3, 2, 4}; });
  expect_refused("value cells", [](Tensors& t, io::Json&) { t["5.value"].shape = {3, 5, 30}; });
  expect_refused("reference width", [](Tensors& t, io::Json&) { t["5.reference"].shape = {4, 2}; });
  expect_refused("reference rank", [](Tensors& t, io::Json&) { t["5.reference"].shape = {8}; });
  expect_refused("value name", [](Tensors&, io::Json& j) { j["sites"][5]["value"] = 5; });
  expect_refused("levels", [](Tensors&, io::Json& j) { j["sites"][5]["levels"] = {{4, 6}, {2, 2}, {1, 2}}; });
  expect_refused("count", [](Tensors&, io::Json& j) { j["sites"][5]["level_points"] = 3; });
  expect_refused("windows", [](Tensors&, io::Json& j) { j["sites"][4]["window_count"] = 4; });
  expect_refused("windows rank", [](Tensors& t, io::Json&) { t["4.windows"].shape = {8}; });
  expect_refused("windows type", [](Tensors& t, io::Json&) { t["4.windows"].dtype = io::DType::f64; });
  for (const std::int64_t place : {std::int64_t{8}, std::int64_t{-2}, std::int64_t{5}}) {
    const std::int64_t places[8] = {2, 5, 3, -1, 4, 6, 7, place};
    expect_refused("window place", [&](Tensors& t, io::Json&) {
      t["4.windows"].data = reinterpret_cast<const std::byte*>(static_cast<const std::int64_t*>(places));
    });
  }
  for (const float weight : {std::nanf(""), -0.5F, 1.5F, INFINITY}) {
    std::vector<float> weights(24, 0.25F);
    weights[5] = weight;
    expect_refused("weight", [&](Tensors& t, io::Json&) {
      t["5.weights"].data = reinterpret_cast<const std::byte*>(weights.data());
    });
  }
}

TEST(TraceFile, SamplingOfAnotherProgramNeedsPointsAndWeightsOnly) {
  const Folder folder("trace_sampling");
  const auto site = testing::deformable_site(0, 0, 0);
  const auto plain = [](const at::Tensor& t) { return reinterpret_cast<const std::byte*>(t.const_data_ptr()); };
  const auto half = site.sampling.weights.to(at::kHalf);
  const auto& points = site.sampling.points;
  std::vector<io::TensorView> views{{"0.points", io::DType::f32, {3, 2, 2, 2, 2}, plain(points), points.nbytes()},
                                    {"0.weights", io::DType::f16, {3, 2, 2, 2}, plain(half), half.nbytes()}};
  const std::string description =
      R"({"format": 1, "axes": [{"id": 0, "kind": "queries", "boxes": [[0, 0, 1, 1], [2, 2, 3, 3]]}], "sites": [{"id": 0,
          "stream": "x", "layer": 0, "kind": "deformable", "heads": 3, "query_axis": 0, "key_axis": 0,
          "levels": [[4, 6], [2, 3]]}]})";
  ASSERT_TRUE(io::write_safetensors(folder / "foreign", views, {{"headlight", description}}).ok());
  const auto read = read_trace(folder / "foreign");
  ASSERT_TRUE(read.ok()) << read.error().line();
  EXPECT_EQ(read.value()->info.sites[0].points, 2);
  EXPECT_EQ(read.value()->sites[0].sampling.weights.scalar_type(), at::kFloat);
  EXPECT_FALSE(read.value()->sites[0].sampling.reference.defined());
}

TEST(TraceFile, ADescriptionOfAnotherProgramMayBeShort) {
  const Folder folder("trace_foreign");
  const auto trace = sample_trace();
  const auto plain = [](const at::Tensor& t) { return reinterpret_cast<const std::byte*>(t.const_data_ptr()); };
  const auto& site = trace.sites[0];
  std::vector<io::TensorView> views{{"0.q", io::DType::f32, {4, 5, 8}, plain(site.q), site.q.nbytes()},
                                    {"0.k", io::DType::f32, {2, 5, 8}, plain(site.k), site.k.nbytes()},
                                    {"0.v", io::DType::f32, {2, 5, 6}, plain(site.v), site.v.nbytes()},
                                    {"0.lse", io::DType::f32, {4, 5}, plain(site.lse), site.lse.nbytes()}};
  const std::string description =
      R"({"format": 1, "axes": [{"id": 0, "kind": "tokens", "labels": ["a", "b", "c", "d", "e"]}], "sites": [{"id": 0,
          "stream": "encoder", "layer": 0, "kind": "self", "heads": 4, "query_axis": 0, "key_axis": 0}]})";
  ASSERT_TRUE(io::write_safetensors(folder / "foreign", views, {{"headlight", description}}).ok());
  const auto read = read_trace(folder / "foreign");
  ASSERT_TRUE(read.ok()) << read.error().line();
  EXPECT_DOUBLE_EQ(read.value()->sites[0].spec.scale, 1 / std::sqrt(8.0));
  EXPECT_EQ(read.value()->info.sites[0].head_width, 8);
  EXPECT_EQ(read.value()->info.sites[0].key_heads, 2) << "as many as the file's k holds";
}

TEST(TraceFile, RandomMutationsAreReadOrRefusedButNeverCrash) {
  const Folder folder("trace_mutations");
  ASSERT_TRUE(write_trace(sample_trace(), folder / "good").ok());
  const auto good = io::read_file(folder / "good", std::size_t{1} << 24).take();
  std::uint64_t header = 0;
  std::memcpy(&header, good.data(), sizeof header);
  std::mt19937_64 random(5);
  int refused = 0;
  constexpr int rounds = 3000;
  for (int round = 0; round < rounds; ++round) {
    auto bytes = good;
    const auto edits = 1 + random() % 4;
    for (std::size_t i = 0; i < edits; ++i) {
      const auto at = random() % (round % 4 == 0 ? bytes.size() : 8 + header);
      if (round % 5 == 1)
        bytes[at] = "0123456789,[]{}\"-eE."[random() % 20];
      else if (round % 5 == 2)
        bytes.resize(bytes.size() - random() % 64);
      else
        bytes[at] = static_cast<char>(random());
    }
    std::ofstream(folder / "bad", std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    const auto got = read_trace(folder / "bad");
    if (got.ok()) continue;
    ++refused;
    EXPECT_EQ(got.error().kind, Error::Kind::unusable) << got.error().line();
  }
  EXPECT_GT(refused, rounds / 2);
}

}  // namespace
}  // namespace headlight::trace
