// Panels that share one place: the tabs stand in the header of the one in front, where a single panel has its title.
#pragma once

#include <QStackedWidget>
#include <vector>

#include "ui/controls/frames.h"

namespace headlight::ui {

class PanelTabs : public QStackedWidget {
  Q_OBJECT

 public:
  explicit PanelTabs(QWidget* parent = nullptr);

  void add(QWidget* page, PanelFrame* panel, bool front);  // page: what is shown, the panel or what holds it
  void finish();      // all are added
  void step(int by);  // to another one, with the keyboard
  [[nodiscard]] bool holds(const PanelFrame* panel) const;

 Q_SIGNALS:
  void chosen(headlight::ui::PanelFrame* panel);  // by a person

 private:
  void choose(int place);
  std::vector<PanelFrame*> panels_;
  int front_ = 0;
};

// As before it stood in tabs.
void give_title_back(PanelFrame& panel);
[[nodiscard]] QWidget* header_of(const PanelFrame& panel);
// What of it gets the keyboard.
[[nodiscard]] QWidget* keyboard_of(const PanelFrame& panel);

}  // namespace headlight::ui
