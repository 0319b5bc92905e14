// Where the panels of the centre stand: their menu, the actions of it, and steps back that lead to where they are seen.
#include <QMenu>

#include "ui/window/main_window.h"
#include "ui/window/step_words.h"

namespace headlight::ui {

void MainWindow::connect_panel_actions() {
  actions_->on("enlarge", [this] { centre().toggle_enlarged(centre().in_use()); });
  actions_->on("float", [this] { centre().toggle_floating(centre().in_use()); });
  actions_->on("panel_tab", [this] { show_targets(PanelPlace::tab); });
  actions_->on("panel_beside", [this] { show_targets(PanelPlace::beside); });
  actions_->on("panel_below", [this] { show_targets(PanelPlace::below); });
  actions_->on("next_tab", [this] { centre().step_tab(1); });
  actions_->on("previous_tab", [this] { centre().step_tab(-1); });
  actions_->on("reset_layout", [this] { centre().reset_layout(); });
}

void MainWindow::fill_targets(QMenu& menu, PanelFrame* panel, PanelPlace place) {
  for (PanelFrame* to : centre().targets_of(panel, place)) {
    connect(menu.addAction(to->title()), &QAction::triggered, this, [this, panel, place, to] {
      if (centre().move_panel(panel, place, to)) return;
      message_->say(tr("There is no room for that"), tr("Every panel needs 240 × 160 pixels: make the window larger, or put them in tabs"), false);
    });
  }
}

// The panels that the one in use can be moved to, under its header.
void MainWindow::show_targets(PanelPlace place) {
  PanelFrame* panel = centre().in_use();
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  fill_targets(*menu, panel, place);
  if (menu->isEmpty()) menu->addAction(tr("No other panel is there"))->setEnabled(false);
  menu->setActiveAction(menu->actions().front());
  menu->popup(panel->mapToGlobal(QPoint(0, 28)));
}

void MainWindow::show_panel_menu(PanelFrame* panel, QPoint at) {
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  const std::pair<QString, PanelPlace> places[] = {{tr("Tab with"), PanelPlace::tab}, {tr("Beside"), PanelPlace::beside}, {tr("Below"), PanelPlace::below}};
  for (const auto& [name, place] : places) {
    QMenu* targets = menu->addMenu(name);
    fill_targets(*targets, panel, place);
    targets->setEnabled(!targets->isEmpty());
  }
  menu->addSeparator();
  const auto add = [&](const QString& name, const char* id, std::function<void()> act) {
    const QAction* of = actions_->get(id);
    QAction* entry = menu->addAction(name + QLatin1Char('\t') + shown_keys(of->shortcut()));
    entry->setEnabled(of->isEnabled());
    connect(entry, &QAction::triggered, this, [act = std::move(act)] { act(); });
  };
  add(centre().floats(panel) ? tr("Put back") : tr("Float"), "float", [this, panel] { centre().toggle_floating(panel); });
  add(centre().enlarged() ? tr("Show all panels") : tr("Enlarge"), "enlarge", [this, panel] { centre().toggle_enlarged(panel); });
  menu->addSeparator();
  add(actions_->get("reset_layout")->text(), "reset_layout", [this] { centre().reset_layout(); });
  menu->setActiveAction(menu->actions().front());
  menu->popup(at - QPoint(menu->sizeHint().width(), 0));
}

// Undoes or does again, in a workspace where that is seen.
void MainWindow::take_step(bool back) {
  const ViewState* next = back ? store_.earlier() : store_.later();
  if (next == nullptr) return;
  const ViewState after = *next, before = store_.view();
  const QString words = back ? step_words(after, before) : step_words(before, after);
  const Workspace seen = seen_in(before, after, work_->workspace());
  back ? store_.undo() : store_.redo();
  if (shows_start() && store_.run() != nullptr) show_start(false);
  if (seen != work_->workspace()) show_workspace(seen);
  if (!words.isEmpty()) status_->tell((back ? tr("Undone: %1") : tr("Done again: %1")).arg(words));
}

}  // namespace headlight::ui
