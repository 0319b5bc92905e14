// Pyramids as part of a trace file: their numbers are tensors "pyramid.N.BIN", N counting them.
#pragma once

#include <array>
#include <functional>
#include <string>

#include "engine/io/json_file.h"
#include "engine/trace/pyramid.h"
#include "engine/trace/trace.h"

namespace headlight::trace {

[[nodiscard]] std::string level_name(std::size_t pyramid, std::int64_t bin);
// Map and levels of a pyramid, without its numbers.
[[nodiscard]] io::Json pyramid_json(const Pyramid& pyramid);

// One entry of the description, every field distrusted; `tensor` gives the named array. Throws Failure for one that does
// not fit its site.
[[nodiscard]] PyramidPtr read_pyramid(const io::Fields& fields, std::size_t number, const std::vector<Site>& sites,
                                      const std::function<at::Tensor(const std::string&)>& tensor);

}  // namespace headlight::trace
