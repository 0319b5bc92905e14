#include "engine/io/archive.h"

#include <algorithm>

namespace headlight::io {
namespace {

constexpr std::uint32_t end_mark = 0x06054b50, end64_mark = 0x06064b50, locator_mark = 0x07064b50;
constexpr std::uint32_t central_mark = 0x02014b50, local_mark = 0x04034b50;
constexpr std::size_t end_bytes = 22, end64_bytes = 56, locator_bytes = 20, central_bytes = 46, local_bytes = 30;
constexpr std::uint64_t most_entries = 1'000'000;
constexpr std::uint32_t saturated = 0xFFFFFFFFU;

// Little-endian numbers out of a file; every read is checked.
class Reader {
 public:
  Reader(std::string_view bytes, const std::string& name) : bytes_(bytes), name_(name) {}

  [[nodiscard]] std::uint64_t number(std::uint64_t at, int width) const {
    const auto part = text(at, static_cast<std::uint64_t>(width));
    std::uint64_t value = 0;
    for (int i = width - 1; i >= 0; --i) value = value << 8 | static_cast<unsigned char>(part[static_cast<std::size_t>(i)]);
    return value;
  }
  [[nodiscard]] std::uint16_t two(std::uint64_t at) const { return static_cast<std::uint16_t>(number(at, 2)); }
  [[nodiscard]] std::uint32_t four(std::uint64_t at) const { return static_cast<std::uint32_t>(number(at, 4)); }
  [[nodiscard]] std::string_view text(std::uint64_t at, std::uint64_t count) const {
    if (at > bytes_.size() || count > bytes_.size() - at)
      throw Failure{broken("an entry beyond the end of the file")};
    return bytes_.substr(at, count);
  }
  [[nodiscard]] std::uint64_t size() const { return bytes_.size(); }
  [[nodiscard]] Error broken(const std::string& found) const {
    return unusable("not a whole zip archive", name_, found, "an archive as torch.jit.save writes it");
  }

 private:
  std::string_view bytes_;
  const std::string& name_;
};

struct Directory {
  std::uint64_t offset = 0, entries = 0;
};

// The end record lies within the last 64 KiB, behind it only a comment.
std::uint64_t find_end(const Reader& file) {
  if (file.size() < end_bytes) throw Failure{file.broken(std::to_string(file.size()) + " bytes")};
  const auto last = file.size() - end_bytes;
  for (std::uint64_t back = 0; back <= std::min<std::uint64_t>(last, 0xFFFF); ++back)
    if (file.four(last - back) == end_mark) return last - back;
  throw Failure{file.broken("no directory at its end")};
}

Directory find_directory(const Reader& file) {
  const auto end = find_end(file);
  Directory directory{file.four(end + 16), file.two(end + 10)};
  const bool large = directory.offset == saturated || directory.entries == 0xFFFF;
  if (large && end >= locator_bytes && file.four(end - locator_bytes) == locator_mark) {
    const auto at = file.number(end - locator_bytes + 8, 8);
    if (file.text(at, end64_bytes).empty() || file.four(at) != end64_mark)
      throw Failure{file.broken("a 64-bit directory that is not there")};
    directory = {file.number(at + 48, 8), file.number(at + 32, 8)};
  }
  if (directory.entries > most_entries)
    throw Failure{file.broken(std::to_string(directory.entries) + " entries")};
  return directory;
}

// Sizes of 4 GiB and more stand in the entry's 64-bit extra field, in this order.
void read_large_sizes(const Reader& file, std::uint64_t at, std::uint64_t end, ArchiveEntry& entry) {
  while (at + 4 <= end) {
    const auto kind = file.two(at), length = file.two(at + 2);
    if (kind == 1) {
      auto field = at + 4;
      for (auto* value : {&entry.size, &entry.bytes, &entry.offset})
        if (*value == saturated) {
          if (field + 8 > at + 4 + length) throw Failure{file.broken("a 64-bit size that is not there")};
          *value = file.number(field, 8);
          field += 8;
        }
    }
    at += 4 + std::uint64_t{length};
  }
}

// From the entry's local header to its bytes.
void find_bytes(const Reader& file, ArchiveEntry& entry) {
  if (file.four(entry.offset) != local_mark) throw Failure{file.broken("no entry where its directory says")};
  entry.offset += local_bytes + std::uint64_t{file.two(entry.offset + 26)} + file.two(entry.offset + 28);
  (void)file.text(entry.offset, entry.bytes);
}

void check_entry(const Reader& file, const ArchiveEntry& entry, int flags, int method) {
  constexpr std::uint64_t most_ratio = 1032;  // deflate cannot do better
  const auto refuse = [&](const std::string& why) { throw Failure{file.broken(entry.name.substr(0, 100) + ": " + why)}; };
  if ((flags & 1) != 0) refuse("encrypted");
  if (method != 0 && method != 8) refuse("compressed by method " + std::to_string(method));
  if (entry.stored && entry.bytes != entry.size) refuse("two different sizes");
  if (entry.stored ? crc32(file.text(entry.offset, entry.bytes)) != entry.checksum
                   : entry.size / most_ratio > entry.bytes)
    refuse(entry.stored ? "bytes that do not match their checksum" : "a size that cannot be");
  if (entry.name.empty() || entry.name[0] == '/' || entry.name.find('\0') != std::string::npos ||
      entry.name.find("../") != std::string::npos)
    refuse("a wrong name");
}

// One entry of the directory at `at`, which moves to the next.
ArchiveEntry read_entry(const Reader& file, std::uint64_t& at) {
  if (file.text(at, central_bytes).empty() || file.four(at) != central_mark)
    throw Failure{file.broken("a damaged directory")};
  ArchiveEntry entry;
  const auto flags = file.two(at + 8), method = file.two(at + 10);
  const std::uint64_t name = file.two(at + 28), extra = file.two(at + 30), comment = file.two(at + 32);
  entry.stored = method == 0;
  entry.checksum = file.four(at + 16);
  entry.bytes = file.four(at + 20);
  entry.size = file.four(at + 24);
  entry.offset = file.four(at + 42);
  entry.name = std::string(file.text(at + central_bytes, name));
  const auto fields = at + central_bytes + name;
  (void)file.text(fields, extra + comment);
  read_large_sizes(file, fields, fields + extra, entry);
  find_bytes(file, entry);
  check_entry(file, entry, flags, method);
  at = fields + extra + comment;
  return entry;
}

std::vector<ArchiveEntry> read_entries(const Reader& file) {
  const auto directory = find_directory(file);
  std::vector<ArchiveEntry> entries;
  std::uint64_t at = directory.offset, unpacked = 0;
  for (std::uint64_t i = 0; i < directory.entries; ++i) {
    entries.push_back(read_entry(file, at));
    if (!entries.back().stored) unpacked += entries.back().size;
    if (unpacked > Archive::most_unpacked) throw Failure{file.broken("more than 1 GiB of compressed code")};
  }
  return entries;
}

}  // namespace

Result<Archive> Archive::open(const std::filesystem::path& path) {
  return guarded<Archive>([&] {
    Archive archive;
    archive.file_ = std::make_shared<const MappedFile>(MappedFile::open(path).take());
    const auto name = path.string();
    archive.entries_ = read_entries(Reader(archive.file_->text(), name));
    for (std::size_t i = 0; i < archive.entries_.size(); ++i)
      if (!archive.places_.emplace(archive.entries_[i].name, i).second)
        throw Failure{unusable("not a whole zip archive", name, "two entries of one name", "an archive as torch.jit.save writes it")};
    return archive;
  });
}

const ArchiveEntry* Archive::find(std::string_view name) const {
  const auto found = places_.find(name);
  return found == places_.end() ? nullptr : &entries_[found->second];
}

std::string_view Archive::bytes(const ArchiveEntry& entry) const {
  return file_->text().substr(entry.offset, entry.bytes);
}

}  // namespace headlight::io
