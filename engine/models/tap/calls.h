// What is read out of a call, for those who follow tensors and for those who note sites.
#pragma once

#include <optional>
#include <vector>

#include "engine/models/tap/tags.h"
#include "engine/models/tap/watch.h"

namespace headlight::models::tap {

// The tag where it is of this kind.
template <typename T>
const T* as(const std::optional<Tag>& tag) {
  return tag ? std::get_if<T>(&*tag) : nullptr;
}

// What an observed call's arguments were tagged with when it began.
struct TaggedCall : CallNotes {
  std::optional<Tag> first, second, third;
  at::Tensor overwritten;  // what the output is about to replace
  std::int64_t chains = 0;
  bool mixes = false;  // mixes_heads() of a tagged tensor

  [[nodiscard]] bool any() const { return first || second || third; }
};

// The input's dimension that each of the output's is, of a permutation or transposition; empty where it is none.
[[nodiscard]] std::vector<std::int64_t> order_of(const Call& call);

// Whether every result is a weighted sum over as many heads as there were, of one query and key each: a linear layer of
// their dimension, or a convolution of single cells.
[[nodiscard]] bool mixes_heads(const Call& call);

// The number that an argument is, also as a tensor of one element.
[[nodiscard]] std::optional<double> number(const Call& call, std::size_t input);

}  // namespace headlight::models::tap
