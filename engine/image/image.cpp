#include "engine/image/image.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <sstream>

#include "engine/image/decode.h"
#include "engine/image/header.h"
#include "engine/image/upright.h"
#include "engine/io/atomic_file.h"

namespace headlight::image {
namespace {

constexpr std::size_t largest_file = std::size_t{1} << 30;

std::string size_text(const Header& header) {
  return std::to_string(header.width) + " × " + std::to_string(header.height) + " pixels";
}

void check_size(const Header& header, std::int64_t most_pixels, const std::string& name) {
  if (header.width < 1 || header.height < 1)
    throw Failure{unusable("wrong image size", name, size_text(header), "at least 1 × 1 pixels")};
  if (header.width > most_pixels / header.height)
    throw Failure{
        unusable("image too large", name, size_text(header), "at most " + std::to_string(most_pixels) + " pixels")};
}

void check_window(const Window& window) {
  const double span = window[1] - window[0];
  if (!std::isfinite(span) || span == 0)
    throw Failure{usage("wrong window", "window", std::to_string(window[0]) + " to " + std::to_string(window[1]),
                        "two different finite numbers")};
}

}  // namespace

Result<Image> read_image(const std::filesystem::path& path, const Reading& reading) {
  return guarded<Image>([&]() -> Result<Image> {
    const std::string name = path.string();
    std::string file = io::read_file(path, largest_file).take();
    const Header header = read_header(file, name);
    check_size(header, reading.most_pixels, name);
    if (reading.window) check_window(*reading.window);
    auto decoded = decode(file, header, name, reading.window);
    std::string().swap(file);
    return upright(std::move(decoded), header.orientation);
  });
}

Part part_of(std::int64_t width, std::int64_t height, const std::array<double, 4>& region) {
  const auto [x0, y0, x1, y1] = region;
  const auto nearest = [](double at, std::int64_t size) {
    return std::llround(std::clamp(at, 0.0, static_cast<double>(size)));
  };
  std::ostringstream text;
  text << x0 << ',' << y0 << ',' << x1 << ',' << y1;
  if (!std::isfinite(x1 - x0) || !std::isfinite(y1 - y0) || x0 >= x1 || y0 >= y1)
    throw Failure{usage("wrong region", "region", text.str(), "x0,y0,x1,y1 with x0 < x1 and y0 < y1")};
  const Part part{nearest(x0, width), nearest(y0, height), nearest(x1, width), nearest(y1, height)};
  if (part.x0 >= part.x1 || part.y0 >= part.y1)
    throw Failure{usage("region without a pixel of the picture", "region", text.str(),
                        "a part of 0,0," + std::to_string(width) + ',' + std::to_string(height))};
  return part;
}

Image cut(const Image& image, const Part& part) {
  Image out{part.x1 - part.x0, part.y1 - part.y0, {}, image.bits, image.grey, image.range};
  out.rgb.resize(static_cast<std::size_t>(out.width * out.height * 3));
  for (std::int64_t y = 0; y < out.height; ++y)
    std::copy_n(image.rgb.data() + ((part.y0 + y) * image.width + part.x0) * 3, out.width * 3,
                out.rgb.data() + y * out.width * 3);
  return out;
}

Image shrink(const Image& image, std::int64_t edge) {
  const std::int64_t longest = std::max(image.width, image.height);
  if (edge < 1 || longest <= edge) return image;
  const auto scaled = [&](std::int64_t size) {
    return std::max<std::int64_t>(1, (size * edge + longest / 2) / longest);
  };
  Image out{scaled(image.width), scaled(image.height), {}, image.bits, image.grey, image.range};
  out.rgb.resize(static_cast<std::size_t>(out.width * out.height * 3));
  const cv::Mat from(static_cast<int>(image.height), static_cast<int>(image.width), CV_8UC3,
                     const_cast<std::uint8_t*>(image.rgb.data()));
  cv::Mat to(static_cast<int>(out.height), static_cast<int>(out.width), CV_8UC3, out.rgb.data());
  cv::resize(from, to, to.size(), 0, 0, cv::INTER_AREA);
  return out;
}

}  // namespace headlight::image
