#include "engine/image/letterbox.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <cfenv>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace headlight::image {
namespace {

constexpr int grey = 114;

// To the nearest integer, halves to the even one.
int rounded(double value) { return static_cast<int>(std::nearbyint(value)); }

struct Placing {
  cv::Size size;           // of the resized picture
  int left = 0, top = 0;   // where it lies in the input
};

Placing place(const Image& image, const Letterbox& box) {
  if (box.stretch) return {cv::Size(static_cast<int>(box.width), static_cast<int>(box.height)), 0, 0};
  const auto height = static_cast<double>(image.height), width = static_cast<double>(image.width);
  const double ratio = std::min(static_cast<double>(box.height) / height, static_cast<double>(box.width) / width);
  const cv::Size size(std::max(rounded(width * ratio), 1), std::max(rounded(height * ratio), 1));
  const double across = (static_cast<double>(box.width) - size.width) / 2, down = (static_cast<double>(box.height) - size.height) / 2;
  return {size, rounded(across - 0.1), rounded(down - 0.1)};
}

}  // namespace

Result<Processed> Letterbox::process(const Image& image) const {
  const auto placing = place(image, *this);
  const cv::Mat source(static_cast<int>(image.height), static_cast<int>(image.width), CV_8UC3,
                       const_cast<std::uint8_t*>(image.rgb.data()));  // only read
  cv::Mat input(static_cast<int>(height), static_cast<int>(width), CV_8UC3, cv::Scalar(grey, grey, grey));
  cv::Mat part = input(cv::Rect(placing.left, placing.top, placing.size.width, placing.size.height));
  if (source.size() == placing.size) source.copyTo(part);
  else cv::resize(source, part, placing.size, 0, 0, cv::INTER_LINEAR);
  Processed out;
  out.pixels = at::from_blob(input.data, {height, width, 3}, at::kByte).permute({2, 0, 1}).to(at::kFloat).div_(255).contiguous();
  const double across = static_cast<double>(image.width) / placing.size.width;
  const double down = static_cast<double>(image.height) / placing.size.height;
  out.to_image = {across, 0, -across * placing.left, 0, down, -down * placing.top};
  return out;
}

}  // namespace headlight::image
