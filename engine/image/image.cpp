#include "engine/image/image.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

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
    return upright(decode(file, header, name, reading.window), header.orientation);
  });
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
