// Panels that are enlarged or float, and how the settings keep that.
#include <QDockWidget>
#include <QEvent>
#include <QGuiApplication>
#include <QScreen>
#include <QVBoxLayout>

#include "ui/controls/hover_tip.h"
#include "ui/window/centre_view.h"

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
  enlarged_ = panel;
  keep_enlarged();
  rebuild();
  if (auto* shown = qobject_cast<FigurePanel*>(panel)) shown->canvas()->setFocus();
}

void CentreView::toggle_floating() { toggle_floating(active()); }

void CentreView::toggle_floating(PanelFrame* panel) {
  if (floats(panel)) return land(panel);
  if (enlarged_ == panel) enlarge(nullptr);
  const QSize size = panel->size().expandedTo({480, 360});
  auto* dock = new QDockWidget(panel->title(), window());
  dock->setAllowedAreas(Qt::NoDockWidgetArea);
  dock->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetFloatable);
  docks_[panel] = dock;
  rebuild();
  dock->setWidget(panel);
  dock->setFloating(true);
  dock->resize(size);
  dock->installEventFilter(this);
  panel->show();
  dock->show();
  keep_floating(panel);
  if (auto* figure = qobject_cast<FigurePanel*>(panel)) figure->canvas()->setFocus();
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
}

bool CentreView::eventFilter(QObject* object, QEvent* event) {
  const bool closes = event->type() == QEvent::Close, moves = event->type() == QEvent::Move || event->type() == QEvent::Resize;
  if (!closes && !moves) return QWidget::eventFilter(object, event);
  for (const auto& [panel, dock] : docks_) {
    if (dock != object) continue;
    closes ? land(panel) : keep_floating(panel);
    break;
  }
  return QWidget::eventFilter(object, event);
}

CentreView::~CentreView() {
  for (const auto& [panel, dock] : docks_) {
    dock->removeEventFilter(this);
    for (HoverTip* tip : dock->findChildren<HoverTip*>()) tip->leave(*this);
    delete dock;  // with its panel
  }
}

void CentreView::toggle_enlarged() { enlarge(enlarged_ == nullptr ? active() : nullptr); }

}  // namespace headlight::ui
