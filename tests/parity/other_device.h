// A second device made of the host's memory: tensors on it cannot be read but by LibTorch's operators (anything else ends
// the program), and operators refuse tensors of both devices together. Shows where a model would not run on a GPU.
#pragma once

#include <c10/core/Device.h>

namespace headlight::parity {

[[nodiscard]] c10::Device other_device();

}  // namespace headlight::parity
