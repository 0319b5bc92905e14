#include "engine/views/sample.h"

#include <ATen/Functions.h>
#include <gtest/gtest.h>

#include "tests/engine/views/sampling.h"
#include "tests/engine/views/traces.h"

namespace headlight::views {
namespace {

constexpr std::int64_t width = 5;

trace::Trace trace_with_values() {
  auto trace = testing::sampled_trace();
  trace.sites[0].sampling.value = at::randn({3, 4 * 6 + 2 * 3, width});
  return trace;
}

// The level's values of a head read by the framework's own sampler.
at::Tensor sampler_reads(const trace::Trace& trace, const SampleRequest& request) {
  const auto& site = trace.sites[0];
  const auto [rows, columns] = site.info.levels[static_cast<std::size_t>(request.level)];
  const auto first = request.level == 0 ? 0 : 24;
  const auto map =
      site.sampling.value[request.head].narrow(0, first, rows * columns).t().reshape({1, width, rows, columns});
  const auto point = site.sampling.points[request.head][request.query][request.level][request.point];
  return at::grid_sampler_2d(map, (point * 2 - 1).view({1, 1, 1, 2}), 0, 0, false).view({width});
}

TEST(Sample, ReadsWhatTheFrameworksSamplerReads) {
  const auto trace = trace_with_values();
  for (int head = 0; head < 3; ++head)
    for (std::int64_t query = 0; query < 4; ++query)
      for (int level = 0; level < 2; ++level)
        for (int point = 0; point < 2; ++point) {
          const SampleRequest request{0, head, query, level, point};
          const auto got = sample(trace, request, {}).take();
          EXPECT_LE(testing::apart(got.value, sampler_reads(trace, request)), 1e-5);
          double shares = 0;
          for (const auto& corner : got.corners) shares += corner.share;
          EXPECT_NEAR(shares, 1, 1e-9);
          EXPECT_EQ(got.weight, trace.sites[0].sampling.weights[head][query][level][point].item<float>());
        }
}

TEST(Sample, OffsetLeadsFromTheReferencePointToTheSample) {
  const auto trace = trace_with_values();
  const auto got = sample(trace, {0, 1, 2, 0, 1}, {}).take();
  EXPECT_NEAR(got.reference_x + got.offset_x, got.x, 1e-9);
  EXPECT_NEAR(got.reference_y + got.offset_y, got.y, 1e-9);
  const auto x = trace.sites[0].sampling.points[1][2][0][1][0].item<double>();
  EXPECT_NEAR(got.x, 2 * 48 * x - 5, 1e-4);
}

TEST(Sample, NearestReadsOneCellClampedToTheMap) {
  auto trace = trace_with_values();
  trace.sites[0].info.nearest = true;
  trace.sites[0].sampling.points[0][0][0][0][0] = 1.4;
  trace.sites[0].sampling.points[0][0][0][0][1] = 0.3;
  const auto got = sample(trace, {0, 0, 0, 0, 0}, {}).take();
  EXPECT_EQ(got.corners[0].row, 1);
  EXPECT_EQ(got.corners[0].column, 5);
  EXPECT_EQ(got.corners[0].share, 1);
  EXPECT_LE(testing::apart(got.value, trace.sites[0].sampling.value[0][1 * 6 + 5]), 0);
}

TEST(Sample, FarAndUndefinedPointsAreNoCrash) {
  auto trace = trace_with_values();
  trace.sites[0].sampling.points[0][0][0][0][0] = 1e30;
  const auto far = sample(trace, {0, 0, 0, 0, 0}, {}).take();
  for (const auto& corner : far.corners) EXPECT_FALSE(corner.inside);
  trace.sites[0].sampling.points[0][0][0][0][1] = std::nan("");
  EXPECT_FALSE(sample(trace, {0, 0, 0, 0, 0}, {}).ok());
  EXPECT_EQ(sample(trace, {0, 3, 0, 0, 0}, {}).error().kind, Error::Kind::usage);
  EXPECT_EQ(sample(trace, {0, 0, 0, 2, 0}, {}).error().kind, Error::Kind::usage);
  EXPECT_EQ(sample(trace, {0, 0, 0, 0, 2}, {}).error().kind, Error::Kind::usage);
}

}  // namespace
}  // namespace headlight::views
