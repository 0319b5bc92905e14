// Regions of a picture as boxes that count together: a brush, a mask, the boxes of a class. Pure functions.
#pragma once

#include <QImage>
#include <QPainterPath>
#include <QSizeF>
#include <array>
#include <vector>

#include "engine/api/result.h"
#include "engine/api/trace_info.h"
#include "engine/api/session.h"

namespace headlight::ui {

// x0, y0, x1, y1 in original pixels; they may overlap.
using Region = std::vector<std::array<double, 4>>;

[[nodiscard]] bool holds(const Region& region, double x, double y);
// Share of the picture that the boxes cover together.
[[nodiscard]] double share_of(const Region& region, QSizeF picture);

// What is lighter than half of the mask's lightest pixel, as boxes of the picture; an Error where it is black everywhere,
// or its sides are not as the picture's.
[[nodiscard]] Result<Region> region_of_mask(const QImage& mask, QSizeF picture);
[[nodiscard]] Result<Region> region_of_mask_file(const QString& path, QSizeF picture);
// Boxes of every detection of that class.
[[nodiscard]] Region region_of_class(const TraceInfo& trace, const std::string& label);
[[nodiscard]] std::vector<std::string> classes_of(const TraceInfo& trace);
// The class whose boxes a region is; "" where it is something else.
[[nodiscard]] std::string class_of_region(const TraceInfo& trace, const Region& region);
// The class whose objects these positions of an axis are, as `positions` finds them; "" where they are something else.
[[nodiscard]] std::string class_of_positions(const TraceInfo& trace, const Axis& axis, const std::vector<std::int64_t>& positions);
// Its boxes as one outline, in original pixels.
[[nodiscard]] QPainterPath outline_of(const Region& region);

// Patches whose centre lies in it (else those under its boxes' centres), and queries whose box's centre does.
[[nodiscard]] std::vector<std::int64_t> positions_in(const TraceInfo& trace, const Axis& axis, const Region& region);

// Every layer's points of the queries (all where there are none): what `mass_in` needs, in the order of the sites.
[[nodiscard]] std::vector<ViewRequest> region_requests(const TraceInfo& trace, const std::string& stream, const std::vector<std::int64_t>& from);
// Heads by how much of the weight of all queries' points inside comes from these; the results must be of all queries.
[[nodiscard]] RankingResult mass_from(const Region& region, const TraceInfo& trace, const std::vector<ViewRequest>& requests, const std::vector<ViewPtr>& results, const std::vector<std::int64_t>& from);
// Heads by the weight of their points inside, mean over the queries: as the engine ranks them by one box.
[[nodiscard]] RankingResult mass_in(const Region& region, const TraceInfo& trace, const std::vector<ViewRequest>& requests, const std::vector<ViewPtr>& results);

}  // namespace headlight::ui
