// The pictures that are being looked at, decoded once.
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "engine/api/session.h"
#include "engine/image/pyramid.h"

namespace headlight::session {

struct PictureFile {
  std::string path;
  std::optional<image::Window> window{};  // as InputSpec::window
};

class Pictures {
 public:
  // The file's pyramid, decoded unless it is kept and the file is unchanged. Thread-safe; one file is decoded at a time.
  Result<std::shared_ptr<const image::Pyramid>> open(const PictureFile& file);
  [[nodiscard]] std::int64_t bytes() const;

 private:
  struct Entry {
    std::string stamp;
    std::shared_ptr<const image::Pyramid> pyramid;
  };
  std::shared_ptr<const image::Pyramid> find(const std::string& stamp);
  void make_room(std::int64_t bytes);

  mutable std::mutex mutex_;  // of entries_
  std::mutex decoding_;
  std::list<Entry> entries_;  // most recently used first
};

// A picture as the session hands it out, with the whole picture's size.
[[nodiscard]] Picture to_picture(image::Image part, const image::Pyramid& whole);

}  // namespace headlight::session
