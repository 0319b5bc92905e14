// Which files are videos.
#pragma once

#include <filesystem>
#include <string_view>

namespace headlight::image {

enum class Container { none, mp4, matroska, avi };

// By the first bytes of a file, 16 or more where it has them: MP4 and QuickTime, Matroska and WebM, AVI. Playlists and
// other files that name further files are none of them.
[[nodiscard]] Container container_of(std::string_view first_bytes);

// Of a regular file; none where it cannot be read.
[[nodiscard]] Container container_of_file(const std::filesystem::path& path);

// What its name says; a file may hold something else.
[[nodiscard]] bool named_as_video(const std::filesystem::path& path);

[[nodiscard]] inline bool is_video(const std::filesystem::path& path) {
  return container_of_file(path) != Container::none;
}

}  // namespace headlight::image
