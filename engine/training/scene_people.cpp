#include <cmath>

#include "engine/training/scene_parts.h"

namespace headlight::training {
namespace {

const Colour bark{98, 72, 52}, pole{70, 74, 80};

void umbrella(const Brush& brush, const Colour& colour) {
  brush.line({0.22, 1.1}, {0.22, 2.15}, 0.045, {60, 60, 60});
  std::vector<cv::Point2d> dome;
  for (int i = 0; i <= 16; ++i) {
    const double angle = 3.14159265 * i / 16;
    dome.emplace_back(0.22 + 0.68 * std::cos(angle), 1.95 + 0.36 * std::sin(angle));
  }
  brush.shaded(dome, lighter(colour, 0.15), darker(colour, 0.15));
}

}  // namespace

Colour skin(Draw& draw) {
  static const std::vector<Colour> list = {{246, 212, 184}, {224, 180, 146}, {188, 136, 100}, {140, 96, 68}, {96, 64, 46}};
  return draw.pick(list);
}

cv::Rect2d draw_person(const Brush& brush, Draw& draw, const Air& air) {
  const auto coat = paint(draw), trousers = darker(paint(draw), 0.4), face = skin(draw), hair = darker(skin(draw), 0.6);
  const double stride = draw.between(0.08, 0.26);
  const bool covered = air.weather == Weather::rain && draw.chance(0.6);
  brush.shadow({0, 0.02}, {0.45, 0.09}, 0.45);
  brush.line({-0.06, 0.86}, {-stride, 0.06}, 0.17, trousers);
  brush.line({0.06, 0.86}, {stride, 0.06}, 0.17, darker(trousers, 0.2));
  for (const double x : {-stride, stride}) brush.ellipse({x + 0.05, 0.05}, {0.13, 0.06}, {36, 32, 30});
  brush.line({-0.2, 1.34}, {-0.3, 0.84}, 0.11, darker(coat, 0.2));
  brush.rounded({-0.24, 0.74, 0.48, 0.74}, 0.16, lighter(coat, 0.1), darker(coat, 0.15));
  brush.line({0.2, 1.34}, {0.27, 0.86}, 0.11, darker(coat, 0.12));
  brush.disc({0, 1.62}, 0.155, face);
  brush.ellipse({-0.02, 1.7}, {0.165, 0.1}, hair);
  if (!covered) return {-0.36, 0, 0.72, 1.8};
  umbrella(brush, paint(draw));
  return {-0.46, 0, 1.36, 2.31};
}

cv::Rect2d draw_traffic_light(const Brush& brush, Draw& draw, const Air& air) {
  static const std::vector<Colour> colours = {{60, 210, 100}, {250, 190, 40}, {235, 50, 44}};
  const auto on = draw.below(3);
  brush.shadow({0, 0.02}, {0.3, 0.08}, 0.4);
  brush.box({-0.06, 0, 0.12, 2.7}, pole);
  brush.rounded({-0.28, 2.5, 0.56, 1.45}, 0.1, {44, 46, 50}, {26, 28, 32});
  for (std::size_t i = 0; i < 3; ++i) {
    const cv::Point2d centre(0, 2.75 + 0.46 * static_cast<double>(i));
    brush.disc(centre, 0.18, i == on ? colours[i] : darker(colours[i], 0.78));
    if (i == on) brush.glow(centre, air.night ? 1.1 : 0.5, colours[i], air.night ? 0.8 : 0.35);
  }
  return {-0.28, 0, 0.56, 3.95};
}

cv::Rect2d draw_tree(const Brush& brush, Draw& draw, const Air& air) {
  static const std::vector<Colour> greens = {{66, 124, 60}, {92, 146, 66}, {48, 100, 70}, {168, 128, 48}, {124, 150, 60}};
  const auto leaf = air.weather == Weather::snow ? mix(snow_white, draw.pick(greens), 0.25) : draw.pick(greens);
  const double height = draw.between(3.2, 4.6), radius = draw.between(0.95, 1.35);
  brush.shadow({0, 0.04}, {radius, 0.2}, 0.4);
  brush.polygon({{-0.16, 0}, {0.16, 0}, {0.1, height - radius}, {-0.1, height - radius}}, bark);
  if (draw.chance(0.3)) {
    for (int i = 0; i < 3; ++i) {
      const double y = 0.9 + i * (height - 1.1) / 3.2, half = radius * (1 - 0.22 * i);
      brush.shaded({{-half, y}, {half, y}, {0, std::min(height, y + (height - 0.9) / 2.2)}}, lighter(leaf, 0.12), darker(leaf, 0.2));
    }
    return {-radius, 0, 2 * radius, height};
  }
  const double centre = height - radius;
  brush.disc({0, centre}, radius, darker(leaf, 0.15));
  for (int i = 0; i < 14; ++i) {
    const double angle = draw.between(0, 6.2832), out = draw.between(0, 0.62) * radius;
    const cv::Point2d at(out * std::cos(angle), centre + out * std::sin(angle));
    brush.disc(at, radius * draw.between(0.2, 0.36), at.y > centre ? lighter(leaf, draw.between(0, 0.2)) : darker(leaf, draw.between(0, 0.25)));
  }
  return {-radius, 0, 2 * radius, height};
}

}  // namespace headlight::training
