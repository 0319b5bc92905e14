#include "engine/image/pixel_memory.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <new>
#include <string>

namespace headlight::image {
namespace {

constexpr std::size_t header_bytes = 65536;  // before the pixels of a mapping: a whole number of pages everywhere

struct MappingHeader {
  bool in_file = false;
};

// An open file without a name, or −1.
int nameless_file() {
  const char* chosen = std::getenv("TMPDIR");
  const std::string folder = chosen != nullptr && *chosen != '\0' ? chosen : "/var/tmp";
#ifdef O_TMPFILE
  const int unnamed = open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (unnamed >= 0) return unnamed;
#endif
  std::string name = folder + "/headlight-XXXXXX";
  const int file = mkstemp(name.data());
  if (file >= 0) unlink(name.c_str());
  return file;
}

// Room on the disk is taken at once: a write to a mapping that finds none would end the process.
void* map_file(std::size_t bytes) {
  const int file = nameless_file();
  if (file < 0) return MAP_FAILED;
  const bool room = posix_fallocate(file, 0, static_cast<off_t>(bytes)) == 0;
  void* at = room ? mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0) : MAP_FAILED;
  close(file);
  return at;
}

}  // namespace

void* take_pixels(std::size_t bytes) {
  if (bytes < mapped_from) {
    void* at = std::calloc(bytes == 0 ? 1 : bytes, 1);
    if (at == nullptr) throw std::bad_alloc();
    return at;
  }
  const std::size_t all = bytes + header_bytes;
  void* at = map_file(all);
  const bool in_file = at != MAP_FAILED;
  if (!in_file) at = mmap(nullptr, all, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (at == MAP_FAILED) throw std::bad_alloc();
  new (at) MappingHeader{in_file};
  return static_cast<char*>(at) + header_bytes;
}

void give_pixels(void* pixels, std::size_t bytes) noexcept {
  if (bytes < mapped_from)
    std::free(pixels);
  else
    munmap(static_cast<char*>(pixels) - header_bytes, bytes + header_bytes);
}

void let_rest(const void* pixels, std::size_t bytes) noexcept {
  if (bytes < mapped_from) return;
  auto* start = static_cast<char*>(const_cast<void*>(pixels));
  if (reinterpret_cast<const MappingHeader*>(start - header_bytes)->in_file) madvise(start, bytes, MADV_DONTNEED);
}

}  // namespace headlight::image
