#include "ui/window/tab_order.h"

#include <QApplication>
#include <QScrollArea>
#include <algorithm>

#include "ui/panels/figure_table.h"

namespace headlight::ui {

namespace {

// Nothing to walk through.
bool is_empty(const QWidget& widget) {
  const auto* tabled = dynamic_cast<const TabledWidget*>(&widget);
  return tabled != nullptr && tabled->table() != nullptr && tabled->table()->rows() == 0;
}

bool takes_tab(const QWidget& box, const QWidget& widget) {
  return !is_empty(widget) && widget.window() == box.window() && widget.isVisible() && widget.isEnabled() && !widget.size().isEmpty() &&
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

// What lies in a part of the page, in its order.
struct Item {
  std::vector<QWidget*> stops;
  QRect place;
};

// What begins above the middle of the first of a line stands in that line.
void sort_lines(std::vector<Item>& items) {
  std::ranges::stable_sort(items, {}, [](const Item& item) { return item.place.top(); });
  for (auto begin = items.begin(); begin != items.end();) {
    const int middle = begin->place.center().y();
    const auto next = std::find_if(begin + 1, items.end(), [&](const Item& item) { return item.place.top() > middle; });
    std::stable_sort(begin, next, [](const Item& a, const Item& b) { return a.place.left() < b.place.left(); });
    begin = next;
  }
}

constexpr int kOverlap = 3;  // px that neighbours may share: rings, grips of splitters

// Groups with a line between them that crosses none, in rising order.
std::vector<std::vector<Item>> cut(std::vector<Item> items, bool across) {
  const auto from = [&](const Item& item) { return across ? item.place.top() : item.place.left(); };
  const auto to = [&](const Item& item) { return across ? item.place.bottom() : item.place.right(); };
  std::ranges::stable_sort(items, {}, from);
  std::vector<std::vector<Item>> groups;
  int end = 0;
  for (Item& item : items) {
    if (groups.empty() || from(item) < end - kOverlap) {
      if (groups.empty()) groups.emplace_back();
      end = groups.back().empty() ? to(item) : std::max(end, to(item));
    } else {
      groups.emplace_back();
      end = to(item);
    }
    groups.back().push_back(std::move(item));
  }
  return groups;
}

// The order in which a page is read (recursive X-Y cut, Nagy & Seth 1984): lines below each other where they can be cut
// apart, else columns, else as they begin.
void read(std::vector<Item> items, std::vector<QWidget*>& order) {
  if (items.size() > 1) {
    for (const bool across : {true, false}) {
      auto groups = cut(items, across);
      if (groups.size() < 2) continue;
      for (auto& group : groups) read(std::move(group), order);
      return;
    }
    sort_lines(items);
  }
  for (const Item& item : items) order.insert(order.end(), item.stops.begin(), item.stops.end());
}

// Parts of a part stay together, wherever those of others are.
std::vector<QWidget*> stops_of(const QWidget& box, QWidget& part) {
  std::vector<QWidget*> order;
  if (&part != &box && takes_tab(box, part)) order.push_back(&part);
  std::vector<Item> items;
  for (QObject* child : part.children()) {
    auto* widget = qobject_cast<QWidget*>(child);
    if (widget == nullptr || widget->isWindow() || !widget->isVisible()) continue;
    if (auto stops = stops_of(box, *widget); !stops.empty()) items.push_back({std::move(stops), widget->geometry()});
  }
  read(std::move(items), order);
  return order;
}

}  // namespace

std::vector<QWidget*> reading_order(QWidget& box, const std::vector<const QWidget*>& regions) {
  std::vector<QWidget*> all = stops_of(box, box);
  std::ranges::stable_sort(all, {}, [&](const QWidget* widget) { return region_of(box, *widget, regions); });
  return all;
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
