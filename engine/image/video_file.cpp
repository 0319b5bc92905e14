#include "engine/api/video_file.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cctype>
#include <cstring>
#include <filesystem>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

#include "engine/image/capture.h"
#include "engine/image/quiet_stderr.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;

struct Encoder {
  const char* ending;
  const char* codec;  // four characters
  int writer;         // OpenCV's
};

// Of several for one ending, the first that this machine has.
constexpr std::array<Encoder, 6> encoders{{{".mp4", "avc1", cv::CAP_FFMPEG},
                                           {".mp4", "mp4v", cv::CAP_FFMPEG},
                                           {".webm", "VP90", cv::CAP_FFMPEG},
                                           {".webm", "VP80", cv::CAP_FFMPEG},
                                           {".avi", "MJPG", cv::CAP_FFMPEG},
                                           {".avi", "MJPG", cv::CAP_OPENCV_MJPEG}}};

std::string ending_of(const std::string& path) {
  auto ending = fs::path(path).extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return std::tolower(c); });
  return ending;
}

fs::path temporary_name(const fs::path& path) {
  static std::atomic<unsigned> count{0};
  const auto own = ".part" + std::to_string(::getpid()) + "-" + std::to_string(count++);
  return path.parent_path() / (path.stem().string() + own + ending_of(path.string()));  // the ending picks the container
}

int even(std::int64_t side) { return static_cast<int>(side + side % 2); }

class Writer final : public VideoFile {
 public:
  Writer(fs::path path, const VideoShape& shape) : path_(std::move(path)), temporary_(temporary_name(path_)), shape_(shape) {}
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() override {
    close();
    std::error_code ignored;
    if (!finished_) fs::remove(temporary_, ignored);
  }

  Result<Done> open() {
    if (!make_place()) return unusable("cannot write", path_.string(), "no writable folder", "a writable place");
    for (const auto& encoder : encoders)
      if (ending_of(path_.string()) == encoder.ending && start(encoder)) return Done{};
    return failed("no encoder for this kind of video on this machine", path_.string(), ending_of(path_.string()),
                  "another ending: .mp4, .webm or .avi, or numbered pictures");
  }

  Result<Done> add(const std::vector<std::uint8_t>& rgb) override {
    if (static_cast<std::int64_t>(rgb.size()) != shape_.width * shape_.height * 3)
      return failed("wrong size of a video's frame", path_.string(), std::to_string(rgb.size()) + " bytes",
                    std::to_string(shape_.width) + " × " + std::to_string(shape_.height) + " pixels");
    const cv::Mat frame(static_cast<int>(shape_.height), static_cast<int>(shape_.width), CV_8UC3,
                        const_cast<std::uint8_t*>(rgb.data()));
    cv::Mat blue_first, whole;
    cv::cvtColor(frame, blue_first, cv::COLOR_RGB2BGR);
    cv::copyMakeBorder(blue_first, whole, 0, even(shape_.height) - frame.rows, 0, even(shape_.width) - frame.cols,
                       cv::BORDER_REPLICATE);
    const image::QuietStderr quiet;
    try {
      writer_.write(whole);
    } catch (const cv::Exception&) {
      return failed("a frame cannot be encoded", path_.string(), "frame " + std::to_string(frames_));
    }
    ++frames_;
    return Done{};
  }

  Result<Written> finish() override {
    close();
    if (auto whole = check(); !whole) return whole.error();
    std::error_code error;
    const auto bytes = fs::file_size(temporary_, error);
    if (!error) fs::rename(temporary_, path_, error);
    if (error) return unusable("cannot write", path_.string(), error.message(), "a writable place with enough room");
    finished_ = true;
    return Written{path_.string(), static_cast<std::int64_t>(bytes)};
  }

 private:
  // Whether the temporary file can be made, and over `path_` nothing but a file would be replaced.
  bool make_place() {
    std::error_code error;
    const auto there = fs::status(path_, error);
    if (fs::exists(there) && !fs::is_regular_file(there)) return false;
    std::FILE* file = std::fopen(temporary_.c_str(), "wbx");
    return file != nullptr && std::fclose(file) == 0;
  }

  bool start(const Encoder& encoder) {
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    const image::QuietStderr quiet;
    const char* code = encoder.codec;
    try {
      const bool opened = writer_.open(fs::absolute(temporary_).string(), encoder.writer,
                                       cv::VideoWriter::fourcc(code[0], code[1], code[2], code[3]),
                                       shape_.frames_per_second, cv::Size(even(shape_.width), even(shape_.height)));
      image::silence_ffmpeg();
      return opened;
    } catch (const cv::Exception&) {
      return false;
    }
  }

  void close() {
    const image::QuietStderr quiet;
    writer_.release();
  }

  // OpenCV does not say when the disk is full: the file is counted instead.
  Result<Done> check() const {
    return guarded<Done>([&]() -> Result<Done> {
      image::Capture packets(temporary_, image::Capture::Mode::packets);
      std::int64_t found = 0;
      while (packets.next()) ++found;
      if (found >= frames_ && frames_ > 0) return Done{};
      return failed("the video could not be written whole", path_.string(), std::to_string(found) + " frames",
                    std::to_string(frames_));
    });
  }

  fs::path path_, temporary_;
  VideoShape shape_;
  cv::VideoWriter writer_;
  std::int64_t frames_ = 0;
  bool finished_ = false;
};

}  // namespace

Result<std::unique_ptr<VideoFile>> make_video_file(const std::string& path, const VideoShape& shape) {
  if (!names_video_file(path)) return usage("not a kind of video that can be written", path, {}, ".mp4, .webm or .avi");
  if (shape.width < 1 || shape.height < 1 || shape.width > 16384 || shape.height > 16384 ||
      !(shape.frames_per_second > 0 && shape.frames_per_second <= 1000))
    return usage("wrong shape of a video", path, std::to_string(shape.width) + " × " + std::to_string(shape.height),
                 "1 to 16384 pixels, up to 1000 frames a second");
  auto writer = std::make_unique<Writer>(path, shape);
  if (auto opened = writer->open(); !opened) return opened.error();
  return std::unique_ptr<VideoFile>(std::move(writer));
}

}  // namespace headlight
