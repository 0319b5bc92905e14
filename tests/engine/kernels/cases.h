// Random attention problems over which kernels are compared with their references.
#pragma once

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "engine/kernels/attention_map.h"

namespace headlight::kernels::testing {

// Sets LibTorch's number of threads for a while.
class Threads {
 public:
  explicit Threads(int count) : before_(at::get_num_threads()) { at::set_num_threads(count); }
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;
  ~Threads() { at::set_num_threads(before_); }

 private:
  int before_;
};

struct Case {
  std::int64_t queries = 5, keys = 5, heads = 4, key_heads = 4, width = 8;
  bool causal = false;
  enum class Padding { none, trailing, leading, holes, all } padding = Padding::none;
  enum class Bias { none, head, key, hidden } bias = Bias::none;
  at::ScalarType dtype = at::kFloat;
  std::int64_t batch = 1;

  [[nodiscard]] std::string name() const {
    return std::to_string(queries) + "×" + std::to_string(keys) + " heads " + std::to_string(heads) + "/" +
           std::to_string(key_heads) + " width " + std::to_string(width) + (causal ? " causal" : "") + " padding " +
           std::to_string(static_cast<int>(padding)) + " bias " + std::to_string(static_cast<int>(bias)) + " " +
           c10::toString(dtype) + " batch " + std::to_string(batch);
  }
};

inline at::Tensor visible_keys(const Case& c) {
  auto visible = at::ones({c.keys}, at::kBool);
  switch (c.padding) {
    case Case::Padding::none:
      return {};
    case Case::Padding::all:
      return visible.fill_(false);
    case Case::Padding::trailing:
      visible.narrow(0, (c.keys + 1) / 2, c.keys / 2).fill_(false);
      break;
    case Case::Padding::leading:
      visible.narrow(0, 0, c.keys / 2).fill_(false);
      break;
    case Case::Padding::holes:
      visible.copy_(at::arange(c.keys).remainder(3).ne(1));
      break;
  }
  return visible;
}

inline at::Tensor bias_of(const Case& c) {
  constexpr float hidden = -std::numeric_limits<float>::infinity();
  if (c.bias == Case::Bias::head) return at::randn({c.heads, c.queries, c.keys});
  if (c.bias == Case::Bias::key) return at::randn({1, c.keys});
  if (c.bias != Case::Bias::hidden) return {};
  auto bias = at::randn({1, c.queries, c.keys});
  bias.select(2, c.keys - 1).fill_(hidden);
  bias.select(1, 0).fill_(hidden);
  return bias;
}

struct Problem {
  at::Tensor q, k, v;
  trace::AttentionSpec spec;
};

inline Problem problem(const Case& c) {
  Problem p;
  p.q = at::randn({c.batch, c.heads, c.queries, c.width}).to(c.dtype);
  p.k = at::randn({c.batch, c.key_heads, c.keys, c.width}).to(c.dtype);
  p.v = at::randn({c.batch, c.key_heads, c.keys, c.width}).to(c.dtype);
  p.spec = {1.3 / std::sqrt(static_cast<double>(c.width)), c.causal, visible_keys(c), bias_of(c)};
  return p;
}

// Every mask, bias and shape of interest, small.
inline std::vector<Case> grid() {
  std::vector<Case> cases;
  const std::int64_t sizes[][2] = {{1, 1}, {1, 7}, {5, 5}, {3, 9}, {9, 3}, {33, 33}, {70, 65}};
  for (const auto& size : sizes)
    for (const bool causal : {false, true})
      for (const auto padding : {Case::Padding::none, Case::Padding::trailing, Case::Padding::leading,
                                 Case::Padding::holes, Case::Padding::all})
        for (const auto bias : {Case::Bias::none, Case::Bias::head, Case::Bias::key, Case::Bias::hidden})
          for (const std::int64_t key_heads : {4, 2, 1}) {
            Case c;
            c.queries = size[0];
            c.keys = size[1];
            c.causal = causal;
            c.padding = padding;
            c.bias = bias;
            c.key_heads = key_heads;
            cases.push_back(c);
          }
  return cases;
}

// Largest |a − b|; equal infinities differ by 0, NaN by infinity.
inline double difference(const at::Tensor& a, const at::Tensor& b) {
  if (a.sizes() != b.sizes()) return std::numeric_limits<double>::infinity();
  if (a.numel() == 0) return 0;
  const auto x = a.to(at::kCPU, at::kDouble), y = b.to(at::kCPU, at::kDouble);
  const auto apart = at::where(x.eq(y), at::zeros_like(x), (x - y).abs());
  return at::nan_to_num(apart, std::numeric_limits<double>::infinity()).max().item<double>();
}

}  // namespace headlight::kernels::testing
