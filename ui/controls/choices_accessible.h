// Lists and steppers for screen readers: their name is what they are called, their value what is chosen. (Qt gives a list
// the name of its chosen entry.)
#pragma once

namespace headlight::ui {

void install_choice_accessibility();  // once for all of them

}  // namespace headlight::ui
