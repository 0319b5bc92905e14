// What a screen reader is told about the pictures.
#include <QAccessible>

#include "tests/gui/window_fixture.h"
#include "ui/panels/row_panel.h"
#include "ui/theme/face.h"

namespace headlight::ui {
namespace {

class AccessibleTest : public WindowTest {
 protected:
  static QAccessibleTableInterface* table_of(QWidget* widget) {
    QAccessibleInterface* all = QAccessible::queryAccessibleInterface(widget);
    return all == nullptr ? nullptr : all->tableInterface();
  }
  static QString text_of(QAccessibleInterface* cell) { return cell == nullptr ? QString() : cell->text(QAccessible::Name); }
};

TEST_F(AccessibleTest, TheHeadsGridReadsLayerHeadAndEntropy) {
  open_sentence();
  FigureCanvas* canvas = window_->centre().heads()->canvas();
  ASSERT_EQ(QAccessible::queryAccessibleInterface(canvas)->role(), QAccessible::Table);
  QAccessibleTableInterface* table = table_of(canvas);
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(table->rowCount(), 6);
  EXPECT_EQ(table->columnCount(), 12);
  EXPECT_EQ(table->rowDescription(3), QStringLiteral("layer 3"));
  const auto* statistics = window_->feed().statistics.get<StatisticsResult>();
  ASSERT_NE(statistics, nullptr);
  const double entropy = statistics->heads[3 * 12 + 1].entropy;
  EXPECT_EQ(text_of(table->cellAt(3, 1)), QStringLiteral("layer 3, head 1, entropy %1 bits").arg(format_value(entropy, 2)));
  EXPECT_TRUE(table->cellAt(3, 1)->state().selected);
  EXPECT_FALSE(table->cellAt(3, 2)->state().selected);
  EXPECT_EQ(table->cellAt(6, 0), nullptr) << "outside";
}

TEST_F(AccessibleTest, TheMatrixHasLabelsAndTheFocusedCellsValue) {
  open_sentence();
  FigureCanvas* canvas = window_->centre().matrix()->canvas();
  QAccessibleTableInterface* table = table_of(canvas);
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(table->rowDescription(9), QStringLiteral("it"));
  EXPECT_EQ(table->columnDescription(8), QStringLiteral("because"));
  Selection next = window_->store().selection();
  next.query = 9;
  next.key = 8;
  window_->store().select(next);
  canvas->setFocus();
  QAccessibleInterface* focused = QAccessible::queryAccessibleInterface(canvas)->focusChild();
  ASSERT_NE(focused, nullptr);
  const double weight = fake::weight(3, 1, 9, 8, 14);
  EXPECT_EQ(text_of(focused), QStringLiteral("it → because ") + format_value(weight));
  EXPECT_TRUE(focused->state().focused);
  EXPECT_EQ(focused->tableCellInterface()->rowIndex(), 9);
  EXPECT_TRUE(QRect(canvas->mapToGlobal(QPoint()), canvas->size()).contains(focused->rect()));
  key(Qt::Key_Right, Qt::ShiftModifier);
  focused = QAccessible::queryAccessibleInterface(canvas)->focusChild();
  ASSERT_NE(focused, nullptr);
  EXPECT_EQ(focused->tableCellInterface()->columnIndex(), 9);
}

TEST_F(AccessibleTest, LinksPatchesAndBarsAreReadToo) {
  open_sentence();
  QAccessibleTableInterface* links = table_of(window_->centre().graph()->canvas());
  ASSERT_NE(links, nullptr);
  EXPECT_GT(links->rowCount(), 14);
  EXPECT_TRUE(text_of(links->cellAt(0, 0)).contains(QStringLiteral(" → ")));
  auto* bars = window_->centre().row()->findChild<RowView*>();
  QAccessibleTableInterface* row = table_of(bars);
  ASSERT_NE(row, nullptr);
  EXPECT_EQ(row->rowCount(), 14);
  EXPECT_TRUE(text_of(row->cellAt(8, 0)).startsWith(QStringLiteral("because 0.")));
  InputSpec input;
  input.image = "/pictures/street.png";
  window_->open_model("fake-vit", input);
  ASSERT_TRUE(until([&] { return window_->store().trace()->image_path == input.image && !window_->client().any_busy(); }));
  QAccessibleTableInterface* patches = table_of(window_->centre().picture()->canvas());
  ASSERT_NE(patches, nullptr);
  ASSERT_EQ(patches->rowCount(), 4);
  EXPECT_TRUE(text_of(patches->cellAt(2, 3)).startsWith(QStringLiteral("patch 2,3: 0.")));
}

TEST_F(AccessibleTest, CellsOutliveNeitherTheirFigureNorTheirWidget) {
  open_sentence();
  QAccessibleInterface* cell = table_of(window_->centre().matrix()->canvas())->cellAt(13, 13);
  ASSERT_TRUE(cell->isValid());
  const QAccessible::Id id = QAccessible::uniqueId(cell);
  InputSpec input;
  input.text = "Short.";
  window_->open_model("fake-bert", input);
  ASSERT_TRUE(until([&] { return window_->store().trace()->input == "Short." && !window_->client().any_busy(); }));
  EXPECT_FALSE(cell->isValid()) << "this text has no such cell";
  EXPECT_TRUE(text_of(cell).isEmpty());
  window_.reset();
  EXPECT_EQ(QAccessible::accessibleInterface(id), nullptr);
}

}  // namespace
}  // namespace headlight::ui
