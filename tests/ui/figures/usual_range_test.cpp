// Ranges that single rows would stretch, and what shows that values lie beyond them.
#include "ui/figures/usual_range.h"

#include <QImage>

#include "tests/ui/figures/application.h"
#include "tests/ui/figures/fake_session.h"
#include "ui/figures/builder.h"
#include "ui/figures/heads.h"
#include "ui/theme/face.h"

namespace headlight::ui {
namespace {

using namespace headlight::testing;

// Rows that each run from −top to top.
Plane rows_up_to(const std::vector<float>& tops) {
  Plane plane;
  plane.rows = std::int64_t(tops.size());
  plane.columns = 2;
  for (const float top : tops) plane.values.insert(plane.values.end(), {-top, top});
  return plane;
}

Scale of(const QString& quantity) {
  Scale scale;
  scale.quantity = quantity;
  return scale;
}

const QString kScore = QStringLiteral("score");

TEST(UsualRange, OneHeadDoesNotFlattenAllOthers) {
  RowEnds ends;
  for (int head = 0; head < 40; ++head) ends.add(rows_up_to(std::vector<float>(14, head == 7 ? 30.0F : 4.0F)));
  const Scale scale = automatic(of(kScore), ends.spread(), 14);
  EXPECT_DOUBLE_EQ(scale.low, -4);
  EXPECT_DOUBLE_EQ(scale.high, 4);
  EXPECT_TRUE(scale.below && scale.above);
  EXPECT_EQ(beyond_note(scale, ends.spread()).toStdString(), "Pointed ends of the colours: values beyond, from " + format_value(-30).toStdString() + " to " + format_value(30).toStdString() + ".");
}

TEST(UsualRange, HoldsAllThatFillsItsColours) {
  RowEnds ends;
  for (int head = 0; head < 40; ++head) ends.add(rows_up_to(std::vector<float>(14, head == 7 ? 7.0F : 4.0F)));
  const Scale scale = automatic(of(kScore), ends.spread(), 14);
  EXPECT_DOUBLE_EQ(scale.high, 8) << "more than half of the colours are used anyway";
  EXPECT_FALSE(scale.below || scale.above);
  EXPECT_TRUE(beyond_note(scale, ends.spread()).isEmpty());
}

TEST(UsualRange, OfASmallMapIsTheWholeRange) {
  RowEnds ends;
  std::vector<float> tops(19, 1.0F);
  tops[3] = 30;
  ends.add(rows_up_to(tops));
  EXPECT_DOUBLE_EQ(automatic(of(kScore), ends.spread(), 19).high, 30);
}

TEST(UsualRange, FirstRowsOfALongCausalMapAreBeyondIt) {
  Plane plane;
  plane.rows = plane.columns = 400;
  for (int row = 0; row < 400; ++row)
    for (int column = 0; column < 400; ++column) plane.values.push_back(column <= row ? 1.0F / float(row + 1) : 0);
  RowEnds ends;
  ends.add(plane);
  Scale scale = of(QStringLiteral("weight"));
  scale.transform = Transform::root;
  scale = automatic(scale, ends.spread(), 400);
  EXPECT_DOUBLE_EQ(scale.low, 0);
  EXPECT_NEAR(scale.high, 0.05, 0.011) << "one row of twenty reaches 1/20";
  EXPECT_TRUE(scale.above);
  EXPECT_FALSE(scale.below);
}

TEST(UsualRange, AHeadOfOneNeighbourEachKeepsItsWholeRange) {
  Plane plane;
  plane.rows = plane.columns = 400;
  plane.values.assign(160000, 0);
  for (std::size_t row = 1; row < 400; ++row) plane.values[row * 400 + row - 1] = 1;
  RowEnds ends;
  ends.add(plane);
  const Scale scale = automatic(of(QStringLiteral("weight")), ends.spread(), 400);
  EXPECT_DOUBLE_EQ(scale.high, 1) << "few cells are bright, but most rows have one";
  EXPECT_FALSE(scale.above);
}

TEST(UsualRange, WhatIsLeftOutOfTheColoursLiesBeyondThem) {
  Plane plane = rows_up_to({1, 1, 1});
  plane.values[1] = 9;
  RowEnds ends;
  ends.add(plane, {true, false, false});
  const Scale scale = automatic(of(kScore), ends.spread(), 2);
  EXPECT_DOUBLE_EQ(scale.high, 1);
  EXPECT_TRUE(scale.above);
  EXPECT_FALSE(scale.below);
}

// The colours at both upper corners of a bar that stands at (20, 60), 10 wide.
TEST(UsualRange, TheBarsEndIsAPoint) {
  Scale scale;
  for (const bool above : {false, true}) {
    scale.above = above;
    QImage image(100, 200, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    draw_colour_bar(painter, QRectF(20, 60, 10, 120), scale, paper_style());
    painter.end();
    EXPECT_EQ(image.pixelColor(20, 61) == QColor(Qt::white), above);
    EXPECT_NE(image.pixelColor(25, 67), QColor(Qt::white));
  }
}

TEST(UsualRange, ARangeThatIsAskedForIsMarkedToo) {
  FakeTrace trace = fake_sentence();
  FigureSpec spec;
  spec.view = FigureView::heads;
  spec.high = 0.05;
  const TraceInfo info = trace.info;
  FakeSession session({std::move(trace)});
  const auto figure = build(session, info, spec);
  ASSERT_TRUE(figure.ok()) << figure.error().line();
  const auto& content = dynamic_cast<const HeadsFigure&>(*figure->figure).content();
  EXPECT_TRUE(content.scale.above);
  EXPECT_TRUE(content.note.contains(QStringLiteral("Pointed end of the colours: values beyond, up to 0."))) << content.note.toStdString();
  EXPECT_GT(figure->provenance.value(QStringLiteral("value range")).toArray().at(1).toDouble(), 0.05);
}

}  // namespace
}  // namespace headlight::ui
