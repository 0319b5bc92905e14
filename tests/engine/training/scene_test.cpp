#include <gtest/gtest.h>

#include <map>
#include <opencv2/core.hpp>

#include "engine/training/scene.h"

namespace headlight::training {
namespace {

TEST(Scene, BoxesLieInsideThePicture) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const auto scene = draw_scene(seed, {96, 1});
    ASSERT_EQ(scene.picture.size(), cv::Size(96, 96));
    ASSERT_EQ(scene.picture.type(), CV_8UC3);
    const cv::Rect2d page(0, 0, 96, 96);
    for (const auto& object : scene.objects) {
      EXPECT_GT(object.box.area(), 0);
      EXPECT_NEAR((object.box & page).area(), object.box.area(), 1e-6) << to_string(object.kind);
    }
  }
}

TEST(Scene, HasExactlyOneKindOfVehicleAndOtherThings) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const auto scene = draw_scene(seed, {96, 1});
    std::map<SceneClass, int> count;
    for (const auto& object : scene.objects) ++count[object.kind];
    for (int kind = 0; kind < vehicle_classes; ++kind) {
      const auto vehicle = static_cast<SceneClass>(kind);
      EXPECT_EQ(count.contains(vehicle), vehicle == scene.vehicle);
    }
    EXPECT_GT(scene.objects.size(), static_cast<std::size_t>(count[scene.vehicle]));
  }
}

TEST(Scene, EveryVehicleWeatherAndHourOccurs) {
  std::map<SceneClass, int> vehicles;
  std::map<Weather, int> weathers;
  int nights = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const auto scene = draw_scene(seed, {48, 1});
    ++vehicles[scene.vehicle];
    ++weathers[scene.weather];
    nights += scene.night ? 1 : 0;
  }
  EXPECT_EQ(vehicles.size(), static_cast<std::size_t>(vehicle_classes));
  EXPECT_EQ(weathers.size(), 4u);
  EXPECT_GT(nights, 20);
  EXPECT_LT(nights, 120);
}

TEST(Scene, EqualSeedsGiveEqualPictures) {
  const auto first = draw_scene(7, {96, 2}), second = draw_scene(7, {96, 2}), other = draw_scene(8, {96, 2});
  EXPECT_EQ(cv::norm(first.picture, second.picture, cv::NORM_INF), 0);
  EXPECT_GT(cv::norm(first.picture, other.picture, cv::NORM_INF), 0);
}

TEST(Scene, TheSameLayoutAtEverySize) {
  const auto small = draw_scene(9, {96, 2}), large = draw_scene(9, {384, 1});
  ASSERT_EQ(small.objects.size(), large.objects.size());
  for (std::size_t i = 0; i < small.objects.size(); ++i) {
    EXPECT_EQ(small.objects[i].kind, large.objects[i].kind);
    EXPECT_NEAR(small.objects[i].box.x * 4, large.objects[i].box.x, 1e-6);
    EXPECT_NEAR(small.objects[i].box.height * 4, large.objects[i].box.height, 1e-6);
  }
}

TEST(Scene, AVehicleIsPaintedWhereItsBoxIs) {
  // The box's middle differs from the same street's surroundings: its pixels vary more than an empty road's.
  const auto scene = draw_scene(3, {288, 1});
  for (const auto& object : scene.objects) {
    if (object.kind != scene.vehicle) continue;
    cv::Scalar mean, deviation;
    cv::meanStdDev(scene.picture(cv::Rect(object.box)), mean, deviation);
    EXPECT_GT(deviation[0] + deviation[1] + deviation[2], 20);
  }
}

}  // namespace
}  // namespace headlight::training
