#include "engine/kernels/attention.h"

#include <gtest/gtest.h>

#include "engine/api/result.h"
#include "engine/kernels/map_reference.h"
#include "tests/engine/kernels/cases.h"

namespace headlight::kernels {
namespace {

using testing::Case;
using testing::difference;

struct Captured {
  at::Tensor output;
  trace::Site site;
};

Captured capture(const testing::Problem& p) {
  trace::Recorder recorder;
  Context context;
  context.recorder = &recorder;
  Captured out;
  out.output = attention({p.q, p.k, p.v}, p.spec, {}, context);
  out.site = recorder.take().at(0);
  return out;
}

TEST(Record, RoundsToBfloat16AndFindsTheLargestDifferenceOfAWeight) {
  at::manual_seed(4);
  for (auto c : testing::grid()) {
    c.dtype = at::kFloat;
    const auto p = testing::problem(c);
    trace::Recorder recorder(trace::Keep::bfloat16);
    Context context;
    context.recorder = &recorder;
    (void)attention({p.q, p.k, p.v}, p.spec, {}, context);
    const auto site = recorder.take().at(0);
    ASSERT_EQ(site.q.scalar_type(), at::kBFloat16) << c.name();
    ASSERT_EQ(site.v.scalar_type(), at::kBFloat16) << c.name();
    if (p.q.size(2) > 16) continue;  // more queries than are looked at
    AttentionMap rounded = map_of(site), exact = rounded;
    exact.q = p.q[0];
    exact.k = p.k[0];
    const auto apart = reference_map(rounded, Quantity::weight) - reference_map(exact, Quantity::weight);
    EXPECT_NEAR(recorder.largest_error(), apart.abs().max().item<double>(), 2e-6) << c.name();
  }
}

TEST(Record, LeavesWhatRanInHalfPrecisionAsItIs) {
  auto c = testing::grid().front();
  c.dtype = at::kHalf;
  const auto p = testing::problem(c);
  trace::Recorder recorder(trace::Keep::bfloat16);
  Context context;
  context.recorder = &recorder;
  (void)attention({p.q, p.k, p.v}, p.spec, {}, context);
  EXPECT_EQ(recorder.take().at(0).q.scalar_type(), at::kHalf);
}

at::Tensor plain(const testing::Problem& p) {
  Context context;
  return attention({p.q, p.k, p.v}, p.spec, {}, context);
}

struct Tolerance {
  at::ScalarType dtype;
  double output, lse;
};
constexpr Tolerance tolerances[] = {
    {at::kFloat, 3e-6, 3e-6}, {at::kDouble, 1e-12, 3e-6}, {at::kHalf, 4e-3, 3e-4}, {at::kBFloat16, 3e-2, 3e-4}};

TEST(Attention, MatchesTheReferenceForEveryMaskShapeAndType) {
  at::manual_seed(1);
  for (const auto& tolerance : tolerances)
    for (auto c : testing::grid()) {
      c.dtype = tolerance.dtype;
      const auto p = testing::problem(c);
      const auto got = capture(p);
      const auto want = reference_attention(p.q, p.k, p.v, p.spec);
      EXPECT_EQ(got.output.scalar_type(), c.dtype);
      EXPECT_LE(difference(got.output, want.output), tolerance.output) << c.name();
      ASSERT_EQ(got.site.lse.scalar_type(), at::kFloat);
      EXPECT_LE(difference(got.site.lse, want.lse[0]), tolerance.lse) << c.name();
    }
}

TEST(Attention, MatchesTheReferenceForLongInputsOfEveryType) {
  at::manual_seed(2);
  for (const auto& tolerance : tolerances)
    for (const bool causal : {false, true})
      for (const auto padding : {Case::Padding::none, Case::Padding::trailing, Case::Padding::holes}) {
        const auto p = testing::problem({600, 700, 4, 2, 64, causal, padding, Case::Bias::none, tolerance.dtype});
        const auto got = capture(p);
        const auto want = reference_attention(p.q, p.k, p.v, p.spec);
        EXPECT_LE(difference(got.output, want.output), tolerance.output);
        EXPECT_LE(difference(got.site.lse, want.lse[0]), tolerance.lse);
      }
}

TEST(Attention, RecordedArraysReproduceTheWeights) {
  at::manual_seed(3);
  for (const auto& c : testing::grid()) {
    const auto p = testing::problem(c);
    const auto site = capture(p).site;
    const auto want = reference_attention(p.q, p.k, p.v, p.spec);
    const auto weights = at::exp(want.scores[0] - site.lse.unsqueeze(2));
    EXPECT_LE(difference(weights, want.weights[0]), 2e-6) << c.name();
    EXPECT_EQ(site.info.heads, 4);
    EXPECT_EQ(site.info.key_heads, c.key_heads);
  }
}

TEST(Attention, PaddingMayDifferByBatchEntryWithoutARecorder) {
  at::manual_seed(4);
  for (const bool causal : {false, true})
    for (const std::int64_t queries : {6, 9}) {
      Case c{queries, 9, 4, 2, 8, causal};
      c.batch = 3;
      auto p = testing::problem(c);
      p.spec.key_visible = at::arange(9).unsqueeze(0).lt(at::tensor({9, 4, 1}, at::kLong).unsqueeze(1));
      EXPECT_LE(difference(plain(p), reference_attention(p.q, p.k, p.v, p.spec).output), 3e-6);
    }
}

TEST(Attention, GradientsMatchTheReference) {
  at::manual_seed(5);
  for (auto c : testing::grid()) {
    if (c.queries > 40 || c.bias == Case::Bias::key) continue;
    auto p = testing::problem(c);
    const auto upstream = at::randn({1, c.heads, c.queries, c.width});
    const auto masses = reference_attention(p.q, p.k, p.v, p.spec).weights.sum(-1);
    const bool blind = masses.eq(0).any().item<bool>();  // some query sees no key
    std::vector<at::Tensor> gradients[2];
    for (const bool reference : {false, true}) {
      for (auto* tensor : {&p.q, &p.k, &p.v}) *tensor = tensor->detach().clone().requires_grad_();
      const auto output = reference ? reference_attention(p.q, p.k, p.v, p.spec).output : plain(p);
      (output * upstream).sum().backward();
      for (const auto* tensor : {&p.q, &p.k, &p.v})
        gradients[reference].push_back(tensor->grad().defined() ? tensor->grad() : at::zeros_like(*tensor));
    }
    for (int i = 0; i < 3; ++i) {
      EXPECT_TRUE(gradients[0][i].isfinite().all().item<bool>()) << c.name() << " input " << i;
      if (blind) continue;  // the plain composition's gradient is not a number there
      EXPECT_LE(difference(gradients[0][i], gradients[1][i]), 2e-5) << c.name() << " input " << i;
    }
  }
}

TEST(Attention, AQueryThatSeesNothingHasZeroOutputAndZeroLogSumExp) {
  at::manual_seed(6);
  Case c{4, 6, 4, 4, 8};
  c.padding = Case::Padding::all;
  const auto hidden = capture(testing::problem(c));
  EXPECT_EQ(hidden.output.abs().max().item<float>(), 0);
  EXPECT_EQ(hidden.site.lse.abs().max().item<float>(), 0);
  const auto early = capture(testing::problem({9, 3, 4, 4, 8, true}));  // the first 6 queries come before every key
  EXPECT_EQ(early.output.narrow(2, 0, 6).abs().max().item<float>(), 0);
  EXPECT_EQ(early.site.lse.narrow(1, 0, 6).abs().max().item<float>(), 0);
  EXPECT_FALSE(early.output.isnan().any().item<bool>());
}

TEST(Attention, KeepsTheModelsTensorsWithoutCopying) {
  const auto p = testing::problem({8, 8});
  const auto site = capture(p).site;
  EXPECT_EQ(site.q.data_ptr(), p.q.data_ptr());
  EXPECT_EQ(site.k.data_ptr(), p.k.data_ptr());
  EXPECT_EQ(site.v.data_ptr(), p.v.data_ptr());
}

// The layer's full maps are asked for before it is computed, and not where nothing is recorded.
TEST(Attention, AsksForTheSizeOfItsFullMaps) {
  const auto q = at::zeros({1, 4, 3, 2}), k = at::zeros({1, 2, 5, 2});
  const std::int64_t bytes = 4 * 3 * 5 * 2 * 4;
  trace::Recorder recorder;
  trace::MapBudget maps(2 * bytes - 1);
  Context context;
  context.maps = &maps;
  EXPECT_NO_THROW(for (int i = 0; i < 3; ++i) attention({q, k, k}, {}, {}, context));
  context.recorder = &recorder;
  EXPECT_NO_THROW(attention({q, k, k}, {}, {}, context));
  EXPECT_THROW(attention({q, k, k}, {}, {}, context), Failure);
  EXPECT_EQ(recorder.take().size(), 1U);
}

TEST(Attention, WindowsTakeTheirOwnMapsOnly) {
  const auto q = at::zeros({1, 2, 8, 2});
  trace::AttentionSpec spec;
  spec.windows = at::arange(8, at::kLong).view({2, 4});
  trace::Recorder recorder;
  trace::MapBudget maps(2 * (2 * 4 * 4) * 2 * 4);
  Context context;
  context.recorder = &recorder;
  context.maps = &maps;
  EXPECT_NO_THROW(attention({q, q, q}, spec, {}, context));
  EXPECT_THROW(attention({q, q, q}, spec, {}, context), Failure);
}

TEST(Attention, StopsWhenAsked) {
  std::stop_source source;
  source.request_stop();
  Context context;
  context.stop = source.get_token();
  const auto p = testing::problem({4, 4});
  try {
    (void)attention({p.q, p.k, p.v}, p.spec, {}, context);
    FAIL() << "expected a Failure";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.error.kind, Error::Kind::cancelled);
  }
}

}  // namespace
}  // namespace headlight::kernels
