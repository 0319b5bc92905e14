#include "ui/studio/common/layout.h"

#include <QEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QScrollBar>

#include "ui/controls/appearance.h"
#include "ui/studio/common/table_view.h"

namespace headlight::ui {

namespace {

void set_up(QScrollArea& area, QWidget* widget) {
  area.setWidgetResizable(true);
  area.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area.setFocusPolicy(Qt::NoFocus);
  area.setWidget(widget);
}

// A table's column heads above the area that its rows scroll in.
class TableHead : public QWidget {
 public:
  TableHead(const TableView& table, QWidget* parent) : QWidget(parent), table_(table) {}

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.fillRect(rect(), colour("ground"));
    table_.paint_head(painter);
  }

 private:
  const TableView& table_;
};

// Rows scroll by whole ones, and what is less than a row is left below them.
class RowsArea : public QScrollArea {
 public:
  RowsArea(TableView& table, QWidget* parent) : QScrollArea(parent), table_(table), head_(new TableHead(table, this)) {
    setObjectName(QStringLiteral("ground"));
    set_up(*this, &table);
    verticalScrollBar()->setSingleStep(TableView::kRow);
    connect(&table, &TableView::head_changed, this, [this] {  // rows may be more, or fewer, while the page is hidden
      head_->update();
      fit();
    });
  }

 protected:
  void resizeEvent(QResizeEvent* event) override {
    QScrollArea::resizeEvent(event);
    fit();
  }
  bool event(QEvent* event) override {
    const bool other = QScrollArea::event(event);
    if (event->type() == QEvent::LayoutRequest) fit();
    return other;
  }
  bool eventFilter(QObject* object, QEvent* event) override {
    const bool other = QScrollArea::eventFilter(object, event);
    if (object != &table_) return other;
    if (event->type() == QEvent::Move) place_rows();
    if (event->type() == QEvent::Resize) head_->setGeometry(viewport()->x(), frameWidth(), table_.width(), table_.head_height());
    return other;
  }

 private:
  void fit() {
    const int room = height() - 2 * frameWidth() - table_.head_height();
    const bool scrolls = room < table_.sizeHint().height() && room > 2 * TableView::kRow;
    const QMargins margins(0, table_.head_height(), 0, scrolls ? room % TableView::kRow : 0);
    if (viewportMargins() != margins) setViewportMargins(margins);
  }
  // Wherever the area has just moved them to.
  void place_rows() { table_.move(table_.x(), -(verticalScrollBar()->value() / TableView::kRow * TableView::kRow)); }

  TableView& table_;
  TableHead* head_;
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
