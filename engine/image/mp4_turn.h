// How an MP4 or QuickTime file wants its pictures turned.
#pragma once

#include <filesystem>

namespace headlight::image {

// The first video track's matrix (ISO/IEC 14496-12, 'tkhd') as an EXIF orientation; 1 where there is none, where it is
// no multiple of a quarter turn, and where the file is damaged. OpenCV's own reading of it turns the wrong way with some
// versions of FFmpeg.
[[nodiscard]] int mp4_orientation(const std::filesystem::path& path);

}  // namespace headlight::image
