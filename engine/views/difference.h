// Two maps on one scale.
#pragma once

#include "engine/views/site.h"

namespace headlight::views {

// a − b, cell by cell; where both are −inf (masked scores) 0.
Result<TileResult> difference(const TileResult& a, const TileResult& b);

}  // namespace headlight::views
