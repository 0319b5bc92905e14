#include "ui/studio/weight/weight_numbers.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace headlight::ui {

double dot(const std::vector<float>& a, const std::vector<float>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) sum += double(a[i]) * double(b[i]);
  return sum;
}

double length_of(const std::vector<float>& vector) { return std::sqrt(dot(vector, vector)); }

double cosine(const std::vector<float>& a, const std::vector<float>& b) {
  const double lengths = length_of(a) * length_of(b);
  return lengths > 0 ? dot(a, b) / lengths : 0;
}

std::vector<Product> products(const WeightResult& weight) {
  std::vector<Product> all;
  for (std::size_t i = 0; i < std::min(weight.q.size(), weight.k.size()); ++i) {
    const double q = weight.q[i], k = weight.k[i];
    all.push_back({int(i), q, k, q * k});
  }
  return all;
}

std::vector<Product> strongest(std::vector<Product> all) {
  std::stable_sort(all.begin(), all.end(), [](const Product& a, const Product& b) { return std::abs(a.product) > std::abs(b.product); });
  return all;
}

std::vector<double> running_sum(const std::vector<Product>& all) {
  std::vector<double> sums;
  double sum = 0;
  for (const Product& one : all) sums.push_back(sum += one.product);
  return sums;
}

KeyPart part_of(std::int64_t key, const WeightResult& weight) {
  KeyPart part;
  part.key = key;
  part.score = weight.score;
  part.exponent = std::isfinite(weight.score) ? std::exp(weight.score - weight.largest) : 0;
  part.weight = weight.weight;
  part.has_values = !weight.v.empty();
  part.length = length_of(weight.v);
  part.added = part.weight * part.length;
  const double whole = dot(weight.output, weight.output);
  part.share = whole > 0 ? part.weight * dot(weight.v, weight.output) / whole : 0;
  return part;
}

SampledOutput output_of(const std::vector<const SampleResult*>& points) {
  SampledOutput out;
  std::vector<double> sum;
  for (const SampleResult* point : points) {
    sum.resize(std::max(sum.size(), point->value.size()));
    for (std::size_t i = 0; i < point->value.size(); ++i) sum[i] += double(point->weight) * double(point->value[i]);
  }
  out.output.assign(sum.begin(), sum.end());
  const double whole = dot(out.output, out.output);
  for (const SampleResult* point : points) out.shares.push_back(whole > 0 ? point->weight * dot(point->value, out.output) / whole : 0);
  return out;
}

std::vector<std::int64_t> heaviest(const std::vector<float>& weights, std::size_t most) {
  std::vector<std::int64_t> keys(weights.size());
  std::iota(keys.begin(), keys.end(), 0);
  if (keys.size() <= most) return keys;
  std::partial_sort(keys.begin(), keys.begin() + std::ptrdiff_t(most), keys.end(),
                    [&](std::int64_t a, std::int64_t b) { return weights[std::size_t(a)] > weights[std::size_t(b)]; });
  keys.resize(most);
  std::sort(keys.begin(), keys.end());
  return keys;
}

}  // namespace headlight::ui
