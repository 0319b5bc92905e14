// What, with q, k and the log-sum-exp, reproduces every attention weight exactly.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace headlight::trace {

// A change to the scores of some rows before the softmax, made from outside the model; −1 means every head or query.
struct RowChange {
  enum class Kind {
    hide,  // of `key`: −inf
    even,  // 0 wherever the query sees a key
    only   // −inf for every key but `key`
  };
  Kind kind = Kind::hide;
  std::int64_t head = -1, query = -1, key = -1;
};

// "hide", "even", "only", as trace files have them.
[[nodiscard]] inline const char* change_name(RowChange::Kind kind) {
  return kind == RowChange::Kind::hide ? "hide" : kind == RowChange::Kind::even ? "even" : "only";
}

// weight(i, j) = exp(scale · q_i·k_j + bias_ij − lse_i), 0 where masked.
struct AttentionSpec {
  double scale = 1;
  bool causal = false;     // key j is masked for query i when j > i + (keys − queries)
  at::Tensor key_visible;  // bool [keys], false = padding; undefined: all are visible
  at::Tensor bias;         // float32, broadcastable to [heads, queries, keys]; undefined: none
  // Windowed and area attention, where queries and keys are one grid: int64 [windows, positions of a window], each
  // one's index in the grid (−1: padding); a query sees the keys of its own window only. Undefined: no windows.
  at::Tensor windows{};
  std::vector<RowChange> changes{};  // in order, after masks
};

}  // namespace headlight::trace
