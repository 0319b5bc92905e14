#include "engine/api/trace_info.h"

#include <algorithm>

namespace headlight {

std::string to_string(SiteKind kind) {
  switch (kind) {
    case SiteKind::self: return "self";
    case SiteKind::masked_self: return "masked-self";
    case SiteKind::cross: return "cross";
    case SiteKind::windowed: return "windowed";
    case SiteKind::area: return "area";
    case SiteKind::deformable: return "deformable";
  }
  return "self";
}

std::string to_string(AxisKind kind) {
  switch (kind) {
    case AxisKind::tokens: return "tokens";
    case AxisKind::patches: return "patches";
    case AxisKind::queries: return "queries";
  }
  return "tokens";
}

std::vector<int> TraceInfo::stream_sites(const std::string& stream) const {
  std::vector<int> found;
  for (const auto& site : sites)
    if (site.stream == stream) found.push_back(site.id);
  return found;
}

std::vector<std::string> TraceInfo::streams() const {
  std::vector<std::string> names;
  for (const auto& site : sites)
    if (std::find(names.begin(), names.end(), site.stream) == names.end()) names.push_back(site.stream);
  return names;
}

std::int64_t TraceInfo::row_of_query(const SiteInfo& site, std::int64_t query) const {
  const auto& axis = axes.at(static_cast<std::size_t>(site.query_axis));
  if (axis.kind == AxisKind::queries) return query >= 0 && query < axis.size() ? query : -1;
  if (query < 0 || query >= static_cast<std::int64_t>(axis.trailing.size())) return -1;
  return axis.leading + axis.cells() + query;
}

}  // namespace headlight
