#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "engine/api/result.h"
#include "engine/kernels/ms_deform_attn.h"
#include "tests/engine/kernels/cases.h"

namespace headlight::kernels {
namespace {

using testing::difference;

// One head, one level of 2 × 3 pixels whose two channels are the pixel's column and row.
DeformableInput small_map(const std::vector<float>& points) {
  const auto count = static_cast<std::int64_t>(points.size() / 2);
  auto value = at::zeros({1, 6, 1, 2});
  for (int position = 0; position < 6; ++position) {
    value[0][position][0][0] = position % 3;
    value[0][position][0][1] = position / 3;
  }
  auto at_points = at::tensor(at::ArrayRef<float>(points)).view({1, count, 1, 1, 2});
  return {value, at_points, at::ones({1, count, 1, 1}), {{2, 3}}, {1}};
}

at::Tensor rows(std::initializer_list<std::array<float, 2>> expected) {
  std::vector<float> flat;
  for (const auto& row : expected) flat.insert(flat.end(), row.begin(), row.end());
  return at::tensor(at::ArrayRef<float>(flat)).view({1, -1, 2});
}

TEST(DeformableReference, ReadsPixelCentresAndZeroOutside) {
  const auto input = small_map({0.5F, 0.5F, 1.F / 6, 0.25F, 5.F / 6, 0.75F, 1.F, 0.75F, 2.F, 0.5F});
  const auto expected = rows({{1, .5F}, {0, 0}, {2, 1}, {1, .5F}, {0, 0}});
  EXPECT_LE(difference(reference_ms_deform_attn(input, Sampling::bilinear), expected), 1e-6);
}

TEST(DeformableReference, DiscreteTakesRtDetrsPixelClampedToTheMap) {
  const auto input = small_map({0.5F, 0.25F, 0.4F, 0.2F, 2.F, -1.F, 0.9F, 1.F});
  const auto expected = rows({{2, 1}, {1, 0}, {2, 0}, {2, 1}});
  EXPECT_LE(difference(reference_ms_deform_attn(input, Sampling::discrete), expected), 1e-6);
}

DeformableInput uneven(std::int64_t queries) {
  auto points = at::rand({1, queries, 2, 5, 2});
  return {
      at::randn({1, 6 + 2, 2, 4}), points, at::softmax(at::randn({1, queries, 2, 5}), -1), {{2, 3}, {1, 2}}, {3, 2}};
}

TEST(DeformableAttention, RecordsUnevenLevelsPaddedWithTheReferencePoint) {
  at::manual_seed(1);
  const auto input = uneven(7);
  const auto reference = at::rand({1, 7, 4});
  trace::Recorder recorder;
  Context context;
  context.recorder = &recorder;
  deformable_attention(input, Sampling::bilinear, reference, {"deformable_decoder", 2}, context);
  const auto sites = recorder.take();
  ASSERT_EQ(sites.size(), 1U);
  const auto& record = sites[0].sampling;
  EXPECT_EQ(record.points.sizes(), (at::IntArrayRef{2, 7, 2, 3, 2}));
  EXPECT_EQ(difference(record.points.select(2, 0), input.points[0].narrow(2, 0, 3).transpose(0, 1)), 0);
  EXPECT_EQ(difference(record.points.select(2, 1).narrow(2, 0, 2), input.points[0].narrow(2, 3, 2).transpose(0, 1)), 0);
  EXPECT_EQ(difference(record.points.select(2, 1).select(2, 2)[1], reference[0].narrow(1, 0, 2)), 0);
  EXPECT_EQ(record.weights.select(2, 1).select(2, 2).abs().max().item<float>(), 0);
  EXPECT_LE(difference(record.weights.sum({2, 3}), at::ones({2, 7})), 1e-6);
  EXPECT_EQ(difference(record.value, input.value[0].transpose(0, 1)), 0);
  EXPECT_EQ(difference(record.reference, reference[0]), 0);
  EXPECT_EQ(sites[0].info.points, 3);
  EXPECT_EQ(sites[0].info.levels, input.levels);
}

TEST(DeformableAttention, AsksForTheSizeOfWhatADumpWrites) {
  const auto input = uneven(7);
  const auto reference = at::rand({1, 7, 4});
  trace::Recorder recorder;
  Context context;
  context.recorder = &recorder;
  deformable_attention(input, Sampling::bilinear, reference, {}, context);
  const auto bytes = trace::map_bytes(recorder.take().at(0));
  EXPECT_EQ(bytes, (2 * 7 * 2 * 3 * 3 + 7 * 4) * 4);
  for (const bool fits : {true, false}) {
    trace::MapBudget limited(fits ? bytes : bytes - 1);
    context.maps = &limited;
    if (fits) EXPECT_NO_THROW(deformable_attention(input, Sampling::bilinear, reference, {}, context));
    else EXPECT_THROW(deformable_attention(input, Sampling::bilinear, reference, {}, context), Failure);
  }
}

TEST(DeformableAttention, StopsWhenAskedAndRefusesToRecordABatch) {
  const auto input = uneven(3);
  std::stop_source source;
  Context context;
  context.stop = source.get_token();
  EXPECT_NO_THROW(deformable_attention(input, Sampling::bilinear, {}, {}, context));
  source.request_stop();
  EXPECT_THROW(deformable_attention(input, Sampling::bilinear, {}, {}, context), Failure);

  trace::Recorder recorder;
  Context recording;
  recording.recorder = &recorder;
  auto two = input;
  for (auto* tensor : {&two.value, &two.points, &two.weights}) *tensor = at::cat({*tensor, *tensor});
  EXPECT_THROW(deformable_attention(two, Sampling::bilinear, at::rand({2, 3, 2}), {}, recording), Failure);
  EXPECT_THROW(deformable_attention(input, Sampling::bilinear, at::rand({1, 4, 2}), {}, recording), Failure);
}

TEST(DeformableAttention, GradientsReachEveryTensor) {
  at::manual_seed(2);
  auto input = uneven(4);
  for (auto* tensor : {&input.value, &input.points, &input.weights}) tensor->requires_grad_(true);
  Context context;
  deformable_attention(input, Sampling::bilinear, {}, {}, context).square().sum().backward();
  for (const auto* tensor : {&input.value, &input.points, &input.weights})
    EXPECT_GT(tensor->grad().abs().max().item<float>(), 0);
}

}  // namespace
}  // namespace headlight::kernels
