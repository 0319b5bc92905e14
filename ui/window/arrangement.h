// How the window's parts give way to its size: a pure function, so that it can be tested without a window.
#pragma once

#include <QSize>

namespace headlight::ui {

enum class Centre {
  wide,     // heads and row above graph and matrix
  stacked,  // heads over graph at the left, matrix over its row as columns at the right
  tabbed    // heads and graph as tabs
};

struct Arrangement {
  int left_width = 264;       // 40: collapsed
  int inspector_width = 296;  // 40: collapsed
  Centre centre = Centre::wide;
  bool token_line = false;    // tokens above the centre while the left rail is collapsed
  bool menus_folded = false;  // one button
  bool search_icon = false;   // search without its words
  bool fold_sections = false; // lower sections of the inspector start folded
  bool operator==(const Arrangement&) const = default;
};

inline constexpr int kCollapsedRail = 40;

[[nodiscard]] Arrangement arrangement_for(QSize window);

}  // namespace headlight::ui
