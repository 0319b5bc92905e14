#include "tests/places.h"

#include <filesystem>

namespace headlight::tests {

std::string fixtures() { return HEADLIGHT_CHECKOUT "/tests/fixtures"; }
std::string resources() { return HEADLIGHT_CHECKOUT "/resources"; }
std::string installed() { return HEADLIGHT_CHECKOUT "/build/resources"; }

std::string failed_picture(const std::string& file) {
  const std::filesystem::path folder = HEADLIGHT_BUILD "/failed-pictures";
  std::filesystem::create_directories(folder);
  return (folder / file).string();
}

}  // namespace headlight::tests
