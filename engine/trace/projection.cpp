#include "engine/trace/projection.h"

#include <ATen/core/grad_mode.h>

#include <algorithm>

#include "engine/trace/copies.h"

namespace headlight::trace {

namespace {

constexpr std::size_t sites_kept = 2;

}  // namespace

ProjectionPtr on_host(const ProjectionPtr& by, at::Device device) {
  if (by == nullptr || device.is_cpu()) return by;
  auto kept = std::make_shared<Projection>();
  for (const auto& input : by->inputs) kept->inputs.push_back(to_host(input));
  kept->make = [make = by->make, device](std::vector<at::Tensor> inputs) -> Projected {
    for (auto& input : inputs) input = to_device(input, device);
    const auto made = make(inputs);
    return {to_host(made.q), to_host(made.k), to_host(made.v)};
  };
  return kept;
}

Projected RecentProjections::get(int site, const Projection& by) {
  const std::lock_guard lock(mutex_);
  const auto at = std::find_if(latest_.begin(), latest_.end(), [&](const auto& one) { return one.first == site; });
  if (at != latest_.end()) {
    latest_.splice(latest_.begin(), latest_, at);
    return latest_.front().second;
  }
  const at::NoGradGuard no_grad;
  const auto made = by.make(by.inputs);
  latest_.emplace_front(site, Projected{made.q[0], made.k[0], made.v[0]});
  if (latest_.size() > sites_kept) latest_.pop_back();
  return latest_.front().second;
}

}  // namespace headlight::trace
