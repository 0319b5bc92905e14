// The tokens in one line above the centre, while the left rail is folded.
#pragma once

#include "ui/controls/frames.h"
#include "ui/controls/token_flow.h"
#include "ui/figures/side.h"
#include "ui/panels/context.h"

namespace headlight::ui {

class TokenLine : public QWidget {
  Q_OBJECT

 public:
  explicit TokenLine(Context context, QWidget* parent = nullptr);
  void set_wanted(bool wanted);  // shown when wanted and there is a run over tokens

 Q_SIGNALS:
  void edit_wanted();

 private:
  void refresh();

  Context context_;
  TokenFlow* tokens_;
  Side chips_;  // what its chips stand for
  ElidedLabel* count_;
  bool wanted_ = false;
};

}  // namespace headlight::ui
