// The compression function of SHA-256, in the fastest form that the processor has.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace headlight::io {

using Sha256State = std::array<std::uint32_t, 8>;

// The round constants.
extern const std::array<std::uint32_t, 64> sha256_constants;

// Both work `count` blocks of 64 bytes into the state.
void sha256_blocks_portable(Sha256State& state, const unsigned char* blocks, std::size_t count);
void sha256_blocks(Sha256State& state, const unsigned char* blocks, std::size_t count);

}  // namespace headlight::io
