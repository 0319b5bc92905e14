// Numbers out of untrusted bytes: every read is checked.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/api/result.h"

namespace headlight::image {

enum class Endian { little, big };

class ByteReader {
 public:
  ByteReader(std::string_view bytes, std::string name, Endian endian)
      : bytes_(bytes), name_(std::move(name)), endian_(endian) {}

  // `count` ≤ 8 bytes at `offset` as an unsigned number; throws Failure past the end.
  [[nodiscard]] std::uint64_t number(std::size_t offset, std::size_t count) const {
    const std::string_view raw = slice(offset, count);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const auto byte = static_cast<unsigned char>(raw[endian_ == Endian::big ? i : count - 1 - i]);
      value = value << 8U | byte;
    }
    return value;
  }
  [[nodiscard]] std::uint8_t u8(std::size_t offset) const { return static_cast<std::uint8_t>(number(offset, 1)); }
  [[nodiscard]] std::uint16_t u16(std::size_t offset) const { return static_cast<std::uint16_t>(number(offset, 2)); }
  [[nodiscard]] std::uint32_t u32(std::size_t offset) const { return static_cast<std::uint32_t>(number(offset, 4)); }

  // `count` bytes at `offset`; throws Failure past the end.
  [[nodiscard]] std::string_view slice(std::size_t offset, std::size_t count) const {
    if (offset > bytes_.size() || count > bytes_.size() - offset)
      throw Failure{unusable("image cut off", name_, std::to_string(bytes_.size()) + " bytes",
                             "at least " + std::to_string(offset + count) + " bytes")};
    return bytes_.substr(offset, count);
  }
  [[nodiscard]] std::size_t size() const { return bytes_.size(); }
  [[nodiscard]] const std::string& name() const { return name_; }

  [[noreturn]] void refuse(const std::string& what, const std::string& found, const std::string& expected) const {
    throw Failure{unusable(what, name_, found, expected)};
  }

 private:
  std::string_view bytes_;
  std::string name_;
  Endian endian_;
};

}  // namespace headlight::image
