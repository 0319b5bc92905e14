#include <cmath>
#include <numbers>

#include "engine/training/scene_parts.h"

namespace headlight::training {
namespace {

const Colour glass{140, 178, 200}, lit_glass{255, 226, 150}, rubber{34, 34, 38}, rim{186, 190, 196};
const Colour lamp{255, 244, 200}, rear_lamp{220, 40, 36};

Colour pane(const Air& air) { return air.night ? lit_glass : glass; }

void wheel(const Brush& brush, double x, double radius) {
  brush.disc({x, radius}, radius, rubber);
  brush.disc({x, radius}, radius * 0.58, rim);
  brush.disc({x, radius}, radius * 0.2, darker(rim, 0.5));
}

void lamps(const Brush& brush, const Air& air, double front, double rear, double height) {
  brush.ellipse({front, height}, {0.09, 0.13}, lamp);
  brush.ellipse({rear, height}, {0.07, 0.13}, rear_lamp);
  if (!air.night) return;
  brush.glow({front + 0.2, height}, 1.4, lamp, 0.8);
  brush.glow({rear, height}, 0.6, rear_lamp, 0.7);
}

void panes(const Brush& brush, const Air& air, const cv::Rect2d& row, int count, double gap) {
  const double width = (row.width - gap * (count - 1)) / count;
  for (int i = 0; i < count; ++i) {
    const cv::Rect2d one(row.x + i * (width + gap), row.y, width, row.height);
    brush.rounded(one, 0.12, lighter(pane(air), 0.25), pane(air));
  }
}

void door(const Brush& brush, const Air& air, double x, double height) {
  brush.box({x, 0.42, 0.95, height}, {60, 64, 70});
  brush.box({x + 0.08, 0.55, 0.36, height - 0.25}, pane(air));
  brush.box({x + 0.51, 0.55, 0.36, height - 0.25}, pane(air));
}

}  // namespace

Colour paint(Draw& draw) {
  static const std::vector<Colour> list = {{200, 44, 40},  {36, 92, 180},  {240, 190, 40}, {44, 140, 84}, {236, 236, 232},
                                           {70, 74, 82},   {230, 120, 36}, {116, 70, 150}, {60, 170, 190}, {150, 30, 60},
                                           {178, 184, 190}, {96, 120, 60}};
  const Colour shift(draw.between(-14, 14), draw.between(-14, 14), draw.between(-14, 14));
  return draw.pick(list) + shift;
}

cv::Rect2d draw_car(const Brush& brush, Draw& draw, const Air& air) {
  const auto colour = paint(draw);
  const double roof = draw.between(1.38, 1.62), back = draw.between(0.5, 1.0);
  brush.shadow({0, 0.05}, {2.4, 0.32}, 0.55);
  brush.shaded({{-2.1, 0.3}, {-2.2, 0.8}, {-2.1 + back * 0.4, 0.95}, {-2.15 + back, roof - 0.1}, {-1.9 + back, roof},
                {0.55, roof}, {0.8, roof - 0.08}, {1.45, 0.96}, {2.1, 0.82}, {2.25, 0.55}, {2.2, 0.3}},
               lighter(colour, 0.18), darker(colour, 0.25));
  brush.polygon({{-1.98 + back, 0.98}, {-1.82 + back, roof - 0.14}, {-0.3, roof - 0.14}, {-0.3, 0.98}}, pane(air));
  brush.polygon({{-0.15, 0.98}, {-0.15, roof - 0.14}, {0.55, roof - 0.14}, {1.2, 0.98}}, pane(air));
  brush.line({-0.22, 0.4}, {-0.22, 0.95}, 0.03, darker(colour, 0.5));
  brush.box({-0.6, 0.8, 0.22, 0.05}, darker(colour, 0.6));
  wheel(brush, -1.3, 0.36);
  wheel(brush, 1.35, 0.36);
  lamps(brush, air, 2.16, -2.14, 0.68);
  return {-2.22, 0, 4.48, roof};
}

cv::Rect2d draw_bus(const Brush& brush, Draw& draw, const Air& air) {
  const auto colour = paint(draw);
  const double half = draw.between(4.3, 5.2);
  const int count = draw.between_integers(5, 7);
  brush.shadow({0, 0.05}, {half + 0.3, 0.4}, 0.55);
  brush.rounded({-half, 0.4, 2 * half, 2.6}, 0.32, lighter(colour, 0.15), darker(colour, 0.22));
  brush.box({-half + 0.05, 0.62, 2 * half - 0.1, 0.2}, lighter(colour, 0.55));
  panes(brush, air, {-half + 0.35, 1.55, 2 * half - 2.0, 1.0}, count, 0.16);
  door(brush, air, half - 1.5, 2.2);
  brush.rounded({half - 0.36, 1.25, 0.3, 1.3}, 0.1, lighter(pane(air), 0.2), pane(air));
  brush.box({half - 3.1, 2.68, 1.4, 0.22}, {250, 180, 50});
  wheel(brush, -half + 1.7, 0.5);
  wheel(brush, half - 2.3, 0.5);
  lamps(brush, air, half - 0.08, -half + 0.08, 0.9);
  return {-half, 0, 2 * half, 3.0};
}

cv::Rect2d draw_truck(const Brush& brush, Draw& draw, const Air& air) {
  const auto cab = paint(draw);
  const auto load = draw.chance(0.5) ? lighter(paint(draw), 0.3) : Colour(228, 228, 222);
  const double half = draw.between(3.4, 4.2), front = half - 1.75;
  brush.shadow({0, 0.05}, {half + 0.3, 0.38}, 0.55);
  brush.box({-half, 0.5, 2 * half - 0.4, 0.3}, {52, 54, 60});
  brush.rounded({-half, 0.8, front + half - 0.15, 2.4}, 0.06, lighter(load, 0.1), darker(load, 0.16));
  for (double x = -half + 0.9; x < front - 0.4; x += 0.9) brush.line({x, 0.9}, {x, 3.1}, 0.04, darker(load, 0.25));
  brush.shaded({{front, 0.5}, {front, 2.5}, {front + 0.9, 2.5}, {front + 1.4, 1.6}, {half, 1.45}, {half, 0.5}},
               lighter(cab, 0.15), darker(cab, 0.25));
  brush.polygon({{front + 0.25, 1.6}, {front + 0.25, 2.3}, {front + 0.8, 2.3}, {front + 1.2, 1.6}}, pane(air));
  brush.line({front + 0.2, 0.6}, {front + 0.2, 1.5}, 0.03, darker(cab, 0.5));
  for (const double x : {-half + 0.9, -half + 1.95, half - 0.95}) wheel(brush, x, 0.5);
  lamps(brush, air, half - 0.03, -half + 0.05, 0.85);
  return {-half, 0, 2 * half, 3.2};
}

cv::Rect2d draw_tram(const Brush& brush, Draw& draw, const Air& air) {
  const auto colour = paint(draw);
  const double half = draw.between(5.2, 6.0);
  brush.shadow({0, 0.05}, {half + 0.2, 0.36}, 0.5);
  brush.line({-half - 0.8, 0.04}, {half + 0.8, 0.04}, 0.08, {120, 122, 128});
  brush.shaded({{-half, 0.3}, {-half - 0.05, 1.3}, {-half + 0.5, 2.95}, {half - 0.5, 2.95}, {half + 0.05, 1.3}, {half, 0.3}},
               Colour(244, 244, 240), Colour(214, 214, 208));
  brush.shaded({{-half, 0.3}, {-half - 0.03, 1.25}, {half + 0.03, 1.25}, {half, 0.3}}, lighter(colour, 0.1), darker(colour, 0.2));
  panes(brush, air, {-half + 0.75, 1.5, 2 * half - 1.5, 1.05}, 7, 0.14);
  for (const double x : {-0.5 * half, 0.5 * half - 0.95}) door(brush, air, x, 2.2);
  for (const double x : {-half / 3, half / 3}) brush.box({x - 0.09, 0.3, 0.18, 2.65}, {70, 72, 78});
  for (const double x : {-0.75 * half, 0.0, 0.75 * half})
    for (const double side : {-0.45, 0.45}) brush.disc({x + side, 0.28}, 0.26, rubber);
  brush.line({-0.6, 2.95}, {0.1, 3.5}, 0.07, {50, 50, 54});
  brush.line({0.1, 3.5}, {-0.4, 3.95}, 0.07, {50, 50, 54});
  brush.line({-0.9, 3.95}, {0.3, 3.95}, 0.09, {50, 50, 54});
  lamps(brush, air, half - 0.02, -half + 0.02, 0.95);
  return {-half - 0.05, 0, 2 * half + 0.1, 4.0};
}

cv::Rect2d draw_bicycle(const Brush& brush, Draw& draw, const Air& air) {
  const auto frame = paint(draw), coat = paint(draw), trousers = darker(paint(draw), 0.35), face = skin(draw);
  brush.shadow({0, 0.03}, {1.1, 0.14}, 0.45);
  for (const double x : {-0.62, 0.62}) {
    brush.disc({x, 0.4}, 0.4, rubber);
    brush.disc({x, 0.4}, 0.31, {206, 210, 212});
    for (int i = 0; i < 4; ++i) {
      const double a = i * std::numbers::pi / 4;
      const cv::Point2d spoke(0.3 * std::cos(a), 0.3 * std::sin(a));
      brush.line(cv::Point2d(x, 0.4) - spoke, cv::Point2d(x, 0.4) + spoke, 0.03, {120, 124, 128});
    }
  }
  const cv::Point2d pedal(-0.05, 0.38), seat(-0.28, 0.92), bar(0.42, 1.0), rear(-0.62, 0.4), fork(0.62, 0.4);
  for (const auto& [a, b] : {std::pair{rear, pedal}, {pedal, bar}, {pedal, seat}, {rear, seat}, {seat, bar}, {fork, bar}})
    brush.line(a, b, 0.075, frame);
  brush.line(bar, bar + cv::Point2d(0.12, 0.08), 0.07, rubber);
  brush.line({-0.28, 1.0}, {0.12, 0.72}, 0.19, trousers);
  brush.line({0.12, 0.74}, {0.02, 0.3}, 0.15, trousers);
  brush.line({-0.26, 0.98}, {0.12, 1.52}, 0.32, coat);
  brush.line({0.1, 1.46}, {0.46, 1.08}, 0.13, darker(coat, 0.15));
  brush.disc({0.22, 1.76}, 0.17, face);
  brush.ellipse({0.2, 1.84}, {0.2, 0.12}, darker(coat, 0.4));
  if (air.night) brush.glow({0.7, 0.85}, 0.8, lamp, 0.7);
  return {-1.02, 0, 2.04, 1.96};
}

}  // namespace headlight::training
