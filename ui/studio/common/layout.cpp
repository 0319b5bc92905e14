#include "ui/studio/common/layout.h"

#include <QEvent>
#include <QResizeEvent>
#include <QScrollBar>

#include "ui/studio/common/table_view.h"

namespace headlight::ui {

namespace {

void set_up(QScrollArea& area, QWidget* widget) {
  area.setWidgetResizable(true);
  area.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area.setFocusPolicy(Qt::NoFocus);
  area.setWidget(widget);
}

// Leaves what is less than a row below the rows.
class RowsArea : public QScrollArea {
 public:
  RowsArea(TableView& table, QWidget* parent) : QScrollArea(parent), table_(table) {
    setObjectName(QStringLiteral("ground"));
    set_up(*this, &table);
    verticalScrollBar()->setSingleStep(TableView::kRow);
  }

 protected:
  void resizeEvent(QResizeEvent* event) override {
    QScrollArea::resizeEvent(event);
    fit();
  }
  bool eventFilter(QObject* object, QEvent* event) override {
    const bool other = QScrollArea::eventFilter(object, event);
    if (object == &table_ && event->type() == QEvent::LayoutRequest) fit();
    return other;
  }

 private:
  void fit() {
    const int room = height() - 2 * frameWidth(), left = room < table_.sizeHint().height() ? room - table_.whole_rows(room) : 0;
    if (viewportMargins().bottom() != left) setViewportMargins(0, 0, 0, left);
  }

  TableView& table_;
};

}  // namespace

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
  set_up(*area, widget);
  return area;
}

QScrollArea* rows_around(TableView* table, QWidget* parent) { return new RowsArea(*table, parent); }

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
