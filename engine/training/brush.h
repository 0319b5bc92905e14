// Smooth shapes in a place's own units on an RGB picture.
#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <vector>

namespace headlight::training {

// Red, green, blue, 0 … 255.
using Colour = cv::Vec3d;

[[nodiscard]] Colour mix(const Colour& a, const Colour& b, double share_of_b);
[[nodiscard]] inline Colour darker(const Colour& colour, double share) { return mix(colour, {0, 0, 0}, share); }
[[nodiscard]] inline Colour lighter(const Colour& colour, double share) { return mix(colour, {255, 255, 255}, share); }

// Where a drawing's units lie on the picture: x to the right (or left, mirrored), y up.
struct Placement {
  cv::Point2d origin;   // pixels
  double unit = 1;      // pixels
  bool mirrored = false;
};

// How the hour tints what is drawn: colour · strength + tint · (1 − strength).
struct Light {
  double strength = 1;
  Colour tint{0, 0, 0};
};

class Brush {
 public:
  Brush(cv::Mat& picture, Placement placement, Light light);

  void polygon(const std::vector<cv::Point2d>& corners, const Colour& colour) const;
  // From `top` at the highest corner to `bottom` at the lowest.
  void shaded(const std::vector<cv::Point2d>& corners, const Colour& top, const Colour& bottom) const;
  void box(const cv::Rect2d& box, const Colour& colour) const;                      // y up: box.y is its lower side
  void rounded(const cv::Rect2d& box, double radius, const Colour& top, const Colour& bottom) const;
  void disc(const cv::Point2d& centre, double radius, const Colour& colour) const;
  void ellipse(const cv::Point2d& centre, const cv::Size2d& radii, const Colour& colour) const;
  void line(const cv::Point2d& from, const cv::Point2d& to, double width, const Colour& colour) const;
  // Adds light that falls off to nothing at the radius; not tinted.
  void glow(const cv::Point2d& centre, double radius, const Colour& colour, double strength) const;
  // A soft dark ellipse on the ground.
  void shadow(const cv::Point2d& centre, const cv::Size2d& radii, double strength) const;

  [[nodiscard]] cv::Rect2d to_picture(const cv::Rect2d& box) const;  // pixels, y down

 private:
  [[nodiscard]] cv::Point2d place(const cv::Point2d& point) const;
  [[nodiscard]] std::vector<cv::Point> fixed(const std::vector<cv::Point2d>& corners) const;  // sub-pixel integers
  [[nodiscard]] Colour lit(const Colour& colour) const;
  cv::Mat& picture_;
  Placement placement_;
  Light light_;
};

}  // namespace headlight::training
