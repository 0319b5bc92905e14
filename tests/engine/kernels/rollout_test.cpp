#include "engine/kernels/rollout.h"

#include <ATen/Functions.h>
#include <gtest/gtest.h>

#include <cmath>

#include "engine/api/result.h"

namespace headlight::kernels {
namespace {

// Every query sees all keys evenly: half of each row stays, half becomes its mean.
AttentionMap even(std::int64_t positions) {
  return {at::zeros({1, positions, 1}), at::zeros({1, positions, 1}), at::full({1, positions}, std::log(static_cast<double>(positions)), at::kFloat), {}};
}

TEST(RolloutLayer, AddsThousandsOfSmallSharesToOneLargeOne) {
  constexpr std::int64_t positions = 4096;
  auto rows = at::full({1, positions}, 2.4e-4);
  rows[0][5] = 0.25;
  const auto out = rollout_layer(even(positions), rows, {});
  const auto sum = rows.to(at::kDouble).sum().item<double>();
  const auto expected = rows.to(at::kDouble) * 0.5 + 0.5 * sum / positions;
  EXPECT_LT(((out.to(at::kDouble) - expected) / expected).abs().max().item<double>(), 2e-6);
}

TEST(RolloutLayer, RefusesMapsThatAreNotSquareAndWhenItIsStopped) {
  auto map = even(8);
  EXPECT_THROW((void)rollout_layer(map, at::zeros({1, 7}), {}), Failure);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW((void)rollout_layer(map, at::zeros({1, 8}), stop.get_token()), Failure);
  map.k = at::zeros({1, 9, 1});
  EXPECT_THROW((void)rollout_layer(map, at::zeros({1, 9}), {}), Failure);
}

}  // namespace
}  // namespace headlight::kernels
