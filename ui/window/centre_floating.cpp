// Panels that are enlarged or float, and how the settings keep that.
#include <QApplication>
#include <QContextMenuEvent>
#include <QDockWidget>
#include <QMouseEvent>
#include <QScreen>
#include <QVBoxLayout>
#include <QWindow>
#include <utility>

#include "ui/controls/hover_tip.h"
#include "ui/window/centre_view.h"
#include "ui/window/panel_tabs.h"

namespace headlight::ui {

void CentreView::keep_enlarged() {
  if (beside_ != nullptr) return;
  settings_.layout.remove(QStringLiteral("enlarged"));
  for (const auto& [name, panel] : named()) {
    if (panel == enlarged_) settings_.layout[QStringLiteral("enlarged")] = QLatin1String(name);
  }
}

void CentreView::keep_floating(const QWidget* panel) {
  const auto dock = docks_.find(panel);
  for (const auto& [name, each] : named()) {
    if (each != panel) continue;
    const QString key = QStringLiteral("floating.") + QLatin1String(name);
    settings_.layout.remove(key);
    if (dock == docks_.end()) return;
    const QRect place = dock->second->geometry();
    settings_.layout[key] = QVariantList{place.x(), place.y(), place.width(), place.height()};
  }
}

void CentreView::restore_layout() {
  const QVariantMap layout = settings_.layout;
  for (const auto& [name, panel] : named()) {
    const QVariantList place = layout.value(QStringLiteral("floating.") + QLatin1String(name)).toList();
    if (place.size() == 4 && !floats(panel)) {
      toggle_floating(panel);
      const QRect kept(place[0].toInt(), place[1].toInt(), std::max(240, place[2].toInt()), std::max(160, place[3].toInt()));
      if (QGuiApplication::screenAt(kept.center()) != nullptr) docks_.at(panel)->setGeometry(kept);  // another machine has other screens
    }
    if (layout.value(QStringLiteral("enlarged")).toString() == QLatin1String(name)) enlarge(panel);
  }
}

void CentreView::enlarge(PanelFrame* panel) {
  if (enlarged_ != nullptr) layout()->removeWidget(enlarged_);
  PanelFrame* before = std::exchange(enlarged_, panel);
  keep_enlarged();
  rebuild();
  if (PanelFrame* shown = panel == nullptr ? before : panel; shown != nullptr && shown->isVisible()) keyboard_of(*shown)->setFocus();
}

// One that floats comes back for it.
void CentreView::toggle_enlarged(PanelFrame* panel) {
  if (floats(panel)) return land(panel);
  enlarge(enlarged_ == nullptr ? panel : nullptr);
}

// Its own header is the window's title, and drags it. It opens a little beside where the panel stood.
void CentreView::toggle_floating(PanelFrame* panel) {
  constexpr QPoint kAside(24, 24);
  if (floats(panel)) return land(panel);
  if (enlarged_ == panel) enlarge(nullptr);
  const QSize size = panel->size().expandedTo({480, 360});
  const QPoint place = (panel->isVisible() ? panel : static_cast<QWidget*>(this))->mapToGlobal(kAside);
  auto* dock = new QDockWidget(panel->title(), window());
  dock->setAllowedAreas(Qt::NoDockWidgetArea);
  dock->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetFloatable);
  auto* none = new QWidget(dock);
  none->setFixedHeight(0);
  dock->setTitleBarWidget(none);
  docks_[panel] = dock;
  rebuild();
  give_title_back(*panel);
  dock->setWidget(panel);
  dock->setFloating(true);
  dock->resize(size);
  dock->move(place);
  dock->installEventFilter(this);
  panel->show();
  dock->show();
  dock->activateWindow();
  keep_floating(panel);
  Q_EMIT floated();
  keyboard_of(*panel)->setFocus();
}

// Back into its place.
void CentreView::land(const QWidget* panel) {
  const auto at = docks_.find(panel);
  if (at == docks_.end()) return;
  QDockWidget* dock = at->second;
  docks_.erase(at);
  dock->removeEventFilter(this);
  for (HoverTip* tip : dock->findChildren<HoverTip*>()) tip->leave(*dock);
  rebuild();
  dock->hide();
  dock->deleteLater();
  keep_floating(panel);
  Q_EMIT floated();
  if (panel->isVisible()) keyboard_of(*static_cast<const PanelFrame*>(panel))->setFocus();
}

bool CentreView::eventFilter(QObject* object, QEvent* event) {
  if (const auto at = placed_.find(object); at != placed_.end()) return filter_panel(at->second, object, event);
  const bool closes = event->type() == QEvent::Close, moves = event->type() == QEvent::Move || event->type() == QEvent::Resize;
  if (!closes && !moves) return QWidget::eventFilter(object, event);
  for (const auto& [panel, dock] : docks_) {
    if (dock != object) continue;
    closes ? land(panel) : keep_floating(panel);
    break;
  }
  return QWidget::eventFilter(object, event);
}

// The menu key anywhere in a panel and the other button on its header open its menu; the header of one that floats drags it.
bool CentreView::filter_panel(PanelFrame* panel, QObject* object, QEvent* event) {
  const bool header = object != panel;
  if (event->type() == QEvent::ContextMenu) {
    const auto& menu = *static_cast<QContextMenuEvent*>(event);
    const bool keys = menu.reason() == QContextMenuEvent::Keyboard;
    if (!header && !keys) return false;
    Q_EMIT menu_wanted(panel, keys ? header_of(*panel)->mapToGlobal(header_of(*panel)->rect().bottomRight()) : menu.globalPos());
    return true;
  }
  if (!header || !floats(panel)) return false;
  if (event->type() == QEvent::MouseButtonPress) pressed_ = static_cast<QMouseEvent*>(event)->globalPosition().toPoint();
  if (event->type() != QEvent::MouseMove) return false;
  const auto& move = *static_cast<QMouseEvent*>(event);
  const QPoint by = move.globalPosition().toPoint() - pressed_;
  if (!(move.buttons() & Qt::LeftButton) || by.manhattanLength() < QApplication::startDragDistance()) return false;
  QWidget* window = panel->window();
  if (window->windowHandle() != nullptr && window->windowHandle()->startSystemMove()) return true;
  window->move(window->pos() + by);  // where no window manager does it
  pressed_ += by;
  return true;
}

void CentreView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  QMetaObject::invokeMethod(this, &CentreView::check_room, Qt::QueuedConnection);
}

void CentreView::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  QMetaObject::invokeMethod(this, &CentreView::check_room, Qt::QueuedConnection);
}

CentreView::~CentreView() {
  for (const auto& [panel, dock] : docks_) {
    dock->removeEventFilter(this);
    for (HoverTip* tip : dock->findChildren<HoverTip*>()) tip->leave(*this);
    delete dock;  // with its panel
  }
}

}  // namespace headlight::ui
