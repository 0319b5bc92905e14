// Where the tests find committed files. The one place that knows the checkout's path, so that a compiler cache serves
// every other test to every checkout.
#pragma once

#include <string>

namespace headlight::tests {

[[nodiscard]] std::string fixtures();   // tests/fixtures
[[nodiscard]] std::string resources();  // resources
[[nodiscard]] std::string installed();  // build/resources: models that were fetched; there may be none

}  // namespace headlight::tests
