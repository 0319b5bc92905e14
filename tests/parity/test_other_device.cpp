// Every model family on a device that is not the CPU: the same outputs, and traces on the host.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/models/moved.h"
#include "tests/parity/model_on.h"
#include "tests/parity/other_device.h"

namespace headlight::parity {
namespace {

struct Ran {
  models::ModelOutput output;
  std::vector<trace::Site> sites;
};

Ran run_on(const Case& made, const models::ModelInput& input, at::Device device) {
  const at::NoGradGuard no_grad;
  trace::Recorder recorder;
  kernels::Context context;
  context.recorder = &recorder;
  auto output = model_on(made, device)->run(models::moved(input, device), context);
  return {std::move(output), recorder.take()};
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

}  // namespace
}  // namespace headlight::parity
