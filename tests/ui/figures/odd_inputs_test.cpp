// Figures of unusual inputs: long and tall pictures, one head, scripts and emoji, heads without a distance.
#include <QRegularExpression>
#include <algorithm>

#include "tests/ui/figures/application.h"
#include "tests/ui/figures/fake_session.h"
#include "ui/figures/builder.h"
#include "ui/figures/figure_notes.h"
#include "ui/figures/heads.h"
#include "ui/figures/link_marks.h"
#include "ui/figures/matrix.h"
#include "ui/figures/overlay.h"
#include "ui/figures/pair.h"
#include "ui/figures/stats.h"
#include "ui/figures/svg_device.h"

namespace headlight::ui {
namespace {

using namespace headlight::testing;

Plane level(std::int64_t rows, std::int64_t columns) {
  return {rows, columns, std::vector<float>(std::size_t(rows * columns), 0.1F), 0.1F, 0.1F};
}

OverlayContent overlay(std::int64_t height, std::int64_t width) {
  OverlayContent content;
  content.axis.kind = AxisKind::patches;
  content.axis.grid = {4, 4};
  content.axis.image = {height, width};
  content.axis.input = {64, 64};
  content.map = level(4, 4);
  content.with_picture = true;
  return content;
}

QString svg_of(const Figure& figure, QSizeF size) {
  SvgDevice device(size);
  QPainter painter(&device);
  figure.paint(painter, QRectF(QPointF(0, 0), size), paper_style());
  painter.end();
  return QString::fromUtf8(device.document(QString(), QString(), {}));
}

TEST(OddInputs, ATallPicturesFigureIsNoWiderThanItNeeds) {
  const FigureStyle style = paper_style();
  const double tall = OverlayFigure(overlay(4000, 500)).natural_size(style, 0).width();
  EXPECT_LT(tall, 0.7 * OverlayFigure(overlay(500, 500)).natural_size(style, 0).width());
  const auto half = [](std::int64_t height) {
    return PairFigure::Half{std::make_shared<OverlayFigure>(overlay(height, 500)), QStringLiteral("A"), QString()};
  };
  EXPECT_LT(PairFigure(half(4000), half(4000), QString()).natural_size(style, 0).width(),
            0.8 * PairFigure(half(500), half(500), QString()).natural_size(style, 0).width());
}

TEST(OddInputs, PicturesInARowAreOfOneSizeWhateverTheirColourBarsSay) {
  OverlayContent map = overlay(400, 500), difference = map;
  map.scale.high = 1;
  difference.scale.low = -0.00123;
  difference.scale.high = 0.00123;
  const QRectF rect(0, 0, 300, 400);
  const FigureStyle style = paper_style();
  ASSERT_NE(OverlayFigure(map).place(rect, style).rect, OverlayFigure(difference).place(rect, style).rect);
  map.beside = difference.beside = {map.scale, difference.scale};
  EXPECT_EQ(OverlayFigure(map).place(rect, style).rect, OverlayFigure(difference).place(rect, style).rect);
}

TEST(OddInputs, ALongTitleStandsAboveTheColourBarsName) {
  OverlayContent content = overlay(500, 4000);
  const FigureStyle style = paper_style();
  const double width = OverlayFigure(content).natural_size(style, 0).width();
  while (style.title_face().width(content.title) < width * 1.2) content.title += QStringLiteral(" to");
  const OverlayFigure figure(content);
  static const QRegularExpression text(QStringLiteral("<text[^>]* y=\"([0-9.]+)\"[^>]*>( ?to[^<]*|weight)</text>"));
  const QString svg = svg_of(figure, figure.natural_size(style, width));
  int lines = 0;
  double lowest = 0, name = 0;
  for (auto found = text.globalMatch(svg); found.hasNext();) {
    const auto line = found.next();
    if (line.captured(2) == QStringLiteral("weight")) {
      name = line.captured(1).toDouble();
      continue;
    }
    ++lines;
    lowest = std::max(lowest, line.captured(1).toDouble());
    EXPECT_LE(style.title_face().width(line.captured(2)), width);
  }
  EXPECT_EQ(lines, 2);
  EXPECT_GT(name, lowest);
}

TEST(OddInputs, LinksDoNotLeaveALongPicture) {
  QImage image(400, 200, QImage::Format_RGB32);
  image.fill(Qt::white);
  QPainter painter(&image);
  const QRectF picture(0, 100, 400, 50);
  draw_link(painter, {10, 125}, {390, 125}, 0.5, {.colour = Qt::red, .arrow = false, .bounds = picture}, paper_style());
  draw_link(painter, {390, 125}, {10, 125}, 0.5, {.colour = Qt::red, .arrow = false, .bounds = picture}, paper_style());
  painter.end();
  for (int x = 0; x < 400; ++x)
    for (const int y : {95, 98, 153, 155}) EXPECT_EQ(image.pixelColor(x, y), QColor(Qt::white)) << x << ',' << y;
  EXPECT_EQ(image.pixelColor(200, 125), QColor(Qt::white)) << "the two directions stay apart";
  for (const int y : {100, 149}) EXPECT_NE(image.pixelColor(200, y), QColor(Qt::white)) << y;
}

TEST(OddInputs, MapsOnAPictureHaveItsShape) {
  HeadsContent content;
  content.maps.layers = content.maps.heads = 1;
  content.maps.maps = {{0, 0, 0, level(8, 8)}};
  content.aspect = 2;
  const HeadsFigure figure(content);
  const FigureStyle style = paper_style();
  const QSizeF size = figure.natural_size(style, 0);
  const QRectF cell = figure.cell(0, 0, QRectF(QPointF(0, 0), size), style);
  EXPECT_NEAR(cell.height() / cell.width(), 2, 0.01);
  content.aspect = 100;
  const QRectF longest = HeadsFigure(content).cell(0, 0, QRectF(0, 0, 200, 400), style);
  EXPECT_NEAR(longest.height() / longest.width(), 3, 0.01) << "no line that nothing is seen in";
}

TEST(OddInputs, RowsAndColumnsAreNamedByWhatTheyAre) {
  TraceInfo trace;
  trace.axes.resize(3);
  trace.axes[0].kind = AxisKind::queries;
  trace.axes[1].kind = AxisKind::patches;
  trace.axes[2].kind = AxisKind::tokens;
  for (int i = 0; i < 3; ++i) trace.axes[std::size_t(i)].id = i;
  FigureSpec spec;
  spec.written = false;
  SiteInfo site;
  site.kind = SiteKind::cross;
  site.query_axis = 0;
  site.key_axis = 1;
  Names names = names_of(trace, site, spec);
  EXPECT_EQ(plural(names.query), QStringLiteral("queries"));
  EXPECT_EQ(plural(names.key), QStringLiteral("key patches"));
  site.query_axis = site.key_axis = 2;
  names = names_of(trace, site, spec);
  EXPECT_EQ(plural(names.query), QStringLiteral("read tokens"));
  EXPECT_EQ(plural(names.key), QStringLiteral("source tokens"));
  site.heads = 1;
  EXPECT_TRUE(head_title(trace, site, {HeadChoice::Mode::mean, 0}).endsWith(QStringLiteral("head 0")));
}

TEST(OddInputs, StatisticsThatNoHeadHasAreLeftOutAndLevelOnesSaySo) {
  StatsContent content;
  for (int head = 0; head < 3; ++head) {
    HeadStatistics one;
    one.head = head;
    one.entropy = 1.5;
    one.on_first = 0.1 * head;
    content.statistics.heads.push_back(one);
  }
  const StatsFigure figure(content);
  const QString columns = figure.data().header.join(QLatin1Char(' '));
  for (const char* name : {"On the next", "On the previous", "Mean distance"}) EXPECT_FALSE(columns.contains(QLatin1String(name))) << name;
  EXPECT_TRUE(columns.contains(QStringLiteral("On the first token")));
  const QString svg = svg_of(figure, figure.natural_size(paper_style(), 0));
  EXPECT_TRUE(svg.contains(QStringLiteral("all heads: 1.50")));
  EXPECT_TRUE(svg.contains(QStringLiteral("head 2")));
}

MatrixFigure matrix_of(const std::vector<std::string>& words) {
  Axis axis;
  axis.kind = AxisKind::tokens;
  axis.labels = words;
  MatrixContent content;
  content.queries = content.keys = side_of(axis, {});
  content.extent = {0, axis.size(), 0, axis.size()};
  content.plane = level(axis.size(), axis.size());
  return MatrixFigure(std::move(content));
}

TEST(OddInputs, TurnedLabelsOfFullHeightStandFurtherApart) {
  const FigureStyle style = paper_style();
  const auto cell = [&](const std::vector<std::string>& words) {
    const MatrixFigure figure = matrix_of(words);
    return figure.layout(QRectF(QPointF(0, 0), figure.natural_size(style, 0)), style).cell_width;
  };
  EXPECT_GT(cell({"서울의", "봄은", "짧지만"}), 1.1 * cell({"wrench", "because", "heavy"}));
}

TEST(OddInputs, EmojiLieLevelAboveTheirColumns) {
  const MatrixFigure figure = matrix_of({"wrench", "\U0001F600", "heavy"});
  const QString svg = svg_of(figure, figure.natural_size(paper_style(), 0));
  const auto turned = [&](const QString& what) {
    const auto at = svg.lastIndexOf(what);
    const auto begin = svg.lastIndexOf(QLatin1Char('<'), at);
    return svg.mid(begin, at - begin).contains(QStringLiteral("rotate(")) || svg.mid(begin, at - begin).contains(QStringLiteral("matrix("));
  };
  EXPECT_TRUE(turned(QStringLiteral("heavy</text>"))) << svg.toStdString();
  EXPECT_FALSE(turned(QStringLiteral("\U0001F600")));
}

TEST(OddInputs, ATokenKeepsTheMarkThatMakesItAnEmoji) {
  Axis axis;
  axis.kind = AxisKind::tokens;
  axis.text = "I ❤️ it";
  axis.labels = {"I", "❤", "it"};
  axis.offsets = {{0, 1}, {2, 3}, {5, 7}};
  EXPECT_EQ(side_of(axis, {}).labels[1], QStringLiteral("❤\uFE0F"));
  EXPECT_EQ(side_of(axis, {}).labels[2], QStringLiteral("it"));
}

TEST(OddInputs, WhatCausalLayersCannotReachIsHatchedInRolloutsToo) {
  FakeTrace trace = fake_translation();
  FigureSpec spec;
  spec.view = FigureView::rollout;
  spec.stream = "decoder";
  const TraceInfo info = trace.info;
  FakeSession session({std::move(trace)});
  const auto figure = build(session, info, spec);
  ASSERT_TRUE(figure.ok()) << figure.error().line();
  const auto& content = dynamic_cast<const MatrixFigure&>(*figure->figure).content();
  EXPECT_TRUE(content.mask.causal);
  EXPECT_TRUE(content.note.endsWith(QStringLiteral("Hatched cells are masked."))) << content.note.toStdString();
}

// Contours of shares are told apart by their dashes: in SVG files too.
TEST(OddInputs, EveryKindOfDashedLineIsDashedInSvg) {
  for (const Qt::PenStyle line : {Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine}) {
    SvgDevice device(QSizeF(20, 20));
    QPainter painter(&device);
    painter.setPen(QPen(Qt::black, 2, line));
    painter.drawLine(0, 10, 20, 10);
    painter.end();
    EXPECT_EQ(QString::fromUtf8(device.document(QString(), QString(), {})).contains(QStringLiteral("stroke-dasharray")), line != Qt::SolidLine) << line;
  }
}

}  // namespace
}  // namespace headlight::ui
