// Grapheme clusters (Unicode annex 29, extended), as far as the SentencePiece normalizer needs them.
#pragma once

#include <cstddef>
#include <string_view>

namespace headlight::text {

// End of the cluster that starts at `position` < size. Regional indicators and Hangul jamo are not joined: such
// clusters take 6 bytes and more, which the only caller splits into characters anyway.
[[nodiscard]] std::size_t cluster_end(std::string_view text, std::size_t position);

}  // namespace headlight::text
