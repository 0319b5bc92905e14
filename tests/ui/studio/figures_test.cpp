// What the workspaces show, as figures.
#include <gtest/gtest.h>

#include <QGuiApplication>
#include <QPainter>
#include <cmath>

#include "ui/studio/common/bars_figure.h"
#include "ui/studio/common/cells_figure.h"
#include "ui/studio/compare/compare_numbers.h"
#include "ui/studio/compare/scatter_figure.h"
#include "ui/studio/intervene/point_board.h"
#include "ui/studio/weight/formula_figure.h"
#include "ui/theme/colour_map.h"

namespace headlight::ui {
namespace {

class StudioFigures : public ::testing::Test {
 protected:
  void SetUp() override {
    static int count = 1;
    static char name[] = "test";
    static char* arguments[] = {name, nullptr};
    if (QGuiApplication::instance() == nullptr) new QGuiApplication(count, arguments);  // lives as long as the program
  }
};

FormulaContent formula() {
  FormulaContent content;
  for (const char* text : {"exp(", "0.1768", "×", "109.9", "+", "0", "−", "19.42", ")", "=", "exp(−0.002)", "=", "0.9979"}) content.pieces.push_back({QString::fromUtf8(text), QStringLiteral("log-sum-exp of the row")});
  return content;
}

TEST_F(StudioFigures, NumbersAreReadOnEveryColourOfTheCells) {
  for (const char* name : {"magma", "viridis", "cividis"}) {
    const ColourMap* map = ColourMap::find(QLatin1String(name));
    ASSERT_NE(map, nullptr);
    for (int i = 0; i <= 255; ++i) EXPECT_GE(contrast(readable_on(QColor(map->at(i / 255.0))), QColor(map->at(i / 255.0))), 4.5) << name << ' ' << i;
  }
}

TEST_F(StudioFigures, RankingsHaveDigitsEnoughToTellTheirRowsApart) {
  EXPECT_EQ(telling_decimals({0.9, 0.8, 0.7}), 3);
  EXPECT_EQ(telling_decimals({0.999939, 0.999933, 0.5}), 5);
  EXPECT_EQ(telling_decimals({0.9996, 0.9991, 0.5}), 3);
  EXPECT_EQ(telling_decimals({0.99964, 0.99952}), 4);
  EXPECT_EQ(telling_decimals({1, 1, 1}), 3) << "equal ones stay equal";
  EXPECT_EQ(telling_decimals({}), 3);
}

// "5.7" in a file says that it is a layer and a head.
TEST_F(StudioFigures, ARankingOfHeadsSaysWhatItsNamesAre) {
  BarsContent content;
  content.rows = {{QStringLiteral("5.7"), 0.5}, {QStringLiteral("3.1"), 0.25}};
  content.name_column = QStringLiteral("head");
  const FigureStyle paper = paper_style();
  const BarsFigure heads(content);
  content.name_column = QStringLiteral("output");
  const BarsFigure others(content);
  EXPECT_GT(heads.natural_size(paper, 241).height(), others.natural_size(paper, 241).height()) << "a line for the column's head";
  QImage page(241, 80, QImage::Format_RGB32);
  page.fill(Qt::white);
  QPainter painter(&page);
  heads.paint(painter, QRectF(0, 0, 241, 80), paper);
  painter.end();
  int inked = 0;  // above the first name
  for (int y = 0; y < int(1.5 * paper.label); ++y)
    for (int x = 0; x < 40; ++x) inked += qGray(page.pixel(x, y)) < 170 ? 1 : 0;
  EXPECT_GT(inked, 10);
}

TEST_F(StudioFigures, NoPartOfTheFormulaLeavesItsRoom) {
  FormulaContent content = formula();
  content.beside = 20;
  const FormulaFigure figure(content);
  const FigureStyle style = screen_style(Theme::of(Appearance::dark));
  for (double width = 180; width < 1700; width += 40) {
    const QRectF room(20, 14, width, figure.natural_size(style, width).height());
    QRectF before;
    for (const QRectF& place : figure.places(room, style)) {
      EXPECT_GE(place.left(), room.left() - 0.01) << width;
      EXPECT_LE(place.right(), room.right() + 0.01) << width;
      EXPECT_LE(place.bottom(), room.bottom() + 0.01) << width;
      EXPECT_FALSE(place.intersects(before)) << width;
      before = place;
    }
  }
}

TEST_F(StudioFigures, EveryCellIsHitWhereItIsPainted) {
  CellsContent content;
  content.quantity = QStringLiteral("bits");
  for (int layer = 0; layer < 6; ++layer) {
    for (int head = 0; head < 12; ++head) content.cells.push_back({layer, layer, head, layer * 0.1 + head * 0.01});
  }
  const CellsFigure figure(content);
  const FigureStyle style = screen_style(Theme::of(Appearance::light));
  const QRectF room(0, 0, 360, 220);
  for (std::size_t i = 0; i < content.cells.size(); ++i) {
    const auto hit = figure.hit(figure.cell(i, room, style).center(), room, style);
    ASSERT_TRUE(hit);
    EXPECT_EQ(hit->site, content.cells[i].site);
    EXPECT_EQ(hit->head, content.cells[i].head);
    EXPECT_TRUE(room.contains(figure.cell(i, room, style)));
  }
  EXPECT_EQ(figure.data().table.size(), 72U);
  EXPECT_DOUBLE_EQ(figure.data().table[13][2].toDouble(), 0.11);
}

// One rule for a number of a page: as it stands in lists and tips, but for the zero before the point.
TEST_F(StudioFigures, TheScaleOfCellsSaysItsLargestNumberAsListsDo) {
  CellsContent content;
  content.cells = {{0, 0, 0, 0.91}, {0, 0, 1, 10.884}};
  QString said;
  content.high = [&](const QString& number) { return said = number; };
  const CellsFigure figure(content);
  QImage paper(400, 300, QImage::Format_RGB32);
  QPainter painter(&paper);
  figure.paint(painter, QRectF(0, 0, 400, 300), paper_style());
  EXPECT_EQ(said, format_value(10.884));
}

TEST_F(StudioFigures, ARankingSaysWhatItsColourMeans) {
  BarsContent content;
  content.rows = {{QStringLiteral("3.1"), 0.5, 0, {}, true}, {QStringLiteral("0.0"), 0.1}};
  const double plain = BarsFigure(content).natural_size(paper_style(), 400).height();
  content.strong_name = QStringLiteral("winning heads");
  EXPECT_GT(BarsFigure(content).natural_size(paper_style(), 400).height(), plain) << "a legend above the bars";
}

TEST_F(StudioFigures, EveryDotOfAScatterIsHitWhereItIsPainted) {
  ScatterContent content;
  content.title = QStringLiteral("All heads");
  content.x_name = content.y_name = QStringLiteral("entropy of the rows (bits)");
  content.x_column = QStringLiteral("entropy");
  content.y_column = QStringLiteral("distance");
  for (int layer = 0; layer < 3; ++layer) {
    for (int head = 0; head < 4; ++head) content.dots.push_back({layer, layer, head, layer * 1.0 + head * 0.1, head * 2.0 - layer});
  }
  content.a = 5;
  content.b = 11;
  const ScatterFigure figure(content);
  for (const FigureStyle& style : {screen_style(Theme::of(Appearance::dark)), paper_style()}) {
    const QRectF room(QPointF(7, 9), figure.natural_size(style, style.label * 40));
    for (std::size_t i = 0; i < content.dots.size(); ++i) {
      EXPECT_TRUE(room.contains(figure.place(i, room, style)));
      EXPECT_EQ(figure.dot_at(figure.place(i, room, style), room, style), int(i));
      const auto hit = figure.hit(figure.place(i, room, style), room, style);
      ASSERT_TRUE(hit);
      EXPECT_EQ(hit->head, content.dots[i].head);
    }
    EXPECT_FALSE(figure.hit(room.topLeft(), room, style));
  }
  const FigureData data = figure.data();
  EXPECT_EQ(data.table.at(5).back().toString(), QStringLiteral("A"));
  EXPECT_EQ(data.table.at(11).back().toString(), QStringLiteral("B"));
  EXPECT_DOUBLE_EQ(data.table.at(5)[2].toDouble(), 1.1);
}

// Heads of B's run are marks of their own: not told by colour alone, and named in tables.
TEST_F(StudioFigures, HeadsOfASecondRunAreHollowSquares) {
  ScatterContent content;
  content.x_name = content.y_name = QStringLiteral("entropy");
  content.x_column = content.y_column = QStringLiteral("entropy");
  content.dots = {{0, 0, 0, 0, 0, false}, {0, 0, 1, 2, 2, false}, {0, 0, 2, 1, 0.5, false}, {0, 0, 2, 1, 1.5, true}};
  content.a = 0;
  content.b = 1;
  const ScatterFigure figure(content);
  FigureStyle style = screen_style(Theme::of(Appearance::light));
  const QRectF room(0, 0, 500, 400);
  QImage image(500, 400, QImage::Format_RGB32);
  image.fill(style.ground);
  QPainter painter(&image);
  figure.paint(painter, room, style);
  EXPECT_NE(image.pixelColor(figure.place(2, room, style).toPoint()), style.ground);
  EXPECT_EQ(image.pixelColor(figure.place(3, room, style).toPoint()), style.ground);
  EXPECT_EQ(figure.dot_at(figure.place(3, room, style), room, style), 3);
  const FigureData data = figure.data();
  EXPECT_EQ(data.header.back(), QStringLiteral("heads of"));
  EXPECT_EQ(data.table.at(2).back().toString(), QStringLiteral("A"));
  EXPECT_EQ(data.table.at(3).back().toString(), QStringLiteral("B"));
}

TEST_F(StudioFigures, BarsKeepTheirNumbersAndWhatIsNotDrawn) {
  BarsContent content;
  content.pairs = true;
  content.name_column = QStringLiteral("output");
  content.first_column = QStringLiteral("before");
  content.second_column = QStringLiteral("after");
  content.painted = 2;
  for (int i = 0; i < 5; ++i) content.rows.push_back({QString::number(i), i * 0.1, i == 4 ? std::nan("") : 0.5});
  const BarsFigure figure(content);
  EXPECT_EQ(figure.data().table.size(), 5U);
  EXPECT_EQ(figure.data().header, (QStringList{QStringLiteral("output"), QStringLiteral("before"), QStringLiteral("after")}));
  QImage paper(400, 300, QImage::Format_RGB32);
  paper.fill(Qt::white);
  QPainter painter(&paper);
  figure.paint(painter, QRectF(0, 0, 400, 300), paper_style());
  painter.end();
  EXPECT_GT(figure.natural_size(paper_style(), 400).height(), 2 * paper_style().label);
  bool inked = false;
  for (int x = 0; x < 400 && !inked; ++x) inked = paper.pixelColor(x, 20) != QColor(Qt::white);
  EXPECT_TRUE(inked);
}

TEST(StudioNumbers, AnotherRunsObjectIsTheOneAtTheSamePlace) {
  TraceInfo a, b;
  a.detections = {{7, 0, "car", 0.9, {0, 0, 100, 100}}};
  b.detections = {{1, 0, "bus", 0.9, {0, 0, 100, 100}}, {2, 0, "car", 0.8, {10, 0, 110, 100}}, {3, 0, "car", 0.7, {300, 0, 400, 100}}};
  EXPECT_EQ(same_object(a, 7, b), 2);  // of its class before a nearer one
  b.detections.erase(b.detections.begin() + 1);
  EXPECT_EQ(same_object(a, 7, b), 1);
  b.detections = {{3, 0, "car", 0.7, {300, 0, 400, 100}}};
  EXPECT_EQ(same_object(a, 7, b), -1);
  EXPECT_EQ(same_object(a, 5, b), -1);
}

TEST(StudioNumbers, PointsAreRankedByHowFarTheyWent) {
  QueryPoints before, after;
  before.points = {{0, 0, 0, 10, 10, 0.5F}, {0, 1, 0, 10, 10, 0.25F}, {1, 0, 0, 0, 0, 1}};
  after.points = {{1, 0, 0, 50, 0, 1}, {0, 1, 0, 13, 14, 0.5F}, {0, 0, 0, 10, 10, 0.5F}};
  const auto moved = moved_points(before, after, 0);
  ASSERT_EQ(moved.size(), 2U);
  EXPECT_EQ(moved[0].before.level, 1);
  EXPECT_DOUBLE_EQ(moved[0].pixels, 5);
  EXPECT_DOUBLE_EQ(moved[1].pixels, 0);
  EXPECT_TRUE(moved[0].is_seen());
  EXPECT_FALSE(moved[1].is_seen()) << "neither its place nor its weight is another";
  EXPECT_EQ(moved_points(before, after, -1).front().before.head, 1);
}

}  // namespace
}  // namespace headlight::ui
