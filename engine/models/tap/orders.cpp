#include "engine/models/tap/orders.h"

#include <algorithm>
#include <iterator>
#include <numeric>

#include "engine/models/tap/calls.h"

namespace headlight::models::tap {
namespace {

// The dimensions of more than one entry; all of them where fewer than two are.
std::vector<std::int64_t> wide_dimensions(const at::Tensor& tensor) {
  std::vector<std::int64_t> wide;
  for (std::int64_t i = 0; i < tensor.dim(); ++i)
    if (tensor.size(i) != 1) wide.push_back(i);
  if (wide.size() >= 2) return wide;
  wide.resize(static_cast<std::size_t>(tensor.dim()));
  std::iota(wide.begin(), wide.end(), 0);
  return wide;
}

// `order`: the input's dimension that each of the output's is.
LastTwo last_two(const at::Tensor& in, const at::Tensor& out, const std::vector<std::int64_t>& order) {
  const auto before = wide_dimensions(in), after = wide_dimensions(out);
  const auto last = order[static_cast<std::size_t>(after.back())], other = order[static_cast<std::size_t>(after[after.size() - 2])];
  if (other == before[before.size() - 2] && last == before.back()) return LastTwo::kept;
  return other == before.back() && last == before[before.size() - 2] ? LastTwo::exchanged : LastTwo::mixed;
}

std::vector<std::int64_t> wide_sizes(const at::Tensor& tensor) {
  std::vector<std::int64_t> sizes;
  std::copy_if(tensor.sizes().begin(), tensor.sizes().end(), std::back_inserter(sizes), [](auto size) { return size != 1; });
  return sizes;
}

}  // namespace

const std::vector<std::int64_t> lost_order{-1};

bool same_matrix(const at::Tensor& a, const at::Tensor& b) {
  if (a.dim() < 2 || b.dim() < 2) return false;
  if (a.size(-1) == b.size(-1) && a.size(-2) == b.size(-2)) return true;
  const auto of_a = wide_dimensions(a), of_b = wide_dimensions(b);
  return a.size(of_a.back()) == b.size(of_b.back()) && a.size(of_a[of_a.size() - 2]) == b.size(of_b[of_b.size() - 2]);
}

LastTwo last_two(const Call& call) {
  const auto in = call.tensor(0), out = call.result();
  if (in.dim() < 2 || out.dim() != in.dim()) return LastTwo::mixed;
  const auto order = order_of(call);
  return order.empty() ? LastTwo::mixed : last_two(in, out, order);
}

std::int64_t wide_number(const at::Tensor& tensor, std::int64_t dimension) {
  if (tensor.size(dimension) == 1) return -1;
  return std::ssize(wide_sizes(tensor)) - std::count_if(tensor.sizes().begin() + dimension, tensor.sizes().end(), [](auto size) { return size != 1; });
}

std::vector<std::int64_t> order_after(const Scores& scores, const Call& call, bool mixed) {
  const auto in = call.tensor(0);
  if (scores.order == lost_order || (scores.order.empty() && !mixed)) return scores.order;
  if (call.kind == OperatorKind::layout) return wide_sizes(in) == wide_sizes(call.result()) ? scores.order : lost_order;
  std::vector<std::int64_t> order;
  for (const auto dimension : order_of(call)) {
    const auto number = wide_number(in, dimension);
    if (number >= 0) order.push_back(scores.order.empty() ? number : scores.order[static_cast<std::size_t>(number)]);
  }
  return order.empty() ? lost_order : order;
}

at::Tensor put_back(const at::Tensor& tensor, const std::vector<std::int64_t>& order) {
  std::vector<std::int64_t> inverse(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) inverse[static_cast<std::size_t>(order[i])] = static_cast<std::int64_t>(i);
  return tensor.squeeze().permute(inverse);
}

bool of_one_query(const Scores& scores) {
  if (!scores.product) return false;
  const auto rows = scores.product->a.size(-2), columns = scores.product->b.size(-1);
  return (rows == 1) != (columns == 1);
}

at::Tensor as_row(const at::Tensor& tensor, std::int64_t keys) {
  const auto number = wide_number(tensor, keys);
  if (number < 0 || number + 1 != std::ssize(wide_sizes(tensor))) return {};
  const auto row = tensor.movedim(keys, -1);
  return row.dim() >= 2 && row.size(-2) == 1 ? row : row.unsqueeze(-2);
}

}  // namespace headlight::models::tap
