// Inputs on their way to a device.
#pragma once

#include <c10/core/Device.h>

#include "engine/models/model.h"
#include "engine/trace/copies.h"

namespace headlight::models {

// With every tensor on `device`.
[[nodiscard]] inline ModelInput moved(ModelInput input, at::Device device) {
  for (auto* tensor : {&input.ids, &input.type_ids, &input.mask, &input.pixels, &input.pixel_mask, &input.target_ids, &input.target_mask})
    *tensor = trace::to_device(*tensor, device);
  return input;
}

}  // namespace headlight::models
