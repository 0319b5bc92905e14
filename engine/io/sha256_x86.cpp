#include <cpuid.h>
#include <immintrin.h>

#include "engine/io/sha256_blocks.h"

namespace headlight::io {
namespace {

bool has_sha_instructions() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  constexpr unsigned sha_bit = 1U << 29U, ssse3_and_sse41 = 1U << 9U | 1U << 19U;
  if (__get_cpuid_count(7, 0, &a, &b, &c, &d) == 0 || (b & sha_bit) == 0) return false;
  return __get_cpuid(1, &a, &b, &c, &d) != 0 && (c & ssse3_and_sse41) == ssse3_and_sse41;
}

// The instructions keep the state as the vectors (a, b, e, f) and (c, d, g, h), highest element first.
__attribute__((target("sha,sse4.1,ssse3"))) void sha256_blocks_instructions(Sha256State& state,
                                                                            const unsigned char* blocks,
                                                                            std::size_t count) {
  const __m128i bytes_reversed = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  auto abef = _mm_set_epi32(static_cast<int>(state[0]), static_cast<int>(state[1]), static_cast<int>(state[4]),
                            static_cast<int>(state[5]));
  auto cdgh = _mm_set_epi32(static_cast<int>(state[2]), static_cast<int>(state[3]), static_cast<int>(state[6]),
                            static_cast<int>(state[7]));
  for (; count > 0; --count, blocks += 64) {
    const __m128i abef_before = abef, cdgh_before = cdgh;
    __m128i words[4];
    for (int i = 0; i < 4; ++i)
      words[i] = _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(blocks) + i), bytes_reversed);
#pragma GCC unroll 16
    for (int group = 0; group < 16; ++group) {
      const __m128i now = words[group % 4];
      const auto* constants = reinterpret_cast<const __m128i*>(sha256_constants.data()) + group;
      const __m128i sum = _mm_add_epi32(now, _mm_loadu_si128(constants));
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0E));
      // The four words that are needed four groups on.
      const __m128i next = words[(group + 1) % 4], after = words[(group + 2) % 4], last = words[(group + 3) % 4];
      const __m128i shifted = _mm_add_epi32(_mm_sha256msg1_epu32(now, next), _mm_alignr_epi8(last, after, 4));
      words[group % 4] = _mm_sha256msg2_epu32(shifted, last);
    }
    abef = _mm_add_epi32(abef, abef_before);
    cdgh = _mm_add_epi32(cdgh, cdgh_before);
  }
  state = {
      static_cast<std::uint32_t>(_mm_extract_epi32(abef, 3)), static_cast<std::uint32_t>(_mm_extract_epi32(abef, 2)),
      static_cast<std::uint32_t>(_mm_extract_epi32(cdgh, 3)), static_cast<std::uint32_t>(_mm_extract_epi32(cdgh, 2)),
      static_cast<std::uint32_t>(_mm_extract_epi32(abef, 1)), static_cast<std::uint32_t>(_mm_extract_epi32(abef, 0)),
      static_cast<std::uint32_t>(_mm_extract_epi32(cdgh, 1)), static_cast<std::uint32_t>(_mm_extract_epi32(cdgh, 0))};
}

}  // namespace

void sha256_blocks(Sha256State& state, const unsigned char* blocks, std::size_t count) {
  static const auto fastest = has_sha_instructions() ? sha256_blocks_instructions : sha256_blocks_portable;
  fastest(state, blocks, count);
}

}  // namespace headlight::io
