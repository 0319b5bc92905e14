// What the changes did, as figures for files.
#pragma once

#include "ui/figures/figure.h"
#include "ui/studio/intervene/intervene_model.h"

namespace headlight::ui {

// Texts and probabilities before and after, of `position` where each has its own; null while there is no answer.
[[nodiscard]] FigurePtr output_figure(const InterveneModel& model);
// "head 1.1 off; …": what stands below such figures. There must be a result.
[[nodiscard]] QString changed_words(const InterveneModel& model);
// Heads by how far their maps changed; null where no map has.
[[nodiscard]] FigurePtr ranking_figure(const InterveneModel& model);

}  // namespace headlight::ui
