// The "size" of image processors: which height and width a picture is resized to.
#pragma once

#include <cstdint>
#include <string>

#include "engine/io/json_file.h"

namespace headlight::image {

struct Extent {
  std::int64_t height = 0, width = 0;
};

// One of transformers' key sets; 0 where a key is not there.
struct SizeRule {
  std::int64_t height = 0, width = 0;
  std::int64_t shortest_edge = 0, longest_edge = 0;
  std::int64_t max_height = 0, max_width = 0;
  std::int64_t multiple = 1;  // shortest and longest edge: both sides are cut to multiples of it (YOLOS: 16)
};

// Reads the field `key`: an integer (a square, or the shortest edge), a list [height, width] or an object;
// throws Failure for anything else.
SizeRule read_size_rule(const io::Fields& fields, const std::string& key, bool default_to_square);

// What a picture of `from` is resized to, rounded as transformers does. Either may come out as 0.
Extent resized_extent(const SizeRule& rule, Extent from);

}  // namespace headlight::image
