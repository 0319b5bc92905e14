// Over the list of objects, while that is of a grid of tiles: how far it is, and what can be done with it.
#pragma once

#include <QWidget>

#include "ui/controls/button.h"
#include "ui/controls/frames.h"
#include "ui/panels/context.h"

class QProgressBar;

namespace headlight::ui {

class GridBar : public QWidget {
  Q_OBJECT

 public:
  explicit GridBar(Context context, QWidget* parent = nullptr);
  [[nodiscard]] QString text() const { return words_->text(); }

 private:
  void refresh();
  Context context_;
  ElidedLabel* words_;
  QLabel* problem_;  // why it ended
  QProgressBar* bar_;
  Button *stop_, *go_on_, *over_, *all_;
};

}  // namespace headlight::ui
