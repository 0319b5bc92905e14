// Axes of a trace's description.
#pragma once

#include "engine/api/axis.h"
#include "engine/io/json_file.h"

namespace headlight::trace {

// Reads axis number `id`, distrusting every field: lists are empty or as long as the axis, numbers finite, sizes
// from 1. Throws Failure that names the field.
Axis read_axis(const io::Fields& fields, int id);

}  // namespace headlight::trace
