// From what a detector's queries say to boxes on the original image.
#pragma once

#include "engine/session/prepare.h"

namespace headlight::session {

// Takes over the axes that the run itself found (a tapped file), placed on the original image.
void finish_own_axes(const LoadedModel& loaded, const Prepared& prepared, const models::ModelOutput& output, std::vector<Axis>& axes);

// Fills the queries axes: every query's box in original pixels, likeliest class and score.
void finish_query_axes(const LoadedModel& loaded, const Prepared& prepared, const models::ModelOutput& output,
                       std::vector<Axis>& axes);

// The model's detections with their names and boxes in original pixels, falling score.
[[nodiscard]] std::vector<Detection> detections(const LoadedModel& loaded, const Prepared& prepared,
                                                const models::ModelOutput& output);

// Class `index` by name, "class 7" where the model does not name it.
[[nodiscard]] std::string class_name(const std::vector<std::string>& classes, std::int64_t index);

}  // namespace headlight::session
