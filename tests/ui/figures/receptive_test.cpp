#include "ui/figures/receptive.h"

#include <gtest/gtest.h>

#include <QImage>
#include <QPainter>

#include "ui/figures/pair.h"

namespace headlight::ui {
namespace {

Plane even(std::int64_t rows, std::int64_t columns) {
  Plane plane;
  plane.rows = rows;
  plane.columns = columns;
  plane.values.assign(std::size_t(rows * columns), 1.0F);
  return plane;
}

// What is said of the attention's cells is no word about the field's.
TEST(BesideFigure, TheNoteBelongsToTheAttention) {
  OverlayContent attention;
  attention.map = even(2, 3);
  attention.axis.input = {20, 30};
  attention.note = QStringLiteral("Each cell: the weight of the sampling points in it.");
  ReceptiveField field;
  field.plane = even(4, 6);
  field.layer = "backbone stage 4";
  const auto figure = std::dynamic_pointer_cast<const PairFigure>(beside_figure(attention, field, {15, 10}));
  ASSERT_NE(figure, nullptr);
  const auto content_of = [&](std::size_t side) { return std::dynamic_pointer_cast<const OverlayFigure>(figure->halves()[side].figure)->content(); };
  EXPECT_EQ(content_of(0).note, attention.note);
  EXPECT_EQ(content_of(1).note, QString());
  EXPECT_EQ(content_of(0).scale.high, content_of(1).scale.high) << "one scale for both";
  EXPECT_DOUBLE_EQ(content_of(0).scale.high, 0.2) << "a sixth, rounded up: no two ticks at one place";
}

TEST(BesideFigure, SaysWhatItShowsAndHasOneColourBar) {
  OverlayContent attention;
  attention.title = QStringLiteral("Where patch 1,1 looks: encoder, layer 2, head 3");
  attention.map = even(2, 3);
  attention.axis.input = {20, 30};
  ReceptiveField field;
  field.plane = even(2, 3);
  const auto figure = std::dynamic_pointer_cast<const PairFigure>(beside_figure(attention, field, {15, 10}));
  EXPECT_EQ(figure->title(), QStringLiteral("Where patch 1,1 looks: encoder, layer 2, head 3, beside convolution"));
  const auto bar = [&](std::size_t side) { return std::dynamic_pointer_cast<const OverlayFigure>(figure->halves()[side].figure)->content().with_bar; };
  EXPECT_FALSE(bar(0));
  EXPECT_TRUE(bar(1));
  const FigureStyle style = paper_style();
  FigureStyle untitled = style;
  untitled.titles = false;
  EXPECT_GT(figure->natural_size(style, 400).height(), figure->natural_size(untitled, 400).height()) << "its title has room";
}

// One bar stands beside the second map: nothing beside the first, and both maps have one size.
TEST(BesideFigure, TheMapsAreOfOneSizeWithoutAGapBesideTheFirst) {
  OverlayContent attention;
  attention.map = even(20, 30);
  attention.axis.input = {200, 300};
  attention.axis.image = {200, 300};
  ReceptiveField field;
  field.plane = even(20, 30);
  field.layer = "backbone stage 4";
  const auto pair = std::dynamic_pointer_cast<const PairFigure>(beside_figure(attention, field, {15, 10}));
  const FigureStyle style = paper_style();
  const double width = 500;
  QImage paper(int(width), int(pair->natural_size(style, width).height()), QImage::Format_RGB32);
  paper.fill(Qt::white);
  QPainter painter(&paper);
  pair->paint(painter, paper.rect(), style);
  painter.end();
  std::vector<int> runs;  // of pixels that are no paper, along the middle of the maps
  for (int x = 0, row = paper.height() * 2 / 3, run = 0; x <= paper.width(); ++x) {
    const bool ink = x < paper.width() && paper.pixelColor(x, row) != QColor(Qt::white);
    if (!ink && run > paper.width() / 4) runs.push_back(run);
    run = ink ? run + 1 : 0;
  }
  ASSERT_EQ(runs.size(), 2U);
  EXPECT_NEAR(runs[0], runs[1], 2);
  const auto& halves = pair->halves();
  EXPECT_GT(halves[1].figure->least_width(style), halves[0].figure->least_width(style)) << "the bar's room";
}

// In a narrow figure what is said of a map stands below its name, as a whole.
TEST(BesideFigure, WordsThatDoNotFitBesideTheNameStandBelowIt) {
  const auto pair = [&](const QString& words) {
    OverlayContent content;
    content.map = even(2, 3);
    content.axis.input = {20, 30};
    const auto figure = std::make_shared<OverlayFigure>(content);
    return PairFigure({figure, QStringLiteral("Attention"), words}, {figure, QStringLiteral("Effective receptive field"), words}, QString());
  };
  const auto style = paper_style();
  const QString words = QStringLiteral("half of it within 142 px");
  const auto more = [&](double width) { return pair(words).natural_size(style, width).height() - pair(QString()).natural_size(style, width).height(); };
  EXPECT_NEAR(more(600), 0, 0.01);
  EXPECT_GT(more(240), style.label);
}

TEST(BesideFigure, MapsOfTheBackboneHaveNamesThatCanBeTranslated) {
  EXPECT_EQ(layer_words("backbone stage 12"), QStringLiteral("backbone stage 12"));
  EXPECT_EQ(layer_words("input_proj.3"), QStringLiteral("input_proj.3"));
}

}  // namespace
}  // namespace headlight::ui
