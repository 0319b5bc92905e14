// Folders of results that are written: what may stand there already. No Torch, no Qt.
#pragma once

#include <filesystem>

#include "engine/api/result.h"

namespace headlight {

// Of which earlier results a folder may go for new ones: a dump (trace.json and arrays), the arrays of a difference or of
// changed outputs, none.
enum class Replaceable { dump, arrays, none };

// Nothing but an empty folder, or one that holds earlier results alone, is ever written anew. Asked before a run, which
// may take minutes, and by whoever writes the folder.
[[nodiscard]] Result<Done> check_replaceable(const std::filesystem::path& folder, Replaceable earlier);

}  // namespace headlight
