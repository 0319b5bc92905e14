// Silence for image libraries that print their complaints.
#pragma once

#include <mutex>

namespace headlight::image {

// While one exists, whatever the process writes to its standard error is dropped (libpng and libjpeg write there
// directly, below OpenCV). One at a time; short-lived.
class QuietStderr {
 public:
  QuietStderr();
  QuietStderr(const QuietStderr&) = delete;
  QuietStderr& operator=(const QuietStderr&) = delete;
  ~QuietStderr();

 private:
  std::unique_lock<std::mutex> lock_;
  int kept_ = -1;
};

// FFmpeg's decoders print from threads of their own, at any time: silences them, where FFmpeg is linked. Whatever level
// OpenCV sets when it opens a video, nothing is printed; to be called before one is opened.
void silence_ffmpeg();

}  // namespace headlight::image
