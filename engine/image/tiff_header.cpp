#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "engine/image/byte_reader.h"
#include "engine/image/header.h"

namespace headlight::image {
namespace {

enum Tag : unsigned {
  image_width = 256,
  image_length = 257,
  bits_per_sample = 258,
  compression = 259,
  photometric = 262,
  fill_order = 266,
  orientation = 274,
  samples_per_pixel = 277,
  planar = 284,
  tile_width = 322,
  tile_length = 323,
  extra_samples = 338,
  sample_format = 339
};

constexpr std::size_t directory_entry_bytes = 12;
constexpr std::uint16_t associated_alpha = 1;
constexpr std::size_t most_entries = 1024;
constexpr std::uint64_t longest_tile_edge = 1 << 14;
constexpr std::array<std::uint64_t, 5> known_compressions{1, 5, 8, 32773, 32946};  // none, LZW, deflate, PackBits

class TiffReader {
 public:
  TiffReader(std::string_view file, const std::string& name)
      : reader_(file, name, file.starts_with("II") ? Endian::little : Endian::big) {
    const std::size_t directory = reader_.u32(4);
    const std::size_t count = reader_.u16(directory);
    if (count > most_entries) reader_.refuse("wrong TIFF", std::to_string(count) + " tags", "at most 1024");
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t entry = directory + 2 + i * directory_entry_bytes;
      entries_.emplace(reader_.u16(entry), entry);
    }
  }

  Header read() {
    Header header{Format::tiff, static_cast<std::int64_t>(value(image_width, 0)),
                  static_cast<std::int64_t>(value(image_length, 0))};
    check_coding();
    header.samples = check_samples();
    header.grey = value(photometric, 9999) < 2;
    const std::uint64_t turned = value(orientation, 1);
    header.orientation = turned >= 1 && turned <= 8 ? static_cast<int>(turned) : 1;
    // The decoder turns some orientations and not others, and multiplies colours by an alpha that is not yet in
    // them: it is told that neither is needed.
    patch(header, orientation, 1);
    patch(header, extra_samples, associated_alpha);
    return header;
  }

 private:
  void patch(Header& header, unsigned tag, std::uint16_t value) const {
    if (entries_.contains(tag)) header.patches.push_back({entries_.at(tag) + 8, value});
  }

  static std::size_t bytes_of(unsigned type) { return type == 1 ? 1 : type == 3 ? 2 : type == 4 ? 4 : 0; }

  // The first numbers of a tag, at most 8; the fallback when the tag is missing.
  std::vector<std::uint64_t> values(unsigned tag, std::uint64_t fallback) const {
    const auto found = entries_.find(tag);
    if (found == entries_.end()) return {fallback};
    const std::size_t entry = found->second;
    const std::size_t size = bytes_of(reader_.u16(entry + 2));
    const std::size_t count = reader_.u32(entry + 4);
    if (size == 0 || count == 0) reader_.refuse("wrong TIFF tag", "tag " + std::to_string(tag), "a number");
    const std::size_t start = size * count <= 4 ? entry + 8 : reader_.u32(entry + 8);
    std::vector<std::uint64_t> numbers;
    for (std::size_t i = 0; i < std::min<std::size_t>(count, 8); ++i)
      numbers.push_back(reader_.number(start + i * size, size));
    return numbers;
  }
  std::uint64_t value(unsigned tag, std::uint64_t fallback) const { return values(tag, fallback).front(); }

  void check_coding() const {
    const std::uint64_t coding = value(compression, 1);
    if (std::find(known_compressions.begin(), known_compressions.end(), coding) == known_compressions.end())
      reader_.refuse("TIFF kind not supported", "compression " + std::to_string(coding),
                     "none, LZW, deflate or PackBits");
    if (value(fill_order, 1) != 1) reader_.refuse("TIFF kind not supported", "reversed bits", "fill order 1");
    if (value(planar, 1) != 1) reader_.refuse("TIFF kind not supported", "separate planes", "interleaved samples");
    if (value(tile_width, 1) > longest_tile_edge || value(tile_length, 1) > longest_tile_edge)
      reader_.refuse("wrong TIFF", "a tile edge of more than 16384 pixels", "a smaller one");
  }

  Samples check_samples() const {
    const std::uint64_t space = value(photometric, 9999);
    const std::uint64_t samples = value(samples_per_pixel, 1);
    const std::vector<std::uint64_t> bits = values(bits_per_sample, 1);
    const bool same = std::all_of(bits.begin(), bits.end(), [&](std::uint64_t each) { return each == bits.front(); });
    const std::uint64_t extra = entries_.contains(extra_samples) ? 1 : 0;
    const bool grey = (space == 0 || space == 1) && samples == 1 + extra;
    const bool palette = space == 3 && samples == 1;
    const bool colour = space == 2 && samples == 3 + extra;
    const std::uint64_t depth = bits.front();
    if (value(sample_format, 1) != 1 || !same || !(grey || palette || colour) || !is_plain_extra())
      reader_.refuse("TIFF kind not supported", kind_of(space, samples, same), "grey, palette or RGB of whole numbers");
    if (depth == 16 && colour) return Samples::high_bytes;
    if (depth == 16 && grey && space == 1) return Samples::grey_clipped;
    const bool known = depth == 8 || (!colour && depth == 1 && extra == 0);
    if (!known) reader_.refuse("TIFF kind not supported", std::to_string(depth) + " bits a sample", "8 or 16");
    return Samples::eight_bit;
  }

  // What is not read, by the first reason.
  std::string kind_of(std::uint64_t space, std::uint64_t samples, bool same_depth) const {
    const std::uint64_t format = value(sample_format, 1);
    if (format != 1) return format == 2 ? "signed samples" : format == 3 ? "floating samples" : "samples of an unknown kind";
    if (space == 5) return "CMYK";
    if (space == 6) return "YCbCr";
    if (space == 8 || space == 9 || space == 10) return "CIE L*a*b*";
    if (space > 3) return "colour space " + std::to_string(space);
    if (!same_depth) return "samples of several depths";
    return is_plain_extra() ? std::to_string(samples) + " samples a pixel" : "premultiplied alpha or several extra samples";
  }

  // No extra sample, or one that is alpha beside the colours or nothing known: it is dropped.
  bool is_plain_extra() const {
    const std::vector<std::uint64_t> kinds = values(extra_samples, 0);
    if (!entries_.contains(extra_samples)) return true;
    return kinds.size() == 1 && kinds.front() != associated_alpha && reader_.u16(entries_.at(extra_samples) + 2) == 3;
  }

  ByteReader reader_;
  std::map<unsigned, std::size_t> entries_;
};

}  // namespace

Header read_tiff_header(std::string_view file, const std::string& name) { return TiffReader(file, name).read(); }

}  // namespace headlight::image
