#include "engine/session/free_memory.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <optional>

namespace headlight::session {
namespace {

namespace fs = std::filesystem;

// The number after `key` in a file of lines "key number"; nothing where it is not there.
std::optional<std::int64_t> number_after(const fs::path& file, const std::string& key) {
  std::ifstream lines(file);
  std::string name;
  std::int64_t value = 0;
  while (lines >> name) {
    if (name == key) return lines >> value ? std::optional(value) : std::nullopt;
    lines.ignore(4096, '\n');
  }
  return std::nullopt;
}

// The one number that a file holds; nothing for "max" or no file.
std::optional<std::int64_t> number_in(const fs::path& file) {
  std::ifstream text(file);
  std::int64_t value = 0;
  return text >> value ? std::optional(value) : std::nullopt;
}

// The smaller of two, where −1 is no limit.
std::int64_t tighter(std::int64_t a, std::int64_t b) { return a < 0 ? b : b < 0 ? a : std::min(a, b); }

std::int64_t left_in_one(const fs::path& folder) {
  const auto limit = number_in(folder / "memory.max"), used = number_in(folder / "memory.current");
  if (!limit || !used) return -1;
  const auto reclaimed = number_after(folder / "memory.stat", "inactive_file").value_or(0);
  return std::max<std::int64_t>(0, *limit - std::max<std::int64_t>(0, *used - reclaimed));
}

// This process's group: the line "0::/path" of version 2.
std::string own_group() {
  std::ifstream lines("/proc/self/cgroup");
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with("0::")) return line.substr(3);
  return "/";
}

// What this process may still map under its own limit; −1 for no limit.
std::int64_t under_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return -1;
  std::int64_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return std::max<std::int64_t>(0, static_cast<std::int64_t>(limit.rlim_cur) - pages * sysconf(_SC_PAGESIZE));
}

}  // namespace

std::int64_t left_in_group(const fs::path& mounted, const std::string& group) {
  auto left = left_in_one(mounted);
  auto folder = mounted;
  for (const auto& part : fs::path(group).relative_path()) {
    folder /= part;
    left = tighter(left, left_in_one(folder));
  }
  return left;
}

std::int64_t free_bytes() {
  const auto available = number_after("/proc/meminfo", "MemAvailable:");
  const auto in_groups = left_in_group("/sys/fs/cgroup", own_group());
  return tighter(tighter(available ? *available * 1024 : -1, under_limit()), in_groups);
}

}  // namespace headlight::session
