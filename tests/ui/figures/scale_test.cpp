// The range of colours that nobody chose, and what the bar says of it.
#include <cmath>

#include "tests/ui/figures/application.h"
#include "tests/ui/figures/fake_session.h"
#include "ui/figures/builder.h"
#include "ui/figures/overlay.h"
#include "ui/figures/scale.h"
#include "ui/figures/svg_device.h"

namespace headlight::ui {
namespace {

using namespace headlight::testing;

TEST(AutomaticRange, NextToNothingStaysDark) {
  const Scale scale = automatic({}, 0, 5e-6, 196);
  EXPECT_DOUBLE_EQ(scale.high, 1.0 / 196);
  EXPECT_EQ(scale.even, 196);
  EXPECT_LT(scale.position(5e-6), 0.01);
}

TEST(AutomaticRange, EndsAtARoundNumberAboveTheLargestWeight) {
  const Scale scale = automatic({}, 0, 0.0123, 196);
  EXPECT_DOUBLE_EQ(scale.high, 0.015);
  EXPECT_EQ(scale.even, 0);
  EXPECT_DOUBLE_EQ(automatic({}, 0, 0.7, 10).high, 1);
  EXPECT_DOUBLE_EQ(automatic({}, 0, 1.0 / 196, 196).even, 0) << "an even map is as bright as it gets";
}

TEST(AutomaticRange, OfScoresIsWholeTenthsAroundThem) {
  Scale scores;
  scores.quantity = QStringLiteral("score");
  scores = automatic(scores, -3.14, 7.55, 10);
  EXPECT_DOUBLE_EQ(scores.low, -4);
  EXPECT_DOUBLE_EQ(scores.high, 8);
  scores = automatic(scores, -20.17, 29.26, 10);
  EXPECT_DOUBLE_EQ(scores.low, -25);
  EXPECT_DOUBLE_EQ(scores.high, 30);
  scores = automatic(scores, -0.031, 0.222, 10);
  EXPECT_DOUBLE_EQ(scores.low, -0.05);
  EXPECT_DOUBLE_EQ(scores.high, 0.25);
}

TEST(ColourBar, LeavesThePictureWhereItIsWhileItsNumbersChange) {
  FigureStyle screen = screen_style(Theme::of(Appearance::dark));
  screen.titles = false;
  OverlayContent content;
  content.axis.kind = AxisKind::patches;
  content.axis.grid = {8, 8};
  content.axis.patch = {16, 16};
  content.axis.input = content.axis.image = {128, 128};
  content.map = {8, 8, std::vector<float>(64, 0.1F), 0, 1};
  content.scale.transform = Transform::root;
  const QRectF room(0, 0, 500, 700);
  const QRectF place = OverlayFigure(content).place(room, screen).rect;
  for (const double high : {0.5, 0.0625, 0.0375, 0.00125}) {
    content.scale.high = high;
    content.scale.even = high < 0.01 ? 400 : 0;
    EXPECT_EQ(OverlayFigure(content).place(room, screen).rect, place) << high;
  }
}

TEST(AutomaticRange, TheBarSaysWhereItEndsAtAnEvenShare) {
  SvgDevice device(QSizeF(200, 200));
  QPainter painter(&device);
  draw_colour_bar(painter, QRectF(20, 60, 10, 120), automatic({}, 0, 5e-6, 196), paper_style());
  painter.end();
  EXPECT_TRUE(QString::fromUtf8(device.document(QString(), QString(), {})).contains(QStringLiteral("even 1/196")));
}

TEST(AutomaticRange, AMapOnThePictureIsShownAsTheWindowDoesBySquareRoot) {
  FigureSpec spec;
  spec.view = FigureView::overlay;
  FakeTrace trace = fake_picture();
  const TraceInfo info = trace.info;
  FakeSession session({std::move(trace)});
  const auto figure = build(session, info, spec);
  ASSERT_TRUE(figure.ok()) << figure.error().line();
  EXPECT_EQ(dynamic_cast<const OverlayFigure&>(*figure->figure).content().scale.transform, Transform::root);
  EXPECT_EQ(figure->provenance.value(QStringLiteral("transform")).toString(), QStringLiteral("square root"));
}

}  // namespace
}  // namespace headlight::ui
