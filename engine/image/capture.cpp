#include "engine/image/capture.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

#include "engine/image/mp4_turn.h"
#include "engine/image/quiet_stderr.h"
#include "engine/image/upright.h"
#include "engine/image/video_kind.h"

namespace headlight::image {
namespace {

constexpr int raw_packets = -1;  // CAP_PROP_FORMAT

// OpenCV's answer, or `otherwise` where it throws. Its libraries print on standard error: not here.
template <typename Call>
auto quietly(Call call, decltype(call()) otherwise) {
  const QuietStderr quiet;
  try {
    return call();
  } catch (const cv::Exception&) {
    return otherwise;
  }
}

void check_kind(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    const bool there = std::filesystem::exists(path, error);
    throw Failure{unusable("cannot read", path.string(), there ? "not a regular file" : "no such file", "a video file")};
  }
  if (!is_video(path))
    throw Failure{unusable("not a known video", path.string(), "other first bytes", "an MP4, MOV, MKV, WebM or AVI file")};
}

void check_size(double width, double height, const std::string& name) {
  const auto found = std::to_string(std::llround(width)) + " × " + std::to_string(std::llround(height)) + " pixels";
  if (!(width >= 1 && height >= 1)) throw Failure{unusable("wrong video size", name, found, "at least 1 × 1 pixels")};
  if (width * height > static_cast<double>(Capture::most_pixels))
    throw Failure{unusable("video too large", name, found,
                           "at most " + std::to_string(Capture::most_pixels) + " pixels a frame")};
}

}  // namespace

struct Capture::Reader {
  cv::VideoCapture capture;
  bool packets = false;
  int orientation = 1;  // EXIF
};

Capture::Capture(const std::filesystem::path& path, Mode mode)
    : reader_(std::make_unique<Reader>()), name_(path.string()) {
  check_kind(path);
  cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
  auto& capture = reader_->capture;
  const auto whole = std::filesystem::absolute(path).string();  // never a protocol's name
  silence_ffmpeg();
  bool opened = quietly([&] { return capture.open(whole, cv::CAP_FFMPEG); }, false);
  if (!opened && container_of_file(path) == Container::avi)
    opened = quietly([&] { return capture.open(whole, cv::CAP_OPENCV_MJPEG); }, false);
  if (!opened)
    throw Failure{unusable("video cannot be opened", name_, "damaged, cut off, without pictures or of an unknown codec",
                           "a whole video file")};
  check_size(capture.get(cv::CAP_PROP_FRAME_WIDTH), capture.get(cv::CAP_PROP_FRAME_HEIGHT), name_);
  (void)quietly([&] { return capture.set(cv::CAP_PROP_ORIENTATION_AUTO, 0); }, false);
  if (container_of_file(path) == Container::mp4) reader_->orientation = mp4_orientation(path);
  if (mode == Mode::packets) reader_->packets = quietly([&] { return capture.set(cv::CAP_PROP_FORMAT, raw_packets); }, false);
}

Capture::~Capture() {
  const QuietStderr quiet;
  reader_.reset();
}

bool Capture::counts_packets() const { return reader_->packets; }

double Capture::frames_per_second() const { return reader_->capture.get(cv::CAP_PROP_FPS); }

bool Capture::one_packet_a_frame() const {
  const auto codec = static_cast<int>(reader_->capture.get(cv::CAP_PROP_FOURCC));
  return codec != cv::VideoWriter::fourcc('V', 'P', '8', '0');
}

bool Capture::next() {
  return quietly([&] { return reader_->capture.grab(); }, false);
}

std::int64_t Capture::time() const {
  const double milliseconds = reader_->capture.get(cv::CAP_PROP_POS_MSEC);
  return std::isfinite(milliseconds) ? std::llround(milliseconds * 1000) : 0;
}

Image Capture::picture() {
  cv::Mat decoded;
  const bool converted = quietly([&] { return reader_->capture.retrieve(decoded); }, false);
  if (!converted || decoded.empty() || decoded.type() != CV_8UC3)
    throw Failure{unusable("frame cannot be decoded", name_, "damaged or cut-off data", "a whole video")};
  check_size(decoded.cols, decoded.rows, name_);
  Image image{decoded.cols, decoded.rows};
  image.rgb.resize(decoded.total() * 3);
  cv::Mat rgb(decoded.rows, decoded.cols, CV_8UC3, image.rgb.data());
  cv::cvtColor(decoded, rgb, cv::COLOR_BGR2RGB);
  image.range = {0, 255};
  return upright(std::move(image), reader_->orientation);
}

void Capture::seek(std::int64_t time) {
  const double milliseconds = static_cast<double>(std::max<std::int64_t>(0, time)) / 1000;
  (void)quietly([&] { return reader_->capture.set(cv::CAP_PROP_POS_MSEC, milliseconds); }, false);
}

}  // namespace headlight::image
