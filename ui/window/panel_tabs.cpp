#include "ui/window/panel_tabs.h"

#include <QBoxLayout>
#include <QTabBar>
#include <algorithm>

#include "ui/panels/figure_panel.h"

namespace headlight::ui {

namespace {

QWidget* title_of(const PanelFrame& panel) { return header_of(panel)->layout()->itemAt(0)->widget(); }

QTabBar* bar_of(const PanelFrame& panel) { return header_of(panel)->findChild<QTabBar*>(QString(), Qt::FindDirectChildrenOnly); }

}  // namespace

QWidget* header_of(const PanelFrame& panel) { return panel.findChild<QWidget*>(QStringLiteral("header"), Qt::FindDirectChildrenOnly); }

QWidget* keyboard_of(const PanelFrame& panel) {
  if (const auto* figure = qobject_cast<const FigurePanel*>(&panel)) return figure->canvas();
  for (QWidget* part : panel.content()->findChildren<QWidget*>())
    if (part->focusPolicy() != Qt::NoFocus) return part;
  return panel.content();
}

void give_title_back(PanelFrame& panel) {
  QTabBar* bar = bar_of(panel);
  if (bar == nullptr) return;
  bar->hide();
  header_of(panel)->layout()->removeWidget(bar);
  bar->setParent(panel.content());  // no child of the header any longer
  bar->deleteLater();
  title_of(panel)->show();
}

PanelTabs::PanelTabs(QWidget* parent) : QStackedWidget(parent) {}

void PanelTabs::add(QWidget* page, PanelFrame* panel, bool front) {
  addWidget(page);
  if (front) front_ = int(panels_.size());
  panels_.push_back(panel);
}

// Each has a row of tabs of its own, which always tells of itself.
void PanelTabs::finish() {
  setCurrentIndex(front_);
  if (panels_.size() < 2) return;
  for (PanelFrame* panel : panels_) {
    auto* bar = new QTabBar(header_of(*panel));
    bar->setObjectName(QStringLiteral("panelTabs"));
    bar->setAccessibleName(tr("Panels in this place"));
    bar->setProperty("ownSideArrows", true);
    bar->setDrawBase(false);
    bar->setExpanding(false);
    bar->setUsesScrollButtons(false);
    bar->setElideMode(Qt::ElideRight);
    bar->ensurePolished();
    for (const PanelFrame* each : panels_) bar->addTab(each->title());
    const int own = int(std::ranges::find(panels_, panel) - panels_.begin());
    bar->setCurrentIndex(own);
    connect(bar, &QTabBar::currentChanged, this, [this, bar, own](int place) {
      if (place == own) return;
      const bool keyboard = bar->hasFocus();
      const QSignalBlocker quiet(bar);
      bar->setCurrentIndex(own);
      choose(place);
      QWidget* next = keyboard ? bar_of(*panels_[std::size_t(place)]) : keyboard_of(*panels_[std::size_t(place)]);
      next->setFocus(keyboard ? Qt::TabFocusReason : Qt::OtherFocusReason);
    });
    title_of(*panel)->hide();
    static_cast<QBoxLayout*>(header_of(*panel)->layout())->insertWidget(1, bar);
    bar->show();
  }
}

void PanelTabs::choose(int place) {
  setCurrentIndex(place);
  Q_EMIT chosen(panels_[std::size_t(place)]);
}

void PanelTabs::step(int by) {
  if (panels_.empty()) return;
  const int number = count(), place = (currentIndex() + by + number) % number;
  choose(place);
  keyboard_of(*panels_[std::size_t(place)])->setFocus(Qt::ShortcutFocusReason);
}

bool PanelTabs::holds(const PanelFrame* panel) const { return std::ranges::find(panels_, panel) != panels_.end(); }

}  // namespace headlight::ui
