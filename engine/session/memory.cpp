#include "engine/session/memory.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "engine/trace/map_budget.h"

namespace headlight::session {
namespace {

// Hidden states, residual, normalised copy and the four times wider inner layer with its activation, in float32.
constexpr std::int64_t working_widths = 12;

std::int64_t per_position(const ModelInfo& info, trace::Keep keep) {
  const std::int64_t element = info.dtype == "float32" && keep == trace::Keep::as_computed ? 4 : 2;
  const std::int64_t sites = info.layers + 2 * info.decoder_layers;  // a decoder's layers have self and cross attention
  return sites * (3 * info.width * element + 4 * std::max(info.heads, info.decoder_heads)) + working_widths * info.width * 4;
}

// What half the precision would let in, in the words of the command line; nothing where the run has it already.
std::string thriftier(const ModelInfo& info, const PlannedRun& run, std::int64_t free) {
  if (info.dtype != "float32" || run.keep != trace::Keep::as_computed) return {};
  return ", about " + std::to_string(fitting_positions(info, free, trace::Keep::bfloat16)) + " with --keep bfloat16";
}

std::string in_mib(std::int64_t bytes) { return std::to_string(bytes >> 20) + " MiB"; }

// What this process may still map under its own limit; −1 for no limit.
std::int64_t under_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return -1;
  std::int64_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return std::max<std::int64_t>(0, static_cast<std::int64_t>(limit.rlim_cur) - pages * sysconf(_SC_PAGESIZE));
}

}  // namespace

std::int64_t estimate_bytes(const ModelInfo& info, std::int64_t positions, trace::Keep keep) {
  return per_position(info, keep) * positions;
}

double estimate_seconds(const ModelInfo& info, std::int64_t positions, int threads) {
  constexpr double each_second = 30e9;
  const auto n = static_cast<double>(positions), width = static_cast<double>(info.width);
  const double layer = 4 * n * n * width + 24 * n * width * width;
  return static_cast<double>(info.layers + info.decoder_layers) * layer / each_second / std::max(1, threads);
}

std::int64_t fitting_positions(const ModelInfo& info, std::int64_t free, trace::Keep keep) {
  return free / std::max<std::int64_t>(1, per_position(info, keep));
}

std::int64_t free_bytes() {
  std::ifstream file("/proc/meminfo");
  std::string key, unit;
  std::int64_t kib = 0, available = -1;
  while (available < 0 && file >> key >> kib >> unit)
    if (key == "MemAvailable:") available = kib * 1024;
  const auto limited = under_limit();
  return limited < 0 ? available : available < 0 ? limited : std::min(available, limited);
}

Result<Done> check_memory(const ModelInfo& info, const PlannedRun& run, std::int64_t free) {
  if (info.longest > 0 && run.positions > info.longest) return Done{};  // the model refuses these in its own words
  const auto needed = estimate_bytes(info, run.positions, run.keep);
  if (free < 0 || needed <= free) return Done{};
  return failed("not enough memory for this run", run.input,
                std::to_string(run.positions) + " positions, which need about " + in_mib(needed) + " of " + in_mib(free) + " free",
                "at most about " + std::to_string(fitting_positions(info, free, run.keep)) + " positions" + thriftier(info, run, free));
}

std::int64_t whole_map_bytes(const ModelInfo& info, const std::vector<models::AxisPlan>& plans,
                             const std::vector<Axis>& axes) {
  using models::AxisSource;
  std::int64_t positions = 0;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    if (plans[i].source == AxisSource::queries) continue;
    if (plans[i].source == AxisSource::target_tokens || !plans[i].strides.empty() || positions > 0) return 0;
    positions = axes[i].size();
  }
  if (info.longest > 0 && positions > info.longest) return 0;
  return trace::map_bytes(trace::times(trace::times(info.layers * info.heads, positions), positions));
}

}  // namespace headlight::session
