// How a weight comes about, as figures for files.
#pragma once

#include "ui/figures/figure.h"
#include "ui/studio/weight/weight_model.h"

namespace headlight::ui {

// The formula over the row's weights, key by key; null while no key is chosen.
[[nodiscard]] FigurePtr weight_figure(const WeightModel& model, Quantity quantity, const QString& head);
// q, k and their product, dimension by dimension; likewise.
[[nodiscard]] FigurePtr products_figure(const WeightModel& model, const QString& head);
// Points of the head with their weights, offsets and values; null where there are none.
[[nodiscard]] FigurePtr samples_figure(const WeightModel& model, const QString& head);

}  // namespace headlight::ui
