#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/training/scene_parts.h"

namespace headlight::training {
namespace {

// A brush in units of a hundredth of the picture's edge, y up from its lower side.
Brush page(cv::Mat& picture, const Light& light) {
  return {picture, {{0, static_cast<double>(picture.rows)}, picture.cols / 100.0, false}, light};
}

std::pair<Colour, Colour> sky(const Air& air) {
  if (air.night) return {{10, 14, 38}, {44, 52, 92}};
  switch (air.weather) {
    case Weather::rain: return {{112, 124, 140}, {170, 180, 190}};
    case Weather::snow: return {{176, 188, 204}, {222, 228, 236}};
    case Weather::fog: return {{186, 192, 196}, {214, 216, 216}};
    case Weather::clear: break;
  }
  return {{74, 144, 216}, {196, 224, 244}};
}

void cloud(const Brush& brush, Draw& draw, const Colour& colour) {
  const double x = draw.between(5, 95), y = draw.between(84, 96), size = draw.between(2.5, 4.5);
  for (int i = 0; i < 5; ++i)
    brush.ellipse({x + (i - 2) * size * 0.8, y + draw.between(-0.3, 0.5) * size}, {size, size * 0.62}, colour);
}

void draw_sky(cv::Mat& picture, Draw& draw, const Air& air) {
  const auto brush = page(picture, {});
  const auto [above, below] = sky(air);
  brush.shaded({{-1, 40}, {101, 40}, {101, 101}, {-1, 101}}, above, below);
  const double x = draw.between(10, 90), y = draw.between(84, 95);
  const int clouds = draw.between_integers(1, 4);
  if (air.night) {
    for (int i = 0; i < 24; ++i) brush.disc({draw.between(0, 100), draw.between(70, 100)}, draw.between(0.08, 0.25), {230, 232, 250});
    brush.glow({x, y}, 9, {180, 190, 230}, 0.35);
    brush.disc({x, y}, 3, {238, 238, 222});
    for (const auto& [dx, dy, r] : {std::array{-0.9, 0.8, 0.7}, {0.9, -0.4, 0.9}, {-0.5, -1.3, 0.5}})
      brush.disc({x + dx, y + dy}, r, {214, 214, 200});
  } else if (air.weather == Weather::clear) {
    brush.glow({x, y}, 14, {255, 236, 160}, 0.6);
    brush.disc({x, y}, 3.6, {255, 232, 120});
  }
  const auto grey = air.night ? Colour(58, 64, 100) : air.weather == Weather::clear ? Colour(248, 250, 252) : darker(below, 0.08);
  for (int i = 0; i < clouds; ++i) cloud(brush, draw, grey);
}

Colour wall(Draw& draw) {
  static const std::vector<Colour> list = {{186, 120, 92}, {206, 182, 146}, {156, 164, 172}, {178, 146, 120},
                                           {140, 126, 140}, {196, 196, 186}, {168, 96, 84},   {128, 148, 150}};
  return draw.pick(list);
}

// `lamps`: a brush that the night does not dim.
void windows(const Brush& brush, const Brush& lamps, Draw& draw, const Air& air, const cv::Rect2d& house) {
  const int columns = draw.between_integers(2, 4), rows = draw.between_integers(3, 6);
  const double w = house.width / (columns * 2 + 1), h = (house.height - 3) / (rows * 2 + 1);
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column) {
      const bool lit = air.night && draw.chance(0.45);
      const Colour colour = lit ? Colour(250, 206, 116) : air.night ? Colour(40, 48, 70) : Colour(120, 150, 172);
      const cv::Rect2d pane(house.x + w * (column * 2 + 1), house.y + 3 + h * (row * 2 + 1), w, h);
      brush.box({pane.x - w * 0.12, pane.y - h * 0.12, w * 1.24, h * 1.24}, {226, 222, 212});
      (lit ? lamps : brush).box(pane, colour);
    }
}

void draw_houses(cv::Mat& picture, Draw& draw, const Air& air, double foot) {
  const auto brush = page(picture, light_of(air)), lamps = page(picture, {});
  for (double x = -draw.between(0, 8); x < 100;) {
    const double width = draw.between(13, 24), height = draw.between(18, 38);
    const auto colour = wall(draw);
    if (draw.chance(0.88)) {
      brush.shaded({{x, foot}, {x + width, foot}, {x + width, foot + height}, {x, foot + height}}, lighter(colour, 0.08),
                   darker(colour, 0.12));
      if (draw.chance(0.4)) {
        brush.polygon({{x - 0.6, foot + height}, {x + width / 2, foot + height + draw.between(4, 8)}, {x + width + 0.6, foot + height}},
                      air.weather == Weather::snow ? snow_white : darker(colour, 0.45));
      } else {
        brush.box({x - 0.4, foot + height, width + 0.8, 1.1}, air.weather == Weather::snow ? snow_white : darker(colour, 0.3));
      }
      windows(brush, lamps, draw, air, {x, foot, width, height});
      brush.box({x + width * draw.between(0.2, 0.7), foot, 2.4, 4.6}, darker(colour, 0.55));
    }
    x += width + (draw.chance(0.3) ? draw.between(1, 6) : 0.0);
  }
}

void draw_ground(cv::Mat& picture, Draw& draw, const Air& air, const Stage& stage) {
  const auto brush = page(picture, light_of(air));
  const double edge = picture.rows / 100.0;
  const auto up = [&](double pixel) { return 100 - pixel / edge; };
  const bool snow = air.weather == Weather::snow;
  const Colour pavement = snow ? Colour(214, 220, 228) : Colour(168, 164, 156);
  const Colour asphalt = snow ? Colour(150, 156, 166) : air.weather == Weather::rain ? Colour(66, 70, 78) : Colour(86, 88, 94);
  const double top = up(stage.road_top), bottom = up(stage.road_bottom), foot = up(stage.houses_foot);
  brush.shaded({{-1, -1}, {101, -1}, {101, foot}, {-1, foot}}, pavement, lighter(pavement, 0.08));
  brush.shaded({{-1, bottom}, {101, bottom}, {101, top}, {-1, top}}, darker(asphalt, 0.08), lighter(asphalt, 0.06));
  for (const double kerb : {top, bottom}) brush.box({-1, kerb - 0.35, 102, 0.7}, lighter(pavement, 0.25));
  const double middle = (top + bottom) / 2, start = draw.between(-8, 0);
  for (double x = start; x < 100; x += 13) brush.box({x, middle - 0.3, 7, 0.6}, snow ? Colour(200, 204, 210) : Colour(226, 224, 206));
  if (air.weather == Weather::rain)
    for (int i = 0; i < 5; ++i)
      brush.ellipse({draw.between(0, 100), draw.between(bottom + 2, top - 2)}, {draw.between(3, 8), draw.between(0.4, 0.9)}, {120, 132, 146});
}

}  // namespace

Light light_of(const Air& air) {
  if (air.night) return {0.5, {8, 12, 40}};
  if (air.weather == Weather::rain) return {0.85, {90, 100, 116}};
  if (air.weather == Weather::fog) return {0.8, {200, 204, 206}};
  return {};
}

Stage draw_street(cv::Mat& picture, Draw& draw, const Air& air) {
  Stage stage;
  const double edge = picture.rows;
  stage.houses_foot = edge * draw.between(0.5, 0.56);
  stage.road_top = stage.houses_foot + edge * draw.between(0.07, 0.1);
  stage.road_bottom = edge * draw.between(0.86, 0.9);
  stage.metre = edge / draw.between(14.5, 17.5);
  draw_sky(picture, draw, air);
  draw_houses(picture, draw, air, 100 - stage.houses_foot / edge * 100);
  draw_ground(picture, draw, air, stage);
  return stage;
}

void draw_fog(cv::Mat& picture, const Air& air) {
  if (air.weather != Weather::fog) return;
  const Colour mist = air.night ? Colour(70, 76, 96) : Colour(212, 214, 214);
  for (int y = 0; y < picture.rows; ++y) {
    const double share = 0.55 * std::max(0.0, 1 - 1.25 * std::abs(static_cast<double>(y) / picture.rows - 0.42));
    auto* row = picture.ptr<cv::Vec3b>(y);
    for (int x = 0; x < picture.cols; ++x)
      for (int c = 0; c < 3; ++c) row[x][c] = cv::saturate_cast<std::uint8_t>(row[x][c] * (1 - share) + mist[c] * share);
  }
}

void draw_fall(cv::Mat& picture, Draw& draw, const Air& air) {
  const auto brush = page(picture, {});
  if (air.weather == Weather::rain)
    for (int i = 0; i < 90; ++i) {
      const double x = draw.between(0, 100), y = draw.between(0, 100), length = draw.between(1.5, 3.5);
      brush.line({x, y}, {x - 0.25 * length, y - length}, 0.16, air.night ? Colour(110, 120, 150) : Colour(196, 206, 218));
    }
  if (air.weather == Weather::snow)
    for (int i = 0; i < 110; ++i)
      brush.disc({draw.between(0, 100), draw.between(0, 100)}, draw.between(0.2, 0.5), {246, 248, 252});
}

}  // namespace headlight::training
