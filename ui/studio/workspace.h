// The workspaces that the top bar's tabs choose.
#pragma once

#include <array>

namespace headlight::ui {

enum class Workspace { explore, weight, compare, ask, intervene };

// Their actions, in the order of the tabs.
inline constexpr std::array<const char*, 5> workspace_actions = {"explore", "weight", "compare", "ask", "intervene"};

}  // namespace headlight::ui
