#include <algorithm>
#include <array>
#include <cmath>

#include "tests/ui/figures/fake_session.h"

namespace headlight::testing {
namespace {

using Colour = std::array<int, 3>;

class Canvas {
 public:
  Canvas(int width, int height) {
    picture_.width = picture_.original_width = width;
    picture_.height = picture_.original_height = height;
    picture_.rgb.resize(static_cast<std::size_t>(width * height * 3));
  }

  void put(int x, int y, const Colour& colour) {
    if (x < 0 || y < 0 || x >= picture_.width || y >= picture_.height) return;
    for (std::size_t c = 0; c < 3; ++c)
      picture_.rgb[static_cast<std::size_t>(y * picture_.width + x) * 3 + c] =
          static_cast<std::uint8_t>(std::clamp(colour[c], 0, 255));
  }
  void rect(int x0, int y0, int x1, int y1, const Colour& colour) {
    for (int y = y0; y < y1; ++y)
      for (int x = x0; x < x1; ++x) put(x, y, colour);
  }
  void disc(int cx, int cy, int r, const Colour& colour) {
    for (int y = cy - r; y <= cy + r; ++y)
      for (int x = cx - r; x <= cx + r; ++x)
        if (std::hypot(x - cx, y - cy) <= r) put(x, y, colour);
  }
  Picture take() { return std::move(picture_); }

 private:
  Picture picture_;
};

void draw_houses(Canvas& canvas) {
  for (int i = 0; i < 7; ++i) {
    const int x0 = 6 + i * 92, top = 70 + (i * 37) % 60;
    const Colour wall{130 + (i * 23) % 60, 108 + (i * 31) % 50, 100 + (i * 17) % 60};
    canvas.rect(x0, top, x0 + 84, 232, wall);
    for (int y = top + 14; y < 210; y += 30)
      for (int x = x0 + 10; x < x0 + 74; x += 22) canvas.rect(x, y, x + 11, y + 16, {214, 200, 150});
  }
}

void draw_bus(Canvas& canvas) {
  canvas.rect(48, 184, 288, 318, {222, 168, 42});
  canvas.rect(48, 258, 288, 272, {42, 88, 150});
  for (int x = 60; x < 230; x += 46) canvas.rect(x, 200, x + 38, 240, {150, 192, 214});
  canvas.rect(240, 200, 278, 304, {126, 172, 200});
  for (const int x : {98, 236}) {
    canvas.disc(x, 318, 22, {30, 30, 34});
    canvas.disc(x, 318, 9, {120, 122, 128});
  }
}

void draw_car(Canvas& canvas) {
  canvas.rect(356, 296, 488, 336, {178, 42, 46});
  canvas.rect(384, 268, 460, 298, {178, 42, 46});
  canvas.rect(390, 274, 420, 296, {160, 196, 214});
  canvas.rect(426, 274, 454, 296, {160, 196, 214});
  for (const int x : {382, 462}) canvas.disc(x, 336, 14, {30, 30, 34});
}

void draw_person(Canvas& canvas, int x, int y, const Colour& coat) {
  canvas.disc(x, y + 9, 9, {120, 84, 62});
  canvas.rect(x - 13, y + 18, x + 13, y + 60, coat);
  canvas.rect(x - 11, y + 60, x - 2, y + 100, {40, 46, 60});
  canvas.rect(x + 2, y + 60, x + 11, y + 100, {40, 46, 60});
}

}  // namespace

// 640 × 400: sky, houses, road, a bus, a car, two people, a traffic light.
Picture street_scene() {
  Canvas canvas(640, 400);
  for (int y = 0; y < 400; ++y) canvas.rect(0, y, 640, y + 1, {118 + y / 4, 166 + y / 6, 214 + y / 12});
  draw_houses(canvas);
  canvas.rect(0, 232, 640, 400, {92, 94, 100});
  canvas.rect(0, 362, 640, 400, {148, 146, 142});
  for (int x = 10; x < 640; x += 60) canvas.rect(x, 346, x + 34, 350, {226, 222, 206});
  canvas.rect(600, 120, 607, 300, {50, 52, 58});
  canvas.rect(590, 62, 616, 128, {28, 30, 34});
  for (const auto& [y, c] : {std::pair{76, Colour{200, 50, 44}}, {95, {90, 80, 40}}, {114, {50, 110, 60}}})
    canvas.disc(603, y, 8, c);
  draw_bus(canvas);
  draw_car(canvas);
  draw_person(canvas, 326, 250, {44, 92, 160});
  draw_person(canvas, 540, 256, {60, 128, 96});
  return canvas.take();
}

}  // namespace headlight::testing
