// What the winners of an answer are drawn from, and as what, where the run has a picture.
#pragma once

#include <QImage>
#include <memory>
#include <vector>

#include "ui/state/store.h"
#include "ui/studio/ask/ask_model.h"
#include "ui/studio/ask/winner_figure.h"

namespace headlight::ui {

// Of every winner the points, the map or the weights between detections; none of texts, whose rows stand in the maps.
[[nodiscard]] std::vector<ViewRequest> winner_requests(const Store& store, const Question& question, const Answer& answer);

// One a winner, in their order; null where its numbers have not arrived. Empty for texts.
[[nodiscard]] std::vector<std::shared_ptr<const WinnerFigure>> winner_figures(const Store& store, const AskModel& model, const QImage& picture);

}  // namespace headlight::ui
