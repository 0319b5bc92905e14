#include "engine/models/tap/calls.h"

#include <numeric>
#include <utility>

namespace headlight::models::tap {

using Kind = OperatorKind;

std::vector<std::int64_t> order_of(const Call& call) {
  const auto dimensions = call.tensor(0).dim();
  std::vector<std::int64_t> order(static_cast<std::size_t>(dimensions));
  std::iota(order.begin(), order.end(), 0);
  const auto wrap = [&](std::int64_t at) { return static_cast<std::size_t>(at < 0 ? at + dimensions : at); };
  if (call.kind == Kind::permute) {
    if (call.inputs.size() < 2 || !call.inputs[1].isIntList()) return {};
    const auto given = call.inputs[1].toIntVector();
    if (given.size() != order.size()) return {};
    for (std::size_t i = 0; i < given.size(); ++i) order[i] = static_cast<std::int64_t>(wrap(given[i]));
  } else {
    std::swap(order[wrap(call.integer(1, -2))], order[wrap(call.integer(2, -1))]);
  }
  return order;
}

bool mixes_heads(const Call& call) {
  const auto in = call.tensor(0), weight = call.tensor(1);
  if (!in.defined() || !weight.defined() || in.dim() != 4 || weight.dim() < 2 || weight.size(0) != weight.size(1)) return false;
  if (call.name == "aten::linear") return weight.dim() == 2;
  return call.kind == OperatorKind::map && weight.dim() == 4 && weight.size(2) == 1 && weight.size(3) == 1 && in.size(1) == weight.size(1);
}

std::optional<double> number(const Call& call, std::size_t input) {
  if (input >= call.inputs.size()) return std::nullopt;
  const auto& value = call.inputs[input];
  if (value.isScalar()) return value.toScalar().toDouble();
  const auto tensor = call.tensor(input);
  if (tensor.defined() && tensor.numel() == 1) return tensor.item<double>();
  return std::nullopt;
}

}  // namespace headlight::models::tap
