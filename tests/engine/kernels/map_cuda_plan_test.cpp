// How the work of CUDA's map kernels is spread.
#include <gtest/gtest.h>

#include "engine/kernels/map_cuda.h"
#include "tests/engine/kernels/emulated_map_kernels.h"

namespace headlight::kernels {
namespace {

TEST(MapCudaPlan, AnOverviewOf32ThousandTokens) {
  const auto tile = cuda_tile(cuda_side(0, 32768, 1024, 0), cuda_side(0, 32768, 1024, 0), false);
  EXPECT_EQ(tile.rows.group, 4);
  EXPECT_EQ(tile.blocks(), 65536);
  EXPECT_EQ(tile.rows.parts * tile.columns.parts, 1);
  EXPECT_LE(largest_block_memory(), 99U * 1024);  // what a block may have on every device since Ampere
}

}  // namespace
}  // namespace headlight::kernels
