// What detectors leave open in a spec: which stream, which detection.
#pragma once

#include "ui/figures/builder.h"

namespace headlight::ui {

// True where a site keeps sampling points instead of a map.
[[nodiscard]] inline bool samples_points(const SiteInfo& site) { return site.kind == SiteKind::deformable; }

// True where detections attend to detections: their graph is drawn on the picture.
[[nodiscard]] bool joins_detections(const TraceInfo& trace, const SiteInfo& site);

// The stream that a view shows when none is named: what the model is opened for (a detector's stream by which detections
// read the picture, an encoder–decoder's cross attention, else the first), where the view can show it; else the first
// that it can show. A graph of a detector joins its detections. Empty where the trace has none.
[[nodiscard]] std::string default_stream(const TraceInfo& trace, FigureView view);

// Refuses views that the site's kind of attention does not have, naming those that it has.
[[nodiscard]] Result<Done> check_kind(const TraceInfo& trace, const SiteInfo& site, const FigureSpec& spec);

// Fills in `query` (and `detection`) of a site whose queries are detections: the asked detection, else the best.
[[nodiscard]] Result<Done> choose_detection(const TraceInfo& trace, const SiteInfo& site, FigureSpec& spec);

// "detection 3 (bus, 0.93)", "query 41", "cell 12, 30 of level 1".
[[nodiscard]] QString query_name(const TraceInfo& trace, const SiteInfo& site, std::int64_t query,
                                 const std::vector<Track>& tracks);

}  // namespace headlight::ui
