// The workspaces that the top bar's tabs choose.
#pragma once

#include <array>

namespace headlight::ui {

enum class Workspace { explore, weight, ask };

// Their actions, in the order of the tabs.
inline constexpr std::array<const char*, 3> workspace_actions = {"explore", "weight", "ask"};

}  // namespace headlight::ui
