// Videos from files: their frames counted, any of them read exactly.
#pragma once

#include <atomic>
#include <filesystem>
#include <list>
#include <memory>
#include <mutex>
#include <stop_token>

#include "engine/image/capture.h"
#include "engine/image/frame_clock.h"

namespace headlight::image {

class Video {
 public:
  // MP4, MOV, MKV, WebM or AVI by first bytes. The frames are counted by the file's packets and checked against the times
  // of the first and last ones; where those do not fit together (variable frame rate, hidden frames, a cut-off file),
  // every frame is decoded once and counted. Cancelled soon after `stop` is set.
  static Result<std::shared_ptr<Video>> open(const std::filesystem::path& path, std::stop_token stop = {});

  [[nodiscard]] std::int64_t width() const { return width_; }  // upright: the file's rotation is applied
  [[nodiscard]] std::int64_t height() const { return height_; }
  [[nodiscard]] std::int64_t frames() const;
  [[nodiscard]] double frames_per_second() const;

  // Frame `number` of a reading from the beginning. One that is damaged is shown as the next that is not. A number
  // outside 0 … frames − 1 is an error of kind usage. Thread-safe, one frame is decoded at a time.
  Result<std::shared_ptr<const Image>> frame(std::int64_t number, std::stop_token stop = {});
  [[nodiscard]] std::int64_t bytes() const { return bytes_; }  // of the kept frames; waits for no decoding

 private:
  explicit Video(std::filesystem::path path) : path_(std::move(path)) {}
  void measure(const std::stop_token& stop);
  bool clock_regularly(const std::stop_token& stop);
  void clock_by_decoding(const std::stop_token& stop);
  void check_number(std::int64_t number) const;
  void rewind();
  bool advance();
  void approach(std::int64_t number, const std::stop_token& stop);
  std::shared_ptr<const Image> read(std::int64_t number, const std::stop_token& stop);
  std::shared_ptr<const Image> find(std::int64_t number);
  std::shared_ptr<const Image> keep(std::int64_t number, Image image);

  struct Entry {
    std::int64_t number = 0;
    std::shared_ptr<const Image> image;
  };

  std::filesystem::path path_;
  std::int64_t width_ = 0, height_ = 0;
  mutable std::mutex mutex_;  // of all below
  FrameClock clock_;
  bool counted_ = false;  // the clock lists what was decoded
  std::unique_ptr<Capture> capture_;
  std::int64_t position_ = -1;  // the frame that the capture found last; −1: none yet
  std::list<Entry> kept_;       // most recently used first
  std::atomic<std::int64_t> bytes_ = 0;
};

}  // namespace headlight::image
