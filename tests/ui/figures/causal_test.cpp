// Cells that a causal map masks have no colour; others keep theirs.
#include "tests/ui/figures/application.h"
#include "tests/ui/figures/fake_session.h"
#include "ui/figures/builder.h"
#include "ui/figures/causal.h"
#include "ui/figures/heads.h"
#include "ui/figures/matrix.h"

namespace headlight::ui {
namespace {

using namespace headlight::testing;

TEST(CausalMask, CountsThePixelsThatHoldACellToBeSeen) {
  const CausalMask mask{true, 4, 4};
  EXPECT_EQ(seen_columns(mask, QSize(4, 4)), (std::vector<int>{1, 2, 3, 4}));
  EXPECT_EQ(seen_columns(mask, QSize(2, 2)), (std::vector<int>{1, 2})) << "a pooled pixel is masked where all of it is";
  EXPECT_EQ(seen_columns({true, 2, 4}, QSize(4, 2)), (std::vector<int>{3, 4})) << "the last query sees all keys";
  EXPECT_EQ(seen_columns({}, QSize(3, 2)), (std::vector<int>{3, 3})) << "nothing is masked";
}

TEST(CausalMask, AJoinedWordIsSeenWhereAnyOfItsTokensIs) {
  Axis axis;
  axis.labels = {"a", "b", "##c", "d"};
  axis.words = {0, 1, 1, 2};
  axis.special = {0, 0, 0, 0};
  const Side words = side_of(axis, {false, true, false});
  ASSERT_EQ(words.size(), 3);
  EXPECT_EQ(seen_columns({true, 4, 4}, QSize(3, 3), {0, 3, 0, 3}, words, words), (std::vector<int>{1, 2, 3}));
}

Result<BuiltFigure> built(FigureView which, const char* stream) {
  FigureSpec spec;
  spec.view = which;
  spec.stream = stream;
  spec.layer = 0;
  spec.head = HeadChoice{HeadChoice::Mode::one, 0};
  FakeTrace trace = fake_translation();
  const TraceInfo info = trace.info;
  FakeSession session({std::move(trace)});
  return build(session, info, spec);
}

TEST(CausalMask, MatricesAndThumbnailsOfADecoderLeaveItsLaterKeysWithoutColour) {
  const auto matrix = built(FigureView::matrix, "decoder"), other = built(FigureView::matrix, "encoder");
  ASSERT_TRUE(matrix.ok()) << matrix.error().line();
  ASSERT_TRUE(other.ok());
  const auto& masked = dynamic_cast<const MatrixFigure&>(*matrix->figure);
  EXPECT_EQ(qAlpha(masked.image().pixel(3, 0)), 0);
  EXPECT_EQ(qAlpha(masked.image().pixel(0, 3)), 255);
  EXPECT_TRUE(masked.content().note.contains(QStringLiteral("Hatched cells are masked."))) << masked.content().note.toStdString();
  EXPECT_EQ(masked.data().values[3], 0) << "as data a masked weight stays 0";
  EXPECT_EQ(qAlpha(dynamic_cast<const MatrixFigure&>(*other->figure).image().pixel(3, 0)), 255);
  const auto heads = built(FigureView::heads, "decoder");
  ASSERT_TRUE(heads.ok());
  const auto& grid = dynamic_cast<const HeadsFigure&>(*heads->figure);
  EXPECT_TRUE(grid.content().mask.causal);
  EXPECT_TRUE(grid.content().note.contains(QStringLiteral("Blank cells are masked.")));
}

TEST(CausalMask, TheHatchingLiesOnTheMaskedHalfAlone) {
  const auto matrix = built(FigureView::matrix, "decoder");
  ASSERT_TRUE(matrix.ok());
  const auto& figure = dynamic_cast<const MatrixFigure&>(*matrix->figure);
  FigureStyle style = screen_style(Theme::of(Appearance::dark));
  const QRectF rect(0, 0, 500, 400);
  QImage sheet(500, 400, QImage::Format_ARGB32);
  sheet.fill(style.ground);
  QPainter painter(&sheet);
  figure.paint(painter, rect, style);
  painter.end();
  const MatrixLayout layout = figure.layout(rect, style);
  const auto marks = [&](int row, int column) {  // pixels of a cell's middle that are not of one colour
    const QRectF cell(layout.plot.left() + column * layout.cell_width, layout.plot.top() + row * layout.cell_height,
                      layout.cell_width, layout.cell_height);
    const QRect inner = cell.adjusted(3, 3, -3, -3).toRect();
    int ground = 0, all = 0;
    for (int y = inner.top(); y < inner.bottom(); ++y) {
      for (int x = inner.left(); x < inner.right(); ++x, ++all) ground += sheet.pixelColor(x, y) == style.ground ? 1 : 0;
    }
    return std::pair(ground, all);
  };
  const auto [ground, all] = marks(0, 3);
  EXPECT_GT(ground, all / 3) << "the ground is seen between the lines";
  EXPECT_LT(ground, all) << "and there are lines";
  EXPECT_EQ(marks(3, 0).first, 0) << "a cell that can be seen is coloured";
}

}  // namespace
}  // namespace headlight::ui
