// What a run's outputs say, in words.
#pragma once

#include <vector>

#include "engine/session/loaded_model.h"

namespace headlight::session {

// The five likeliest classes, next tokens, or tokens for every mask; empty where the task has none.
std::vector<Prediction> predictions(const LoadedModel& loaded, const models::ModelOutput& output,
                                    const std::vector<Axis>& axes);

// A causal language model's rows produce the next token; the last one its likeliest continuation.
void finish_causal_axis(const LoadedModel& loaded, const models::ModelOutput& output, std::vector<Axis>& axes);

}  // namespace headlight::session
