// The pictures that are being looked at, decoded once.
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "engine/api/session.h"
#include "engine/image/pyramid.h"
#include "engine/session/videos.h"

namespace headlight::session {

struct PictureFile {
  std::string path;
  std::optional<image::Window> window{};  // as InputSpec::window
  std::int64_t frame = -1;                // as InputSpec::frame; a video without one means its first
};

class Pictures {
 public:
  explicit Pictures(Videos& videos) : videos_(videos) {}

  // The file's pyramid, decoded unless it is kept and the file is unchanged. Thread-safe; one file is decoded at a time.
  // Of the frames of videos the last four are kept.
  Result<std::shared_ptr<const image::Pyramid>> open(const PictureFile& file, const std::stop_token& stop = {});
  [[nodiscard]] std::int64_t bytes() const;

 private:
  struct Entry {
    std::string stamp;
    std::shared_ptr<const image::Pyramid> pyramid;
    bool frame = false;  // of a video
  };
  Result<image::Image> read(const PictureFile& file, const std::stop_token& stop);
  std::shared_ptr<const image::Pyramid> find(const std::string& stamp);
  void make_room(std::int64_t bytes);
  void drop_old_frames();

  Videos& videos_;
  mutable std::mutex mutex_;  // of entries_
  std::mutex decoding_;
  std::list<Entry> entries_;  // most recently used first
};

// A picture as the session hands it out, with the whole picture's size.
[[nodiscard]] Picture to_picture(const image::Image& part, const image::Pyramid& whole);

}  // namespace headlight::session
