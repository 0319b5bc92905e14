// What the numbers behind one row of attention say: pure functions of the engine's results.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/api/view_result.h"

namespace headlight::ui {

[[nodiscard]] double dot(const std::vector<float>& a, const std::vector<float>& b);
[[nodiscard]] double length_of(const std::vector<float>& vector);
[[nodiscard]] double cosine(const std::vector<float>& a, const std::vector<float>& b);  // 0 where one is 0

// One dimension of q · k.
struct Product {
  int dimension = 0;
  double q = 0, k = 0, product = 0;
};
[[nodiscard]] std::vector<Product> products(const WeightResult& weight);
[[nodiscard]] std::vector<Product> strongest(std::vector<Product> all);  // falling size
[[nodiscard]] std::vector<double> running_sum(const std::vector<Product>& all);

// One key's part of a row.
struct KeyPart {
  std::int64_t key = 0;
  double score = 0;     // −inf where hidden
  double exponent = 0;  // exp(score − largest)
  double weight = 0;
  double length = 0;  // |v|
  double added = 0;   // weight × |v|
  // Share of the output: (w v)·o ÷ o·o, which sums to 1 over the keys and is negative where a key works against it.
  double share = 0;
  bool has_values = false;
};
[[nodiscard]] KeyPart part_of(std::int64_t key, const WeightResult& weight);

// What a head reads at its sampling points together, and each point's share of it (as KeyPart::share).
struct SampledOutput {
  std::vector<float> output;   // Σ weight × value; empty where the trace keeps no values
  std::vector<double> shares;  // one a point
};
[[nodiscard]] SampledOutput output_of(const std::vector<const SampleResult*>& points);

// How much of a key comes to a query through all layers up to one: ½ of what its mean weights bring from there, ½ of what
// was there already (Abnar & Zuidema 2020).
struct Rolled {
  double here = 0, below = 0;  // up to the layer, and up to the one before (below layer 0: the query itself alone)
  [[nodiscard]] double through() const { return 2 * here - below; }  // Σ mean weight × rollout below
};

// The `most` keys of largest weight, in rising order of position.
[[nodiscard]] std::vector<std::int64_t> heaviest(const std::vector<float>& weights, std::size_t most);

}  // namespace headlight::ui
