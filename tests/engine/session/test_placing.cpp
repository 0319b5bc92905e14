#include "engine/session/placing.h"

#include <gtest/gtest.h>

namespace headlight::session {
namespace {

constexpr std::int64_t gib = std::int64_t{1} << 30;

Result<std::vector<kernels::DeviceState>> three() {
  std::vector<kernels::DeviceState> found;
  for (const std::int64_t free : {3 * gib, 20 * gib, 5 * gib}) {
    const auto index = static_cast<at::DeviceIndex>(found.size());
    found.push_back({{at::kCUDA, index}, "cuda:" + std::to_string(index), "made up", free, 80 * gib});
  }
  return found;
}

Result<std::vector<kernels::DeviceState>> none() { return failed("no CUDA device", "--device", "no NVIDIA driver"); }

TEST(Placing, TheDeviceWithMostMemoryFreeIsTaken) {
  for (const auto* asked : {"auto", "cuda"}) {
    const auto place = place_for(asked, three).take();
    EXPECT_EQ(place.name, "cuda:1");
    EXPECT_EQ(place.device, at::Device(at::kCUDA, 1));
    EXPECT_EQ(place.free(), 20 * gib);
  }
}

TEST(Placing, ADeviceIsTakenByItsNumber) {
  EXPECT_EQ(place_for("cuda:0", three).take().name, "cuda:0");
  EXPECT_EQ(place_for("cuda:02", three).take().name, "cuda:2");
  EXPECT_EQ(place_for("cpu", three).take().name, "cpu");
  const auto missing = place_for("cuda:3", three);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, Error::Kind::failed);
  EXPECT_EQ(missing.error().line(), "no such device — --device: found cuda:3, expected cpu, cuda:0, cuda:1, cuda:2");
}

TEST(Placing, WithoutADeviceAutoIsTheCpuAndCudaSaysWhy) {
  EXPECT_EQ(place_for("auto", none).take().name, "cpu");
  EXPECT_FALSE(place_for("auto", none).take().free);
  for (const auto* asked : {"cuda", "cuda:0"}) {
    const auto place = place_for(asked, none);
    ASSERT_FALSE(place);
    EXPECT_EQ(place.error().found, "no NVIDIA driver");
  }
}

TEST(Placing, OtherNamesAreWrong) {
  for (const auto* asked : {"", "gpu", "cuda:", "cuda:x", "cuda:-1", "cuda:1000", "CPU"}) {
    const auto place = place_for(asked, three);
    ASSERT_FALSE(place) << asked;
    EXPECT_EQ(place.error().kind, Error::Kind::usage) << asked;
  }
}

}  // namespace
}  // namespace headlight::session
