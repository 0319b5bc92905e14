// Where the bundled models, samples and icons lie.
#pragma once

#include <string>
#include <vector>

namespace headlight::app {

// In order of preference: $HEADLIGHT_RESOURCES, <program>/../share/headlight of an installation, and the folders
// that the file headlight.resources beside a program in its build folder names, one a line.
std::vector<std::string> resource_folders();

}  // namespace headlight::app
