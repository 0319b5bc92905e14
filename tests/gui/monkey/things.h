// What the monkey works on: one of two implementations is linked.
#pragma once

#include "tests/gui/monkey/monkey.h"

namespace headlight::ui {

[[nodiscard]] std::unique_ptr<Session> monkey_session();
// Models with their inputs; files may be made in `folder`.
[[nodiscard]] std::vector<Monkey::Thing> monkey_things(const std::string& folder);

}  // namespace headlight::ui
