// The reference's Unicode data; see generate.py for how each table was read off it.
#pragma once

#include <cstdint>
#include <vector>

namespace headlight::text::tables {

// [start, value] wherever the value changes, from code point 0 on.
const std::vector<std::uint32_t>& flag_runs();      // bits as in properties.h
const std::vector<std::uint32_t>& category_runs();  // 1 + place in general_categories (properties.h), 0 unassigned
const std::vector<std::uint32_t>& script_runs();    // equal within a script; 0 goes with any script
const std::vector<std::uint32_t>& combining_runs();  // rank of the canonical combining class, 0 for starters

// [code point, length, code points…], rising.
const std::vector<std::uint32_t>& canonical_decompositions();      // without Hangul
const std::vector<std::uint32_t>& compatibility_decompositions();  // only where they differ from the canonical ones
const std::vector<std::uint32_t>& lower_case();

// [first, second, composed], rising, without Hangul.
const std::vector<std::uint32_t>& compositions();

}  // namespace headlight::text::tables
