// Runs nothing, and says why, where there is no GPU: exit code 77, which CTest calls skipped.
#include <gtest/gtest.h>

#include <cstdio>

#include "engine/kernels/cuda_devices.h"

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  const auto devices = headlight::kernels::cuda_devices();
  if (!devices) {
    std::printf("skipped: %s\n", devices.error().line().c_str());
    return 77;
  }
  for (const auto& device : devices.value())
    std::printf("%s: %s, %.1f of %.1f GiB free\n", device.name.c_str(), device.model.c_str(),
                static_cast<double>(device.free) / (1 << 30), static_cast<double>(device.total) / (1 << 30));
  return RUN_ALL_TESTS();
}
