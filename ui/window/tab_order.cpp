#include "ui/window/tab_order.h"

#include <QApplication>
#include <QScrollArea>
#include <algorithm>

namespace headlight::ui {

namespace {

bool takes_tab(const QWidget& box, const QWidget& widget) {
  return widget.window() == box.window() && widget.isVisible() && widget.isEnabled() && !widget.size().isEmpty() &&
         (widget.focusPolicy() & Qt::TabFocus) == Qt::TabFocus && widget.focusProxy() == nullptr;
}

std::size_t region_of(const QWidget& box, const QWidget& widget, const std::vector<const QWidget*>& regions) {
  std::size_t rest = regions.size();
  for (std::size_t i = 0; i < regions.size(); ++i) {
    if (regions[i] == &box) rest = i;
    else if (regions[i] == &widget || regions[i]->isAncestorOf(&widget)) return i;
  }
  return rest;
}

// What begins above the middle of the first of a line stands in that line.
void sort_lines(QWidget& box, std::vector<QWidget*>::iterator begin, std::vector<QWidget*>::iterator end) {
  const auto place = [&](const QWidget* widget) { return QRect(widget->mapTo(&box, QPoint()), widget->size()); };
  std::stable_sort(begin, end, [&](const QWidget* a, const QWidget* b) { return place(a).top() < place(b).top(); });
  while (begin != end) {
    const int middle = place(*begin).center().y();
    const auto next = std::find_if(begin + 1, end, [&](const QWidget* widget) { return place(widget).top() > middle; });
    std::stable_sort(begin, next, [&](const QWidget* a, const QWidget* b) { return place(a).left() < place(b).left(); });
    begin = next;
  }
}

}  // namespace

std::vector<QWidget*> reading_order(QWidget& box, const std::vector<const QWidget*>& regions) {
  std::vector<std::vector<QWidget*>> parts(regions.size() + 1);
  for (QWidget* widget : box.findChildren<QWidget*>()) {
    if (takes_tab(box, *widget)) parts[region_of(box, *widget, regions)].push_back(widget);
  }
  std::vector<QWidget*> order;
  for (auto& part : parts) {
    sort_lines(box, part.begin(), part.end());
    order.insert(order.end(), part.begin(), part.end());
  }
  return order;
}

bool pass_focus(const std::vector<QWidget*>& order, bool next) {
  if (order.empty()) return false;
  const auto now = std::find(order.begin(), order.end(), QApplication::focusWidget());
  QWidget* to = next ? order.front() : order.back();
  if (now != order.end() && next && now + 1 != order.end()) to = *(now + 1);
  if (now != order.end() && !next && now != order.begin()) to = *(now - 1);
  to->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
  for (QWidget* up = to->parentWidget(); up != nullptr; up = up->parentWidget()) {
    if (auto* area = qobject_cast<QScrollArea*>(up)) area->ensureWidgetVisible(to, 0, 24);
  }
  return true;
}

}  // namespace headlight::ui
