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

}  // namespace headlight
