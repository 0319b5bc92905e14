// What of a folder a model leaves aside, in words.
#pragma once

#include <string>
#include <vector>

#include "engine/io/json_file.h"
#include "engine/models/weights.h"

namespace headlight::models {

// In one line: an architecture that is not known or has no head in the weights (`task`: what the model was made for,
// ModelInfo's), and tensors that the model did not ask for when it was made. Tensors that transformers passes over as
// well (buffers, tied copies) are not counted. Empty for nothing.
[[nodiscard]] std::string left_aside(const io::Fields& config, const Weights& weights, const std::string& task);

// Whether a part of a module's path is a number ("2" of "encoder.layer.2").
[[nodiscard]] bool is_number(const std::string& part);

// The scopes of such tensors, each once: cut behind the first number ("encoder.layer.2"), else without the last part.
[[nodiscard]] std::vector<std::string> scopes_of(const std::vector<std::string>& tensors);

}  // namespace headlight::models
