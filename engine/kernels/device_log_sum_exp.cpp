#include "engine/kernels/device_log_sum_exp.h"

#include <ATen/Functions.h>

#include <algorithm>

#include "engine/api/result.h"
#include "engine/kernels/attention_map.h"
#include "engine/kernels/device_map.h"
#include "engine/kernels/devices.h"
#include "engine/kernels/log_sum_exp.h"
#include "engine/trace/copies.h"

namespace headlight::kernels {
namespace {

std::vector<trace::Site*> of_devices(std::vector<trace::Site>& sites) {
  std::vector<trace::Site*> found;
  for (auto& site : sites)
    if (site.lse.defined() && !site.lse.is_cpu() && site.lse.numel() > 0) found.push_back(&site);
  return found;
}

// The largest finite |log-sum-exp| of each, along the last dimensions.
at::Tensor largest_of(const at::Tensor& sums) { return at::nan_to_num(sums.abs(), 0.0, 0.0).flatten(1).amax(1); }

// Of every site. Most models' layers have one shape: then their sums are looked at together, by four calls and not by four a layer.
at::Tensor largest_sums(const std::vector<trace::Site*>& sites) {
  std::vector<at::Tensor> sums;
  for (const auto* site : sites) sums.push_back(site->lse.to(at::kFloat));
  const bool alike = std::all_of(sums.begin(), sums.end(), [&](const at::Tensor& of) { return of.sizes() == sums[0].sizes(); });
  if (alike) return trace::to_host(largest_of(at::stack(sums)));
  std::vector<at::Tensor> largest;
  for (const auto& of : sums) largest.push_back(largest_of(of.unsqueeze(0)));
  return trace::to_host(at::cat(largest));
}

// The rows' weights by the sums as they are add up to something near 1; its logarithm is what is missing.
at::Tensor corrected(AttentionMap map, const DeviceKernels& kernels) {
  map.lse = map.lse.to(at::kDouble);
  const auto mass = device_row_mass(map, kernels);
  return at::where(mass.gt(0) & mass.isfinite(), map.lse + mass.log(), map.lse);
}

at::Tensor exact_sums(const trace::Site& site, const std::stop_token& stop) {
  auto map = map_of(site);
  if (const auto kernels = kernels_for(map)) return corrected(std::move(map), *kernels);
  return exact_log_sum_exp(on_host(std::move(map)), stop).to(site.lse.device());
}

}  // namespace

void make_log_sums_exact(std::vector<trace::Site>& sites, const std::stop_token& stop) {
  const auto there = of_devices(sites);
  if (there.empty()) return;
  const auto largest = largest_sums(there);
  for (std::size_t i = 0; i < there.size(); ++i) {
    if (stop.stop_requested()) throw Failure{cancelled()};
    if (largest[static_cast<std::int64_t>(i)].item<float>() > large_log_sum) there[i]->lse = exact_sums(*there[i], stop);
  }
}

}  // namespace headlight::kernels
