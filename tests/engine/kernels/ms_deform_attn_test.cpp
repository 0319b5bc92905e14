#include "engine/kernels/ms_deform_attn.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <limits>

#include "engine/api/result.h"
#include "tests/engine/kernels/cases.h"

namespace headlight::kernels {
namespace {

using testing::difference;
using testing::Threads;

constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();

struct Size {
  std::int64_t batch, queries, heads, width;
  LevelSizes levels;
  std::vector<std::int64_t> level_points;
};

std::vector<Size> sizes() {
  return {{1, 1, 1, 1, {{1, 1}}, {1}},
          {1, 5, 2, 3, {{4, 7}}, {2}},
          {2, 9, 3, 8, {{5, 6}, {3, 2}}, {4, 4}},
          {1, 40, 8, 32, {{20, 14}, {10, 7}, {5, 4}}, {4, 4, 4}},
          {2, 33, 4, 16, {{9, 9}, {5, 5}, {3, 3}, {2, 2}}, {4, 4, 4, 4}},
          {1, 17, 2, 64, {{8, 3}, {1, 9}}, {3, 5}},
          {1, 300, 2, 40, {{6, 6}, {3, 3}}, {1, 0}},
          {1, 7, 1, 103, {{11, 2}}, {37}},
          {3, 13, 5, 6, {{2, 3}, {7, 1}, {1, 1}}, {0, 17, 3}},
          {1, 64, 2, 32, {{3, 2}}, {9}}};
}

std::string name(const Size& size, at::ScalarType dtype, Sampling sampling) {
  return std::to_string(size.batch) + " × " + std::to_string(size.queries) + " × " + std::to_string(size.heads) +
         " × " + std::to_string(size.width) + " " + c10::toString(dtype) +
         (sampling == Sampling::bilinear ? " bilinear" : " discrete");
}

// Points in the map, around it, and on pixel centres and borders.
DeformableInput random_input(const Size& size, at::ScalarType dtype) {
  std::int64_t positions = 0, points = 0;
  for (const auto& [rows, columns] : size.levels) positions += rows * columns;
  for (const auto count : size.level_points) points += count;
  const auto value = at::randn({size.batch, positions, size.heads, size.width}).to(dtype);
  auto places = at::rand({size.batch, size.queries, size.heads, points, 2}) * 1.6 - 0.3;
  const auto special =
      at::tensor({0.F, 1.F, 0.5F, 0.25F, 0.125F, -1e-7F, 1.F + 1e-6F}).index({at::randint(0, 7, places.sizes())});
  places = at::where(at::rand(places.sizes()).lt(0.2), special, places);
  const auto weights = at::softmax(at::randn({size.batch, size.queries, size.heads, points}), -1).to(dtype);
  return {value, places, weights, size.levels, size.level_points};
}

// The reference on the same numbers in float64.
at::Tensor exact(DeformableInput input, Sampling sampling) {
  input.value = input.value.to(at::kDouble);
  input.weights = input.weights.to(at::kDouble);
  return reference_ms_deform_attn(input, sampling);
}

// Values are of order 1 and weights sum to 1: a last place of a result is 2^−24, 2^−11 or 2^−8 of at most about 4.
double bound(at::ScalarType dtype) {
  if (dtype == at::kHalf) return 2e-3;
  if (dtype == at::kBFloat16) return 1.6e-2;
  return dtype == at::kDouble ? 1e-12 : 2e-6;
}

TEST(MsDeformAttn, EqualsTheReferenceOverSizesTypesAndMethods) {
  at::manual_seed(11);
  for (const auto& size : sizes())
    for (const auto dtype : {at::kFloat, at::kHalf, at::kBFloat16, at::kDouble})
      for (const int threads : {1, 3}) {
        const Threads guard(threads);
        const auto input = random_input(size, dtype);
        const auto out = ms_deform_attn(input, Sampling::bilinear);
        EXPECT_EQ(out.scalar_type(), dtype);
        EXPECT_LE(difference(out, exact(input, Sampling::bilinear)), bound(dtype))
            << name(size, dtype, Sampling::bilinear);
        EXPECT_LE(difference(out, reference_ms_deform_attn(input, Sampling::bilinear)), std::max(bound(dtype), 1e-5));
      }
}

// Which pixel is nearest is decided in the reference's own arithmetic: no pixel may differ.
TEST(MsDeformAttn, DiscreteEqualsTheReferenceOverSizesAndTypes) {
  at::manual_seed(12);
  for (const auto& size : sizes())
    for (const auto dtype : {at::kFloat, at::kHalf, at::kBFloat16, at::kDouble}) {
      const auto input = random_input(size, dtype);
      const auto out = ms_deform_attn(input, Sampling::discrete);
      EXPECT_LE(difference(out, reference_ms_deform_attn(input, Sampling::discrete)), bound(dtype))
          << name(size, dtype, Sampling::discrete);
    }
}

// Where every pixel is read often each head's map is copied first; both ways give the same numbers.
TEST(MsDeformAttn, EveryQueryAloneGivesTheSameAsAllTogether) {
  at::manual_seed(13);
  const auto input = random_input({1, 200, 4, 32, {{6, 5}, {3, 3}}, {4, 4}}, at::kFloat);
  for (const auto sampling : {Sampling::bilinear, Sampling::discrete}) {
    const auto all = ms_deform_attn(input, sampling);
    for (std::int64_t query = 0; query < 200; query += 23) {
      auto one = input;
      one.points = input.points.narrow(1, query, 1);
      one.weights = input.weights.narrow(1, query, 1);
      EXPECT_EQ(difference(ms_deform_attn(one, sampling), all.narrow(1, query, 1)), 0);
    }
  }
}

TEST(MsDeformAttn, PointsThatAreNotFiniteContributeNothing) {
  at::manual_seed(14);
  for (const auto sampling : {Sampling::bilinear, Sampling::discrete})
    for (const auto odd : {not_a_number, infinity, -infinity})
      for (const int axis : {0, 1}) {
        auto input = random_input({1, 6, 2, 32, {{4, 3}, {2, 2}}, {2, 1}}, at::kFloat);
        auto without = input;
        without.weights = input.weights.clone();
        for (const std::int64_t point : {0, 2}) {
          input.points.select(3, point).select(3, axis).fill_(odd);
          without.weights.select(3, point).zero_();
        }
        without.points = at::nan_to_num(input.points, 0.5, 0.5, 0.5);
        const auto out = ms_deform_attn(input, sampling);
        EXPECT_LE(difference(out, ms_deform_attn(without, sampling)), 1e-6);
        EXPECT_LE(difference(out, reference_ms_deform_attn(input, sampling)), 1e-5);
      }
}

TEST(MsDeformAttn, HugePointsAreOutsideOrClamped) {
  at::manual_seed(15);
  auto input = random_input({1, 8, 1, 32, {{4, 3}}, {1}}, at::kFloat);
  const float most = std::numeric_limits<float>::max();
  const float places[] = {most, -most, 1e10F, -1e10F, 3e9F, 1e38F, 17.F, -17.F};
  for (int query = 0; query < 8; ++query) input.points[0][query].fill_(places[query]);
  input.weights.fill_(1);
  EXPECT_EQ(ms_deform_attn(input, Sampling::bilinear).abs().max().item<float>(), 0);
  const auto discrete = ms_deform_attn(input, Sampling::discrete);
  for (int query = 0; query < 8; ++query)
    EXPECT_EQ(difference(discrete[0][query], input.value[0][places[query] > 0 ? 11 : 0][0]), 0);
}

// A pixel that no point touches never shows, whatever it holds: 0 · infinity is not computed.
TEST(MsDeformAttn, PixelsThatAreNotReadMayHoldAnything) {
  auto input =
      DeformableInput{at::ones({1, 9, 1, 32}), at::full({1, 1, 1, 2, 2}, -0.1F), at::ones({1, 1, 1, 2}), {{3, 3}}, {2}};
  input.value[0][0].fill_(infinity);
  input.points[0][0][0][1].fill_(5.F / 6);
  EXPECT_TRUE(std::isinf(ms_deform_attn(input, Sampling::bilinear)[0][0][0].item<float>()));
  input.points[0][0][0][0].fill_(-1.F);
  EXPECT_NEAR(ms_deform_attn(input, Sampling::bilinear)[0][0][0].item<float>(), 1, 1e-6);
}

TEST(MsDeformAttn, HalfTypesKeepInfinitiesNanAndTheSmallestNumbers) {
  for (const auto dtype : {at::kHalf, at::kBFloat16}) {
    auto input = DeformableInput{
        at::zeros({1, 1, 1, 8}), at::full({1, 1, 1, 1, 2}, 0.5F), at::ones({1, 1, 1, 1}), {{1, 1}}, {1}};
    input.value =
        at::tensor({infinity, -infinity, not_a_number, 6e-8F, -1e-5F, 65504.F, -0.F, 1.F}).to(dtype).view({1, 1, 1, 8});
    const auto out = ms_deform_attn(input, Sampling::bilinear).flatten(), value = input.value.flatten();
    EXPECT_TRUE(out[2].isnan().item<bool>());
    for (const int channel : {0, 1, 3, 4, 5, 6, 7})
      EXPECT_EQ(out[channel].item<float>(), value[channel].item<float>()) << c10::toString(dtype) << " " << channel;
  }
}

TEST(MsDeformAttn, NothingToDoGivesEmptyOrZero) {
  const auto input = random_input({1, 0, 2, 32, {{4, 3}}, {2}}, at::kFloat);
  EXPECT_EQ(ms_deform_attn(input, Sampling::bilinear).sizes(), (at::IntArrayRef{1, 0, 64}));
  const auto no_points = random_input({2, 3, 2, 5, {{4, 3}}, {0}}, at::kFloat);
  EXPECT_EQ(difference(ms_deform_attn(no_points, Sampling::bilinear), at::zeros({2, 3, 10})), 0);
  const auto no_width = random_input({2, 3, 2, 0, {{4, 3}}, {1}}, at::kFloat);
  EXPECT_EQ(ms_deform_attn(no_width, Sampling::discrete).numel(), 0);
}

TEST(MsDeformAttn, TakesTensorsThatAreNotDense) {
  at::manual_seed(16);
  const auto dense = random_input({2, 9, 3, 16, {{5, 6}, {3, 2}}, {4, 4}}, at::kFloat);
  auto strided = dense;
  strided.value = dense.value.permute({3, 2, 1, 0}).contiguous().permute({3, 2, 1, 0});
  strided.points = dense.points.transpose(1, 3).contiguous().transpose(1, 3);
  strided.weights = dense.weights.transpose(1, 3).contiguous().transpose(1, 3);
  EXPECT_EQ(difference(ms_deform_attn(strided, Sampling::bilinear), ms_deform_attn(dense, Sampling::bilinear)), 0);
}

std::string failure_of(const DeformableInput& input) {
  try {
    ms_deform_attn(input, Sampling::bilinear);
  } catch (const Failure& failure) {
    return failure.error.line();
  }
  return "no failure";
}

TEST(MsDeformAttn, NamesWhatDoesNotFit) {
  const auto good = random_input({1, 4, 2, 8, {{4, 3}, {2, 2}}, {2, 1}}, at::kFloat);
  const auto with = [&](auto change) {
    auto input = good;
    change(input);
    return failure_of(input);
  };
  const auto names = [](const std::string& line, const std::string& part) {
    return line.find("deformable attention cannot be computed") != std::string::npos &&
           line.find(part) != std::string::npos;
  };
  EXPECT_EQ(failure_of(good), "no failure");
  EXPECT_TRUE(names(with([](auto& x) { x.value = x.value.narrow(1, 0, 15); }), "value"));
  EXPECT_TRUE(names(with([](auto& x) { x.value = x.value[0]; }), "value"));
  EXPECT_TRUE(names(with([](auto& x) { x.value = x.value.to(at::kInt); }), "Int"));
  EXPECT_TRUE(names(with([](auto& x) { x.value = at::Tensor{}; }), "undefined"));
  EXPECT_TRUE(names(with([](auto& x) { x.points = x.points.narrow(3, 0, 2); }), "points"));
  EXPECT_TRUE(names(with([](auto& x) { x.points = x.points.to(at::kDouble); }), "points"));
  EXPECT_TRUE(names(with([](auto& x) { x.points = x.points.narrow(4, 0, 1); }), "points"));
  EXPECT_TRUE(names(with([](auto& x) { x.weights = x.weights.narrow(1, 0, 3); }), "weights"));
  EXPECT_TRUE(names(with([](auto& x) { x.weights = x.weights.to(at::kLong); }), "weights"));
  EXPECT_TRUE(names(with([](auto& x) { x.levels.pop_back(); }), "level_points"));
  EXPECT_TRUE(names(with([](auto& x) { x.levels[1] = {0, 4}; }), "0 × 4"));
  EXPECT_TRUE(names(with([](auto& x) { x.levels[1] = {std::int64_t{1} << 40, 1}; }), "2^24"));
  EXPECT_TRUE(names(with([](auto& x) { x.levels[1] = {1 << 20, 1 << 20}; }), "2^28"));
  EXPECT_TRUE(names(with([](auto& x) { x.level_points = {4, -1}; }), "level_points"));
}

}  // namespace
}  // namespace headlight::kernels
