#include "app/resources.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace headlight::app {
namespace fs = std::filesystem;

std::vector<std::string> resource_folders() {
  std::vector<std::string> folders;
  if (const char* chosen = std::getenv("HEADLIGHT_RESOURCES"); chosen != nullptr) folders.emplace_back(chosen);
  std::error_code error;
  const auto program = fs::read_symlink("/proc/self/exe", error).parent_path();
  const auto shared = program / ".." / "share" / "headlight";
  if (fs::is_directory(shared, error)) folders.push_back(fs::weakly_canonical(shared, error).string());
  std::ifstream beside(program / "headlight.resources");
  for (std::string line; std::getline(beside, line);)
    if (!line.empty()) folders.push_back(line);
  return folders;
}

}  // namespace headlight::app
