// Which options go together.
#pragma once

#include <string>

#include "app/options.h"
#include "engine/api/result.h"

namespace CLI {
class App;
}

namespace headlight::app {

// Whether the user wrote it.
[[nodiscard]] bool given(const CLI::App& command, const std::string& option);

// An Error of kind usage that names the first option that would be ignored, contradicts another or is missing.
[[nodiscard]] Result<Done> check(const CLI::App& command, const Options& options);

}  // namespace headlight::app
