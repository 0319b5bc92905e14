#include <gtest/gtest.h>

#include "engine/session/view_cache.h"

namespace headlight::session {
namespace {

trace::PyramidPtr of_size(int site, std::int64_t edge) {
  auto made = std::make_shared<trace::Pyramid>();
  made->map.site = site;
  made->levels.push_back({2, {edge, edge, std::vector<float>(static_cast<std::size_t>(edge * edge)), 0, 0}});
  return made;
}

MapChoice map_of(int site) { return {site, {}, Quantity::weight, Pooling::mean}; }

TEST(Pyramids, KeepThoseThatFitTheLeastRecentlyUsedGoingFirst) {
  Pyramids held(3 * 400);
  for (int site = 0; site < 3; ++site) held.keep(7, map_of(site), of_size(site, 10));
  EXPECT_EQ(held.bytes(), 3 * 400);
  EXPECT_NE(held.find(7, map_of(0)), nullptr);
  held.keep(7, map_of(3), of_size(3, 10));
  EXPECT_EQ(held.find(7, map_of(1)), nullptr);
  EXPECT_NE(held.find(7, map_of(0)), nullptr);
  EXPECT_EQ(held.bytes(), 3 * 400);
  held.keep(7, map_of(4), of_size(4, 100));
  EXPECT_EQ(held.find(7, map_of(4)), nullptr) << "larger than all that may be kept";
  EXPECT_EQ(held.of(7).size(), 3U);
}

TEST(Pyramids, OneOfTheSameMapTakesThePlaceOfTheOlder) {
  Pyramids held(10000);
  held.keep(7, map_of(0), of_size(0, 10));
  held.keep(7, map_of(0), of_size(0, 20));
  EXPECT_EQ(held.of(7).size(), 1U);
  EXPECT_EQ(held.bytes(), 1600);
}

TEST(Pyramids, ForgetThoseOfATrace) {
  Pyramids held(10000);
  held.keep(7, map_of(0), of_size(0, 10));
  held.keep(8, map_of(0), of_size(0, 10));
  held.forget(7);
  EXPECT_EQ(held.find(7, map_of(0)), nullptr);
  EXPECT_NE(held.find(8, map_of(0)), nullptr);
  EXPECT_EQ(held.bytes(), 400);
}

}  // namespace
}  // namespace headlight::session
