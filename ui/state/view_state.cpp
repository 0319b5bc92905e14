#include "ui/state/view_state.h"

#include <algorithm>
#include <cstdlib>

namespace headlight::ui {

std::uint64_t other_heads(int head, int heads) {
  const std::uint64_t all = heads >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << heads) - 1;
  return all & ~(std::uint64_t{1} << head);
}

std::vector<double> shares_of(Contours contours) {
  switch (contours) {
    case Contours::none: return {};
    case Contours::half: return {0.5};
    case Contours::most: return {0.9};
    case Contours::both: break;
  }
  return {0.5, 0.9};
}

const SiteInfo* selected_site(const TraceInfo& trace, const Selection& selection) {
  for (const SiteInfo& site : trace.sites) {
    if (site.stream == selection.stream && site.layer == selection.layer) return &site;
  }
  return nullptr;
}

int layers_of(const TraceInfo& trace, const std::string& stream) {
  int layers = 0;
  for (const SiteInfo& site : trace.sites) {
    if (site.stream == stream) layers = std::max(layers, site.layer + 1);
  }
  return layers;
}

int heads_of(const TraceInfo& trace, const std::string& stream) {
  int heads = 0;
  for (const SiteInfo& site : trace.sites) {
    if (site.stream == stream) heads = std::max(heads, site.heads);
  }
  return heads;
}

int layer_beside(const TraceInfo& trace, const std::string& stream, int layer, int by) {
  int next = layer;
  for (const SiteInfo& site : trace.sites) {
    const bool beyond = by > 0 ? site.layer > layer : site.layer < layer;
    if (site.stream == stream && beyond && (next == layer || std::abs(site.layer - layer) < std::abs(next - layer))) next = site.layer;
  }
  return next;
}

namespace {

// The stream's layer that is nearest to the wanted one.
int nearest_layer(const TraceInfo& trace, const std::string& stream, int layer) {
  const SiteInfo* nearest = nullptr;
  for (const SiteInfo& site : trace.sites) {
    if (site.stream != stream) continue;
    if (nearest == nullptr || std::abs(site.layer - layer) < std::abs(nearest->layer - layer)) nearest = &site;
  }
  return nearest == nullptr ? 0 : nearest->layer;
}

const Axis& axis_of(const TraceInfo& trace, int id) {
  for (const Axis& axis : trace.axes) {
    if (axis.id == id) return axis;
  }
  static const Axis none;
  return none;
}

std::int64_t fitted_position(std::int64_t position, std::int64_t size) {
  return position < 0 || size <= 0 ? -1 : std::min(position, size - 1);
}

}  // namespace

const Axis& query_axis(const TraceInfo& trace, const SiteInfo& site) { return axis_of(trace, site.query_axis); }
const Axis& key_axis(const TraceInfo& trace, const SiteInfo& site) { return axis_of(trace, site.key_axis); }

Selection fitted(const TraceInfo& trace, Selection selection) {
  const auto streams = trace.streams();
  if (std::find(streams.begin(), streams.end(), selection.stream) == streams.end()) {
    selection.stream = streams.empty() ? std::string{} : streams.front();
  }
  selection.layer = nearest_layer(trace, selection.stream, selection.layer);
  std::int64_t objects = 0;
  for (const Axis& axis : trace.axes) {
    if (axis.kind == AxisKind::queries) objects = std::max(objects, axis.size());
  }
  selection.detection = fitted_position(selection.detection, objects);
  const SiteInfo* site = selected_site(trace, selection);
  if (site == nullptr) return selection;
  if (query_axis(trace, *site).kind == AxisKind::queries) {
    if (selection.query < 0) selection.query = selection.detection;
    selection.detection = selection.query;
  }
  selection.head.head = std::clamp(selection.head.head, 0, std::max(0, site->heads - 1));
  selection.query = fitted_position(selection.query, query_axis(trace, *site).size());
  selection.key = fitted_position(selection.key, key_axis(trace, *site).size());
  return selection;
}

bool is_special(const Axis& axis, std::int64_t i) {
  if (axis.kind == AxisKind::patches) return !axis.is_cell(i);
  const auto at = static_cast<std::size_t>(i);
  return i >= 0 && at < axis.special.size() && axis.special[at] != 0;
}

std::string shown_label(const Axis& axis, std::int64_t i, bool as_query) {
  const auto at = static_cast<std::size_t>(i);
  if (as_query && i >= 0 && at < axis.writes.size()) return axis.written(i);
  return i < 0 || i >= axis.size() ? std::string{} : axis.label(i);
}

std::string head_text(const Selection& selection) {
  const std::string layer = std::to_string(selection.layer);
  if (selection.head.mode == HeadChoice::Mode::mean) return layer + ".mean";
  if (selection.head.mode == HeadChoice::Mode::max) return layer + ".max";
  return layer + "." + std::to_string(selection.head.head);
}

}  // namespace headlight::ui
