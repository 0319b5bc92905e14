#include "engine/kernels/cells.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "engine/kernels/clones.h"

namespace headlight::kernels {
namespace {

// exp(x) = 2^n · exp(r), |r| ≤ ln 2 / 2, by a polynomial of degree 6; 0 below the least normal result.
inline float exponential(float x) {
  constexpr float log2_e = 1.44269504088896341F, ln2_high = 0.693359375F, ln2_low = -2.12194440e-4F;
  constexpr float shift = 12582912.0F;  // 1.5 · 2^23: adding it rounds to the nearest integer
  constexpr float least = -87.0F, most = 88.0F;
  float bounded = x < least ? least : x;
  bounded = bounded > most ? most : bounded;
  const float shifted = bounded * log2_e + shift;
  const float n = shifted - shift;
  const float r = (bounded - n * ln2_high) - n * ln2_low;
  float p = 1.0F / 720.0F;
  p = p * r + 1.0F / 120.0F;
  p = p * r + 1.0F / 24.0F;
  p = p * r + 1.0F / 6.0F;
  p = p * r + 0.5F;
  p = p * r + 1.0F;
  p = p * r + 1.0F;
  const auto power = (std::bit_cast<std::uint32_t>(shifted) - std::bit_cast<std::uint32_t>(shift) + 127U) << 23U;
  const float result = p * std::bit_cast<float>(power);
  return x < least ? 0.0F : result;
}

// log₂ x of a normal x > 0: x = 2^n · m with m between √½ and √2, log m = 2 artanh((m − 1) / (m + 1)) by its series.
inline float logarithm2(float x) {
  constexpr std::uint32_t root_half = 0x3F3504F3U;
  constexpr float two_over_ln2 = 2.88539008177792681F;
  const auto bits = std::bit_cast<std::uint32_t>(x);
  const auto exponent = static_cast<std::int32_t>(bits - root_half) >> 23;
  const auto m = std::bit_cast<float>(bits - (static_cast<std::uint32_t>(exponent) << 23U));
  const float s = (m - 1.0F) / (m + 1.0F), t = s * s;
  const float series = 1.0F + t * (1.0F / 3.0F + t * (1.0F / 5.0F + t * (1.0F / 7.0F + t * (1.0F / 9.0F))));
  return static_cast<float>(exponent) + two_over_ln2 * s * series;
}

// −p log₂ p; 0 below the least normal number.
inline float information(float p) {
  constexpr float least = std::numeric_limits<float>::min();
  const float safe = p < least ? 1.0F : p;
  return -safe * logarithm2(safe);
}

}  // namespace

HEADLIGHT_CLONES double largest_of(const double* row, std::size_t count) {
  double largest = -std::numeric_limits<double>::infinity();
#pragma omp simd reduction(max : largest)
  for (std::size_t j = 0; j < count; ++j) largest = largest > row[j] ? largest : row[j];
  return largest;
}

// Four sums in float32, of a few terms a lane each: none waits for another.
HEADLIGHT_CLONES double sum_of_exponentials(const double* row, std::size_t count, double rest) {
  constexpr std::size_t stretch = 256, quarter = stretch / 4;
  double sum = 0;
  while (count > 0) {
    const std::size_t now = std::min(count, stretch);
    float terms[stretch];
#pragma omp simd
    for (std::size_t j = 0; j < now; ++j) terms[j] = exponential(static_cast<float>(row[j] - rest));
    for (std::size_t j = now; j < stretch; ++j) terms[j] = 0;
    float a = 0, b = 0, c = 0, d = 0;
#pragma omp simd reduction(+ : a, b, c, d)
    for (std::size_t j = 0; j < quarter; ++j) {
      a += terms[j];
      b += terms[j + quarter];
      c += terms[j + 2 * quarter];
      d += terms[j + 3 * quarter];
    }
    sum += (static_cast<double>(a) + b) + (static_cast<double>(c) + d);
    row += now;
    count -= now;
  }
  return sum;
}

void LogSumExp::add(const double* row, std::size_t count) {
  constexpr double hidden = -std::numeric_limits<double>::infinity();
  const double largest = largest_of(row, count);
  if (largest > largest_) {
    sum_ = sum_ == 0 ? 0 : sum_ * std::exp(largest_ - largest);
    largest_ = largest;
  }
  if (largest_ != hidden) sum_ += sum_of_exponentials(row, count, largest_);
  else if (std::any_of(row, row + count, [](double value) { return std::isnan(value); })) sum_ = std::numeric_limits<double>::quiet_NaN();
}

double LogSumExp::value() const { return sum_ == 0 ? largest_ : largest_ + std::log(sum_); }

HEADLIGHT_CLONES void exp_minus(float* row, std::size_t count, float rest) {
#pragma omp simd
  for (std::size_t j = 0; j < count; ++j) row[j] = exponential(row[j] - rest);
}

HEADLIGHT_CLONES void add_row(float* sum, const float* row, std::size_t count) {
#pragma omp simd
  for (std::size_t j = 0; j < count; ++j) sum[j] += row[j];
}

HEADLIGHT_CLONES void max_row(float* best, const float* row, std::size_t count) {
#pragma omp simd
  for (std::size_t j = 0; j < count; ++j) best[j] = best[j] > row[j] ? best[j] : row[j];
}

HEADLIGHT_CLONES void multiply_row(float* row, const float* factor, std::size_t count) {
#pragma omp simd
  for (std::size_t j = 0; j < count; ++j) row[j] *= factor[j];
}

HEADLIGHT_CLONES float entropy_of(const float* p, std::size_t count) {
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (std::size_t j = 0; j < count; ++j) sum += information(p[j]);
  return sum;
}

HEADLIGHT_CLONES float entropy_of_mean(const float* p, const float* q, std::size_t count) {
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (std::size_t j = 0; j < count; ++j) sum += information(0.5F * (p[j] + q[j]));
  return sum;
}

float divergence_of(const float* p, const float* q, std::size_t count, float entropy_p, float entropy_q) {
  const float apart = entropy_of_mean(p, q, count) - 0.5F * (entropy_p + entropy_q);
  return apart < 0.0F ? 0.0F : apart > 1.0F ? 1.0F : apart;
}

HEADLIGHT_CLONES void add_visible_row(float* sum, float* seen, const float* row, std::size_t count) {
  constexpr float hidden = -std::numeric_limits<float>::infinity();
#pragma omp simd
  for (std::size_t j = 0; j < count; ++j) {
    sum[j] += row[j] == hidden ? 0.0F : row[j];
    seen[j] += row[j] == hidden ? 0.0F : 1.0F;
  }
}

HEADLIGHT_CLONES float sum_of(const float* row, std::size_t count) {
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (std::size_t j = 0; j < count; ++j) sum += row[j];
  return sum;
}

HEADLIGHT_CLONES float max_of(const float* row, std::size_t count) {
  float best = -std::numeric_limits<float>::infinity();
#pragma omp simd reduction(max : best)
  for (std::size_t j = 0; j < count; ++j) best = best > row[j] ? best : row[j];
  return best;
}

HEADLIGHT_CLONES RowSums row_sums(float* row, std::size_t count, float rest, const KeyGeometry& keys, float x, float y) {
  float mass = 0, entropy = 0, distance = 0, separator = 0;
  const float *kx = keys.x, *ky = keys.y, *counts = keys.counts, *separators = keys.separator;
#pragma omp simd reduction(+ : mass, entropy, distance, separator)
  for (std::size_t j = 0; j < count; ++j) {
    const float log_weight = row[j] - rest;
    const float weight = exponential(log_weight);
    const float dx = kx[j] - x, dy = ky[j] - y;
    row[j] = weight;
    mass += weight;
    entropy -= weight > 0 ? weight * log_weight : 0.0F;
    distance += weight * counts[j] * __builtin_sqrtf(dx * dx + dy * dy);
    separator += weight * separators[j];
  }
  return {mass, entropy, distance, separator};
}

}  // namespace headlight::kernels
