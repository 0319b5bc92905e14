// Deformable sampling as models write it, run under the tap.
#include <ATen/Functions.h>
#include <ATen/core/grad_mode.h>
#include <gtest/gtest.h>

#include "engine/models/tap/finder.h"

namespace headlight::models::tap {
namespace {

constexpr std::int64_t queries = 9, heads = 2, levels = 2, points = 3, width = 4;

struct Reading {
  at::Tensor boxes = at::rand({1, queries, 1, 4});  // centre and size, one for all levels
  at::Tensor offsets = at::randn({1, queries, heads, levels, points, 2});
  std::array<at::Tensor, levels> maps{at::randn({heads, width, 6, 5}), at::randn({heads, width, 3, 3})};
};

// The model's own work from its places [1, queries, heads, levels, points, 2] on.
void sample(const Reading& reading, const at::Tensor& places, const at::Tensor& weights) {
  const auto grids = places * 2 - 1;
  std::vector<at::Tensor> sampled;
  for (std::int64_t level = 0; level < levels; ++level) {
    const auto grid = grids.select(3, level).transpose(1, 2).flatten(0, 1);
    sampled.push_back(at::grid_sampler(reading.maps[static_cast<std::size_t>(level)], grid, 0, 0, false));
  }
  (void)(at::stack(sampled, -2).flatten(-2) * weights.transpose(1, 2).reshape({heads, 1, queries, levels * points})).sum(-1);
}

at::Tensor softmax() { return at::softmax(at::randn({1, queries, heads, levels * points}), -1); }

// The layer that the tap found while `body` ran.
template <typename Body>
std::pair<Found, std::set<std::string>> found_in(Body&& body) {
  at::manual_seed(11);
  const Storages none;
  Finder finder(none);
  const at::NoGradGuard no_grad;
  {
    const Watch watch(finder, {});
    body();
    watch.rethrow();
  }
  EXPECT_EQ(finder.found().size(), 1U);
  return {finder.found().at(0), finder.doubts()};
}

TEST(TapReferences, PlacesOfEveryLevelLieAroundOnePoint) {
  Reading reading;
  const auto [layer, doubts] = found_in([&] {
    const auto weights = softmax();
    const auto centres = reading.boxes.narrow(3, 0, 2).expand({1, queries, levels, 2});
    sample(reading, centres.unsqueeze(2).unsqueeze(4) + reading.offsets / at::tensor({5.F, 6.F}), weights);
  });
  EXPECT_TRUE(at::equal(layer.sampling.reference, reading.boxes.narrow(3, 0, 2).reshape({queries, 2})));
  EXPECT_TRUE(doubts.empty());
}

TEST(TapReferences, OffsetsInPartsOfABoxGiveTheBox) {
  Reading reading;
  const auto [layer, doubts] = found_in([&] {
    const auto weights = softmax();
    const auto wide = reading.boxes.unsqueeze(2).unsqueeze(4);
    const auto add = reading.offsets / points * wide.narrow(5, 2, 2) * 0.5;
    sample(reading, wide.narrow(5, 0, 2) + add, weights);
  });
  EXPECT_TRUE(at::equal(layer.sampling.reference, reading.boxes.reshape({queries, 4})));
  EXPECT_TRUE(doubts.empty());
}

TEST(TapReferences, LevelsTogetherInOneRow) {
  Reading reading;
  const auto [layer, doubts] = found_in([&] {
    const auto weights = softmax();
    const auto row = reading.offsets.flatten(3, 4);
    sample(reading, (reading.boxes.narrow(3, 0, 2).unsqueeze(3) + row).reshape(reading.offsets.sizes()), weights);
  });
  EXPECT_TRUE(at::equal(layer.sampling.reference, reading.boxes.narrow(3, 0, 2).reshape({queries, 2})));
}

TEST(TapReferences, SumsThatGiveOtherPointsAreNone) {
  Reading reading;
  const auto [layer, doubts] = found_in([&] {
    const auto weights = softmax();
    const auto centres = reading.boxes.narrow(3, 0, 2).unsqueeze(2).unsqueeze(4);
    sample(reading, (centres + reading.offsets).sigmoid(), weights);
  });
  EXPECT_FALSE(layer.sampling.reference.defined());
  ASSERT_EQ(doubts.size(), 1U);
  EXPECT_NE(doubts.begin()->find("does not show"), std::string::npos);
}

TEST(TapReferences, LevelsOfDifferentPointsHaveNone) {
  Reading reading;
  const auto [layer, doubts] = found_in([&] {
    const auto weights = softmax();
    sample(reading, at::rand({1, queries, 1, levels, 1, 2}) + reading.offsets, weights);
  });
  EXPECT_FALSE(layer.sampling.reference.defined());
}

}  // namespace
}  // namespace headlight::models::tap
