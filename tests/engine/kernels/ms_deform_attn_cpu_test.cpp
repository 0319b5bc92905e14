#include "engine/kernels/ms_deform_attn_cpu.h"

#include <c10/util/BFloat16.h>
#include <c10/util/Half.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace headlight::kernels {
namespace {

double number(float value) { return value; }
double number(double value) { return value; }
double number(Float16 value) { return c10::Half(value.bits, c10::Half::from_bits()); }
double number(Bfloat16 value) { return c10::BFloat16(value.bits, c10::BFloat16::from_bits()); }

template <typename T>
T of_type(double value) {
  if constexpr (std::is_same_v<T, Float16>) return {c10::Half(static_cast<float>(value)).x};
  else if constexpr (std::is_same_v<T, Bfloat16>) return {c10::BFloat16(static_cast<float>(value)).x};
  else return static_cast<T>(value);
}

// Random points in and around one map of `rows` × `columns` pixels.
template <typename T>
struct Problem {
  static constexpr std::int64_t queries = 11, heads = 3;
  static constexpr std::int32_t rows = 7, columns = 5;
  std::int64_t width, points;
  std::vector<T> value;
  std::vector<float> locations;
  std::vector<Accumulator<T>> weights;
  std::vector<LevelBlock> levels;

  Problem(std::int64_t width_, std::int64_t points_) : width(width_), points(points_) {
    std::mt19937 random(static_cast<unsigned>(31 * width + points));
    std::uniform_real_distribution<double> place(-0.2, 1.2), any(-1, 1);
    for (std::int64_t i = 0; i < rows * columns * heads * width; ++i) value.push_back(of_type<T>(any(random)));
    for (std::int64_t i = 0; i < queries * heads * points; ++i) {
      locations.push_back(static_cast<float>(place(random)));
      locations.push_back(static_cast<float>(place(random)));
      weights.push_back(static_cast<Accumulator<T>>(any(random)));
    }
    for (std::int64_t first = 0; first < points; first += lanes) levels.push_back(block(std::min<std::int64_t>(lanes, points - first)));
  }

  static LevelBlock block(std::int64_t count) {
    LevelBlock level;
    for (int i = 0; i < count; ++i) {
      level.rows[i] = rows;
      level.columns[i] = columns;
      level.used[i] = -1;
    }
    return level;
  }

  std::vector<double> run(const SamplingKernelOf<T>& kernel, Sampling sampling) const {
    std::vector<T> out(static_cast<std::size_t>(queries * heads * width), of_type<T>(99));
    kernel.run({value.data(), heads * width, width, locations.data(), weights.data(), out.data(), queries, heads, width, points, levels.data()},
               sampling, {0, heads, 0, queries});
    std::vector<double> numbers;
    std::transform(out.begin(), out.end(), std::back_inserter(numbers), [](T one) { return number(one); });
    return numbers;
  }

  // Pixel by pixel, in float64.
  std::vector<double> expected(Sampling sampling) const {
    std::vector<double> sums(static_cast<std::size_t>(queries * heads * width), 0.0);
    for (std::int64_t place = 0; place < queries * heads; ++place)
      for (std::int64_t point = 0; point < points; ++point)
        for (std::int32_t row = 0; row < rows; ++row)
          for (std::int32_t column = 0; column < columns; ++column) {
            const auto at = static_cast<std::size_t>(place * points + point);
            const double share = weights[at] * (share_of(locations[2 * at], column, columns, sampling) * share_of(locations[2 * at + 1], row, rows, sampling));
            for (std::int64_t channel = 0; channel < width; ++channel)
              sums[static_cast<std::size_t>(place * width + channel)] +=
                  share * number(value[static_cast<std::size_t>(((row * columns + column) * heads + place % heads) * width + channel)]);
          }
    return sums;
  }

  static double share_of(double where, int pixel, int size, Sampling sampling) {
    if (sampling == Sampling::bilinear) return std::max(0.0, 1 - std::abs(where * size - 0.5 - pixel));
    return std::clamp(static_cast<int>(std::floor(where * size + 0.5)), 0, size - 1) == pixel ? 1 : 0;
  }
};

// `bound` of the largest sum, of which there are some that cancel.
template <typename T>
void check(double bound) {
  for (const std::int64_t width : {1, 3, 4, 8, 15, 16, 31, 32, 40, 64, 96, 103, 160})
    for (const std::int64_t points : {1, 9, 16, 37})
      for (const auto sampling : {Sampling::bilinear, Sampling::discrete}) {
        const Problem<T> problem(width, points);
        const auto expected = problem.expected(sampling);
        for (const auto& kernel : sampling_kernels<T>()) {
          const auto found = problem.run(kernel, sampling);
          double apart = 0;
          for (std::size_t i = 0; i < found.size(); ++i) apart = std::max(apart, std::abs(found[i] - expected[i]));
          EXPECT_LT(apart, bound * static_cast<double>(points)) << kernel.name << ", width " << width << ", points " << points;
        }
      }
}

TEST(MsDeformAttnCpu, OfEveryInstructionSetEqualsTheSumsInFloat32) { check<float>(2e-6); }
TEST(MsDeformAttnCpu, OfEveryInstructionSetEqualsTheSumsInFloat64) { check<double>(1e-6); }  // the points are float32
TEST(MsDeformAttnCpu, OfEveryInstructionSetEqualsTheSumsInFloat16) { check<Float16>(1e-3); }
TEST(MsDeformAttnCpu, OfEveryInstructionSetEqualsTheSumsInBfloat16) { check<Bfloat16>(8e-3); }

TEST(MsDeformAttnCpu, TheFastestOfThisProcessorComesFirstAndThePlainOneLast) {
  const auto all = sampling_kernels<float>();
  ASSERT_FALSE(all.empty());
  EXPECT_STREQ(all.back().name, "plain");
#ifdef HEADLIGHT_TARGETS
  EXPECT_EQ(__builtin_cpu_supports("x86-64-v3") != 0, all.size() > 1);
#endif
}

}  // namespace
}  // namespace headlight::kernels
