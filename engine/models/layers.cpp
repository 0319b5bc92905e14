#include "engine/models/layers.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <map>

#include "engine/kernels/device_graph.h"
#include "engine/kernels/linear.h"

namespace headlight::models {
namespace {

at::Tensor gelu(const at::Tensor& x) { return at::gelu(x); }
at::Tensor gelu_tanh(const at::Tensor& x) { return at::gelu(x, "tanh"); }
at::Tensor gelu_10(const at::Tensor& x) { return at::clamp(at::gelu(x), -10, 10); }
at::Tensor quick_gelu(const at::Tensor& x) { return x * at::sigmoid(1.702 * x); }
at::Tensor relu(const at::Tensor& x) { return at::relu(x); }
at::Tensor relu6(const at::Tensor& x) { return at::clamp(x, 0, 6); }
at::Tensor squared_relu(const at::Tensor& x) { return at::square(at::relu(x)); }
at::Tensor leaky_relu(const at::Tensor& x) { return at::leaky_relu(x); }
at::Tensor silu(const at::Tensor& x) { return at::silu(x); }
at::Tensor mish(const at::Tensor& x) { return at::mish(x); }
at::Tensor tanh(const at::Tensor& x) { return at::tanh(x); }
at::Tensor sigmoid(const at::Tensor& x) { return at::sigmoid(x); }
at::Tensor identity(const at::Tensor& x) { return x; }

const std::map<std::string, Activation>& activations() {
  static const std::map<std::string, Activation> known{{"gelu", gelu},
                                                       {"gelu_python", gelu},
                                                       {"gelu_new", gelu_tanh},
                                                       {"gelu_fast", gelu_tanh},
                                                       {"gelu_accurate", gelu_tanh},
                                                       {"gelu_pytorch_tanh", gelu_tanh},
                                                       {"gelu_python_tanh", gelu_tanh},
                                                       {"gelu_10", gelu_10},
                                                       {"quick_gelu", quick_gelu},
                                                       {"relu", relu},
                                                       {"relu6", relu6},
                                                       {"relu2", squared_relu},
                                                       {"leaky_relu", leaky_relu},
                                                       {"silu", silu},
                                                       {"swish", silu},
                                                       {"mish", mish},
                                                       {"tanh", tanh},
                                                       {"sigmoid", sigmoid},
                                                       {"linear", identity},
                                                       {"identity", identity}};
  return known;
}

// Normalisation layers of older checkpoints call their parameters gamma and beta.
std::string either(const Weights& weights, const char* name, const char* older) {
  return !weights.has(name) && weights.has(older) ? older : name;
}

}  // namespace

Linear::Linear(const Weights& weights, std::int64_t in, std::int64_t out, bool biased)
    : weight(weights.get_for_products("weight", {out, in})) {
  if (biased) bias = weights.get("bias", {out});
}

at::Tensor Linear::operator()(const at::Tensor& x) const { return kernels::linear(x, weight, bias); }

at::Tensor Linear::operator()(const at::Tensor& x, Activation act) const {
  if (act == gelu) return kernels::linear(x, weight, bias, kernels::Gelu::exact);
  if (act == gelu_tanh) return kernels::linear(x, weight, bias, kernels::Gelu::tanh);
  return act((*this)(x));
}

at::Tensor Linear::plus(const at::Tensor& x, const at::Tensor& residual) const {
  return kernels::linear_plus(x, weight, bias, residual);
}

LayerNorm::LayerNorm(const Weights& weights, std::int64_t width, double epsilon)
    : weight(weights.get(either(weights, "weight", "gamma"), {width})),
      bias(weights.get(either(weights, "bias", "beta"), {width})),
      epsilon(epsilon) {}

at::Tensor LayerNorm::operator()(const at::Tensor& x) const {
  return at::layer_norm(x, weight.sizes(), weight, bias, epsilon);
}

Embedding::Embedding(const Weights& weights, std::int64_t count, std::int64_t width)
    : weight(weights.get("weight", {count, width})) {}

at::Tensor Embedding::operator()(const at::Tensor& ids) const { return at::embedding(weight, ids); }

Activation activation(const std::string& name, const std::string& config_file) {
  const auto found = activations().find(name);
  if (found != activations().end()) return found->second;
  std::string known;
  for (const auto& [each, function] : activations()) known += (known.empty() ? "" : ", ") + each;
  throw Failure{unusable("unknown activation function", config_file, name, known)};
}

at::Tensor split_heads(const at::Tensor& x, std::int64_t heads) {
  return x.unflatten(-1, {heads, x.size(-1) / heads}).transpose(1, 2);
}

at::Tensor merge_heads(const at::Tensor& x) { return x.transpose(1, 2).flatten(2); }

at::Tensor visible_from_mask(const at::Tensor& mask) {
  if (!mask.defined()) return {};
  const auto visible = mask.ne(0);
  if (mask.size(0) != 1) return visible;
  const auto count = visible.sum().item<std::int64_t>();
  if (count == 0) throw Failure{unusable("attention mask", "mask", "no visible position", "at least one 1")};
  return count == mask.size(1) ? at::Tensor() : visible[0];
}

namespace {

// The tensors' numbers as one tensor, where they lie one after the other in one memory; else undefined.
at::Tensor side_by_side(const at::Tensor& a, const at::Tensor& b, const at::Tensor& c) {
  if (!a.defined() || !b.defined() || !c.defined() || a.is_cpu() || a.sizes() != b.sizes() || a.sizes() != c.sizes()) return {};
  const auto follows = [&](const at::Tensor& next, std::int64_t i) {
    return next.is_alias_of(a) && next.is_contiguous() && next.storage_offset() == a.storage_offset() + i * a.numel();
  };
  if (!a.is_contiguous() || !follows(b, 1) || !follows(c, 2)) return {};
  auto sizes = a.sizes().vec();
  sizes[0] *= 3;
  return a.as_strided(sizes, a.strides());
}

void lay(at::Tensor& a, at::Tensor& b, at::Tensor& c) {
  const auto all = at::cat({a, b, c});
  const auto rows = a.size(0);
  a = all.narrow(0, 0, rows);
  b = all.narrow(0, rows, rows);
  c = all.narrow(0, 2 * rows, rows);
}

// One product in place of three; undefined where the layers do not lie for it.
at::Tensor joint_product(const at::Tensor& x, const Linear& query, const Linear& key, const Linear& value) {
  const auto weight = side_by_side(query.weight, key.weight, value.weight);
  if (!weight.defined()) return {};
  const auto bias = side_by_side(query.bias, key.bias, value.bias);
  return bias.defined() == query.bias.defined() ? kernels::linear(x, weight, bias) : at::Tensor();
}

}  // namespace

void lay_side_by_side(Linear& query, Linear& key, Linear& value) {
  const bool biased = query.bias.defined();
  if (query.weight.is_cpu() || key.weight.sizes() != query.weight.sizes() || value.weight.sizes() != query.weight.sizes() ||
      key.bias.defined() != biased || value.bias.defined() != biased)
    return;
  lay(query.weight, key.weight, value.weight);
  if (biased) lay(query.bias, key.bias, value.bias);
}

trace::ProjectionPtr projection(std::vector<at::Tensor> inputs, const Linear& query, const Linear& key,
                                const Linear& value, std::int64_t heads) {
  auto by = std::make_shared<trace::Projection>();
  by->inputs = std::move(inputs);
  by->make = [query, key, value, heads](const std::vector<at::Tensor>& read) {
    if (const auto all = read.size() == 1 ? joint_product(read[0], query, key, value) : at::Tensor(); all.defined()) {
      const auto parts = all.chunk(3, -1);
      return trace::Projected{split_heads(parts[0], heads), split_heads(parts[1], heads), split_heads(parts[2], heads)};
    }
    const auto& of_key = read.size() > 1 ? read[1] : read[0];
    const auto& of_value = read.size() > 2 ? read[2] : of_key;
    return trace::Projected{split_heads(query(read[0]), heads), split_heads(key(of_key), heads),
                            split_heads(value(of_value), heads)};
  };
  return by;
}

trace::Projected project(std::vector<at::Tensor> inputs, const Linear& query, const Linear& key, const Linear& value,
                         std::int64_t heads) {
  return made_by(projection(std::move(inputs), query, key, value, heads));
}

trace::Projected made_by(trace::ProjectionPtr by) {
  auto made = by->make(by->inputs);
  made.by = std::move(by);
  return made;
}

void check_ids(const at::Tensor& ids, std::int64_t vocabulary, std::int64_t longest, const std::string& name) {
  const auto refuse = [&](const std::string& what, const std::string& found, const std::string& expected) {
    throw Failure{unusable(what, name, found, expected)};
  };
  if (!ids.defined()) refuse("missing input", "none", "token ids");
  if (ids.dim() != 2 || ids.scalar_type() != at::kLong)
    refuse("wrong shape of ids", ids.toString(), "int64 [1, tokens]");
  const auto count = ids.size(1);
  if (count < 1 || (longest > 0 && count > longest)) {
    refuse("wrong number of tokens", std::to_string(count),
           longest > 0 ? "1 to " + std::to_string(longest) : "at least 1");
  }
  if (kernels::recording()) return;  // nothing can be read: who starts what is recorded looks at the ids before
  const auto lowest = ids.min().item<std::int64_t>();
  const auto highest = ids.max().item<std::int64_t>();
  if (lowest < 0 || highest >= vocabulary) {
    refuse("token id outside the vocabulary", std::to_string(lowest < 0 ? lowest : highest),
           "0 to " + std::to_string(vocabulary - 1));
  }
}

}  // namespace headlight::models
