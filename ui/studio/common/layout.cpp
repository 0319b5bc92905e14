#include "ui/studio/common/layout.h"

namespace headlight::ui {

QSplitter* split_of(Qt::Orientation orientation, std::initializer_list<std::pair<QWidget*, int>> parts) {
  auto* splitter = new QSplitter(orientation);
  fill_split(splitter, parts);
  return splitter;
}

void fill_split(QSplitter* splitter, std::initializer_list<std::pair<QWidget*, int>> parts) {
  splitter->setHandleWidth(1);
  splitter->setChildrenCollapsible(false);
  QList<int> sizes;
  for (const auto& [widget, share] : parts) {
    splitter->addWidget(widget);
    splitter->setStretchFactor(splitter->count() - 1, share);
    sizes.append(share * 10);
  }
  splitter->setSizes(sizes);
}

QScrollArea* scroll_around(QWidget* widget, QWidget* parent) {
  auto* area = new QScrollArea(parent);
  area->setWidgetResizable(true);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setFocusPolicy(Qt::NoFocus);
  area->setWidget(widget);
  return area;
}

QScrollArea* column_around(QWidget* widget, int width, QWidget* parent) {
  QScrollArea* area = scroll_around(widget, parent);
  area->setObjectName(QStringLiteral("panel"));
  area->setFixedWidth(width);
  return area;
}

QLabel* paragraph(const char* role, QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setWordWrap(true);
  label->setProperty("role", role);
  label->setTextFormat(Qt::PlainText);
  return label;
}

}  // namespace headlight::ui
