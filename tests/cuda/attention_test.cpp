// The models' one attention, on a GPU, beside the readable reference on the host.
#include "engine/kernels/attention.h"

#include <ATen/core/grad_mode.h>
#include <gtest/gtest.h>

#include "tests/engine/kernels/cases.h"
#include "tests/parity/other_device.h"

namespace headlight::kernels {
namespace {

using testing::Case;
using testing::difference;

double tolerance(at::ScalarType dtype) { return dtype == at::kFloat ? 1e-5 : dtype == at::kHalf ? 4e-3 : 3e-2; }

at::Tensor there(const at::Tensor& tensor) { return tensor.defined() ? tensor.to(parity::other_device()) : tensor; }

void expect_reference(const Case& c, trace::Where where) {
  const at::NoGradGuard no_grad;
  auto p = testing::problem(c);
  const auto expected = reference_attention(p.q, p.k, p.v, p.spec);
  p.spec.key_visible = there(p.spec.key_visible);
  p.spec.bias = there(p.spec.bias);
  trace::Recorder recorder(trace::Keep::as_computed, where);
  Context context;
  context.recorder = &recorder;
  const auto output = attention({there(p.q), there(p.k), there(p.v)}, p.spec, {}, context);
  const auto sites = recorder.take();
  ASSERT_EQ(sites.size(), 1U);
  EXPECT_EQ(sites[0].q.is_cpu(), where == trace::Where::host);
  EXPECT_LE(difference(output, expected.output), tolerance(c.dtype)) << c.name();
  EXPECT_LE(difference(sites[0].lse, expected.lse[0]), tolerance(c.dtype)) << c.name();
}

TEST(CudaAttention, EqualsTheReferenceForEveryMaskAndShape) {
  at::manual_seed(61);
  for (const auto& c : testing::grid()) expect_reference(c, trace::Where::device);
}

TEST(CudaAttention, EveryTypeAndWidth) {
  at::manual_seed(62);
  for (const auto dtype : {at::kFloat, at::kHalf, at::kBFloat16})
    for (const std::int64_t width : {1, 6, 30, 64, 130})
      for (const bool causal : {false, true})
        for (const auto padding : {Case::Padding::none, Case::Padding::leading, Case::Padding::all})
          expect_reference({75, 75, 4, 2, width, causal, padding, Case::Bias::none, dtype}, trace::Where::host);
}

}  // namespace
}  // namespace headlight::kernels
