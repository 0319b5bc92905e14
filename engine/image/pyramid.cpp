#include "engine/image/pyramid.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace headlight::image {
namespace {

cv::Mat view_of(const Image& image) {
  return {static_cast<int>(image.height), static_cast<int>(image.width), CV_8UC3,
          const_cast<std::uint8_t*>(image.rgb.data())};
}

Image blank(std::int64_t width, std::int64_t height) {
  return {width, height, Pixels(static_cast<std::size_t>(width * height * 3))};
}

Image halved(const Image& image) {
  auto half = blank((image.width + 1) / 2, (image.height + 1) / 2);
  auto to = view_of(half);
  cv::resize(view_of(image), to, to.size(), 0, 0, cv::INTER_AREA);
  return half;
}

std::int64_t parts(std::int64_t size, std::int64_t edge) { return (size + edge - 1) / edge; }

void require(const char* field, std::int64_t value, std::int64_t end) {
  if (value < 0 || value >= end)
    throw Failure{usage("no such part of the picture", field, std::to_string(value), "0 to " + std::to_string(end - 1))};
}

}  // namespace

Pyramid::Pyramid(Image picture, std::int64_t edge) : edge_(edge) {
  levels_.push_back(std::move(picture));
  while (std::max(levels_.back().width, levels_.back().height) > edge_) levels_.push_back(halved(levels_.back()));
  rest();
}

void Pyramid::rest() const {
  for (const auto& level : levels_) let_rest(level.rgb.data(), level.rgb.size());
}

std::int64_t Pyramid::bytes() const {
  std::int64_t sum = 0;
  for (const auto& level : levels_) sum += static_cast<std::int64_t>(level.rgb.size());
  return sum;
}

Image Pyramid::tile(int level, std::int64_t row, std::int64_t column) const {
  require("level", level, levels());
  const auto& from = levels_[static_cast<std::size_t>(level)];
  require("row", row, parts(from.height, edge_));
  require("column", column, parts(from.width, edge_));
  const auto left = column * edge_, top = row * edge_;
  auto out = blank(std::min(edge_, from.width - left), std::min(edge_, from.height - top));
  for (std::int64_t y = 0; y < out.height; ++y)
    std::copy_n(from.rgb.begin() + ((top + y) * from.width + left) * 3, out.width * 3,
                out.rgb.begin() + y * out.width * 3);
  let_rest(from.rgb.data(), from.rgb.size());
  return out;
}

Image Pyramid::shrunk(std::int64_t edge) const {
  std::size_t best = 0;
  while (best + 1 < levels_.size() && std::max(levels_[best + 1].width, levels_[best + 1].height) >= edge) ++best;
  return shrink(levels_[best], edge);
}

}  // namespace headlight::image
