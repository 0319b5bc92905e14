#include "engine/models/tap/vision_operators.h"

#include <ATen/ATen.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <gtest/gtest.h>

namespace headlight::models::tap {
namespace {

using Rows = std::vector<std::int64_t>;

Rows kept(const at::Tensor& boxes, const at::Tensor& scores, double threshold) {
  const auto rows = kept_boxes(boxes, scores, threshold).contiguous();
  return {rows.const_data_ptr<std::int64_t>(), rows.const_data_ptr<std::int64_t>() + rows.numel()};
}

// Two squares of side 2 that share a third of their union, and one apart.
const auto boxes = [] { return at::tensor({0.F, 0.F, 2.F, 2.F, 1.F, 0.F, 3.F, 2.F, 9.F, 9.F, 11.F, 11.F}).view({3, 4}); };

TEST(KeptBoxes, TheBetterOfTwoThatOverlapByMoreThanTheThreshold) {
  EXPECT_EQ(kept(boxes(), at::tensor({0.5F, 0.7F, 0.6F}), 0.3), (Rows{1, 2}));
  EXPECT_EQ(kept(boxes(), at::tensor({0.7F, 0.5F, 0.9F}), 0.3), (Rows{2, 0}));
  EXPECT_EQ(kept(boxes(), at::tensor({0.5F, 0.7F, 0.6F}), 0.34), (Rows{1, 2, 0}));
}

// In a chain the last one only overlaps one that is gone.
TEST(KeptBoxes, ABoxThatIsGoneCoversNothing) {
  const auto chain = at::tensor({0.F, 0.F, 3.F, 1.F, 1.F, 0.F, 4.F, 1.F, 2.F, 0.F, 5.F, 1.F}).view({3, 4});
  EXPECT_EQ(kept(chain, at::tensor({0.9F, 0.8F, 0.7F}), 0.4), (Rows{0, 2}));
}

TEST(KeptBoxes, NoBoxesEmptyBoxesAndEveryPrecision) {
  EXPECT_TRUE(kept(at::empty({0, 4}), at::empty({0}), 0.5).empty());
  EXPECT_EQ(kept(at::zeros({2, 4}), at::tensor({0.1F, 0.2F}), 0.5), (Rows{1, 0})) << "0 of a union of 0 is no overlap";
  for (const auto type : {at::kHalf, at::kBFloat16, at::kDouble})
    EXPECT_EQ(kept(boxes().to(type), at::tensor({0.5, 0.75, 0.625}).to(type), 0.25), (Rows{1, 2})) << type;
}

TEST(KeptBoxes, OtherShapesAreRefused) {
  EXPECT_THROW((void)kept_boxes(at::zeros({2, 5}), at::zeros({2}), 0.5), c10::Error);
  EXPECT_THROW((void)kept_boxes(at::zeros({2, 4}), at::zeros({3}), 0.5), c10::Error);
}

TEST(KeptBoxes, AreKnownToTorchScriptByTorchvisionsName) {
  register_vision_operators();
  register_vision_operators();
  const auto found = c10::Dispatcher::singleton().findSchema({"torchvision::nms", ""});
  ASSERT_TRUE(found);
  const auto rows = found->typed<at::Tensor(const at::Tensor&, const at::Tensor&, double)>().call(boxes(), at::tensor({0.5F, 0.7F, 0.6F}), 0.3);
  EXPECT_TRUE(at::equal(rows, at::tensor({1, 2}, at::kLong)));
}

}  // namespace
}  // namespace headlight::models::tap
