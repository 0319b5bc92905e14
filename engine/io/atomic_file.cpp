#include "engine/io/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

namespace headlight::io {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t write_at_once = std::size_t{1} << 28;

Error cannot_write(const fs::path& path) {
  return unusable("cannot write", path.string(), std::strerror(errno), "a writable place with enough room");
}

fs::path temporary_name(const fs::path& path) {
  static std::atomic<unsigned> count{0};
  fs::path name = path;
  name += ".part" + std::to_string(::getpid()) + "-" + std::to_string(count++);
  return name;
}

}  // namespace

AtomicFile::AtomicFile(fs::path path, fs::path temporary, int file)
    : path_(std::move(path)), temporary_(std::move(temporary)), file_(file) {}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : path_(std::move(other.path_)), temporary_(std::move(other.temporary_)), file_(std::exchange(other.file_, -1)) {}

AtomicFile::~AtomicFile() { discard(); }

void AtomicFile::discard() noexcept {
  if (file_ < 0) return;
  ::close(std::exchange(file_, -1));
  ::unlink(temporary_.c_str());
}

Result<AtomicFile> AtomicFile::create(const fs::path& path) {
  std::error_code ignored;
  const auto there = fs::status(path, ignored);
  if (fs::is_directory(there)) return unusable("cannot write", path.string(), "a folder", "a file's name");
  if (fs::exists(there) && !fs::is_regular_file(there))  // renaming over a device or a pipe would replace it
    return unusable("cannot write", path.string(), "a device or a pipe", "a file's name");
  fs::path temporary = temporary_name(path);
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0) return cannot_write(path);
  return AtomicFile(path, std::move(temporary), file);
}

Result<Done> AtomicFile::write(const void* bytes, std::size_t size) {
  const auto* next = static_cast<const char*>(bytes);
  while (size > 0) {
    const ssize_t written = ::write(file_, next, std::min(size, write_at_once));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return cannot_write(path_);
    next += written;
    size -= static_cast<std::size_t>(written);
  }
  return Done{};
}

Result<Done> AtomicFile::commit() {
  const int file = std::exchange(file_, -1);
  const bool closed = ::close(file) == 0;
  if (closed && ::rename(temporary_.c_str(), path_.c_str()) == 0) return Done{};
  Error error = cannot_write(path_);
  ::unlink(temporary_.c_str());
  return error;
}

Result<Done> write_file(const fs::path& path, std::string_view bytes) {
  auto file = AtomicFile::create(path);
  if (!file.ok()) return file.error();
  if (auto written = file->write(bytes); !written.ok()) return written;
  return file->commit();
}

Result<std::string> read_file(const fs::path& path, std::size_t most) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) {
    const bool there = fs::exists(path, error);
    return unusable("cannot read", path.string(), there ? "not a regular file" : "no such file", "a file");
  }
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
