// Attention beside convolution: a map of attention and the receptive field of the same place, on one scale.
#pragma once

#include <array>

#include "engine/api/session.h"
#include "ui/figures/overlay.h"

namespace headlight::ui {

// Both as shares of their own sum on one grid, so that equal colours are equal shares.
struct SharedMaps {
  Plane attention, field;
  double most = 0;  // the largest share of either
};
// `attention` on rows × columns over the model's input, `field` over the same input on any grid, resampled by area.
[[nodiscard]] SharedMaps shared_maps(const Plane& attention, const Plane& field);

// How far from a place of the picture, in its pixels, the cells lie that hold `share` of the map, nearest first.
[[nodiscard]] double reach_of(const Plane& map, const Axis& axis, std::array<double, 2> place, double share);

// What the engine calls a map of the backbone, in the window's language: "backbone stage 4".
[[nodiscard]] QString layer_words(const std::string& layer);

// An attention map on the picture beside the field of the same place of it, original-image pixels.
[[nodiscard]] FigurePtr beside_figure(OverlayContent attention, const ReceptiveField& field, std::array<double, 2> place);

}  // namespace headlight::ui
