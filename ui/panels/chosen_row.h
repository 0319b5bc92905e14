// The chosen row of a table that scrolls comes into sight.
#pragma once

#include <QWidget>
#include <cstdint>
#include <utility>

namespace headlight::ui {

// A row of a widget's table (see TabledWidget) is brought into sight by the area that the widget scrolls in, if any.
void show_row(QWidget& tabled, int row);

class ChosenRow {
 public:
  // What is chosen, as numbers that tell it from another choice.
  using What = std::pair<std::int64_t, std::int64_t>;
  // Shows the chosen row of `tabled`, which must not outlive this, once its rows have their room, where `what` is another than the last time.
  void follow(QWidget& tabled, What what);

 private:
  What followed_{-1, -1};
};

}  // namespace headlight::ui
