#include "engine/text/unicode/properties.h"

#include "engine/text/unicode/lookup.h"
#include "engine/text/unicode/tables.h"

namespace headlight::text {

std::uint16_t properties(char32_t point) {
  static const PointMap<std::uint16_t> flags(tables::flag_runs());
  return flags[point];
}

std::uint16_t script(char32_t point) {
  static const PointMap<std::uint16_t> scripts(tables::script_runs());
  return scripts[point];
}

std::span<const std::uint32_t> lower_case(char32_t point) {
  static const Mapping mapping(tables::lower_case());
  return mapping[point];
}

}  // namespace headlight::text
