#include "engine/training/scene.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "engine/training/scene_parts.h"

namespace headlight::training {
namespace {

using Painter = cv::Rect2d (*)(const Brush&, Draw&, const Air&);

Painter painter_of(SceneClass kind) {
  switch (kind) {
    case SceneClass::bicycle: return draw_bicycle;
    case SceneClass::bus: return draw_bus;
    case SceneClass::car: return draw_car;
    case SceneClass::tram: return draw_tram;
    case SceneClass::truck: return draw_truck;
    case SceneClass::person: return draw_person;
    case SceneClass::traffic_light: return draw_traffic_light;
    case SceneClass::tree: return draw_tree;
  }
  return draw_car;
}

// A thing to draw: where it stands, in shares of the picture's edge.
struct Planned {
  SceneClass kind = SceneClass::car;
  double x = 0, ground = 0;
  double size = 1;
  bool mirrored = false;
  std::uint64_t seed = 0;
};

// Half of the room that a vehicle needs to each side, in shares of the picture's edge.
double half_width(SceneClass kind) {
  switch (kind) {
    case SceneClass::bicycle: return 0.08;
    case SceneClass::car: return 0.16;
    case SceneClass::truck: return 0.27;
    case SceneClass::bus: return 0.33;
    default: return 0.38;
  }
}

Planned plan(SceneClass kind, double x, double ground, double size, Draw& draw) {
  return {kind, x, ground, size, draw.chance(0.5), draw.below(1u << 30)};
}

void plan_vehicles(std::vector<Planned>& planned, SceneClass kind, double top, double bottom, Draw& draw) {
  const bool two = half_width(kind) < 0.2 && draw.chance(0.35);
  const double room = half_width(kind);
  const double larger = kind == SceneClass::bicycle ? 1.45 : kind == SceneClass::car ? 1.25 : 1.0;
  const double near = top + (bottom - top) * draw.between(0.62, 0.95), far = top + (bottom - top) * draw.between(0.22, 0.42);
  const bool first_near = draw.chance(0.6);
  planned.push_back(plan(kind, draw.between(room, 1 - room), first_near ? near : far, larger * (first_near ? 1.08 : 0.88), draw));
  if (two) planned.push_back(plan(kind, draw.between(room, 1 - room), first_near ? far : near, larger * (first_near ? 0.88 : 1.08), draw));
}

void plan_bystanders(std::vector<Planned>& planned, const Stage& stage, double edge, Draw& draw) {
  const double foot = stage.houses_foot / edge, top = stage.road_top / edge, bottom = stage.road_bottom / edge;
  const auto beyond = [&] { return draw.between(foot + 0.2 * (top - foot), foot + 0.9 * (top - foot)); };
  for (int i = draw.between_integers(1, 3); i > 0; --i)
    planned.push_back(plan(SceneClass::tree, draw.between(0.04, 0.96), beyond(), 0.9, draw));
  for (int i = draw.between_integers(0, 2); i > 0; --i)
    planned.push_back(plan(SceneClass::traffic_light, draw.between(0.05, 0.95), beyond(), 0.85, draw));
  for (int i = draw.between_integers(1, 4); i > 0; --i)
    planned.push_back(plan(SceneClass::person, draw.between(0.04, 0.96), beyond(), 0.9, draw));
  for (int i = draw.between_integers(0, 2); i > 0; --i)
    planned.push_back(plan(SceneClass::person, draw.between(0.05, 0.95), draw.between(bottom + 0.04, 0.97), 1.25, draw));
}

cv::Rect2d inside(const cv::Rect2d& box, double edge, double scale) {
  const auto cut = box & cv::Rect2d(0, 0, edge, edge);
  return {cut.x / scale, cut.y / scale, cut.width / scale, cut.height / scale};
}

void draw_planned(Scene& scene, cv::Mat& picture, const Planned& thing, const Stage& stage, const SceneOptions& options) {
  const double edge = picture.rows;
  const Air air{scene.weather, scene.night};
  const Brush brush(picture, {{thing.x * edge, thing.ground * edge}, stage.metre * thing.size, thing.mirrored}, light_of(air));
  Draw own(thing.seed);
  const auto covered = brush.to_picture(painter_of(thing.kind)(brush, own, air));
  const auto box = inside(covered, edge, options.oversampling);
  if (box.area() > 0) scene.objects.push_back({thing.kind, box});
}

// Where a thing of the film is after a share of it, in shares of the edge.
struct Moving {
  Planned thing;
  double from = 0, to = 0;
};

std::vector<Moving> plan_film(const Stage& stage, double edge, Draw& draw) {
  const double top = stage.road_top / edge, bottom = stage.road_bottom / edge, foot = stage.houses_foot / edge;
  const auto standing = [&](SceneClass kind, double x, double size) {
    auto thing = plan(kind, x, foot + 0.6 * (top - foot), size, draw);
    return Moving{thing, x, x};
  };
  std::vector<Moving> film{standing(SceneClass::tree, 0.16, 0.9), standing(SceneClass::traffic_light, 0.86, 0.85)};
  auto far = plan(SceneClass::car, 0, top + 0.3 * (bottom - top), 1.1, draw);
  auto near = plan(SceneClass::car, 0, top + 0.85 * (bottom - top), 1.35, draw);
  far.mirrored = true, near.mirrored = false;
  film.push_back({far, 1.1, -0.1});
  film.push_back({near, -0.1, 1.1});
  auto walker = plan(SceneClass::person, 0, foot + 0.8 * (top - foot), 0.95, draw);
  film.push_back({walker, 0.35, 0.6});
  return film;
}

}  // namespace

std::vector<cv::Mat> draw_film(std::uint64_t seed, int frames, const SceneOptions& options) {
  const int edge = options.edge * options.oversampling;
  std::vector<cv::Mat> film;
  for (int frame = 0; frame < frames; ++frame) {
    Draw draw(seed * 0x9E3779B97F4A7C15u + 1);  // the same street for every frame
    Scene scene;
    cv::Mat picture(edge, edge, CV_8UC3), small;
    const auto stage = draw_street(picture, draw, {scene.weather, scene.night});
    for (const auto& [thing, from, to] : plan_film(stage, edge, draw)) {
      auto now = thing;
      now.x = from + (to - from) * frame / std::max(1, frames - 1);
      draw_planned(scene, picture, now, stage, options);
    }
    cv::resize(picture, small, {options.edge, options.edge}, 0, 0, cv::INTER_AREA);
    film.push_back(small);
  }
  return film;
}

std::string to_string(SceneClass kind) {
  static const char* const names[] = {"bicycle", "bus", "car", "tram", "truck", "person", "traffic light", "tree"};
  return names[static_cast<std::size_t>(kind)];
}

Scene draw_scene(std::uint64_t seed, const SceneOptions& options) {
  Draw draw(seed * 0x9E3779B97F4A7C15u + 1);
  Scene scene;
  scene.night = draw.chance(0.3);
  const double sky = draw.unit();
  scene.weather = sky < 0.5 ? Weather::clear : sky < 0.68 ? Weather::rain : sky < 0.86 ? Weather::snow : Weather::fog;
  scene.vehicle = static_cast<SceneClass>(draw.below(vehicle_classes));
  const int edge = options.edge * options.oversampling;
  cv::Mat picture(edge, edge, CV_8UC3);
  const Air air{scene.weather, scene.night};
  const auto stage = draw_street(picture, draw, air);
  std::vector<Planned> planned;
  plan_bystanders(planned, stage, edge, draw);
  plan_vehicles(planned, scene.vehicle, stage.road_top / edge, stage.road_bottom / edge, draw);
  std::stable_sort(planned.begin(), planned.end(), [](const Planned& a, const Planned& b) { return a.ground < b.ground; });
  draw_fog(picture, air);
  for (const auto& thing : planned) draw_planned(scene, picture, thing, stage, options);
  draw_fall(picture, draw, air);
  cv::resize(picture, scene.picture, {options.edge, options.edge}, 0, 0, cv::INTER_AREA);
  return scene;
}

}  // namespace headlight::training
