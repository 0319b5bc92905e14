// Reading queries as detections, and the visible part of a padded image.
#include <ATen/ATen.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/models/detection.h"

namespace headlight::models {
namespace {

ModelInput padded(std::int64_t height, std::int64_t width, std::int64_t rows, std::int64_t columns) {
  ModelInput input;
  input.pixels = at::zeros({1, 3, height, width});
  input.pixel_mask = at::zeros({1, height, width}, at::kLong);
  input.pixel_mask.narrow(1, 0, rows).narrow(2, 0, columns).fill_(1);
  return input;
}

TEST(Detection, CornersOfCentreAndSize) {
  const auto boxes = corners(at::tensor({0.5, 0.25, 0.5, 0.25}).view({1, 4}));
  EXPECT_TRUE(at::allclose(boxes, at::tensor({0.25, 0.125, 0.75, 0.375}).view({1, 4})));
}

TEST(Detection, SoftmaxLeavesOutTheLastClassAndFallsInScore) {
  const auto probabilities = at::tensor({0.6, 0.3, 0.1, 0.1, 0.2, 0.7, 0.1, 0.8, 0.1, 0.5, 0.1, 0.4}).view({1, 4, 3});
  const auto boxes = at::full({1, 4, 4}, 0.5);
  const auto reading = read_softmax(probabilities.log(), boxes, VisiblePixels(padded(4, 4, 4, 4)));
  EXPECT_TRUE(at::equal(reading.labels, at::tensor({0, 1, 1, 0}, at::kLong)));
  ASSERT_EQ(reading.detections.size(), 2U);  // query 1 is no object, query 3 is not above one half
  EXPECT_EQ(reading.detections[0].query, 2);
  EXPECT_NEAR(reading.detections[0].score, 0.8, 1e-6);
  EXPECT_EQ(reading.detections[1].query, 0);
  EXPECT_EQ(reading.detections[1].label_id, 0);
}

TEST(Detection, SigmoidMayReadOneQueryTwiceAndStopsAtTheMost) {
  const auto probabilities = at::tensor({0.9, 0.8, 0.1, 0.2, 0.95, 0.6}).view({1, 2, 3});
  const auto boxes = at::full({1, 2, 4}, 0.5);
  const VisiblePixels all(padded(4, 4, 4, 4));
  const auto reading = read_sigmoid(probabilities.logit(), boxes, all, 100);
  ASSERT_EQ(reading.detections.size(), 4U);
  EXPECT_EQ(reading.detections[0].query, 1);
  EXPECT_EQ(reading.detections[0].label_id, 1);
  EXPECT_EQ(reading.detections[2].query, 0);
  EXPECT_EQ(reading.detections[2].label_id, 1);
  EXPECT_EQ(reading.detections[3].label_id, 2);
  EXPECT_EQ(read_sigmoid(probabilities.logit(), boxes, all, 2).detections.size(), 2U);
}

TEST(Detection, ScoresThatAreNoNumbersAreNoDetections) {
  const auto logits = at::full({1, 2, 3}, std::numeric_limits<double>::quiet_NaN());
  const VisiblePixels all(padded(4, 4, 4, 4));
  EXPECT_TRUE(read_softmax(logits, at::zeros({1, 2, 4}), all).detections.empty());
  EXPECT_TRUE(read_sigmoid(logits, at::zeros({1, 2, 4}), all, 5).detections.empty());
}

TEST(Detection, BoxesOfAPaddedImageAreRelativeToItsVisiblePart) {
  const VisiblePixels visible(padded(40, 80, 20, 60));
  const auto boxes = at::tensor({0.5, 0.5, 1.0, 1.0}).view({1, 1, 4});
  const auto reading = read_softmax(at::zeros({1, 1, 3}), boxes, visible);
  EXPECT_TRUE(at::allclose(reading.boxes[0], at::tensor({0.0, 0.0, 0.75, 0.5}).to(at::kFloat)));
}

TEST(VisiblePixels, AMapTakesTheNearestPixel) {
  const VisiblePixels visible(padded(40, 80, 20, 60));
  const auto mask = visible.on(4, 8);
  EXPECT_EQ(mask.sizes(), at::IntArrayRef({1, 4, 8}));
  EXPECT_EQ(mask.sum().item<std::int64_t>(), 2 * 6);
  EXPECT_TRUE(mask[0][1][5].item<bool>());
  EXPECT_FALSE(mask[0][2][5].item<bool>());
  EXPECT_TRUE(VisiblePixels(padded(8, 8, 8, 8)).all());
}

TEST(VisiblePixels, AMaskOfAnotherShapeOrWithoutImageIsNamed) {
  auto input = padded(8, 8, 4, 4);
  input.pixel_mask = at::ones({1, 8, 7}, at::kLong);
  EXPECT_THROW(VisiblePixels{input}, Failure);
  input.pixel_mask = at::zeros({1, 8, 8}, at::kLong);
  EXPECT_THROW(VisiblePixels{input}, Failure);
}

}  // namespace
}  // namespace headlight::models
