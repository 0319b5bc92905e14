// The window in another language, or in the layout of a session: its state stays, its widgets are made anew.
#include <QApplication>
#include <QDockWidget>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QTextCursor>
#include <QTimer>
#include <algorithm>
#include <utility>

#include "ui/window/main_window.h"

namespace headlight::ui {

namespace {

bool is_text_field(const QWidget& widget) { return qobject_cast<const QLineEdit*>(&widget) != nullptr || qobject_cast<const QPlainTextEdit*>(&widget) != nullptr; }

QPoint cursor_of(const QWidget& field) {
  if (const auto* line = qobject_cast<const QLineEdit*>(&field)) return {line->cursorPosition(), line->cursorPosition()};
  if (const auto* text = qobject_cast<const QPlainTextEdit*>(&field)) return {text->textCursor().anchor(), text->textCursor().position()};
  return {};
}

void set_cursor(QWidget& field, QPoint cursor) {
  if (auto* line = qobject_cast<QLineEdit*>(&field)) line->setCursorPosition(cursor.x());
  auto* text = qobject_cast<QPlainTextEdit*>(&field);
  if (text == nullptr) return;
  const int most = text->document()->characterCount() - 1;
  QTextCursor at = text->textCursor();
  at.setPosition(std::clamp(cursor.x(), 0, most));
  at.setPosition(std::clamp(cursor.y(), 0, most), QTextCursor::KeepAnchor);
  text->setTextCursor(at);
}

}  // namespace

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
  if (!keyboard_) keyboard_ = keyboard_now();
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
  QTimer::singleShot(0, this, &MainWindow::return_keyboard);  // once it is laid out, in as many events as that takes
}

// All of one class that can have the keyboard, in the window and in what was taken out of it, as they are read.
std::vector<QWidget*> MainWindow::keyboards(const std::string& kind) {
  constexpr int kLine = 12;  // px by which what stands in one line may be apart
  std::vector<QWidget*> all;
  for (QWidget* each : findChildren<QWidget*>()) {
    if (each->metaObject()->className() == kind && each->isVisible() && each->focusPolicy() != Qt::NoFocus) all.push_back(each);
  }
  const auto place = [](const QWidget* of) { return std::pair(of->mapToGlobal(QPoint()).y() / kLine, of->mapToGlobal(QPoint()).x()); };
  std::ranges::stable_sort(all, {}, place);
  return all;
}

MainWindow::Keyboard MainWindow::keyboard_now() {
  QWidget* at = QApplication::focusWidget();
  if (at == nullptr || at == this || !isAncestorOf(at)) return {};
  const std::string kind = at->metaObject()->className();
  const std::vector<QWidget*> all = keyboards(kind);
  return {kind, std::ranges::find(all, at) - all.begin(), std::ssize(all), is_text_field(*at), cursor_of(*at), {}};
}

// To the one that stands where it was, with what was typed meanwhile.
void MainWindow::return_keyboard() {
  if (!keyboard_ || return_start_) return;
  const Keyboard before = *std::exchange(keyboard_, std::nullopt);
  const std::vector<QWidget*> all = keyboards(before.kind);
  if (before.place >= std::ssize(all) || before.count != std::ssize(all)) return;
  QWidget& at = *all[std::size_t(before.place)];
  give_keyboard(at);
  set_cursor(at, before.cursor);
  for (const auto& key : before.typed) QCoreApplication::postEvent(&at, key->clone());
}

// Keys that are pressed while the field that they are for is made anew.
bool MainWindow::holds(const QEvent& event) {
  const bool key = event.type() == QEvent::KeyPress || event.type() == QEvent::KeyRelease || event.type() == QEvent::ShortcutOverride;
  if (!key || !keyboard_ || !keyboard_->types) return false;
  if (event.type() == QEvent::KeyPress) keyboard_->typed.emplace_back(event.clone());
  return true;
}

bool MainWindow::returning() const { return next_.widget != nullptr || return_start_ || keyboard_ || (return_to_ && !shows_start()); }

Workspace MainWindow::workspace() const { return return_to_.value_or(work_->workspace()); }

}  // namespace headlight::ui
