// What this process may still take of the machine's memory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace headlight::session {

// Bytes that the system can still hand out, under this process's own limit and its control group's; −1 where nobody says.
[[nodiscard]] std::int64_t free_bytes();

// Bytes left under the memory limits of a control group (version 2) and of those that it lies in: limit − use, file pages
// that would be given back not counted as use. `mounted` is where the hierarchy lies (/sys/fs/cgroup), `group` a path
// in it ("/", "/user.slice/…"). −1 where none has a limit.
[[nodiscard]] std::int64_t left_in_group(const std::filesystem::path& mounted, const std::string& group);

}  // namespace headlight::session
