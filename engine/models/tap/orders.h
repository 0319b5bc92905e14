// Where the last two dimensions of scores and weights go when a tensor is laid otherwise.
#pragma once

#include <vector>

#include "engine/models/tap/tags.h"
#include "engine/models/tap/watch.h"

namespace headlight::models::tap {

// Whether the last two dimensions are the same in both, dimensions of one entry aside.
[[nodiscard]] bool same_matrix(const at::Tensor& a, const at::Tensor& b);

// What transposing or permuting does to the last two dimensions, dimensions of one entry aside.
enum class LastTwo { kept, exchanged, mixed };
[[nodiscard]] LastTwo last_two(const Call& call);

// Scores::order once it is no longer known.
extern const std::vector<std::int64_t> lost_order;

// Scores::order behind a change of layout; `mixed`: a permutation that moves the last two dimensions otherwise than by
// exchanging them.
[[nodiscard]] std::vector<std::int64_t> order_after(const Scores& scores, const Call& call, bool mixed);

// As it lay before, without dimensions of one entry.
[[nodiscard]] at::Tensor put_back(const at::Tensor& tensor, const std::vector<std::int64_t>& order);

// The number of a dimension among those of more than one entry; −1 where it is none of them.
[[nodiscard]] std::int64_t wide_number(const at::Tensor& tensor, std::int64_t dimension);

// Whether they are of a single query: without dimensions of one entry, heads would be taken for queries.
[[nodiscard]] bool of_one_query(const Scores& scores);

// Scores or weights of a single query as [.., 1, keys], whether the query has a dimension or not; `keys`: the dimension of
// the keys. Undefined where that is not the last one of more than one entry.
[[nodiscard]] at::Tensor as_row(const at::Tensor& tensor, std::int64_t keys);

}  // namespace headlight::models::tap
