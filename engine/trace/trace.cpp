#include "engine/trace/trace.h"

#include <set>

#include "engine/trace/copies.h"

namespace headlight::trace {
namespace {

std::int64_t bytes_of(const at::Tensor& tensor) {
  return tensor.defined() ? static_cast<std::int64_t>(tensor.nbytes()) : 0;
}

}  // namespace

Site on_host(Site site) {
  const auto device = site.lse.defined() ? site.lse.device() : at::Device(at::kCPU);
  if (device.is_cpu()) return site;
  for (auto* tensor : {&site.q, &site.k, &site.v, &site.lse, &site.spec.key_visible, &site.spec.bias})
    *tensor = to_host(*tensor);
  if (!site.by) return site;
  site.by = on_host(site.by, device);
  site.recent = std::make_shared<RecentProjections>();
  return site;
}

std::int64_t bytes_of(const std::vector<Site>& sites) {
  std::int64_t sum = 0;
  std::set<const void*> inputs;  // several layers may read the same array
  for (const auto& site : sites) {
    for (const auto& input : site.by ? site.by->inputs : std::vector<at::Tensor>{})
      if (inputs.insert(input.const_data_ptr()).second) sum += bytes_of(input);
    for (const auto* tensor : {&site.q, &site.k, &site.v, &site.lse, &site.spec.bias, &site.spec.windows,
                               &site.sampling.points, &site.sampling.weights, &site.sampling.value,
                               &site.sampling.reference})
      sum += bytes_of(*tensor);
  }
  return sum;
}

}  // namespace headlight::trace
