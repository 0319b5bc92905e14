// Every attention weight and every output against transformers' eager attention, for each recorded case.
#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "engine/models/model.h"
#include "tests/parity/parity_case.h"

namespace headlight::parity {
namespace {

double largest_difference(const at::Tensor& a, const at::Tensor& b) {
  return (a.to(at::kDouble) - b.to(at::kDouble)).abs().max().item<double>();
}

const trace::Site* find_site(const std::vector<trace::Site>& sites, const ExpectedSite& wanted) {
  for (const auto& site : sites) {
    if (site.info.stream == wanted.stream && site.info.layer == wanted.layer) return &site;
  }
  return nullptr;
}

// NaN fails: a comparison with it is false.
void expect_near(const at::Tensor& found, const at::Tensor& expected, double tolerance, const std::string& what) {
  ASSERT_EQ(found.sizes(), expected.sizes()) << what;
  const auto difference = largest_difference(found, expected);
  EXPECT_TRUE(difference <= tolerance) << what << ": differs by " << difference << ", allowed " << tolerance;
}

// Without the rows that see no key: the second axis is the tokens' wherever it is as long as they are.
at::Tensor from_row(const at::Tensor& tensor, const Run& run) {
  if (run.first_row == 0 || tensor.dim() < 2 || tensor.size(1) != run.input.ids.size(1)) return tensor;
  return tensor.narrow(1, run.first_row, tensor.size(1) - run.first_row);
}

// Points and weights of one deformable layer, and that the record says what its arrays hold.
void expect_sampling(const trace::Site& site, const ExpectedSite& wanted, double tolerance, const std::string& name) {
  expect_near(site.sampling.points, wanted.points, tolerance, "points of " + name);
  expect_near(site.sampling.weights, wanted.weights, tolerance, "weights of " + name);
  EXPECT_EQ(static_cast<std::int64_t>(site.info.levels.size()), wanted.points.size(2)) << name;
  EXPECT_EQ(site.info.points, wanted.points.size(3)) << name;
  ASSERT_TRUE(site.sampling.reference.defined()) << name;
  EXPECT_EQ(site.sampling.reference.size(0), wanted.points.size(1)) << name;
}

// The model's own detections against those of the reference's post-processing.
void expect_detections(const models::ModelOutput& output, const Run& run, double tolerance) {
  if (!run.detections) return;
  ASSERT_TRUE(output.queries.has_value());
  const auto& found = output.queries->detections;
  ASSERT_EQ(static_cast<std::int64_t>(found.size()), run.detections->scores.size(0));
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto row = static_cast<std::int64_t>(i);
    EXPECT_NEAR(found[i].score, run.detections->scores[row].item<double>(), tolerance) << "detection " << i;
    EXPECT_EQ(found[i].label_id, run.detections->labels[row].item<std::int64_t>()) << "detection " << i;
    expect_near(output.queries->boxes[found[i].query], run.detections->boxes[row], tolerance,
                "box of detection " + std::to_string(i));
  }
}

void expect_sites(const std::vector<trace::Site>& sites, const Run& run, double tolerance) {
  EXPECT_EQ(sites.size(), run.sites.size());
  for (const auto& wanted : run.sites) {
    const auto name = wanted.stream + " " + std::to_string(wanted.layer);
    const auto* site = find_site(sites, wanted);
    ASSERT_NE(site, nullptr) << name;
    EXPECT_EQ(to_string(site->info.kind), wanted.kind) << name;
    if (wanted.points.defined()) {
      expect_sampling(*site, wanted, tolerance, name);
      continue;
    }
    expect_near(from_row(weights_of(*site), run), from_row(wanted.weights, run), tolerance, "weights of " + name);
  }
}

void expect_outputs(const models::ModelOutput& output, const Run& run, double tolerance) {
  for (const auto& [name, expected] : run.outputs) {
    const auto found = output.tensors.find(name);
    ASSERT_NE(found, output.tensors.end()) << name;
    expect_near(from_row(found->second, run), from_row(expected, run), tolerance, name);
  }
  if (!run.decoder_ids.empty()) {
    EXPECT_EQ(output.decoder_ids, run.decoder_ids);
  }
  if (!run.generated.empty()) {
    EXPECT_EQ(output.generated, run.generated);
  }
}

void expect_same(const models::ModelOutput& a, const models::ModelOutput& b) {
  ASSERT_EQ(a.tensors.size(), b.tensors.size());
  for (const auto& [name, tensor] : a.tensors) EXPECT_TRUE(at::equal(tensor, b.tensors.at(name))) << name;
  EXPECT_EQ(a.generated, b.generated);
}

// What each layer read gives the very q, k and v that were kept.
void expect_made_anew(const models::Model& model, const models::ModelInput& input, const std::vector<trace::Site>& kept) {
  trace::Recorder recorder(trace::Keep::inputs);
  kernels::Context context;
  context.recorder = &recorder;
  (void)model.run(input, context);
  const auto sites = recorder.take();
  ASSERT_EQ(sites.size(), kept.size());
  for (std::size_t i = 0; i < sites.size(); ++i) {
    if (sites[i].deformable()) continue;
    SCOPED_TRACE(sites[i].info.stream + " " + std::to_string(sites[i].info.layer));
    EXPECT_FALSE(sites[i].q.defined());
    const auto made = sites[i].projected();
    EXPECT_TRUE(at::equal(made.q, kept[i].q));
    EXPECT_TRUE(at::equal(made.k, kept[i].k));
    EXPECT_TRUE(at::equal(made.v, kept[i].v));
    EXPECT_EQ(sites[i].keys(), kept[i].keys());
    EXPECT_EQ(sites[i].queries(), kept[i].queries());
  }
  EXPECT_LE(trace::bytes_of(sites), trace::bytes_of(kept));
}

class Parity : public testing::TestWithParam<std::string> {};

TEST_P(Parity, EqualsTransformers) {
  const auto parity_case = read_case(case_folder(GetParam()));
  const auto loaded = models::load_model(parity_case.folder, parity_case.dtype);
  ASSERT_TRUE(loaded.ok()) << loaded.error().line();
  const auto& model = *loaded.value();
  for (const auto& run : parity_case.runs) {
    SCOPED_TRACE(run.name);
    trace::Recorder recorder;
    kernels::Context recording, plain;
    recording.recorder = &recorder;
    const auto output = model.run(run.input, recording);
    const auto sites = recorder.take();
    expect_sites(sites, run, parity_case.weight_tolerance);
    expect_made_anew(model, run.input, sites);
    expect_outputs(output, run, parity_case.output_tolerance);
    expect_detections(output, run, parity_case.output_tolerance);
    expect_same(output, model.run(run.input, plain));
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, Parity, testing::ValuesIn(case_names()), [](const auto& info) {
  auto name = info.param;
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
});

}  // namespace
}  // namespace headlight::parity
