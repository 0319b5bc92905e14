#include "engine/trace/map_budget.h"

#include <limits>

#include "engine/api/result.h"

namespace headlight::trace {

std::int64_t times(std::int64_t a, std::int64_t b) {
  std::int64_t out = 0;
  return __builtin_mul_overflow(a, b, &out) ? std::numeric_limits<std::int64_t>::max() : out;
}

std::int64_t plus(std::int64_t a, std::int64_t b) {
  std::int64_t out = 0;
  return __builtin_add_overflow(a, b, &out) ? std::numeric_limits<std::int64_t>::max() : out;
}

std::int64_t map_bytes(std::int64_t cells) { return times(cells, 2 * sizeof(float)); }

std::int64_t map_bytes(const Site& site) {
  if (site.deformable()) {
    const auto& sampling = site.sampling;
    const auto reference = sampling.reference.defined() ? sampling.reference.numel() : 0;
    return times(sampling.points.numel() + sampling.weights.numel() + reference, sizeof(float));
  }
  const auto& windows = site.spec.windows;
  if (!windows.defined()) return map_bytes(times(times(site.heads(), site.queries()), site.keys()));
  return plus(map_bytes(times(times(windows.numel(), windows.size(1)), site.heads())),
              times(windows.numel(), sizeof(std::int64_t)));
}

void MapBudget::add(std::int64_t bytes) {
  foresee(bytes);
  taken_ = plus(taken_, bytes);
}

void MapBudget::foresee(std::int64_t bytes) const { check(plus(taken_, bytes), "at least "); }

void MapBudget::check_whole(std::int64_t bytes) const { check(bytes, ""); }

void MapBudget::check(std::int64_t bytes, const char* least) const {
  if (most_ <= 0 || bytes <= most_) return;
  throw Failure{unusable("dump too large", "--max-bytes", least + std::to_string(bytes) + " bytes of arrays",
                         "at most " + std::to_string(most_) + " bytes (raise the limit, or export a figure)")};
}

}  // namespace headlight::trace
