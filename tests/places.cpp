#include "tests/places.h"

namespace headlight::tests {

std::string fixtures() { return HEADLIGHT_CHECKOUT "/tests/fixtures"; }
std::string resources() { return HEADLIGHT_CHECKOUT "/resources"; }
std::string installed() { return HEADLIGHT_CHECKOUT "/build/resources"; }

}  // namespace headlight::tests
