// Where the tests find committed files and leave what is to be looked at. The one place that knows the checkout's path, so
// that a compiler cache serves every other test to every checkout.
#pragma once

#include <string>

namespace headlight::tests {

[[nodiscard]] std::string fixtures();   // tests/fixtures
[[nodiscard]] std::string resources();  // resources
[[nodiscard]] std::string installed();  // build/resources: models that were fetched; there may be none

// FILE in the build folder's failed-pictures/, which is made: what a test saw in place of what was recorded. Two checkouts
// whose tests run at once keep their own.
[[nodiscard]] std::string failed_picture(const std::string& file);

}  // namespace headlight::tests
