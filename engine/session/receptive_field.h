// The effective receptive field of a backbone's feature.
#pragma once

#include "engine/session/prepare.h"
#include "engine/session/run.h"

namespace headlight::session {

// How much every pixel of the model's input moves the feature at request.x, request.y (models::pixel_gradient): absolute,
// summed over the colour channels, averaged over cells so that no side has more than request.edge of them, and of sum 1.
// The cells divide the input evenly: with as much room as the input has pixels each is one. Errors: a model of texts, a
// TorchScript file, a place that the model's input does not show.
Result<ReceptiveField> receptive_field(const LoadedModel& loaded, const Prepared& prepared,
                                       const ReceptiveFieldRequest& request, const RunControl& control);

}  // namespace headlight::session
