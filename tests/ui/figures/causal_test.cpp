// Cells that a causal map masks have no colour; others keep theirs.
#include "tests/ui/figures/application.h"
#include "tests/ui/figures/fake_session.h"
#include "ui/figures/builder.h"
#include "ui/figures/causal.h"
#include "ui/figures/heads.h"
#include "ui/figures/matrix.h"
#include "ui/figures/unseen.h"

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

// Of the middle of every cell of a painted matrix: pixels of the ground's own colour, and all.
class PaintedCells {
 public:
  explicit PaintedCells(const MatrixFigure& figure) {
    sheet_.fill(style_.ground);
    QPainter painter(&sheet_);
    figure.paint(painter, rect_, style_);
    layout_ = figure.layout(rect_, style_);
  }

  [[nodiscard]] std::pair<int, int> ground_and_all(int row, int column) const {
    const QRectF cell(layout_.plot.left() + column * layout_.cell_width, layout_.plot.top() + row * layout_.cell_height,
                      layout_.cell_width, layout_.cell_height);
    const QRect inner = cell.adjusted(3, 3, -3, -3).toRect();
    int ground = 0, all = 0;
    for (int y = inner.top(); y < inner.bottom(); ++y)
      for (int x = inner.left(); x < inner.right(); ++x, ++all) ground += sheet_.pixelColor(x, y) == style_.ground ? 1 : 0;
    return {ground, all};
  }

 private:
  FigureStyle style_ = screen_style(Theme::of(Appearance::dark));
  QRectF rect_{0, 0, 500, 400};
  QImage sheet_{500, 400, QImage::Format_ARGB32};
  MatrixLayout layout_;
};

void expect_hatched(const PaintedCells& cells, int row, int column) {
  const auto [ground, all] = cells.ground_and_all(row, column);
  EXPECT_GT(ground, all / 3) << row << ',' << column << ": the ground is seen between the lines";
  EXPECT_LT(ground, all) << row << ',' << column << ": and there are lines";
}

TEST(UnseenCells, OutsideOfTheQuerysAreaAreHatched) {
  SiteInfo site;
  site.kind = SiteKind::area;
  site.windows = 2;
  const Plane plane{2, 4, {0, 1, 0, 0, 0, 0, 0.5F, 0.5F}, 0, 1};
  EXPECT_EQ(unseen_cells(site, {plane, {1, 3, 0, 4}, 4}), (std::vector<bool>{false, false, true, true, true, true, false, false}))
      << "a weight of 0 inside the area is seen";
  const Plane pooled{1, 2, {1, 1}, 0, 1};
  EXPECT_TRUE(unseen_cells(site, {pooled, {1, 3, 0, 4}, 4}).empty()) << "a pooled cell is unseen where all of it is";
  site.kind = SiteKind::windowed;
  EXPECT_EQ(unseen_cells(site, {plane, {1, 3, 0, 4}, 4}), (std::vector<bool>{true, false, true, true, true, true, false, false}))
      << "windows lie anywhere: what has no weight at all is outside";
  site.kind = SiteKind::self;
  EXPECT_TRUE(unseen_cells(site, {plane, {1, 3, 0, 4}, 4}).empty());
  const auto matrix = built(FigureView::matrix, "encoder");
  ASSERT_TRUE(matrix.ok());
  auto content = dynamic_cast<const MatrixFigure&>(*matrix->figure).content();
  content.unseen.assign(content.plane.values.size(), false);
  content.unseen[1] = content.unseen[std::size_t(content.plane.columns) * 2] = true;
  const MatrixFigure figure(content);
  EXPECT_EQ(qAlpha(figure.image().pixel(1, 0)), 0);
  EXPECT_EQ(qAlpha(figure.image().pixel(0, 2)), 0);
  const PaintedCells cells(figure);
  expect_hatched(cells, 0, 1);
  expect_hatched(cells, 2, 0);
  for (const auto& [row, column] : {std::pair{0, 0}, {0, 2}, {1, 1}, {2, 1}}) EXPECT_EQ(cells.ground_and_all(row, column).first, 0) << row << column;
}

TEST(CausalMask, TheHatchingLiesOnTheMaskedHalfAlone) {
  const auto matrix = built(FigureView::matrix, "decoder");
  ASSERT_TRUE(matrix.ok());
  const PaintedCells cells(dynamic_cast<const MatrixFigure&>(*matrix->figure));
  expect_hatched(cells, 0, 3);
  EXPECT_EQ(cells.ground_and_all(3, 0).first, 0) << "a cell that can be seen is coloured";
}

}  // namespace
}  // namespace headlight::ui
