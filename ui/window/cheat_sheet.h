// All keys, made from the list of actions.
#pragma once

#include "ui/window/overlay_box.h"

namespace headlight::ui {

class CheatSheet : public OverlayBox {
  Q_OBJECT

 public:
  explicit CheatSheet(QWidget* area);
};

}  // namespace headlight::ui
