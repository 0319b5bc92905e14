// Figures and words of detections, made from what the feed holds.
#pragma once

#include <QImage>
#include <optional>

#include "ui/figures/heads.h"
#include "ui/figures/overlay.h"
#include "ui/figures/points.h"
#include "ui/figures/side.h"
#include "ui/state/feed.h"

namespace headlight::ui {

// Of the upright original, in pixels.
[[nodiscard]] QSizeF image_size(const TraceInfo& trace, const QImage& picture);
// What a video calls its objects, one each; empty for others.
[[nodiscard]] std::vector<Track> tracks_of(const Store& store, const std::vector<Detection>& objects);
// "bus"; a query that was not read as a detection by its number: "query 41".
[[nodiscard]] QString object_text(const TraceInfo& trace, std::int64_t query);
// "3 person", as the shown objects are listed; where it is not among them as object_text.
[[nodiscard]] QString numbered_text(const Store& store, std::int64_t query);
[[nodiscard]] QString percent_text(double share);  // "97 %"
// Mean over the heads of the weight inside a detection's box at the chosen layer; nothing before it has arrived.
[[nodiscard]] std::optional<double> share_in_box(const Feed& feed, std::int64_t query);
// What the chosen row sampled at the chosen layer, null until it has arrived.
[[nodiscard]] const QueryPoints* sampled_points(const Feed& feed);

// What every query of the chosen layer sampled, or their places alone, as the look wants them; null until it has arrived.
[[nodiscard]] const PointsResult* layer_points(const Feed& feed);
// Points of the layer, or of one of its queries, when none is filtered out.
[[nodiscard]] std::int64_t points_of_layer(const TraceInfo& trace, const SiteInfo& site, bool whole);

[[nodiscard]] PointsLook points_look(const Look& look, double largest);
[[nodiscard]] int one_head(const HeadChoice& head);  // −1 for the mean and the maximum
[[nodiscard]] std::vector<int> shown_heads(const Look& look, int heads);

// Each is null while its numbers have not arrived. Without a sampled site: the boxes alone.
[[nodiscard]] std::shared_ptr<const PointsFigure> points_figure(Feed& feed, const QImage& picture);
// The boxes alone, one to be clicked.
[[nodiscard]] std::shared_ptr<const PointsFigure> boxes_figure(const Store& store, const QImage& picture);
// Around the map of `object`: its box, and those of the other shown objects where the look has them.
void add_boxes(OverlayContent& content, const Store& store, std::int64_t object);
[[nodiscard]] std::shared_ptr<const RefinementFigure> refinement_figure(Feed& feed, const QImage& picture);
// Where every head of a deformable stream looked for the chosen row, as small maps over the picture.
[[nodiscard]] std::shared_ptr<const HeadsFigure> splats_figure(Feed& feed);

// Whether the panel of boxes and points shows the chosen site, not a map or links over the picture.
[[nodiscard]] bool shows_points(const Store& store);
// Whether both sides of the chosen site are object queries.
[[nodiscard]] bool between_objects(const Store& store);
// Detections, or all object queries where the look says so, as one side of a map: "3 bus".
[[nodiscard]] Side object_side(const Store& store);

}  // namespace headlight::ui
