#include "engine/models/heap.h"

#include <malloc.h>

namespace headlight::models {

void keep_freed_memory() {
  constexpr int mebibyte = 1 << 20;
  mallopt(M_MMAP_THRESHOLD, 32 * mebibyte);  // larger blocks are given back at once, as ever
  mallopt(M_TRIM_THRESHOLD, 64 * mebibyte);
}

}  // namespace headlight::models
