// Names for what was found: layers of the same place in a model become one stream.
#pragma once

#include <string>
#include <vector>

#include "engine/models/tap/found.h"

namespace headlight::models::tap {

struct Place {
  std::string stream;
  int layer = 0;
};

// One for each of `found`. Modules whose paths differ only by numbers ("layer.0.self", "layer.1.self") and that attend
// in the same way (`kinds`: equal numbers) share a stream, named by the parts that they have in common, with layers in
// the order in which they ran.
[[nodiscard]] std::vector<Place> places_of(const std::vector<Found>& found, const std::vector<int>& kinds);

// ": encoder.layer" for the end of a sentence; nothing where the file does not say.
[[nodiscard]] std::string after_colon(const std::vector<std::string>& module);

}  // namespace headlight::models::tap
