// Drawn street scenes that know what is where.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

namespace headlight::training {

// Vehicles first: their values are the classes of scenes-vit.
enum class SceneClass { bicycle, bus, car, tram, truck, person, traffic_light, tree };
inline constexpr int vehicle_classes = 5, scene_classes = 8;
[[nodiscard]] std::string to_string(SceneClass kind);

enum class Weather { clear, rain, snow, fog };

struct SceneObject {
  SceneClass kind = SceneClass::car;
  cv::Rect2d box;  // pixels of the picture, y down, inside it
};

struct Scene {
  cv::Mat picture;  // 8-bit RGB
  std::vector<SceneObject> objects;  // those drawn first (further away) come first
  Weather weather = Weather::clear;
  bool night = false;
  SceneClass vehicle = SceneClass::car;  // the one kind of vehicle in the scene, once or twice
};

struct SceneOptions {
  int edge = 144;        // pixels, a square picture
  int oversampling = 2;  // drawn this many times larger, then averaged
};

// Seeds of training lie below the first, those of test scenes begin at the second: no scene is of both.
inline constexpr std::uint64_t training_seeds = 1000000000, test_seeds = 2000000000;

// The scene of a seed: the same layout at every size.
[[nodiscard]] Scene draw_scene(std::uint64_t seed, const SceneOptions& options);

// A clear day's street of a seed on which two cars cross each other, one near and one far, and somebody walks by:
// 8-bit RGB, `frames` pictures.
[[nodiscard]] std::vector<cv::Mat> draw_film(std::uint64_t seed, int frames, const SceneOptions& options);

}  // namespace headlight::training
