// The workspaces that the top bar's tabs choose.
#pragma once

#include <array>

namespace headlight::ui {

enum class Workspace { explore, weight, compare, ask };

// Their actions, in the order of the tabs.
inline constexpr std::array<const char*, 4> workspace_actions = {"explore", "weight", "compare", "ask"};

}  // namespace headlight::ui
