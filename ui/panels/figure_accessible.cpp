#include "ui/panels/figure_accessible.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QHash>
#include <QPointer>
#include <algorithm>
#include <limits>

#include "ui/panels/figure_table.h"

namespace headlight::ui {

namespace {

FigureTable* table_of(QObject* object) {
  auto* tabled = dynamic_cast<TabledWidget*>(object);
  return tabled == nullptr ? nullptr : tabled->table();
}

class TableCell : public QAccessibleInterface, public QAccessibleTableCellInterface {
 public:
  TableCell(QWidget* widget, int row, int column) : widget_(widget), row_(row), column_(column) {}

  bool isValid() const override { return widget_ != nullptr && words() != nullptr && row_ < words()->rows() && column_ < words()->columns(); }
  QObject* object() const override { return nullptr; }
  QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(widget_); }
  QAccessibleInterface* child(int) const override { return nullptr; }
  QAccessibleInterface* childAt(int, int) const override { return nullptr; }
  int childCount() const override { return 0; }
  int indexOfChild(const QAccessibleInterface*) const override { return -1; }
  QAccessible::Role role() const override { return QAccessible::Cell; }
  void setText(QAccessible::Text, const QString&) override {}
  QString text(QAccessible::Text kind) const override { return isValid() && kind == QAccessible::Name ? words()->text(row_, column_) : QString(); }

  QRect rect() const override {
    if (!isValid()) return {};
    const QRect inside = words()->area(row_, column_);
    return {widget_->mapToGlobal(inside.topLeft()), inside.size()};
  }

  QAccessible::State state() const override {
    QAccessible::State state;
    state.selectable = state.focusable = true;
    state.selected = isSelected();
    state.focused = state.selected && widget_ != nullptr && widget_->hasFocus();
    state.invalid = !isValid();
    return state;
  }

  void* interface_cast(QAccessible::InterfaceType type) override {
    return type == QAccessible::TableCellInterface ? static_cast<QAccessibleTableCellInterface*>(this) : nullptr;
  }

  bool isSelected() const override {
    if (!isValid()) return false;
    const auto chosen = words()->chosen();
    return chosen && chosen->row == row_ && chosen->column == column_;
  }
  QList<QAccessibleInterface*> columnHeaderCells() const override { return {}; }
  QList<QAccessibleInterface*> rowHeaderCells() const override { return {}; }
  int columnIndex() const override { return column_; }
  int rowIndex() const override { return row_; }
  int columnExtent() const override { return 1; }
  int rowExtent() const override { return 1; }
  QAccessibleInterface* table() const override { return parent(); }

 private:
  [[nodiscard]] FigureTable* words() const { return table_of(widget_); }

  QPointer<QWidget> widget_;
  int row_, column_;
};

class TableView : public QAccessibleWidget, public QAccessibleTableInterface {
 public:
  explicit TableView(QWidget* widget) : QAccessibleWidget(widget, QAccessible::Table) {}
  ~TableView() override {
    for (const QAccessible::Id id : std::as_const(cells_)) QAccessible::deleteAccessibleInterface(id);
  }

  void* interface_cast(QAccessible::InterfaceType type) override {
    if (type == QAccessible::TableInterface) return static_cast<QAccessibleTableInterface*>(this);
    return QAccessibleWidget::interface_cast(type);
  }

  int childCount() const override {
    const qint64 cells = qint64(rowCount()) * columnCount();
    return int(std::min<qint64>(cells, std::numeric_limits<int>::max()));
  }
  QAccessibleInterface* child(int index) const override {
    return columnCount() == 0 || index < 0 ? nullptr : cellAt(index / columnCount(), index % columnCount());
  }
  int indexOfChild(const QAccessibleInterface* child) const override {
    const auto* cell = dynamic_cast<const TableCell*>(child);
    return cell == nullptr ? -1 : cell->rowIndex() * columnCount() + cell->columnIndex();
  }
  QAccessibleInterface* focusChild() const override {
    const auto chosen = table() == nullptr ? std::nullopt : table()->chosen();
    return chosen && widget()->hasFocus() ? cellAt(chosen->row, chosen->column) : nullptr;
  }

  QAccessibleInterface* caption() const override { return nullptr; }
  QAccessibleInterface* summary() const override { return nullptr; }
  int rowCount() const override { return table() == nullptr ? 0 : table()->rows(); }
  int columnCount() const override { return table() == nullptr ? 0 : table()->columns(); }
  QString rowDescription(int row) const override { return table() == nullptr ? QString() : table()->row_label(row); }
  QString columnDescription(int column) const override { return table() == nullptr ? QString() : table()->column_label(column); }

  QAccessibleInterface* cellAt(int row, int column) const override {
    if (row < 0 || column < 0 || row >= rowCount() || column >= columnCount()) return nullptr;
    const qint64 key = (qint64(row) << 32) | qint64(column);
    if (const auto known = cells_.constFind(key); known != cells_.constEnd()) return QAccessible::accessibleInterface(*known);
    auto* cell = new TableCell(widget(), row, column);
    cells_.insert(key, QAccessible::registerAccessibleInterface(cell));
    return cell;
  }

  int selectedCellCount() const override { return chosen() ? 1 : 0; }
  QList<QAccessibleInterface*> selectedCells() const override {
    const auto at = chosen();
    return at ? QList<QAccessibleInterface*>{cellAt(at->row, at->column)} : QList<QAccessibleInterface*>{};
  }
  int selectedColumnCount() const override { return 0; }
  int selectedRowCount() const override { return 0; }
  QList<int> selectedColumns() const override { return {}; }
  QList<int> selectedRows() const override { return {}; }
  bool isColumnSelected(int) const override { return false; }
  bool isRowSelected(int) const override { return false; }
  bool selectRow(int) override { return false; }
  bool selectColumn(int) override { return false; }
  bool unselectRow(int) override { return false; }
  bool unselectColumn(int) override { return false; }
  void modelChange(QAccessibleTableModelChangeEvent*) override {}

 private:
  [[nodiscard]] FigureTable* table() const { return table_of(object()); }
  [[nodiscard]] std::optional<FigureTable::Place> chosen() const {
    return table() == nullptr ? std::nullopt : table()->chosen();
  }

  mutable QHash<qint64, QAccessible::Id> cells_;
};

QAccessibleInterface* make_interface(const QString&, QObject* object) {
  if (dynamic_cast<TabledWidget*>(object) == nullptr) return nullptr;
  return new TableView(static_cast<QWidget*>(object));
}

}  // namespace

void install_figure_accessibility() {
  static const bool once = [] {
    QAccessible::installFactory(make_interface);
    return true;
  }();
  Q_UNUSED(once)
}

void announce_cell(QWidget& widget) {
  if (!QAccessible::isActive() || !widget.hasFocus()) return;
  const FigureTable* table = table_of(&widget);
  const auto chosen = table == nullptr ? std::nullopt : table->chosen();
  if (!chosen) return;
  QAccessibleEvent event(&widget, QAccessible::Focus);
  event.setChild(chosen->row * table->columns() + chosen->column);
  QAccessible::updateAccessibility(&event);
}

}  // namespace headlight::ui
