// All keys, made from the list of actions.
#pragma once

#include "ui/window/overlay_box.h"

class QLabel;
class QScrollArea;

namespace headlight::ui {

class CheatSheet : public OverlayBox {
  Q_OBJECT

 public:
  explicit CheatSheet(QWidget* area);

 private:
  void fit(QScrollArea& scroll, QLabel& hint, int around);  // `around`: height of everything else
};

}  // namespace headlight::ui
