// Attention beside convolution: a map of attention and the receptive field of a place, on the same picture.
#pragma once

#include <array>
#include <stop_token>

#include "engine/api/session.h"
#include "ui/figures/overlay.h"

namespace headlight::ui {

// Asks for the field at a place of the run's picture, pixel by pixel up to 640 of them across; level as ReceptiveFieldRequest's.
[[nodiscard]] ReceptiveFieldRequest field_request(RunRequest run, std::array<double, 2> place, int level);

// Where a layer's query stands on the picture: the middle of its cell or of its box; none for others.
[[nodiscard]] std::optional<std::array<double, 2>> place_of_query(const TraceInfo& trace, const SiteInfo& site, std::int64_t query);

// The level whose field belongs to a query that is a cell of a pyramid: its own; −1 for others, see ReceptiveFieldRequest::level.
[[nodiscard]] int level_of_query(const TraceInfo& trace, const SiteInfo& site, std::int64_t query);

// The row of an axis of patches whose cell holds a place of the picture, on the level of `near`; −1 outside.
[[nodiscard]] std::int64_t cell_at(const Axis& axis, QPointF at, std::int64_t near);

// How far from a place of the picture, in its pixels, a map reaches: the radii of the circles that hold half of it and nine
// tenths, to whole pixels. Every cell's share is spread evenly over the cell.
struct Reach {
  double half = 0, most = 0;
};
[[nodiscard]] Reach reach_of(const Plane& map, const Axis& axis, std::array<double, 2> place, std::stop_token stop = {});

// What the engine calls a map, in the window's language: "backbone stage 4", "encoder level 0".
[[nodiscard]] QString layer_words(const std::string& layer);

// Why a field is wide, in a sentence; empty for one that is smaller than the picture.
[[nodiscard]] QString wide_words(const ReceptiveField& field, const Axis& axis, const Reach& reach);

// The attention from `own` on the picture beside the field at `place` of it, original-image pixels. Both show the same
// picture with the circles around those that hold 50 and 90 % of each; each has its own colours, because one is weights of
// cells and the other how many times a pixel counts as much as the average one. Takes tens of milliseconds: windows call it
// off their thread; a stopped one is of no use.
struct Beside {
  FigurePtr figure;
  QString wide;  // wide_words of the field
};
[[nodiscard]] Beside beside_convolution(OverlayContent attention, std::array<double, 2> own, const ReceptiveField& field,
                                        std::array<double, 2> place, std::stop_token stop = {});

}  // namespace headlight::ui
