// Loops over rows of scores that compilers turn into vector instructions. No Torch.
#pragma once

#include <cstddef>
#include <limits>

namespace headlight::kernels {

// row[j] = exp(row[j] − rest), exactly 0 for −inf; relative error below 3e-7. NaN stays NaN.
void exp_minus(float* row, std::size_t count, float rest);

// sum[j] += row[j] and best[j] = max(best[j], row[j]).
void add_row(float* sum, const float* row, std::size_t count);
void max_row(float* best, const float* row, std::size_t count);
// row[j] *= factor[j].
void multiply_row(float* row, const float* factor, std::size_t count);
// sum[j] += row[j] and seen[j] += 1, both only where row[j] is not −inf.
void add_visible_row(float* sum, float* seen, const float* row, std::size_t count);

// log Σ exp of numbers that come a stretch at a time, its terms in float32 around the largest: within 1e-6 of the exact one
// whatever the size of the numbers; −inf where all are −inf or none came. NaN stays NaN.
class LogSumExp {
 public:
  void add(const double* row, std::size_t count);
  [[nodiscard]] double value() const;

 private:
  double largest_ = -std::numeric_limits<double>::infinity(), sum_ = 0;  // of exp(number − largest_)
};

float sum_of(const float* row, std::size_t count);
float max_of(const float* row, std::size_t count);

// −Σ p log₂ p, bits, of one row of weights, and of the mean of two; relative error of a term below 3e-7, 0 for p = 0.
float entropy_of(const float* p, std::size_t count);
float entropy_of_mean(const float* p, const float* q, std::size_t count);
// Jensen–Shannon divergence of two rows of weights (Lin 1991), bits, 0…1, from their entropies.
float divergence_of(const float* p, const float* q, std::size_t count, float entropy_p, float entropy_q);

// Where keys lie, for the statistics of a row: arrays of `count` entries.
struct KeyGeometry {
  const float* x = nullptr;
  const float* y = nullptr;
  const float* counts = nullptr;     // 1 where the key takes part in distances
  const float* separator = nullptr;  // 1 for special keys other than key 0
};

// Sums over one row of logarithms with w = exp(row[j] − rest).
struct RowSums {
  double mass = 0;       // Σ w
  double entropy = 0;    // −Σ w ln w, nats
  double distance = 0;   // Σ w · distance from (x, y)
  double separator = 0;  // Σ w over separators
};
// Also replaces the logarithms in `row` by the weights.
RowSums row_sums(float* row, std::size_t count, float rest, const KeyGeometry& keys, float x, float y);

}  // namespace headlight::kernels
