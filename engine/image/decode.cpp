#include "engine/image/decode.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "engine/image/jpeg_decode.h"
#include "engine/image/quiet_stderr.h"
#include "engine/image/webp_frame.h"

namespace headlight::image {
namespace {

int flags_of(Samples samples) {
  if (samples == Samples::grey_clipped) return cv::IMREAD_ANYDEPTH | cv::IMREAD_GRAYSCALE;
  if (samples == Samples::high_bytes) return cv::IMREAD_ANYDEPTH | cv::IMREAD_COLOR;
  return cv::IMREAD_COLOR;
}

// An empty matrix where the decoder refuses the bytes.
cv::Mat run_decoder(std::string& file, int flags, cv::Mat target = {}) {
  cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
  const QuietStderr quiet;
  const cv::Mat bytes(1, static_cast<int>(file.size()), CV_8UC1, file.data());
  try {
    return cv::imdecode(bytes, flags | cv::IMREAD_IGNORE_ORIENTATION, &target);
  } catch (const cv::Exception&) {
    return {};
  }
}

// 8-bit pictures are decoded into their place, so that a large one is in memory once. OpenCV hands the place back as it
// was when it refuses a file early: a mark in its first bytes shows that, and then the file is decoded on its own.
cv::Mat decode_into(Image& image, std::string& file, int flags) {
  const cv::Mat place(static_cast<int>(image.height), static_cast<int>(image.width), CV_8UC3, image.rgb.data());
  std::vector<std::uint8_t> mark(std::min<std::size_t>(64, image.rgb.size()));
  for (std::size_t i = 0; i < mark.size(); ++i) mark[i] = static_cast<std::uint8_t>(11 + 37 * i);
  std::copy(mark.begin(), mark.end(), image.rgb.begin());
  const auto decoded = run_decoder(file, flags, place);
  const bool untouched = std::equal(mark.begin(), mark.end(), image.rgb.begin());
  return untouched ? run_decoder(file, flags) : decoded;
}

void apply(const std::vector<Patch>& patches, std::string& file) {
  const bool little = file.starts_with("II");
  for (const Patch& patch : patches) {
    file[patch.at + (little ? 0 : 1)] = static_cast<char>(patch.value & 0xFFU);
    file[patch.at + (little ? 1 : 0)] = static_cast<char>(patch.value >> 8U);
  }
}

std::uint8_t in_window(double sample, const Window& window) {
  const double share = (sample - window[0]) / (window[1] - window[0]);
  return static_cast<std::uint8_t>(std::lround(255 * std::clamp(share, 0.0, 1.0)));
}

// What every sample value becomes.
std::vector<std::uint8_t> narrowing(Samples samples, const std::optional<Window>& window) {
  std::vector<std::uint8_t> table(samples == Samples::eight_bit ? 256 : 65536);
  for (std::size_t sample = 0; sample < table.size(); ++sample) {
    const auto plain = samples == Samples::high_bytes ? sample >> 8U : std::min<std::size_t>(sample, 255);
    table[sample] = window ? in_window(static_cast<double>(sample), *window) : static_cast<std::uint8_t>(plain);
  }
  return table;
}

// 16-bit samples, blue first or grey, to 8-bit RGB.
void fill_row(const cv::Mat& decoded, int row, const std::vector<std::uint8_t>& table, std::uint8_t* out) {
  const auto* wide = decoded.ptr<std::uint16_t>(row);
  const int channels = decoded.channels();
  for (int x = 0; x < decoded.cols; ++x)
    for (int channel = 0; channel < 3; ++channel) *out++ = table[wide[channels == 1 ? x : 3 * x + 2 - channel]];
}

// What a person would take for an empty picture: most cameras and scanners fill far more than the first byte.
std::string clipped_note(Samples samples, double most) {
  if (samples != Samples::grey_clipped || most <= 255) return {};
  return "16-bit grey above 255 is white to the model, as its own loader reads it; the picture's values reach " +
         std::to_string(std::lround(most)) + ", and a window of values (--window) shows them";
}

int type_of(Samples samples) {
  if (samples == Samples::grey_clipped) return CV_16UC1;
  return samples == Samples::high_bytes ? CV_16UC3 : CV_8UC3;
}

Image from_jpeg(const std::string& file, const std::string& name, const std::optional<Window>& window, Image image) {
  decode_jpeg(file, name, image);
  cv::Mat rgb(static_cast<int>(image.height), static_cast<int>(image.width), CV_8UC3, image.rgb.data());
  cv::minMaxIdx(rgb.reshape(1), image.range.data(), image.range.data() + 1);
  if (window) cv::LUT(rgb, narrowing(Samples::eight_bit, window), rgb);
  return image;
}

// The frame in its place, black around it.
Image from_frame(const std::string& file, const Header& header, const std::string& name, const std::optional<Window>& window) {
  auto still = still_of(file, *header.frame);
  Header own = header;
  own.frame.reset();
  own.width = header.frame->width;
  own.height = header.frame->height;
  const auto part = decode(still, own, name, window);
  if (own.width == header.width && own.height == header.height) return part;
  Image image{header.width, header.height, {}, part.bits, part.grey, part.range};
  image.rgb.resize(static_cast<std::size_t>(header.width * header.height * 3));
  const auto black = narrowing(Samples::eight_bit, window)[0];
  std::fill(image.rgb.begin(), image.rgb.end(), black);
  for (std::int64_t row = 0; row < part.height; ++row)
    std::copy_n(part.rgb.data() + row * part.width * 3, part.width * 3,
                image.rgb.data() + ((header.frame->y + row) * header.width + header.frame->x) * 3);
  image.range[0] = 0;
  return image;
}

}  // namespace

Image decode(std::string& file, const Header& header, const std::string& name, const std::optional<Window>& window) {
  if (header.frame) return from_frame(file, header, name, window);
  apply(header.patches, file);
  const bool eight_bit = header.samples == Samples::eight_bit;
  Image image{header.width, header.height, {}, eight_bit ? 8 : 16, header.grey};
  image.rgb.resize(static_cast<std::size_t>(header.width * header.height * 3));
  if (header.format == Format::jpeg) return from_jpeg(file, name, window, std::move(image));
  const auto flags = flags_of(header.samples);
  const cv::Mat decoded = eight_bit ? decode_into(image, file, flags) : run_decoder(file, flags);
  if (decoded.empty() || decoded.cols != header.width || decoded.rows != header.height ||
      decoded.type() != type_of(header.samples))
    throw Failure{unusable("image cannot be decoded", name, "damaged or cut-off data", "a whole picture")};
  cv::minMaxIdx(decoded.reshape(1), image.range.data(), image.range.data() + 1);
  if (!window) image.note = clipped_note(header.samples, image.range[1]);
  const auto table = narrowing(header.samples, window);
  if (eight_bit) {
    cv::Mat rgb(decoded.rows, decoded.cols, CV_8UC3, image.rgb.data());
    cv::cvtColor(decoded, rgb, cv::COLOR_BGR2RGB);
    if (window) cv::LUT(rgb, table, rgb);
    return image;
  }
  for (int row = 0; row < decoded.rows; ++row)
    fill_row(decoded, row, table, image.rgb.data() + std::int64_t{row} * header.width * 3);
  return image;
}

}  // namespace headlight::image
