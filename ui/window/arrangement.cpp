#include "ui/window/arrangement.h"

namespace headlight::ui {

Arrangement arrangement_for(QSize window) {
  Arrangement out;
  if (window.width() < 1440) {
    out.left_width = 200;
    out.inspector_width = 264;
  }
  if (window.width() < 1320) {
    out.left_width = kCollapsedRail;
    out.token_line = true;
  }
  if (window.width() < 1160) {
    out.inspector_width = kCollapsedRail;
    out.search_icon = true;
    out.menus_folded = true;
  }
  if (window.height() < 840) out.centre = Centre::stacked;
  if (window.height() < 700) {
    out.centre = Centre::tabbed;
    out.fold_sections = true;
  }
  return out;
}

}  // namespace headlight::ui
