// Menus, what is shown, undo and redo, search, Export figure.
#pragma once

#include <QMenuBar>
#include <QToolButton>
#include <QWidget>

#include "ui/controls/button.h"
#include "ui/controls/frames.h"
#include "ui/window/actions.h"

namespace headlight::ui {

// The search field's looks; a press opens the palette.
class SearchButton : public QPushButton {
  Q_OBJECT

 public:
  explicit SearchButton(QWidget* parent = nullptr);
  void set_icon_only(bool on);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  bool icon_only_ = false;
};

class TopBar : public QWidget {
  Q_OBJECT

 public:
  TopBar(Actions& actions, QMenu* languages, QWidget* parent = nullptr);
  void set_title(const QString& title, const QString& second);
  void fold_menus(bool on);
  void set_search_icon(bool on);
  [[nodiscard]] QMenuBar* menus() const { return menus_; }

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void build_menus(Actions& actions, QMenu* languages);
  void build_export(QAction* action);
  void place_title();

  QMenuBar* menus_;
  QToolButton* folded_;
  QWidget* title_box_;
  ElidedLabel *title_, *second_;
  SearchButton* search_;
  Button* export_;
  QToolButton *undo_, *redo_;
};

}  // namespace headlight::ui
