#include "ui/figures/receptive.h"

#include <gtest/gtest.h>

#include <QImage>
#include <QPainter>
#include <algorithm>
#include <cmath>

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

ReceptiveField field_of(std::int64_t rows, std::int64_t columns) {
  ReceptiveField field;
  field.plane = even(rows, columns);
  for (float& value : field.plane.values) value /= float(rows * columns);
  field.layer = "backbone stage 4";
  return field;
}

OverlayContent attention_of(std::int64_t rows, std::int64_t columns) {
  OverlayContent content;
  content.map = even(rows, columns);
  content.axis.kind = AxisKind::patches;
  content.axis.grid = {rows, columns};
  content.axis.levels = {content.axis.grid};
  content.axis.input = {20, 30};
  content.axis.image = {20, 30};
  content.site = 4;
  return content;
}

const OverlayContent& content_of(const FigurePtr& figure, std::size_t side) {
  return dynamic_cast<const OverlayFigure&>(*dynamic_cast<const PairFigure&>(*figure).halves()[side].figure).content();
}

// The attention keeps its cells and colours, so that it is the map that lies on the photo; the field has a cell a pixel.
TEST(BesideFigure, BothAreOfOnePictureEachInItsOwnGrid) {
  OverlayContent attention = attention_of(2, 3);
  attention.title = QStringLiteral("Where patch 1,1 looks: encoder, layer 2, head 3");
  attention.note = QStringLiteral("Each cell: the weight of the sampling points in it.");
  attention.scale.high = 0.4;
  const auto figure = beside_convolution(attention, {5, 5}, field_of(20, 30), {15, 10}).figure;
  EXPECT_EQ(figure->title(), QStringLiteral("Where patch 1,1 looks: encoder, layer 2, head 3, beside convolution"));
  const auto& left = content_of(figure, 0);
  const auto& right = content_of(figure, 1);
  EXPECT_EQ(left.map.values, attention.map.values);
  EXPECT_EQ(left.scale, attention.scale);
  EXPECT_EQ(left.note, attention.note);
  EXPECT_EQ(right.map.rows, 20);
  EXPECT_EQ(right.map.columns, 30);
  EXPECT_EQ(right.axis.image, left.axis.image);
  EXPECT_EQ(right.axis.to_image, left.axis.to_image);
  EXPECT_NEAR(right.map.at(7, 9), 1, 1e-5) << "as much as the average pixel";
  EXPECT_FALSE(right.keys);
  EXPECT_EQ(left.rings->at, (std::array<double, 2>{5, 5}));
  EXPECT_EQ(right.rings->at, (std::array<double, 2>{15, 10}));
}

// Where it has no cell of its own it is a place with a value.
TEST(BesideFigure, AClickOnTheFieldIsAPlace) {
  const OverlayFigure figure(content_of(beside_convolution(attention_of(2, 3), {5, 5}, field_of(20, 30), {15, 10}).figure, 1));
  const FigureStyle style = paper_style();
  const QRectF rect(QPointF(), figure.natural_size(style, 300));
  const PicturePlace place = figure.place(rect, style);
  const auto hit = figure.hit(place.map(12.5, 4.5), rect, style);
  ASSERT_TRUE(hit && hit->place);
  EXPECT_NEAR(hit->place->x(), 12.5, 1e-6);
  EXPECT_NEAR(hit->place->y(), 4.5, 1e-6);
  EXPECT_EQ(hit->query, -1);
  EXPECT_EQ(hit->key, -1);
  EXPECT_TRUE(hit->has_value);
}

TEST(BesideFigure, SaysWhyAFieldIsWide) {
  const Axis axis = attention_of(2, 3).axis;
  ReceptiveField field = field_of(20, 30);
  const auto words = [&] { return wide_words(field, axis, reach_of(field.plane, axis, {15, 10})); };
  EXPECT_TRUE(words().contains(QStringLiteral("as wide as the picture")));
  EXPECT_EQ(beside_convolution(attention_of(2, 3), {5, 5}, field, {15, 10}).wide, words()) << "as in the figure";
  field.layer = "encoder level 0";
  EXPECT_TRUE(words().contains(QStringLiteral("Attention")));
  field.layer = "backbone stage 2";
  std::ranges::fill(field.plane.values, 0.0F);
  field.plane.values[std::size_t(10 * 30 + 15)] = 1;
  EXPECT_EQ(words(), QString());
}

TEST(Reach, IsTheRadiusThatHoldsTheShare) {
  Axis axis;
  axis.input = {1, 4};
  axis.to_image = {20, 0, 0, 0, 20, 0};
  const Plane pixels{1, 4, {1, 1, 2, 0}, 0, 0};  // 20 px of the picture apart
  const Reach reach = reach_of(pixels, axis, {10, 10});
  EXPECT_DOUBLE_EQ(reach.half, 20);
  EXPECT_DOUBLE_EQ(reach.most, 40);
  EXPECT_DOUBLE_EQ(reach_of({1, 4, {5, 1, 1, 0}, 0, 0}, axis, {10, 10}).half, 0) << "the place itself has half";
}

// A cell's share is spread over it: even one that has all reaches as far as the circle of half its area.
TEST(Reach, OfAPatchIsNotZero) {
  Axis axis;
  axis.input = {32, 32};
  const Plane one{1, 1, {1}, 0, 0};
  EXPECT_NEAR(reach_of(one, axis, {16, 16}).half, 32 * std::sqrt(0.5 / 3.14159), 1);
}

TEST(Places, OfQueriesAreTheMiddleOfTheirBoxOrCell) {
  TraceInfo trace;
  trace.axes.resize(2);
  trace.axes[0] = attention_of(2, 3).axis;
  trace.axes[1].kind = AxisKind::queries;
  trace.axes[1].boxes = {{2, 4, 8, 6}, {}};
  SiteInfo cells, objects;
  objects.query_axis = 1;
  EXPECT_EQ(place_of_query(trace, cells, 4), (std::array<double, 2>{15, 15}));
  EXPECT_EQ(place_of_query(trace, objects, 0), (std::array<double, 2>{5, 5}));
  EXPECT_EQ(place_of_query(trace, objects, 1), std::nullopt) << "no box";
  EXPECT_EQ(cell_at(trace.axes[0], {15, 15}, 0), 4);
  EXPECT_EQ(cell_at(trace.axes[0], {31, 15}, 0), -1);
  EXPECT_EQ(level_of_query(trace, cells, 4), -1);
  trace.axes[0].levels = {{4, 6}, {2, 3}};
  EXPECT_EQ(level_of_query(trace, cells, 23), 0);
  EXPECT_EQ(level_of_query(trace, cells, 24), 1) << "a pyramid's cell has its own";
  EXPECT_EQ(level_of_query(trace, objects, 0), -1);
}

// Whatever the room that their bars take.
TEST(BesideFigure, TheMapsAreOfOneSize) {
  OverlayContent attention;
  attention.map = even(20, 30);
  attention.axis.input = {200, 300};
  attention.axis.image = {200, 300};
  ReceptiveField field;
  field.plane = even(20, 30);
  field.layer = "backbone stage 4";
  const auto pair = std::dynamic_pointer_cast<const PairFigure>(beside_convolution(attention, {15, 10}, field, {15, 10}).figure);
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
  EXPECT_EQ(layer_words("encoder level 1"), QStringLiteral("encoder level 1"));
  EXPECT_EQ(layer_words("input_proj.3"), QStringLiteral("input_proj.3"));
}

}  // namespace
}  // namespace headlight::ui
