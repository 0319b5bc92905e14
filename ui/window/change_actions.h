// The actions that change attention: what each adds to Intervene's list.
#pragma once

#include <array>
#include <utility>

#include "ui/studio/intervene/add_column.h"

namespace headlight::ui {

inline constexpr std::array change_actions = {std::pair{"switch_off", Addition::head_off}, std::pair{"layer_off", Addition::layer_off},
                                              std::pair{"cut_link", Addition::cut_link},   std::pair{"move_points", Addition::move_points},
                                              std::pair{"head_mean", Addition::head_mean}, std::pair{"hide_key", Addition::hide_key},
                                              std::pair{"even_row", Addition::even_row},   std::pair{"only_key", Addition::only_key}};

// Why such an action can do nothing to what is selected; empty where it can, and for all other actions.
[[nodiscard]] QString why_no_change(const Store& store, const char* id);

}  // namespace headlight::ui
