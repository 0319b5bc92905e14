#include "engine/io/sha256_blocks.h"

namespace headlight::io {

void sha256_blocks(Sha256State& state, const unsigned char* blocks, std::size_t count) {
  sha256_blocks_portable(state, blocks, count);
}

}  // namespace headlight::io
