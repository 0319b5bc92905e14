#include "engine/training/optimizer.h"

#include <ATen/Functions.h>
#include <c10/core/GradMode.h>

#include <cmath>
#include <numbers>

#include "engine/api/result.h"

namespace headlight::training {
namespace {

constexpr double least_share = 0.02;

void copy_from(const Parameters& state, const std::string& name, at::Tensor& into) {
  const auto found = state.find(name);
  if (found == state.end()) throw Failure{unusable("training state is incomplete", name, "none", "a tensor")};
  if (found->second.sizes() != into.sizes())
    throw Failure{unusable("training state of another model", name, c10::str(found->second.sizes()), c10::str(into.sizes()))};
  into.copy_(found->second);
}

}  // namespace

double Schedule::rate(std::int64_t step) const {
  if (step < warmup) return peak * static_cast<double>(step + 1) / static_cast<double>(warmup);
  const double done = static_cast<double>(step - warmup) / static_cast<double>(std::max<std::int64_t>(1, steps - warmup));
  return peak * (least_share + (1 - least_share) * 0.5 * (1 + std::cos(std::numbers::pi * std::min(1.0, done))));
}

AdamW::AdamW(Parameters parameters, Options options) : parameters_(std::move(parameters)), options_(options) {
  for (const auto& [name, tensor] : parameters_) {
    first_[name] = at::zeros_like(tensor).detach();
    second_[name] = at::zeros_like(tensor).detach();
  }
}

double AdamW::clip_factor() const {
  double sum = 0;
  for (const auto& [name, tensor] : parameters_)
    if (tensor.grad().defined()) sum += tensor.grad().square().sum().item<double>();
  const double norm = std::sqrt(sum);
  return norm > options_.longest_gradient ? options_.longest_gradient / norm : 1.0;
}

void AdamW::step(double rate) {
  const c10::NoGradGuard no_grad;
  const double clip = clip_factor();
  ++updates_;
  const double correct1 = 1 - std::pow(options_.beta1, static_cast<double>(updates_));
  const double correct2 = 1 - std::pow(options_.beta2, static_cast<double>(updates_));
  for (auto& [name, tensor] : parameters_) {
    auto gradient = tensor.grad();
    if (!gradient.defined()) continue;
    gradient.mul_(clip);
    first_[name].mul_(options_.beta1).add_(gradient, 1 - options_.beta1);
    second_[name].mul_(options_.beta2).addcmul_(gradient, gradient, 1 - options_.beta2);
    if (tensor.dim() > 1) tensor.mul_(1 - rate * options_.decay);
    const auto scale = (second_[name] / correct2).sqrt_().add_(options_.epsilon);
    tensor.addcdiv_(first_[name], scale, -rate / correct1);
    tensor.mutable_grad().reset();
  }
}

Parameters AdamW::state() const {
  Parameters all;
  for (const auto& [name, tensor] : parameters_) {
    all["parameter." + name] = tensor.detach();
    all["first." + name] = first_.at(name);
    all["second." + name] = second_.at(name);
  }
  return all;
}

void AdamW::restore(const Parameters& state, std::int64_t updates) {
  const c10::NoGradGuard no_grad;
  for (auto& [name, tensor] : parameters_) {
    copy_from(state, "parameter." + name, tensor);
    copy_from(state, "first." + name, first_[name]);
    copy_from(state, "second." + name, second_[name]);
  }
  updates_ = updates;
}

}  // namespace headlight::training
