// A second device made of the host's memory: tensors on it cannot be read but by LibTorch's operators (anything else ends
// the program), and operators refuse tensors of both devices together. Shows where a model would not run on a GPU.
#pragma once

#include <c10/core/Device.h>

#include <cstdint>

namespace headlight::parity {

[[nodiscard]] c10::Device other_device();

// While one lives, all memory of the device can be read and written: for what stands in for a kernel.
class AllOpen {
 public:
  AllOpen();
  AllOpen(const AllOpen&) = delete;
  AllOpen& operator=(const AllOpen&) = delete;
  ~AllOpen();
};

// The device's memory in bytes; what would pass it is refused as LibTorch refuses it. −1: no limit, as at the beginning.
void set_memory(std::int64_t bytes);
[[nodiscard]] std::int64_t memory_in_use();

}  // namespace headlight::parity
