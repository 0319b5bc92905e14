#include "ui/window/rail.h"

#include <QApplication>
#include <QEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <algorithm>

#include "ui/controls/frames.h"
#include "ui/window/arrangement.h"

namespace headlight::ui {

Rail::Rail(Qt::Edge side, const QString& name, QWidget* over, QWidget* parent)
    : QWidget(parent), side_(side), over_(over), area_(new QScrollArea(this)), strip_(new QWidget(this)) {
  setAccessibleName(name);
  setObjectName(side == Qt::LeftEdge ? QStringLiteral("leftRail") : QStringLiteral("rightRail"));
  setAttribute(Qt::WA_StyledBackground);
  area_->setObjectName(QStringLiteral("panel"));
  area_->setWidgetResizable(true);
  area_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area_->setFocusPolicy(Qt::NoFocus);
  auto* content = new QWidget(area_);
  content->setObjectName(QStringLiteral("panel"));
  content->setAttribute(Qt::WA_StyledBackground);
  sections_ = new QVBoxLayout(content);
  sections_->setContentsMargins(0, 0, 0, 0);
  sections_->setSpacing(0);
  sections_->addStretch(1);
  content->setMinimumWidth(1);  // as wide as the rail whatever a section holds: nothing scrolls sideways
  area_->setWidget(content);
  icons_ = new QVBoxLayout(strip_);
  icons_->setContentsMargins(8, 8, 8, 8);
  icons_->setSpacing(8);
  icons_->addStretch(1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(area_);
  column->addWidget(strip_);
  strip_->hide();
  qApp->installEventFilter(this);
}

void Rail::add(QWidget* section, const QString& icon_name, const QString& name) {
  sections_->insertWidget(sections_->count() - 1, section);
  if (icon_name.isEmpty()) return;
  QToolButton* button = icon_button(icon_name, name, strip_);
  icons_->insertWidget(icons_->count() - 1, button);
  buttons_[section] = button;
  button->setVisible(!section->isHidden());
  connect(button, &QToolButton::clicked, this, [this, section] {
    if (opened_over()) {
      close_over();
    } else {
      open_over(section);
    }
  });
}

void Rail::set_width(int width) {
  const bool fold = width <= kCollapsedRail;
  close_over();
  if (!fold) full_width_ = std::clamp(width, least_, most_);
  folded_ = fold;
  area_->setVisible(!fold);
  strip_->setVisible(fold);
  setMinimumWidth(fold ? kCollapsedRail : least_);
  setMaximumWidth(fold ? kCollapsedRail : most_);
}

void Rail::set_limits(int least, int most) {
  least_ = least;
  most_ = most;
}

QWidget* Rail::sheet() const { return area_; }

bool Rail::opened_over() const { return folded_ && area_->parentWidget() != this; }

void Rail::open_over(QWidget* section) {
  if (!folded_) return;
  area_->setParent(over_);
  place_over();
  area_->show();
  area_->raise();
  if (section != nullptr) area_->ensureWidgetVisible(section, 0, 0);
  area_->verticalScrollBar()->setValue(section == nullptr ? 0 : section->y());
}

void Rail::place_over() {
  const int width = std::min(full_width_, over_->width());
  area_->setGeometry(side_ == Qt::LeftEdge ? 0 : over_->width() - width, 0, width, over_->height());
}

void Rail::close_over() {
  if (area_->parentWidget() == this) return;
  area_->hide();
  area_->setParent(this);
  static_cast<QVBoxLayout*>(layout())->insertWidget(0, area_);
  area_->setVisible(!folded_);
}

bool Rail::eventFilter(QObject* object, QEvent* event) {
  if (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent) {
    const auto at = buttons_.find(object);  // a section that does not apply has no icon either
    if (at != buttons_.end()) at->second->setVisible(event->type() == QEvent::ShowToParent);
  }
  if (!opened_over()) return false;
  if (object == over_ && event->type() == QEvent::Resize) place_over();
  if (event->type() != QEvent::MouseButtonPress || !object->isWidgetType()) return false;
  auto* pressed = static_cast<QWidget*>(object);
  const bool inside = pressed == area_ || area_->isAncestorOf(pressed) || isAncestorOf(pressed);
  if (!inside && pressed->window() == window() && pressed != window() && over_->isAncestorOf(pressed)) close_over();
  return false;
}

}  // namespace headlight::ui
