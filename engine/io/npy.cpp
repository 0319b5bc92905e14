#include "engine/io/npy.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>

#include "engine/io/atomic_file.h"
#include "engine/io/mapped_file.h"
#include "engine/io/npy_header.h"

namespace headlight::io {
namespace {

// IEEE 754 binary16.
float half_to_float(std::uint16_t half) {
  const int exponent = (half >> 10) & 0x1F;
  const int mantissa = half & 0x3FF;
  const float sign = (half & 0x8000) != 0 ? -1.F : 1.F;
  if (exponent == 0) return sign * std::ldexp(static_cast<float>(mantissa), -24);
  if (exponent < 31) return sign * std::ldexp(static_cast<float>(mantissa + 1024), exponent - 25);
  return mantissa == 0 ? sign * INFINITY : NAN;
}

template <typename Unsigned>
Unsigned load(const char* bytes, bool swapped) {
  std::array<char, sizeof(Unsigned)> raw{};
  std::memcpy(raw.data(), bytes, raw.size());
  if (swapped) std::reverse(raw.begin(), raw.end());
  return std::bit_cast<Unsigned>(raw);
}

float element(const char* bytes, const NpyHeader& header) {
  const bool swapped = header.order == '>';
  if (header.element == 2) return half_to_float(load<std::uint16_t>(bytes, swapped));
  if (header.element == 4) return std::bit_cast<float>(load<std::uint32_t>(bytes, swapped));
  return static_cast<float>(std::bit_cast<double>(load<std::uint64_t>(bytes, swapped)));
}

// The element strides of each axis as the file has them.
std::vector<std::size_t> strides_of(const NpyHeader& header) {
  std::vector<std::size_t> strides(header.shape.size());
  std::size_t step = 1;
  for (std::size_t i = 0; i < strides.size(); ++i) {
    const std::size_t axis = header.fortran ? i : strides.size() - 1 - i;
    strides[axis] = step;
    step *= static_cast<std::size_t>(header.shape[axis]);
  }
  return strides;
}

// Fills `out` in C order.
void read_elements(const char* data, const NpyHeader& header, std::vector<float>& out) {
  const std::vector<std::size_t> strides = strides_of(header);
  std::vector<std::int64_t> index(strides.size(), 0);
  std::size_t source = 0;
  for (float& value : out) {
    value = element(data + source * header.element, header);
    for (std::size_t axis = index.size(); axis-- > 0;) {
      source += strides[axis];
      if (++index[axis] < header.shape[axis]) break;
      source -= strides[axis] * static_cast<std::size_t>(header.shape[axis]);
      index[axis] = 0;
    }
  }
}

Result<Done> write_array(const std::filesystem::path& path, const std::string& header, const void* values,
                         std::size_t bytes) {
  return guarded<Done>([&]() -> Result<Done> {
    AtomicFile file = AtomicFile::create(path).take();
    file.write(header).take();
    file.write(values, bytes).take();
    return file.commit();
  });
}

struct Demands {
  std::size_t most;  // bytes
  NpyTypes types;
  ShapeCheck fits;  // may be empty
};

Result<FloatArray> read_array(const std::filesystem::path& path, const Demands& demands) {
  return guarded<FloatArray>([&]() -> Result<FloatArray> {
    const MappedFile file = MappedFile::open(path).take();
    if (file.size() > demands.most)
      return unusable("file too large", path.string(), std::to_string(file.size()) + " bytes",
                      "at most " + std::to_string(demands.most) + " bytes");
    const NpyHeader header = read_npy_header(file.text(), path.string(), demands.types);
    if (demands.fits) demands.fits(header.shape).take();
    FloatArray array{header.shape, std::vector<float>(header.elements)};
    const char* data = file.text().data() + header.data;
    if (header.element == 4 && header.order == '<' && (!header.fortran || header.shape.size() < 2))
      std::copy_n(data, header.elements * sizeof(float), reinterpret_cast<char*>(array.values.data()));
    else
      read_elements(data, header, array.values);
    return array;
  });
}

std::size_t elements_of(const std::vector<std::int64_t>& shape) {
  std::size_t count = 1;
  for (const std::int64_t size : shape) count *= static_cast<std::size_t>(size);
  return count;
}

}  // namespace

Result<FloatArray> read_npy(const std::filesystem::path& path, std::size_t most) {
  return read_array(path, {most, NpyTypes::floating, {}});
}

Result<FloatArray> read_float32_npy(const std::filesystem::path& path, const ShapeCheck& fits, std::size_t most) {
  return read_array(path, {most, NpyTypes::little_float32, fits});
}

Result<Done> write_npy(const std::filesystem::path& path, const std::vector<std::int64_t>& shape, const float* values) {
  return write_array(path, npy_header_text("<f4", shape), values, elements_of(shape) * sizeof(float));
}

Result<Done> write_npy(const std::filesystem::path& path, const std::vector<std::int64_t>& shape,
                       const std::int64_t* values) {
  return write_array(path, npy_header_text("<i8", shape), values, elements_of(shape) * sizeof(std::int64_t));
}

}  // namespace headlight::io
