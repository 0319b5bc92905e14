// Small readings of traces and replies, shared by planning and assembling figures.
#pragma once

#include "ui/figures/builder.h"

namespace headlight::ui {

inline const Axis& axis_at(const TraceInfo& trace, int axis) { return trace.axes[static_cast<std::size_t>(axis)]; }

// The site that a resolved spec shows.
inline const SiteInfo& site_of(const TraceInfo& trace, const FigureSpec& spec) {
  for (const SiteInfo& site : trace.sites) {
    if (site.stream == spec.stream && site.layer == *spec.layer) return site;
  }
  return trace.sites.front();
}

inline bool on_patches(const TraceInfo& trace, const SiteInfo& site) {
  return axis_at(trace, site.key_axis).kind == AxisKind::patches;
}

// Whether a figure of points is of chosen queries, not of the whole layer alone.
inline bool chooses_queries(const FigureSpec& spec) { return spec.all_detections || spec.query >= 0; }

// The number of the one head that is shown; −1 where there are several, or their mean or maximum.
inline int one_head(const FigureSpec& spec) {
  return spec.head->mode == HeadChoice::Mode::one && spec.heads.empty() ? spec.head->head : -1;
}

// The heads' maximum has no shares of a row's whole weight.
inline bool of_maximum(const FigureSpec& spec) { return spec.head && spec.head->mode == HeadChoice::Mode::max; }

inline std::vector<HeadChoice> graph_heads(const FigureSpec& spec) {
  std::vector<HeadChoice> heads;
  for (const int head : spec.heads) heads.push_back({HeadChoice::Mode::one, head});
  if (heads.empty()) heads.push_back(*spec.head);
  return heads;
}

// The reply at `place` as a view of type T; it lives as long as `replies`.
template <typename T>
Result<const T*> view_in(const std::vector<Reply>& replies, std::size_t place) {
  if (place < replies.size()) {
    if (const auto* view = std::get_if<ViewPtr>(&replies[place]); view != nullptr && *view != nullptr) {
      if (const auto* result = std::get_if<T>(view->get())) return result;
    }
  }
  return failed("a view came back as something else", "figure", "no matching result", "one result a request");
}

}  // namespace headlight::ui
