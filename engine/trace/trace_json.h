// What a trace holds, as the JSON object that trace.json and trace files share.
#pragma once

#include <string>

#include "engine/api/result.h"
#include "engine/api/trace_info.h"
#include "engine/io/json_file.h"

namespace headlight::trace {

// format, model, axes, sites and run; "outputs" holds "text" only: the caller adds where its arrays lie.
[[nodiscard]] io::Json to_json(const TraceInfo& info);
// UTF-8 text of the object on one line; bytes that are not UTF-8 are replaced.
[[nodiscard]] std::string json_text(const io::Json& json);

// Reads such an object, distrusting every field; `file` names it in errors. id, bytes and outputs stay empty.
// Axes and sites are numbered 0, 1, …; lists of an axis are empty or as long as the axis; a site's axes exist.
Result<TraceInfo> trace_info(const io::Json& json, const std::string& file);

// Whether `name` can name an array: letters, digits, '_', '-' and '.', not first a '.', at most 128 characters.
[[nodiscard]] bool is_array_name(const std::string& name);

}  // namespace headlight::trace
