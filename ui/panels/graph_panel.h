// The alignment graph. Where it has more rows than fit at a height that can be read, both columns scroll together: by
// wheel, scroll bar, Page and Ctrl + arrow keys; the chosen query and key come into sight when they change.
#pragma once

#include "ui/panels/figure_panel.h"

class QScrollBar;

namespace headlight::ui {

class GraphPanel : public FigurePanel {
  Q_OBJECT

 public:
  explicit GraphPanel(Context context, QWidget* parent = nullptr);

  void refresh() override;
  void fit() override;
  void pan(QPointF by) override;
  [[nodiscard]] QScrollBar* scroll_bar() const { return bar_; }

 protected:
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QString reason() const override;
  [[nodiscard]] const ViewLoader& loader() const override;
  [[nodiscard]] Words teaching() const override;
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  void lay_out();      // the bar and the rows in sight, for the canvas's size
  void show_chosen();  // scrolls as little as needed
  void scroll_to(double row);
  bool scroll_by_key(int key);

  QScrollBar* bar_;  // in thousandths of a row
  Selection shown_;
};

}  // namespace headlight::ui
