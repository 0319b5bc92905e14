// Two controls side by side, or one above the other where both together are wider than the row.
#pragma once

#include <QBoxLayout>
#include <QWidget>

namespace headlight::ui {

class BreakingRow : public QWidget {
 public:
  // The first begins the row and fills it, the second ends it.
  BreakingRow(QWidget* first, QWidget* second, QWidget* parent);

 protected:
  bool event(QEvent* event) override;

 private:
  void choose_direction();
  [[nodiscard]] int wanted_width() const;  // of what is shown, side by side

  QBoxLayout* row_;
};

}  // namespace headlight::ui
