// The window in another language, or in the layout of a session: its state stays, its widgets are made anew.
#include <QDockWidget>
#include <QStackedWidget>

#include "ui/window/main_window.h"

namespace headlight::ui {

// In events of their own, so that no single one holds the window for long: the ground is made beside what is shown, takes
// its place, shows what was shown, and has its page made.
void MainWindow::make_anew() {
  const bool waits = next_.widget != nullptr;
  if (waits) next_.widget->deleteLater();  // of a language that was left again
  next_ = make_ground();
  if (!waits) QMetaObject::invokeMethod(this, &MainWindow::rebuild, Qt::QueuedConnection);
}

// What was there is deleted in later events: each widget that is given another parent, or none, would be styled anew.
void MainWindow::rebuild() {
  if (next_.layout != settings_.layout) {  // something was moved meanwhile
    next_.widget->deleteLater();
    next_ = make_ground();
  }
  if (!return_start_) return_start_ = shows_start();
  return_to_ = workspace();
  disconnect(focus_lost_);
  leave_fields();
  pointer_.set_tip(nullptr);
  for (QObject* source : std::initializer_list<QObject*>{&store_, &runs_, &feed_.row, &first_look_, &playback_}) source->disconnect(this);
  std::vector<Viewport> views;
  for (const FigureCanvas* canvas : zoomed()) views.push_back(canvas->viewport());
  const bool by_keyboard = ring_->by_keyboard();
  delete ring_;
  delete top_;
  work_->retire_pages();
  delete actions_;
  floats_shown_ = false;
  build();  // its central widget takes the place of the last one, which is deleted later
  ring_->set_by_keyboard(by_keyboard);
  for (std::size_t i = 0; i < views.size(); ++i) zoomed()[i]->set_viewport(views[i]);
  connect_actions();
  connect_parts();
  arranged_ = false;
  refresh_actions();
  stack_->hide();  // its start page would flash; a window whose updates are off meanwhile is never painted again under X11
  QMetaObject::invokeMethod(this, &MainWindow::return_to_shown, Qt::QueuedConnection);
}

std::vector<FigureCanvas*> MainWindow::zoomed() {
  return {centre().matrix()->canvas(), centre().picture()->canvas(), centre().points()->canvas()};
}

void MainWindow::return_to_shown() {
  stack_->setCurrentIndex(shows_start() ? 0 : 1);
  stack_->show();
  if (return_start_) show_start(*return_start_);
  QList<FigurePanel*> panels = work_->findChildren<FigurePanel*>();
  for (const QDockWidget* taken_out : findChildren<QDockWidget*>(QString(), Qt::FindDirectChildrenOnly)) panels += taken_out->findChildren<FigurePanel*>();
  for (FigurePanel* panel : panels) panel->refresh();
  QMetaObject::invokeMethod(this, &MainWindow::return_to_workspace, Qt::QueuedConnection);
}

void MainWindow::return_to_workspace() {
  if (return_start_) return;  // made anew meanwhile
  if (return_to_ && !shows_start()) show_workspace(*return_to_);
}

bool MainWindow::returning() const { return next_.widget != nullptr || return_start_ || (return_to_ && !shows_start()); }

Workspace MainWindow::workspace() const { return return_to_.value_or(work_->workspace()); }

}  // namespace headlight::ui
