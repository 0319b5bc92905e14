#include "engine/trace/trace.h"

namespace headlight::trace {
namespace {

std::int64_t bytes_of(const at::Tensor& tensor) {
  return tensor.defined() ? static_cast<std::int64_t>(tensor.nbytes()) : 0;
}

}  // namespace

std::int64_t bytes_of(const std::vector<Site>& sites) {
  std::int64_t sum = 0;
  for (const auto& site : sites)
    for (const auto* tensor : {&site.q, &site.k, &site.v, &site.lse, &site.spec.bias, &site.spec.windows,
                               &site.sampling.points, &site.sampling.weights, &site.sampling.value,
                               &site.sampling.reference})
      sum += bytes_of(*tensor);
  return sum;
}

}  // namespace headlight::trace
