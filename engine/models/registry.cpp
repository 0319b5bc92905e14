#include <algorithm>

#include "engine/models/model.h"

namespace headlight::models {

// Sorted by model_type; one line a family.
const std::vector<Family>& families() {
  static const std::vector<Family> known{
  };
  return known;
}

const Family* find_family(const std::string& model_type) {
  const auto& known = families();
  const auto found = std::find_if(known.begin(), known.end(),
                                  [&](const Family& family) { return family.model_type == model_type; });
  return found == known.end() ? nullptr : &*found;
}

std::string known_families() {
  std::string names;
  for (const auto& family : families()) names += (names.empty() ? "" : ", ") + family.model_type;
  return names;
}

}  // namespace headlight::models
