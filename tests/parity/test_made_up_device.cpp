#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "tests/parity/other_device.h"

namespace headlight::parity {
namespace {

TEST(MadeUpDevice, CannotBeReadBesideLibTorchAndTakesNoTensorsOfTheHost) {
  const auto there = at::arange(4, at::kFloat).to(other_device());
  EXPECT_EQ((there * 2 + 1).sum().item<float>(), 16);
  EXPECT_THROW((void)(there + at::ones({4})), c10::Error);
  EXPECT_DEATH((void)(*static_cast<const volatile float*>(there.const_data_ptr())), "");
}

}  // namespace
}  // namespace headlight::parity
