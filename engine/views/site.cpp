#include "engine/views/site.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headlight::views {
namespace {

// Windowed and area attention are dense maps whose cells between windows are masked.
bool has_map(const trace::Site& site) {
  const bool windows = site.info.kind == SiteKind::windowed || site.info.kind == SiteKind::area;
  return !site.deformable() && (!windows || site.spec.windows.defined());
}

}  // namespace

void require_range(const char* field, std::int64_t value, std::int64_t low, std::int64_t high) {
  if (value < low || value > high)
    throw Failure{
        usage("value out of range", field, std::to_string(value), std::to_string(low) + " to " + std::to_string(high))};
}

void require_cells(const char* field, std::int64_t rows, std::int64_t columns) {
  if (rows > 0 && columns > most_cells / rows)
    throw Failure{usage("result too large", field, std::to_string(rows) + " × " + std::to_string(columns) + " cells",
                        "at most " + std::to_string(most_cells) + " cells")};
}

const trace::Site& dense_site(const trace::Trace& trace, int id) {
  if (trace.sites.empty()) throw Failure{unusable("trace holds no attention", "sites")};
  require_range("site", id, 0, static_cast<std::int64_t>(trace.sites.size()) - 1);
  const auto& site = trace.sites[static_cast<std::size_t>(id)];
  const auto where = "site " + std::to_string(id);
  if (!has_map(site))
    throw Failure{unusable("site has no map", where, to_string(site.info.kind) + " attention",
                           site.deformable() ? "dense attention, or a view of its sampling points" : "its windows")};
  if (!site.by) kernels::check(kernels::map_of(site), {HeadChoice::Mode::mean, 0}, site.q.device());  // else the run has
  if (site.queries() == 0 || site.keys() == 0 || site.info.heads < 1)
    throw Failure{unusable("site has no map", where, "no queries or no keys", "at least one of each")};
  return site;
}

std::vector<const trace::Site*> dense_stream(const trace::Trace& trace, const std::string& stream) {
  std::vector<const trace::Site*> sites;
  for (const auto& site : trace.sites)
    if (site.info.stream == stream) sites.push_back(&dense_site(trace, static_cast<int>(&site - trace.sites.data())));
  std::stable_sort(sites.begin(), sites.end(),
                   [](const auto* a, const auto* b) { return a->info.layer < b->info.layer; });
  if (!sites.empty()) return sites;
  std::string known;
  for (const auto& name : trace.info.streams()) known += (known.empty() ? "" : ", ") + name;
  throw Failure{usage("no such stream", "stream", stream, known)};
}

std::int64_t sampling_step(const std::vector<const trace::Site*>& sites, std::int64_t budget) {
  require_range("cell_budget", budget, 0, std::numeric_limits<std::int64_t>::max());
  if (budget == 0) return 1;
  double cells = 0;
  for (const auto* site : sites)
    cells += static_cast<double>(site->heads()) * static_cast<double>(site->queries()) * static_cast<double>(site->keys());
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(cells / static_cast<double>(budget))));
}

void require_head(const trace::Site& site, const HeadChoice& head) {
  switch (head.mode) {
    case HeadChoice::Mode::one:
      return require_range("head", head.head, 0, site.heads() - 1);
    case HeadChoice::Mode::mean:
    case HeadChoice::Mode::max:
      return;
  }
  throw Failure{usage("unknown choice of head", "head")};
}

void require_numbers(const std::vector<float>& values) {
  if (std::any_of(values.begin(), values.end(), [](float value) { return std::isnan(value); }))
    throw Failure{unusable("attention is not a number", "q, k or lse of the trace", "NaN", "finite values")};
}

Plane make_plane(std::int64_t rows, std::int64_t columns, std::vector<float> values) {
  require_numbers(values);
  Plane plane{rows, columns, std::move(values), 0, 0};
  float low = std::numeric_limits<float>::max(), high = std::numeric_limits<float>::lowest();
  for (const float value : plane.values) {
    if (!std::isfinite(value)) continue;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  if (low <= high) {
    plane.low = low;
    plane.high = high;
  }
  return plane;
}

}  // namespace headlight::views
