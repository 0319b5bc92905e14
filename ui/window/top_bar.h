// Menus, workspaces, undo and redo, search, Export figure.
#pragma once

#include <QMenuBar>
#include <QTabBar>
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
  // `recent`: the menu of recent files.
  TopBar(Actions& actions, QMenu* recent, QWidget* parent = nullptr);
  void set_workspace(int index);       // emits nothing
  void show_workspaces(bool on);       // there is a run to work on
  [[nodiscard]] QTabBar* workspaces() const { return workspaces_; }
  void fold_menus(bool on);
  void set_search_icon(bool on);
  [[nodiscard]] QMenuBar* menus() const { return menus_; }

 Q_SIGNALS:
  void workspace_chosen(int index);  // by its tab

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void build_menus(Actions& actions, QMenu* recent);
  void build_export(QAction* action);
  void build_workspaces(Actions& actions);
  void place_workspaces();

  QMenuBar* menus_;
  QToolButton* folded_;
  QTabBar* workspaces_;
  SearchButton* search_;
  Button* export_;
  QToolButton *undo_, *redo_;
};

}  // namespace headlight::ui
