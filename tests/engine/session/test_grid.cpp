#include "engine/session/grid.h"

#include <gtest/gtest.h>

#include <set>

namespace headlight::session {
namespace {

const Region field{0, 0, 300, 200};

TracePtr with(std::vector<Detection> detections) {
  TraceInfo info;
  info.detections = std::move(detections);
  return std::make_shared<const TraceInfo>(std::move(info));
}

Detection found(std::int64_t label, double score, Box box) {
  Detection detection;
  detection.label_id = label;
  detection.score = score;
  detection.box = box;
  return detection;
}

TEST(Grid, CoversTheFieldWithTilesOfOneSizeThatOverlap) {
  for (const auto& [tile, overlap] : std::vector<std::pair<std::int64_t, std::int64_t>>{{64, 16}, {100, 0}, {199, 99}, {37, 5}}) {
    const auto regions = tiles_of({10, 20, 310, 220}, tile, overlap).take();
    std::vector<int> covered(300 * 200);
    for (const auto& at : regions) {
      EXPECT_EQ(at[2] - at[0], tile);
      EXPECT_EQ(at[3] - at[1], tile);
      for (auto y = at[1]; y < at[3]; ++y)
        for (auto x = at[0]; x < at[2]; ++x) ++covered.at(static_cast<std::size_t>((y - 20) * 300 + x - 10));
    }
    EXPECT_EQ(std::count(covered.begin(), covered.end(), 0), 0) << tile;
    for (std::size_t i = 1; i < regions.size(); ++i)
      if (regions[i][1] == regions[i - 1][1]) { EXPECT_GE(regions[i - 1][2] - regions[i][0], overlap) << tile; }
  }
}

TEST(Grid, OfASmallPictureIsThePicture) {
  EXPECT_EQ(tiles_of(field, 1024, 128).take(), (std::vector<Region>{field}));
  EXPECT_EQ(tiles_of(field, 200, 20).take(), (std::vector<Region>{{0, 0, 200, 200}, {100, 0, 300, 200}}));
}

TEST(Grid, RefusesWhatIsNoneOrTooMuch) {
  EXPECT_FALSE(tiles_of(field, 8, 0));
  EXPECT_FALSE(tiles_of(field, 64, 33));
  EXPECT_FALSE(tiles_of(field, 64, -1));
  EXPECT_FALSE(tiles_of({0, 0, 16384, 16384}, 64, 0));
}

TEST(Join, KeepsOneOfTwoSightings) {
  const std::vector<TiledRun::Part> parts{
      {{0, 0, 200, 200}, with({found(1, 0.9, {110, 50, 180, 120}), found(2, 0.8, {110, 50, 180, 120})})},
      {{100, 0, 300, 200}, with({found(1, 0.95, {112, 51, 181, 121})})}};
  const auto joined = join_tiles(parts, field);
  ASSERT_EQ(joined.size(), 2U) << "the other class stays";
  EXPECT_EQ(joined[0].part, 1U);
  EXPECT_EQ(joined[0].detection.score, 0.95);
  EXPECT_EQ(joined[1].detection.label_id, 2);
}

// The tile's border cuts the first one's box; it is surer of itself and still loses.
TEST(Join, PrefersWholeBoxesToCutOnes) {
  const std::vector<TiledRun::Part> parts{{{0, 0, 200, 200}, with({found(1, 0.99, {150, 50, 200, 120})})},
                                          {{100, 0, 300, 200}, with({found(1, 0.6, {150, 50, 260, 120})})}};
  const auto joined = join_tiles(parts, field);
  ASSERT_EQ(joined.size(), 1U);
  EXPECT_EQ(joined[0].part, 1U);
  EXPECT_EQ(joined[0].detection.box.x1, 260);
}

TEST(Join, ABoxAtThePicturesOwnBorderIsWhole) {
  const std::vector<TiledRun::Part> parts{{{0, 0, 200, 200}, with({found(1, 0.9, {110, 0, 190, 120})})},
                                          {{100, 0, 300, 200}, with({found(1, 0.6, {110, 10, 190, 120})})}};
  EXPECT_EQ(join_tiles(parts, field).at(0).part, 0U);
}

TEST(Join, LeavesApartWhatOneTileTellsApart) {
  const std::vector<TiledRun::Part> parts{
      {{0, 0, 300, 200}, with({found(1, 0.9, {10, 10, 60, 60}), found(1, 0.8, {12, 12, 62, 62})})}};
  EXPECT_EQ(join_tiles(parts, field).size(), 2U);
}

TEST(RunGrid, EndsWithTheFirstError) {
  int runs = 0;
  const auto ended = run_grid({field, field, field}, field, [&](const Region&, std::size_t part) -> Result<TracePtr> {
    ++runs;
    if (part == 1) return cancelled();
    return with({});
  });
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().kind, Error::Kind::cancelled);
  EXPECT_EQ(runs, 2);
}

}  // namespace
}  // namespace headlight::session
