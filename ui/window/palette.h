// Find or do anything: actions, heads ("3.1"), tokens, runs.
#pragma once

#include <functional>
#include <vector>

#include "ui/panels/context.h"
#include "ui/window/actions.h"
#include "ui/window/overlay_box.h"

class QLineEdit;
class QListWidget;

namespace headlight::ui {

class Palette : public OverlayBox {
  Q_OBJECT

 public:
  Palette(Context context, Actions& actions, QWidget* area);
  [[nodiscard]] QLineEdit* field() const { return field_; }
  [[nodiscard]] QListWidget* list() const { return list_; }

 protected:
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  struct Entry {
    QString kind, text, hint;
    std::function<void()> act;
  };
  void collect();
  void collect_heads();
  void collect_tokens();
  void refresh();
  void act();

  Context context_;
  Actions& actions_;
  std::vector<Entry> entries_;
  std::vector<const Entry*> shown_;
  QLineEdit* field_;
  QListWidget* list_;
};

}  // namespace headlight::ui
