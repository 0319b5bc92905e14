// The alignment graph of texts that have more rows than fit.
#include <QScrollBar>
#include <QWheelEvent>

#include "tests/gui/window_fixture.h"
#include "ui/figures/graph.h"

namespace headlight::ui {
namespace {

std::string long_text(int words) {
  std::string text;
  for (int i = 0; i < words; ++i) text += (i > 0 ? " word" : "word") + std::to_string(i);
  return text;
}

class GraphScrollTest : public WindowTest {
 protected:
  void open_long() {
    open();
    InputSpec input;
    input.text = long_text(198);  // and two special tokens
    window_->open_model("fake-bert", input);
    ASSERT_TRUE(settled());
    ASSERT_TRUE(until([&] { return panel().scroll_bar()->isVisible(); }));
  }

  GraphPanel& panel() { return *window_->centre().graph(); }
  [[nodiscard]] double first() { return panel().canvas()->viewport().top(); }
  [[nodiscard]] double in_sight() { return panel().canvas()->viewport().height(); }

  // Whether a label is in sight, in the column of the queries or of the keys.
  bool in_column(std::int64_t position, bool keys) {
    FigureCanvas& canvas = *panel().canvas();
    const QRectF rect = canvas.figure_rect();
    for (double y = rect.top() + 4; y < rect.bottom(); y += 8) {
      const auto hit = canvas.figure()->hit({keys ? rect.right() - 4 : rect.left() + 4, y}, rect, canvas.style());
      if (hit && (keys ? hit->key : hit->query) == position) return true;
    }
    return false;
  }
  bool shows_query(std::int64_t query) { return in_column(query, false); }

  void select_query(std::int64_t query) {
    Selection next = window_->store().selection();
    next.query = query;
    next.key = -1;
    window_->store().select(next);
    ASSERT_TRUE(settled());
  }

  void wheel(int notches) {
    QWidget* canvas = panel().canvas();
    const QPointF at = canvas->rect().center();
    QWheelEvent event(at, canvas->mapToGlobal(at), {}, {0, -120 * notches}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(canvas, &event);
  }
};

TEST_F(GraphScrollTest, RowsKeepTheirHeightAndBothColumnsScroll) {
  open_long();
  const auto* figure = dynamic_cast<const GraphFigure*>(panel().canvas()->figure().get());
  ASSERT_NE(figure, nullptr);
  EXPECT_EQ(figure->content().queries.size(), 200);
  const double row = figure->rows(panel().canvas()->figure_rect(), panel().canvas()->style()).height;
  EXPECT_GE(row, 19.5);
  EXPECT_LE(row, 32);
  EXPECT_LT(in_sight(), 60);
  select_query(0);
  ASSERT_EQ(first(), 0);
  ASSERT_TRUE(shows_query(0));
  EXPECT_FALSE(shows_query(150));
  wheel(4);
  EXPECT_EQ(first(), 12);
  EXPECT_FALSE(shows_query(0));
  EXPECT_TRUE(shows_query(13));
  panel().scroll_bar()->setValue(panel().scroll_bar()->maximum());
  EXPECT_NEAR(first() + in_sight(), 200, 0.01);
  EXPECT_TRUE(shows_query(199));
  EXPECT_TRUE(in_column(199, true)) << "keys too";
}

TEST_F(GraphScrollTest, TheChosenQueryComesIntoSight) {
  open_long();
  for (const std::int64_t query : {0, 120, 199, 60}) {
    select_query(query);
    EXPECT_LE(first(), double(query));
    EXPECT_GE(first() + in_sight(), double(query + 1));
    EXPECT_TRUE(shows_query(query)) << query;
  }
}

TEST_F(GraphScrollTest, ScrollsByKeyboard) {
  open_long();
  select_query(0);
  panel().canvas()->setFocus();
  QTest::keyClick(panel().canvas(), Qt::Key_PageDown);
  EXPECT_NEAR(first(), in_sight() - 1, 0.01);
  QTest::keyClick(panel().canvas(), Qt::Key_End);
  EXPECT_NEAR(first() + in_sight(), 200, 0.01);
  QTest::keyClick(panel().canvas(), Qt::Key_Home);
  EXPECT_EQ(first(), 0);
  QTest::keyClick(panel().canvas(), Qt::Key_Down, Qt::ControlModifier);
  EXPECT_NEAR(first(), 80 / 19.8, 0.3);
}

TEST_F(GraphScrollTest, ShortTextsHaveNoBar) {
  open_sentence();
  EXPECT_FALSE(panel().scroll_bar()->isVisible());
  EXPECT_TRUE(panel().canvas()->viewport().isEmpty());
}

}  // namespace
}  // namespace headlight::ui
