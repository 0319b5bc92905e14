// Who gets a key: the control that has the keyboard, or the window.
#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSlider>
#include <algorithm>

#include "ui/panels/detections_section.h"
#include "ui/panels/scene.h"
#include "ui/studio/compare/compare_page.h"
#include "ui/studio/intervene/intervene_page.h"
#include "ui/window/main_window.h"
#include "ui/window/task_line.h"

namespace headlight::ui {

namespace {

bool takes_text(const QWidget* widget) {
  return qobject_cast<const QLineEdit*>(widget) != nullptr || qobject_cast<const QPlainTextEdit*>(widget) != nullptr;
}

// Keys that a control with the keyboard needs itself; window shortcuts sleep for them.
bool belongs_to(const QWidget* widget, const QKeyEvent& key) {
  const bool plain = (key.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == Qt::NoModifier;
  const bool arrow = key.key() >= Qt::Key_Left && key.key() <= Qt::Key_Down;
  if (widget->property("ownArrows").toBool() && plain && (key.key() == Qt::Key_Up || key.key() == Qt::Key_Down)) return true;
  if (widget->property("ownSideArrows").toBool() && plain && (key.key() == Qt::Key_Left || key.key() == Qt::Key_Right)) return true;
  if (takes_text(widget)) return plain && key.key() != Qt::Key_Escape && key.key() < Qt::Key_F1;
  if (qobject_cast<const QAbstractButton*>(widget) != nullptr) return key.key() == Qt::Key_Space || (plain && (key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter));
  const bool steps = qobject_cast<const QSlider*>(widget) != nullptr || qobject_cast<const QComboBox*>(widget) != nullptr ||
                     qobject_cast<const Stepper*>(widget) != nullptr || qobject_cast<const RangeBar*>(widget) != nullptr;
  return steps && plain && (arrow || key.key() == Qt::Key_Space || key.key() == Qt::Key_Plus || key.key() == Qt::Key_Minus);
}

}  // namespace

void MainWindow::stop_or_clear() {
  if (runs_.running()) return runs_.stop();
  if (grid_.running()) return grid_.stop();
  if (batch_.running()) return batch_.stop();
  if (!status_->task().isHidden()) return stop_opening();
  if (auto* page = work_->shown<IntervenePage>(); page != nullptr && page->model().stop_all()) return;
  if (auto* page = work_->shown<ComparePage>(); page != nullptr && page->model().beside().stop()) return;
  if (left_rail().opened_over()) return left_rail().close_over();
  if (inspector().opened_over()) return inspector().close_over();
  if (centre().enlarged()) return centre().enlarge(nullptr);
  if (store_.pinned()) return store_.set_pinned(false);
  if (takes_text(focusWidget())) return focus_picture();
  move_selection([](Selection& next) {
    if (next.key >= 0) next.key = -1;
    else next.query = next.detection = -1;
  });
}

void MainWindow::next_panel(int by) {
  std::vector<QWidget*> stops = {top_->workspaces(), left_rail().findChild<ModelButton*>(), left_rail().findChild<DetectionList*>()};
  stops.insert(stops.end(), {centre().heads()->canvas(), centre().row()->findChild<RowView*>(), centre().graph()->canvas(),
                             centre().picture()->canvas(), centre().points()->canvas(), centre().matrix()->canvas(),
                             centre().refinement()->canvas(), centre().receptive()->canvas()});
  if (const StudioPage* page = work_->page(work_->workspace())) {
    for (QWidget* stop : page->stops()) stops.push_back(stop);
  }
  stops.push_back(inspector().findChild<Stepper*>());
  if (shows_start()) stops = {start_->sentence(), start_->model()};
  std::erase_if(stops, [](const QWidget* stop) { return stop == nullptr || !stop->isVisible(); });
  if (stops.empty()) return;
  const auto now = std::find_if(stops.begin(), stops.end(), [](QWidget* stop) { return stop->hasFocus(); });
  const auto count = std::ptrdiff_t(stops.size());
  const auto at = now == stops.end() ? (by > 0 ? -1 : 0) : now - stops.begin();
  QWidget* next = stops[std::size_t((at + by + count) % count)];
  next->activateWindow();  // it may float
  next->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
  const QString refusal = actions_->refusal(QKeySequence(event->keyCombination()));
  if (refusal.isEmpty()) return QMainWindow::keyPressEvent(event);
  status_->tell(refusal);
}

bool MainWindow::eventFilter(QObject* object, QEvent* event) {
  if (holds(*event)) {
    event->accept();
    return true;
  }
  const bool escapes = event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape;
  if (escapes && QApplication::activePopupWidget() != nullptr) {  // it closes the open list, nothing else
    event->accept();
    return true;
  }
  if (event->type() == QEvent::ShortcutOverride && object->isWidgetType()) {
    const auto* widget = static_cast<QWidget*>(object);
    if (widget->window() == this && belongs_to(widget, *static_cast<QKeyEvent*>(event))) {
      event->accept();
      return true;
    }
  }
  return QMainWindow::eventFilter(object, event);
}

}  // namespace headlight::ui
