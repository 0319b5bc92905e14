// Thousands of tiny products: on one thread, so that tests beside each other do not wait for each other's threads.
#include <ATen/Parallel.h>
#include <gtest/gtest.h>

namespace {

class OneThread : public testing::Environment {
 public:
  void SetUp() override { at::set_num_threads(1); }
};

const auto* const environment = testing::AddGlobalTestEnvironment(new OneThread);

}  // namespace
