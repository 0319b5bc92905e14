#include "tests/fuzz/mutate.h"

#include <algorithm>
#include <array>

namespace headlight::testing {
namespace {

std::size_t below(std::size_t limit, std::mt19937& random) { return limit == 0 ? 0 : random() % limit; }

void flip_bit(std::string& bytes, std::mt19937& random) {
  char& byte = bytes[below(bytes.size(), random)];
  byte = static_cast<char>(static_cast<unsigned char>(byte) ^ 1U << (random() % 8));
}

void write_number(std::string& bytes, std::mt19937& random) {
  constexpr std::array<std::uint64_t, 10> edges{0,      1,          0x7F,       0xFF,       0x7FFF,
                                                0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 0x80000000, ~std::uint64_t{0}};
  const std::size_t width = std::size_t{1} << random() % 4;
  if (bytes.size() < width) return;
  const std::size_t at = below(bytes.size() - width + 1, random);
  const std::uint64_t value = edges[random() % edges.size()];
  const bool big_endian = random() % 2 == 0;
  for (std::size_t i = 0; i < width; ++i)
    bytes[at + (big_endian ? width - 1 - i : i)] = static_cast<char>(value >> (8 * i) & 0xFFU);
}

void splice(std::string& bytes, const std::string& other, std::mt19937& random) {
  const std::size_t from = below(other.size(), random);
  const std::size_t count = below(std::min<std::size_t>(other.size() - from, 64), random);
  bytes.insert(below(bytes.size() + 1, random), other.substr(from, count));
}

void change(std::string& bytes, const std::vector<std::string>& seeds, std::mt19937& random) {
  if (bytes.empty()) bytes.push_back('x');
  switch (random() % 8) {
    case 0:
    case 1:
      return flip_bit(bytes, random);
    case 2:
      bytes[below(bytes.size(), random)] = static_cast<char>(random());
      return;
    case 3:
    case 4:
      return write_number(bytes, random);
    case 5:
      bytes.erase(below(bytes.size(), random), 1 + random() % 16);
      return;
    case 6:
      return splice(bytes, random() % 2 == 0 ? bytes : seeds[below(seeds.size(), random)], random);
    default:
      bytes.resize(below(bytes.size(), random));
      return;
  }
}

}  // namespace

std::string mutated(const std::vector<std::string>& seeds, std::mt19937& random) {
  std::string bytes = seeds[below(seeds.size(), random)];
  for (std::size_t changes = 1 + random() % 4; changes > 0; --changes) change(bytes, seeds, random);
  return bytes;
}

}  // namespace headlight::testing
