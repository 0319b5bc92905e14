// The architecture's arrows, read from the include lines of every source: a room includes only what it may.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>

#include "tests/places.h"

namespace {

namespace fs = std::filesystem;
using Rooms = std::set<std::string>;

const std::map<std::string, Rooms>& arrows() {
  static const std::map<std::string, Rooms> allowed = {
      {"engine/api", {}},
      {"engine/io", {"engine/api"}},
      {"engine/text", {"engine/api", "engine/io"}},
      {"engine/image", {"engine/api", "engine/io"}},
      {"engine/trace", {"engine/api", "engine/io"}},
      {"engine/kernels", {"engine/api", "engine/trace"}},
      {"engine/models", {"engine/api", "engine/io", "engine/trace", "engine/kernels"}},
      {"engine/views", {"engine/api", "engine/io", "engine/trace", "engine/kernels"}},
      {"engine/session",
       {"engine/api", "engine/io", "engine/text", "engine/image", "engine/trace", "engine/kernels", "engine/models",
        "engine/views"}},
      {"engine/training",
       {"engine/api", "engine/io", "engine/text", "engine/image", "engine/trace", "engine/kernels", "engine/models",
        "engine/views"}},
      {"ui/theme", {"engine/api"}},
      {"ui/controls", {"engine/api", "ui/theme"}},
      {"ui/figures", {"engine/api", "ui/theme"}},
      {"ui/state", {"engine/api", "ui/theme", "ui/figures"}},
      {"ui/panels", {"engine/api", "ui/theme", "ui/controls", "ui/figures", "ui/state"}},
      {"ui/studio", {"engine/api", "ui/theme", "ui/controls", "ui/figures", "ui/state", "ui/panels"}},
      {"ui/window", {"engine/api", "ui/theme", "ui/controls", "ui/figures", "ui/state", "ui/panels", "ui/studio"}},
      {"app", {"engine/api", "ui/figures", "ui/window", "ui/theme"}},
  };
  return allowed;
}

// "engine/io/json_file.h" → "engine/io"; "app/…" → "app".
std::string room_of(const std::string& path) {
  if (path.rfind("app/", 0) == 0) return "app";
  const auto second = path.find('/', path.find('/') + 1);
  return path.substr(0, second);
}

void check_file(const fs::path& file, const std::string& relative) {
  static const std::regex include(R"re(^\s*#include\s+"((engine|ui|app)/[^"]+)")re");
  static const std::regex torch(R"re(^\s*#include\s+<(ATen|torch|c10)/)re");
  static const std::regex qt(R"re(^\s*#include\s+<Q[A-Z])re");
  const auto room = room_of(relative);
  const bool torch_allowed = room.rfind("engine/", 0) == 0 && room != "engine/api" && room != "engine/io" && room != "engine/text";
  const bool qt_allowed = room.rfind("ui/", 0) == 0 || room == "app";
  ASSERT_EQ(arrows().count(room), 1U) << relative << " lies in a room that the architecture does not know";
  std::ifstream in(file);
  std::smatch match;
  for (std::string line; std::getline(in, line);) {
    EXPECT_TRUE(torch_allowed || !std::regex_search(line, torch)) << relative << ": " << line;
    EXPECT_TRUE(qt_allowed || !std::regex_search(line, qt)) << relative << ": " << line;
    if (!std::regex_search(line, match, include)) continue;
    const auto to = room_of(match[1]);
    EXPECT_TRUE(to == room || arrows().at(room).count(to) == 1) << relative << " must not include " << match[1];
  }
}

TEST(Architecture, EveryIncludeFollowsAnArrow) {
  const fs::path root = fs::path(headlight::tests::fixtures()).parent_path().parent_path();
  int files = 0;
  for (const auto* top : {"engine", "ui", "app"})
    for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
      const auto extension = entry.path().extension();
      const auto relative = fs::relative(entry.path(), root).string();
      if ((extension != ".h" && extension != ".cpp") || relative == "engine/torch_header.cpp") continue;
      check_file(entry.path(), relative);
      ++files;
    }
  EXPECT_GT(files, 100);
}

}  // namespace
