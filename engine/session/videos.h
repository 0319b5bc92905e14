// The videos that are being looked at, opened once.
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>

#include "engine/image/video.h"

namespace headlight::session {

class Videos {
 public:
  // The last two files stay open while they are unchanged. Thread-safe; one file is opened at a time.
  Result<std::shared_ptr<image::Video>> open(const std::string& path, std::stop_token stop = {});
  [[nodiscard]] std::int64_t bytes() const;

 private:
  struct Entry {
    std::string stamp;
    std::shared_ptr<image::Video> video;
  };
  std::shared_ptr<image::Video> find(const std::string& stamp);

  mutable std::mutex mutex_;  // of entries_
  std::mutex opening_;
  std::list<Entry> entries_;  // most recently used first
};

// A frame of a video; below 0: its first.
Result<std::shared_ptr<const image::Image>> read_frame(Videos& videos, const std::string& path, std::int64_t number,
                                                       const std::stop_token& stop);

}  // namespace headlight::session
