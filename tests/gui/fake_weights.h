// What the made-up models' weights are said to hash to; a session that is opened later may find others.
#pragma once

#include <string>

namespace headlight::fake {

[[nodiscard]] std::string& weights_hash();

}  // namespace headlight::fake
