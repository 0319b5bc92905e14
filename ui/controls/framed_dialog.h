// A dialog that stands out from the window behind it also where the desktop draws no frame around it.
#pragma once

#include <QDialog>

namespace headlight::ui {

class FramedDialog : public QDialog {
 public:
  using QDialog::QDialog;

 protected:
  void paintEvent(QPaintEvent* event) override;  // a line along the edge
};

}  // namespace headlight::ui
