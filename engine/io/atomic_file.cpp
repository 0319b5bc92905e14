#include "engine/io/atomic_file.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

namespace headlight::io {
namespace fs = std::filesystem;

Result<Done> write_file(const fs::path& path, std::string_view bytes) {
  fs::path temporary = path;
  temporary += ".part" + std::to_string(::getpid());
  std::error_code ignored;
  std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) {
    const std::string reason = std::strerror(errno);
    fs::remove(temporary, ignored);
    return unusable("cannot write", path.string(), reason, "a writable place with enough room");
  }
  std::error_code error;
  fs::rename(temporary, path, error);
  if (!error) return Done{};
  fs::remove(temporary, ignored);
  return unusable("cannot write", path.string(), error.message(), "a writable place");
}

Result<std::string> read_file(const fs::path& path, std::size_t most) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return unusable("cannot read", path.string(), "no such file", "a file");
  const auto size = fs::file_size(path, error);
  if (error) return unusable("cannot read", path.string(), error.message(), "a readable file");
  if (size > most)
    return unusable("file too large", path.string(), std::to_string(size) + " bytes",
                    "at most " + std::to_string(most) + " bytes");
  std::string bytes(size, '\0');
  std::ifstream in(path, std::ios::binary);
  in.read(bytes.data(), static_cast<std::streamsize>(size));
  if (!in) return unusable("cannot read", path.string(), std::strerror(errno), "a readable file");
  return bytes;
}

}  // namespace headlight::io
