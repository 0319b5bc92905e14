#include "engine/training/brush.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace headlight::training {
namespace {

constexpr int fraction_bits = 4;
constexpr double fraction = 1 << fraction_bits;

cv::Scalar scalar(const Colour& colour) { return {colour[0], colour[1], colour[2]}; }

cv::Rect around(const cv::Point2d& centre, double rx, double ry, const cv::Mat& picture) {
  const cv::Rect box(cv::Point(static_cast<int>(std::floor(centre.x - rx)), static_cast<int>(std::floor(centre.y - ry))),
                     cv::Point(static_cast<int>(std::ceil(centre.x + rx)) + 1, static_cast<int>(std::ceil(centre.y + ry)) + 1));
  return box & cv::Rect(0, 0, picture.cols, picture.rows);
}

// Calls body(pixel, share) for the pixels of an ellipse, share falling from 1 in the middle to 0 at the rim.
template <typename Body>
void for_soft_ellipse(cv::Mat& picture, const cv::Point2d& centre, double rx, double ry, const Body& body) {
  const auto box = around(centre, rx, ry, picture);
  for (int y = box.y; y < box.y + box.height; ++y)
    for (int x = box.x; x < box.x + box.width; ++x) {
      const double dx = (x + 0.5 - centre.x) / rx, dy = (y + 0.5 - centre.y) / ry;
      const double share = 1 - (dx * dx + dy * dy);
      if (share > 0) body(picture.at<cv::Vec3b>(y, x), share);
    }
}

std::uint8_t byte(double value) { return cv::saturate_cast<std::uint8_t>(value); }

}  // namespace

Colour mix(const Colour& a, const Colour& b, double share_of_b) { return a * (1 - share_of_b) + b * share_of_b; }

Brush::Brush(cv::Mat& picture, Placement placement, Light light)
    : picture_(picture), placement_(placement), light_(light) {}

cv::Point2d Brush::place(const cv::Point2d& point) const {
  const double x = placement_.mirrored ? -point.x : point.x;
  return {placement_.origin.x + x * placement_.unit, placement_.origin.y - point.y * placement_.unit};
}

std::vector<cv::Point> Brush::fixed(const std::vector<cv::Point2d>& corners) const {
  std::vector<cv::Point> points;
  for (const auto& corner : corners) {
    // OpenCV's pixel centres lie on integers, ours half a pixel further.
    const auto at = place(corner) - cv::Point2d(0.5, 0.5);
    points.emplace_back(static_cast<int>(std::lround(at.x * fraction)), static_cast<int>(std::lround(at.y * fraction)));
  }
  return points;
}

Colour Brush::lit(const Colour& colour) const { return mix(light_.tint, colour, light_.strength); }

void Brush::polygon(const std::vector<cv::Point2d>& corners, const Colour& colour) const {
  cv::fillPoly(picture_, std::vector<std::vector<cv::Point>>{fixed(corners)}, scalar(lit(colour)), cv::LINE_AA, fraction_bits);
}

void Brush::shaded(const std::vector<cv::Point2d>& corners, const Colour& top, const Colour& bottom) const {
  auto points = fixed(corners);
  cv::Rect box = cv::boundingRect(points);
  box = cv::Rect(cv::Point(static_cast<int>(std::floor(box.x / fraction)) - 1, static_cast<int>(std::floor(box.y / fraction)) - 1),
                 cv::Point(static_cast<int>(std::ceil(box.br().x / fraction)) + 2, static_cast<int>(std::ceil(box.br().y / fraction)) + 2)) &
        cv::Rect(0, 0, picture_.cols, picture_.rows);
  if (box.empty()) return;
  cv::Mat mask = cv::Mat::zeros(box.size(), CV_8U);
  for (auto& point : points) point -= cv::Point(box.x << fraction_bits, box.y << fraction_bits);
  cv::fillPoly(mask, std::vector<std::vector<cv::Point>>{points}, cv::Scalar(255), cv::LINE_AA, fraction_bits);
  for (int y = 0; y < box.height; ++y) {
    const auto colour = lit(mix(top, bottom, (y + 0.5) / box.height));
    auto* row = picture_.ptr<cv::Vec3b>(box.y + y) + box.x;
    const auto* cover = mask.ptr<std::uint8_t>(y);
    for (int x = 0; x < box.width; ++x) {
      const double share = cover[x] / 255.0;
      for (int c = 0; c < 3; ++c) row[x][c] = byte(row[x][c] * (1 - share) + colour[c] * share);
    }
  }
}

void Brush::box(const cv::Rect2d& box, const Colour& colour) const {
  polygon({{box.x, box.y}, {box.x + box.width, box.y}, {box.x + box.width, box.y + box.height}, {box.x, box.y + box.height}},
          colour);
}

void Brush::rounded(const cv::Rect2d& box, double radius, const Colour& top, const Colour& bottom) const {
  std::vector<cv::Point2d> corners;
  const double r = std::min({radius, box.width / 2, box.height / 2});
  const cv::Point2d centres[4] = {{box.x + box.width - r, box.y + box.height - r}, {box.x + r, box.y + box.height - r},
                                  {box.x + r, box.y + r}, {box.x + box.width - r, box.y + r}};
  for (int corner = 0; corner < 4; ++corner)
    for (int i = 0; i <= 6; ++i) {
      const double angle = (corner + i / 6.0) * std::numbers::pi / 2;
      corners.emplace_back(centres[corner].x + r * std::cos(angle), centres[corner].y + r * std::sin(angle));
    }
  shaded(corners, top, bottom);
}

void Brush::disc(const cv::Point2d& centre, double radius, const Colour& colour) const {
  ellipse(centre, {radius, radius}, colour);
}

void Brush::ellipse(const cv::Point2d& centre, const cv::Size2d& radii, const Colour& colour) const {
  std::vector<cv::Point2d> corners;
  for (int i = 0; i < 36; ++i) {
    const double angle = i * std::numbers::pi / 18;
    corners.emplace_back(centre.x + radii.width * std::cos(angle), centre.y + radii.height * std::sin(angle));
  }
  polygon(corners, colour);
}

void Brush::line(const cv::Point2d& from, const cv::Point2d& to, double width, const Colour& colour) const {
  const auto along = to - from;
  const double length = std::max(1e-9, std::hypot(along.x, along.y));
  const cv::Point2d across(-along.y / length * width / 2, along.x / length * width / 2);
  polygon({from + across, to + across, to - across, from - across}, colour);
}

void Brush::glow(const cv::Point2d& centre, double radius, const Colour& colour, double strength) const {
  const double r = radius * placement_.unit;
  for_soft_ellipse(picture_, place(centre), r, r, [&](cv::Vec3b& pixel, double share) {
    for (int c = 0; c < 3; ++c) pixel[c] = byte(pixel[c] + colour[c] * strength * share * share);
  });
}

void Brush::shadow(const cv::Point2d& centre, const cv::Size2d& radii, double strength) const {
  for_soft_ellipse(picture_, place(centre), radii.width * placement_.unit, radii.height * placement_.unit,
                   [&](cv::Vec3b& pixel, double share) {
                     const double left = 1 - strength * std::min(1.0, 1.6 * share);
                     for (int c = 0; c < 3; ++c) pixel[c] = byte(pixel[c] * left);
                   });
}

cv::Rect2d Brush::to_picture(const cv::Rect2d& box) const {
  const auto a = place({box.x, box.y}), b = place({box.x + box.width, box.y + box.height});
  return {cv::Point2d(std::min(a.x, b.x), std::min(a.y, b.y)), cv::Point2d(std::max(a.x, b.x), std::max(a.y, b.y))};
}

}  // namespace headlight::training
