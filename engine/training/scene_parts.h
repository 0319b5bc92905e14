// The things of a street, each drawn around its own origin on the ground; sizes in metres.
#pragma once

#include "engine/training/brush.h"
#include "engine/training/draw.h"
#include "engine/training/scene.h"

namespace headlight::training {

// The hour and the weather, as the painters of the parts need them.
struct Air {
  Weather weather = Weather::clear;
  bool night = false;
};

inline const Colour snow_white{236, 240, 246};  // lying on things

// Each returns what it covers, in the brush's units (y up, lower side first).
cv::Rect2d draw_car(const Brush& brush, Draw& draw, const Air& air);
cv::Rect2d draw_bus(const Brush& brush, Draw& draw, const Air& air);
cv::Rect2d draw_truck(const Brush& brush, Draw& draw, const Air& air);
cv::Rect2d draw_tram(const Brush& brush, Draw& draw, const Air& air);
cv::Rect2d draw_bicycle(const Brush& brush, Draw& draw, const Air& air);  // with its rider
cv::Rect2d draw_person(const Brush& brush, Draw& draw, const Air& air);
cv::Rect2d draw_traffic_light(const Brush& brush, Draw& draw, const Air& air);
cv::Rect2d draw_tree(const Brush& brush, Draw& draw, const Air& air);

// Colours that objects are painted in.
[[nodiscard]] Colour paint(Draw& draw);
[[nodiscard]] Colour skin(Draw& draw);

// Backdrop of a picture of this many pixels a metre: sky, houses, pavement, road. `horizon` in pixels from above.
struct Stage {
  double metre = 1;         // pixels at the middle of the road
  double houses_foot = 0;   // y in pixels: where houses stand
  double road_top = 0, road_bottom = 0;
};
[[nodiscard]] Stage draw_street(cv::Mat& picture, Draw& draw, const Air& air);
// Fog before things that are further away; rain or snow over all.
void draw_fog(cv::Mat& picture, const Air& air);
void draw_fall(cv::Mat& picture, Draw& draw, const Air& air);

[[nodiscard]] Light light_of(const Air& air);

}  // namespace headlight::training
