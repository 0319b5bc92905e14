// What happens under the pointer: the tooltip with the exact number, and the hover that all views share.
#pragma once

#include <QObject>
#include <optional>

#include "ui/controls/hover_tip.h"
#include "ui/figures/figure.h"
#include "ui/state/feed.h"

namespace headlight::ui {

class Pointer : public QObject {
  Q_OBJECT

 public:
  Pointer(Feed& feed, QObject* parent = nullptr);
  void set_tip(HoverTip* tip) { tip_ = tip; }

  // A cell, link, row or column label, or head of the grid is under the pointer at `global` in `window`.
  void at(const Hit& hit, QPoint global, bool head_of_grid, QWidget* window);
  void away();

  // "it → ##ch  0.3240": for the status bar.
  [[nodiscard]] const QString& text() const { return text_; }

 Q_SIGNALS:
  void text_changed();

 private:
  void show_cell();
  [[nodiscard]] HoverTip::Words head_words_of(int site, int head) const;
  void say(const HoverTip::Words& words);

  Feed& feed_;
  HoverTip* tip_ = nullptr;
  QPoint global_;
  std::optional<Hit> hit_;
  QString text_;
};

}  // namespace headlight::ui
