// Every model family on a device that is not the CPU: the same outputs, and traces on the host.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/parity/other_device.h"
#include "tests/parity/parity_case.h"

namespace headlight::parity {
namespace {

std::unique_ptr<models::Model> model_on(const Case& made, at::Device device) {
  const auto file = made.folder / "config.json";
  const io::Fields config(io::read_json(file).take(), file.string());
  auto tensors = models::Weights::open(made.folder, made.dtype).all();
  for (auto& [name, tensor] : tensors) tensor = tensor.to(device);
  auto model = models::find_family(made.model_type)->make(config, models::Weights::of(std::move(tensors)));
  if (const auto rules = made.folder / "generation_config.json"; std::filesystem::exists(rules))
    model->set_generation(io::Fields(io::read_json(rules).take(), rules.string()));
  return model;
}

models::ModelInput input_on(models::ModelInput input, at::Device device) {
  for (auto* tensor : {&input.ids, &input.type_ids, &input.mask, &input.pixels, &input.pixel_mask, &input.target_ids, &input.target_mask})
    if (tensor->defined()) *tensor = tensor->to(device);
  return input;
}

struct Ran {
  models::ModelOutput output;
  std::vector<trace::Site> sites;
};

Ran run_on(const Case& made, const models::ModelInput& input, at::Device device) {
  const at::NoGradGuard no_grad;
  trace::Recorder recorder;
  kernels::Context context;
  context.recorder = &recorder;
  auto output = model_on(made, device)->run(input_on(input, device), context);
  return {std::move(output), recorder.take()};
}

double difference(const at::Tensor& a, const at::Tensor& b) {
  const auto x = a.to(at::kCPU, at::kDouble), y = b.to(at::kCPU, at::kDouble);
  return x.numel() == 0 ? 0 : at::nan_to_num((x - y).abs(), 0.0).max().item<double>();
}

void expect_same(const Ran& found, const Ran& expected, double tolerance) {
  ASSERT_EQ(found.output.tensors.size(), expected.output.tensors.size());
  for (const auto& [name, tensor] : expected.output.tensors) {
    ASSERT_EQ(found.output.tensors.at(name).sizes(), tensor.sizes());
    EXPECT_LE(difference(found.output.tensors.at(name), tensor), tolerance) << name;
  }
  EXPECT_EQ(found.output.generated, expected.output.generated);
  ASSERT_EQ(found.sites.size(), expected.sites.size());
  for (std::size_t i = 0; i < found.sites.size(); ++i) {
    const auto& site = found.sites[i];
    if (site.deformable()) {
      const auto& [points, weights, value, reference, nearest] = site.sampling;
      for (const auto& tensor : {points, weights, value, reference}) ASSERT_TRUE(!tensor.defined() || tensor.is_cpu());
      EXPECT_LE(difference(points, expected.sites[i].sampling.points), tolerance);
      EXPECT_LE(difference(weights, expected.sites[i].sampling.weights), tolerance);
      continue;
    }
    for (const auto& tensor : {site.q, site.k, site.v, site.lse}) ASSERT_TRUE(tensor.is_cpu());
    EXPECT_LE(difference(weights_of(site), weights_of(expected.sites[i])), tolerance) << site.info.stream << " " << site.info.layer;
  }
}

class OtherDevice : public testing::TestWithParam<std::string> {};

TEST_P(OtherDevice, GivesTheSame) {
  const auto made = read_case(case_folder(GetParam()));
  if (made.dtype != at::kFloat) GTEST_SKIP() << "rounded elsewhere than on the CPU";
  for (const auto& run : made.runs) {
    SCOPED_TRACE(run.name);
    expect_same(run_on(made, run.input, other_device()), run_on(made, run.input, at::kCPU), 1e-4);
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, OtherDevice, testing::ValuesIn(case_names()), [](const auto& info) {
  std::string name = info.param;
  std::replace_if(name.begin(), name.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
  return name;
});

TEST(OtherDevice, CannotBeReadBesideLibTorchAndTakesNoTensorsOfTheHost) {
  const auto there = at::arange(4, at::kFloat).to(other_device());
  EXPECT_EQ((there * 2 + 1).sum().item<float>(), 16);
  EXPECT_THROW((void)(there + at::ones({4})), c10::Error);
  EXPECT_DEATH((void)(*static_cast<const volatile float*>(there.const_data_ptr())), "");
}

}  // namespace
}  // namespace headlight::parity
