// Says in every workspace which changes of attention are made, in one calm line of the status bar. Where there is none it
// is not there.
#pragma once

#include <QWidget>

#include "ui/controls/button.h"
#include "ui/panels/context.h"

class QToolButton;

namespace headlight::ui {

class ChangesLine : public QWidget {
  Q_OBJECT

 public:
  explicit ChangesLine(Context context, QWidget* parent = nullptr);
  void clear();  // one undo step
  [[nodiscard]] QString text() const { return words_->text(); }

 Q_SIGNALS:
  void intervene_wanted();

 private:
  void refresh();

  Context context_;
  Button* words_;
  QToolButton* clear_;
};

}  // namespace headlight::ui
