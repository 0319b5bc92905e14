#include "engine/image/video_kind.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <string>

namespace headlight::image {
namespace {

// The boxes that may stand first in an MP4 or QuickTime file.
constexpr std::array<std::string_view, 7> first_boxes{"ftyp", "moov", "mdat", "wide", "free", "skip", "pnot"};

constexpr std::array<std::string_view, 6> endings{".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi"};

}  // namespace

Container container_of(std::string_view first_bytes) {
  using namespace std::string_view_literals;
  if (first_bytes.starts_with("\x1A\x45\xDF\xA3"sv)) return Container::matroska;
  if (first_bytes.size() < 12) return Container::none;
  if (first_bytes.starts_with("RIFF"sv) && first_bytes.substr(8, 4) == "AVI "sv) return Container::avi;
  const auto box = first_bytes.substr(4, 4);
  return std::find(first_boxes.begin(), first_boxes.end(), box) != first_boxes.end() ? Container::mp4 : Container::none;
}

bool named_as_video(const std::filesystem::path& path) {
  auto ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char letter) { return std::tolower(letter); });
  return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

Container container_of_file(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return Container::none;
  std::string bytes(16, '\0');
  std::ifstream in(path, std::ios::binary);
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  return container_of(bytes);
}

}  // namespace headlight::image
