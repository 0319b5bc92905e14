// Panels that somebody moves to each other, and the way back to the first layout.
#include <QApplication>
#include <algorithm>

#include "ui/window/centre_view.h"
#include "ui/window/panel_tabs.h"

namespace headlight::ui {

namespace {

void forget_groups(QVariantMap& layout, const PanelTree& tree) {
  if (tree.kind == PanelTree::Kind::panel) return;
  layout.remove((tree.kind == PanelTree::Kind::tabs ? QStringLiteral("tabs.") : QStringLiteral("splitter.")) + tree.name);
  for (const PanelTree& part : tree.parts) forget_groups(layout, part);
}

}  // namespace

PanelFrame* CentreView::in_use() const {
  for (QWidget* at = QApplication::focusWidget(); at != nullptr; at = at->parentWidget()) {
    auto* panel = qobject_cast<PanelFrame*>(at);
    if (panel != nullptr && !name_of(panel).isEmpty()) return panel;
  }
  return enlarged_ != nullptr ? enlarged_ : active();
}

std::vector<PanelFrame*> CentreView::targets_of(const PanelFrame* panel, PanelPlace place) const {
  std::vector<PanelFrame*> targets;
  if (beside_ != nullptr) return targets;
  const QStringList mates = tabs_with(*tree_, name_of(panel)), all = panels_of(*tree_);
  if (!all.contains(name_of(panel))) return targets;
  for (const QString& name : all) {
    auto* other = qobject_cast<PanelFrame*>(panel_named(name));
    const bool there = other != nullptr && other != panel && !floats(other);
    if (there && (place != PanelPlace::tab || !mates.contains(name) || floats(panel))) targets.push_back(other);
  }
  return targets;
}

bool CentreView::move_panel(PanelFrame* panel, PanelPlace place, const PanelFrame* to) {
  PanelTree next = with_moved(*tree_, name_of(panel), place, name_of(to));
  if (!has_room(next)) return false;
  settings_.layout[layout_key()] = text_of(next);
  if (enlarged_ != nullptr) enlarge(nullptr);
  if (floats(panel)) land(panel);
  rebuild();
  keyboard_of(*panel)->setFocus();
  return true;
}

void CentreView::reset_layout() {
  PanelFrame* panel = in_use();
  settings_.layout.remove(layout_key());
  forget_groups(settings_.layout, first_layout());
  if (enlarged_ != nullptr) enlarge(nullptr);
  for (const auto& [name, each] : named()) land(each);
  rebuild();
  if (panel->isVisible()) keyboard_of(*panel)->setFocus();
}

// Among the tabs of the panel in use, else of the first that are in sight.
void CentreView::step_tab(int by) {
  const QList<PanelTabs*> all = findChildren<PanelTabs*>();
  PanelTabs* wanted = nullptr;
  for (PanelTabs* tabs : all) {
    if (!tabs->isVisible() || tabs->count() < 2) continue;
    if (wanted == nullptr || tabs->holds(in_use())) wanted = tabs;
  }
  if (wanted != nullptr) wanted->step(by);
}

bool CentreView::has_tabs() const {
  const QList<PanelTabs*> all = findChildren<PanelTabs*>();
  return std::ranges::any_of(all, [](const PanelTabs* tabs) { return tabs->isVisible() && tabs->count() > 1; });
}

}  // namespace headlight::ui
