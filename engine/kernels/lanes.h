// Points come in blocks of sixteen; vectors are as long as their user says, best as long as a register of the instruction set:
// longer ones lie in memory. Numbers of sixteen bits. Everything is inlined into functions of one instruction set. No Torch.
#pragma once

#include <cstdint>
#include <cstring>

#include "engine/kernels/clones.h"

namespace headlight::kernels {

constexpr int lanes = 16;  // of a block of points

// Sixteen-bit floating-point numbers as their bits.
struct Float16 {
  std::uint16_t bits;
};
struct Bfloat16 {
  std::uint16_t bits;
};

template <typename Number, int N>
using Vector __attribute__((vector_size(N * sizeof(Number)))) = Number;

template <typename To, typename From>
HEADLIGHT_INLINE To same_bits(const From& from) {
  static_assert(sizeof(To) == sizeof(From));
  To to;
  std::memcpy(&to, &from, sizeof(to));
  return to;
}

template <typename Values, typename Number>
HEADLIGHT_INLINE void put(const Values& values, Number* to) {
  std::memcpy(to, &values, sizeof(values));
}

template <int N>
HEADLIGHT_INLINE void load(const float* from, Vector<float, N>& to) {
  std::memcpy(&to, from, sizeof(to));
}

template <int N>
HEADLIGHT_INLINE void load(const double* from, Vector<double, N>& to) {
  std::memcpy(&to, from, sizeof(to));
}

template <int N>
HEADLIGHT_INLINE Vector<std::uint32_t, N> bits_of(const void* from) {
  Vector<std::uint16_t, N> bits;
  std::memcpy(&bits, from, sizeof(bits));
  return __builtin_convertvector(bits, Vector<std::uint32_t, N>);
}

template <int N>
HEADLIGHT_INLINE void load(const Bfloat16* from, Vector<float, N>& to) {
  to = same_bits<Vector<float, N>>(bits_of<N>(from) << 16);
}

// Exponent and fraction as a float's, scaled from bias 15 to bias 127; infinities and NaN keep a full exponent.
template <int N>
HEADLIGHT_INLINE void load(const Float16* from, Vector<float, N>& to) {
  using Bits = Vector<std::uint32_t, N>;
  constexpr float two_to_112 = 5192296858534827628530496329220096.0F;
  const Bits bits = bits_of<N>(from);
  const auto magnitude = same_bits<Vector<float, N>>((bits & 0x7fffU) << 13) * two_to_112;
  const Bits special = same_bits<Bits>((bits & 0x7c00U) == 0x7c00U) & 0x7f800000U;
  to = same_bits<Vector<float, N>>(same_bits<Bits>(magnitude) | special | ((bits & 0x8000U) << 16));
}

HEADLIGHT_INLINE void store(float value, float* to) { *to = value; }
HEADLIGHT_INLINE void store(double value, double* to) { *to = value; }
HEADLIGHT_INLINE void store(float value, Float16* to) {
  to->bits = same_bits<std::uint16_t>(static_cast<_Float16>(value));
}
// To nearest, ties to even; NaN stays one.
HEADLIGHT_INLINE void store(float value, Bfloat16* to) {
  const auto bits = same_bits<std::uint32_t>(value);
  const auto rounded = (bits + 0x7fffU + ((bits >> 16) & 1U)) >> 16;
  to->bits = static_cast<std::uint16_t>(value != value ? 0x7fc0U : rounded);
}

}  // namespace headlight::kernels
