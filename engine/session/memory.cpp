#include "engine/session/memory.h"

#include <algorithm>

#include "engine/trace/map_budget.h"

namespace headlight::session {
namespace {

// Hidden states, residual, normalised copy and the four times wider inner layer with its activation, in float32.
constexpr std::int64_t working_widths = 12;

std::int64_t per_position(const ModelInfo& info, const PlannedRun& run) {
  const auto keep = run.keep;
  const std::int64_t element = keep == trace::Keep::bfloat16 ? 2 : bytes_a_number(info);
  const std::int64_t sites = info.layers + 2 * info.decoder_layers;  // a decoder's layers have self and cross attention
  const bool inputs = keep == trace::Keep::inputs;
  const std::int64_t widths = inputs ? sites + 2 * 3 : 3 * sites;  // with inputs, q, k and v of the two latest layers looked at
  return widths * info.width * element + sites * 4 * std::max(info.heads, info.decoder_heads) + working_widths * info.width * 4 +
         run.outputs * (bytes_a_number(info) == 4 ? 4 : 6);  // half precision is read as float32 beside it
}

// What keeping less would let in, in the words of the command line; nothing where the run does it already.
std::string thriftier(const ModelInfo& info, const PlannedRun& run, std::int64_t free) {
  auto thrifty = run;
  thrifty.keep = thriftiest(info);
  if (run.keep != trace::Keep::as_computed || thrifty.keep == run.keep) return {};
  return ", about " + std::to_string(fitting_positions(info, thrifty, free)) + " with --keep " + trace::name_of(thrifty.keep);
}

std::string in_mib(std::int64_t bytes) { return std::to_string(bytes >> 20) + " MiB"; }

}  // namespace

std::int64_t bytes_a_number(const ModelInfo& info) { return info.dtype == "float16" || info.dtype == "bfloat16" ? 2 : 4; }

trace::Keep thriftiest(const ModelInfo& info) {
  auto best = trace::Keep::as_computed;
  for (const auto keep : {trace::Keep::bfloat16, trace::Keep::inputs})
    if (per_position(info, {0, {}, keep}) < per_position(info, {0, {}, best})) best = keep;
  return best;
}

std::int64_t estimate_bytes(const ModelInfo& info, const PlannedRun& run) { return per_position(info, run) * run.positions; }

double estimate_seconds(const ModelInfo& info, std::int64_t positions, int threads) {
  constexpr double each_second = 30e9;
  const auto n = static_cast<double>(positions), width = static_cast<double>(info.width);
  const double layer = 4 * n * n * width + 24 * n * width * width;
  return static_cast<double>(info.layers + info.decoder_layers) * layer / each_second / std::max(1, threads);
}

std::int64_t fitting_positions(const ModelInfo& info, const PlannedRun& run, std::int64_t free) {
  return free / std::max<std::int64_t>(1, per_position(info, run));
}

Result<Done> check_memory(const ModelInfo& info, const PlannedRun& run, std::int64_t free) {
  if (info.longest > 0 && run.positions > info.longest) return Done{};  // the model refuses these in its own words
  const auto needed = estimate_bytes(info, run);
  if (free < 0 || needed <= free) return Done{};
  return failed("not enough memory for this run", run.input,
                std::to_string(run.positions) + " positions, which need about " + in_mib(needed) + " of " + in_mib(free) + " free",
                "at most about " + std::to_string(fitting_positions(info, run, free)) + " positions" + thriftier(info, run, free));
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
