#include "engine/kernels/cells.h"

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

}  // namespace

HEADLIGHT_CLONES void exp_minus(float* row, std::size_t count, float lse) {
#pragma omp simd
  for (std::size_t j = 0; j < count; ++j) row[j] = exponential(row[j] - lse);
}

HEADLIGHT_CLONES void add_row(float* sum, const float* row, std::size_t count) {
#pragma omp simd
  for (std::size_t j = 0; j < count; ++j) sum[j] += row[j];
}

HEADLIGHT_CLONES void max_row(float* best, const float* row, std::size_t count) {
#pragma omp simd
  for (std::size_t j = 0; j < count; ++j) best[j] = best[j] > row[j] ? best[j] : row[j];
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

HEADLIGHT_CLONES RowSums row_sums(float* row, std::size_t count, float lse, const KeyGeometry& keys, float x, float y) {
  float mass = 0, entropy = 0, distance = 0, separator = 0;
  const float *kx = keys.x, *ky = keys.y, *counts = keys.counts, *separators = keys.separator;
#pragma omp simd reduction(+ : mass, entropy, distance, separator)
  for (std::size_t j = 0; j < count; ++j) {
    const float log_weight = row[j] - lse;
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
