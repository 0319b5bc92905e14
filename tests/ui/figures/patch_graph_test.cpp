#include "ui/figures/patch_graph.h"

#include <QLineF>
#include <QPainter>
#include <algorithm>
#include <set>

#include "tests/ui/figures/application.h"
#include "tests/ui/figures/built.h"
#include "ui/figures/builder.h"
#include "ui/figures/link_marks.h"
#include "ui/figures/svg_device.h"
#include "ui/theme/colour_map.h"

namespace headlight::ui {
namespace {

using namespace headlight::testing;

FigureSpec graph_spec(std::int64_t query) {
  FigureSpec spec;
  spec.view = FigureView::graph;
  spec.layer = 3;
  spec.head = HeadChoice{HeadChoice::Mode::one, 0};
  spec.query = query;
  return spec;
}

const PatchGraphFigure& graph_of(const BuiltFigure& built) { return dynamic_cast<const PatchGraphFigure&>(*built.figure); }

TEST(PatchGraph, OfOneQueryHoldsItsRowAndNothingElse) {
  const FakeTrace trace = fake_picture();
  const std::int64_t query = 1 + 4 * 14 + 2;
  const auto figure = built(trace, graph_spec(query));
  ASSERT_TRUE(figure.ok()) << figure.error().line();
  const auto& graph = graph_of(figure.value());
  ASSERT_FALSE(graph.links().empty());
  const auto site = trace.info.stream_sites("encoder")[3];
  const Plane& map = trace.sites[std::size_t(site)].weights[0];
  for (const GraphLink& link : graph.links()) {
    EXPECT_EQ(link.query, query);
    EXPECT_EQ(link.weight, map.at(query, link.key));
    EXPECT_GE(link.weight, 0.02F);
  }
  for (std::size_t key = 0; key < graph.received().size(); ++key)
    EXPECT_NEAR(graph.received()[key], map.at(query, std::int64_t(key)), 1e-6);
  EXPECT_TRUE(figure->figure->title().endsWith(QStringLiteral("where patch 4,2 looks"))) << figure->figure->title().toStdString();
}

TEST(PatchGraph, OfAllQueriesSaysWhatIsDrawn) {
  const auto figure = built(fake_picture(), graph_spec(-1));
  ASSERT_TRUE(figure.ok()) << figure.error().line();
  const auto& graph = graph_of(figure.value());
  EXPECT_LE(graph.links().size(), 120U);
  EXPECT_TRUE(figure->figure->title().endsWith(QStringLiteral("the two strongest links of each patch")));
  EXPECT_TRUE(graph.content().note.contains(QStringLiteral("Links below 0.02 are not drawn.")));
  EXPECT_TRUE(graph.content().note.contains(QStringLiteral("row,column of the 14 × 14 grid")));
  EXPECT_EQ(figure->provenance.value(QStringLiteral("threshold")).toDouble(), 0.02);
  EXPECT_EQ(figure->provenance.value(QStringLiteral("top k")).toInt(), 2);
}

TEST(PatchGraph, PatchesLieWhereTheyWereCroppedAndTokensBesideThePicture) {
  const FakeTrace trace = fake_picture();
  const auto figure = built(trace, graph_spec(0));
  ASSERT_TRUE(figure.ok());
  const auto& content = graph_of(figure.value()).content();
  ASSERT_EQ(content.queries.size(), 1U + 14 * 14);
  EXPECT_TRUE(content.queries[0].beside);
  EXPECT_FALSE(content.queries[0].place.has_value());
  const Axis& axis = trace.info.axes[0];
  const auto patch = [&](std::int64_t row, std::int64_t column) { return *content.keys[std::size_t(1 + row * 14 + column)].place; };
  const QPointF corner = patch(0, 0).topLeft();
  EXPECT_NEAR(corner.x(), axis.to_image[2], 1e-9);
  EXPECT_NEAR(corner.y(), axis.to_image[5], 1e-9);
  EXPECT_NEAR(patch(13, 13).bottom(), axis.to_image[4] * 224 + axis.to_image[5], 1e-6);
  // The sun is at the strongest patch.
  const auto& links = graph_of(figure.value()).links();
  const auto first = std::find_if(links.begin(), links.end(), [](const GraphLink& link) { return link.key > 0; });
  ASSERT_NE(first, links.end());
  const QRectF strongest = *content.keys[std::size_t(first->key)].place;
  EXPECT_LT(QLineF(strongest.center(), QPointF(250, 60)).length(), 1.5 * strongest.width());
}

TEST(PatchGraph, TokensAreLeftOutOnRequestAndItSaysHowMuchTheyHold) {
  FigureSpec spec = graph_spec(-1);
  spec.drop_special = true;
  const auto figure = built(fake_picture(), spec);
  ASSERT_TRUE(figure.ok());
  const auto& graph = graph_of(figure.value());
  for (const GraphLink& link : graph.links()) {
    EXPECT_GT(link.query, 0);
    EXPECT_GT(link.key, 0);
  }
  EXPECT_TRUE(graph.content().note.contains(QStringLiteral("[CLS] left out (")));
}

// [CLS] was chosen, and then special tokens were left out: a picture without links, and no mark where none stands.
TEST(PatchGraph, AChosenTokenMayBeLeftOut) {
  FigureSpec spec = graph_spec(0);
  const auto figure = built(fake_picture(), spec);
  ASSERT_TRUE(figure.ok()) << figure.error().line();
  PatchGraphContent content = graph_of(figure.value()).content();
  for (std::vector<PatchMark>* side : {&content.queries, &content.keys}) {
    for (PatchMark& mark : *side) mark.beside = false;
  }
  const PatchGraphFigure without(std::move(content));
  EXPECT_TRUE(without.links().empty());
  QImage image(600, 400, QImage::Format_ARGB32_Premultiplied);
  QPainter painter(&image);
  without.paint(painter, QRectF(0, 0, 600, 400), paper_style());
}

TEST(PatchGraph, AChosenPatchHasNoMoreLinksThanWereAskedFor) {
  FigureSpec spec = graph_spec(1 + 4 * 14 + 2);
  spec.threshold = 0;
  const auto all = built(fake_picture(), spec);
  ASSERT_TRUE(all.ok());
  EXPECT_GT(graph_of(all.value()).links().size(), 3U) << "where nobody says how many";
  spec.top_k = 3;
  const auto three = built(fake_picture(), spec);
  ASSERT_TRUE(three.ok());
  EXPECT_EQ(graph_of(three.value()).links().size(), 3U);
}

TEST(PatchGraph, ItsDataAreItsLinks) {
  const auto figure = built(fake_picture(), graph_spec(1 + 4 * 14 + 2));
  ASSERT_TRUE(figure.ok());
  const auto& graph = graph_of(figure.value());
  const FigureData data = graph.data();
  ASSERT_EQ(data.table.size(), graph.links().size());
  EXPECT_EQ(data.shape, (std::vector<std::int64_t>{1, 1, std::int64_t(graph.links().size())}));
  double table = 0, array = 0;
  for (const auto& line : data.table) table += line.back().toDouble();
  for (const float value : data.values) array += value;
  EXPECT_NEAR(table, array, 1e-6);
}

TEST(PatchGraph, PointsAtThePatchUnderThePointer) {
  const auto figure = built(fake_picture(), graph_spec(-1));
  ASSERT_TRUE(figure.ok());
  const FigureStyle style = paper_style();
  const QRectF rect(QPointF(0, 0), figure->figure->natural_size(style, 496));
  std::set<std::int64_t> found;
  for (int y = 0; y < rect.height(); y += 9)
    for (int x = 0; x < rect.width(); x += 9)
      if (const auto hit = figure->figure->hit(QPointF(x, y), rect, style)) found.insert(hit->query);
  EXPECT_EQ(found.size(), 1U + 14 * 14);
}

TEST(PatchGraph, DetectionsLookAtThePictureToo) {
  FigureSpec spec;
  spec.view = FigureView::graph;
  FakeTrace trace = fake_dense_detector();
  for (const SiteInfo& site : trace.info.sites)
    if (site.query_axis != site.key_axis && site.kind != SiteKind::deformable) spec.stream = site.stream;
  ASSERT_FALSE(spec.stream.empty());
  spec.head = HeadChoice{HeadChoice::Mode::mean, 0};
  const auto figure = built(std::move(trace), spec);
  ASSERT_TRUE(figure.ok()) << figure.error().line();
  EXPECT_TRUE(figure->figure->title().endsWith(QStringLiteral("the two strongest links of each detection"))) << figure->figure->title().toStdString();
  const auto& content = graph_of(figure.value()).content();
  EXPECT_EQ(std::count_if(content.queries.begin(), content.queries.end(), [](const PatchMark& mark) { return mark.box; }), 5);
  for (const GraphLink& link : graph_of(figure.value()).links()) EXPECT_TRUE(content.queries[std::size_t(link.query)].box);
}

// Lines of one head are told apart by their weight: colours of the map, and the legend names some.
TEST(PatchGraph, ColoursFollowTheWeightAndTheLegendNamesThem) {
  const auto figure = built(fake_picture(), graph_spec(-1));
  ASSERT_TRUE(figure.ok());
  const auto& graph = graph_of(figure.value());
  const Scale& scale = graph.content().scale;
  EXPECT_GE(scale.high, double(graph.links().front().weight));
  EXPECT_EQ(figure->provenance.value(QStringLiteral("colour map")).toString(), scale.map);
  SvgDevice device(QSizeF(500, 500));
  QPainter painter(&device);
  graph.paint(painter, QRectF(0, 0, 500, 500), paper_style());
  painter.end();
  const QString svg = QString::fromUtf8(device.document(QString(), QString(), {}));
  EXPECT_TRUE(svg.contains(QStringLiteral("Weight of a line")));
  EXPECT_TRUE(svg.contains(format_value(graph.links().front().weight)));
  for (const float weight : {graph.links().front().weight, graph.links().back().weight}) {
    EXPECT_TRUE(svg.contains(link_colour(scale, weight).name())) << weight;
  }
}

// A link lies on its own dark rim, on a dimmed picture.
TEST(PatchGraph, EveryLinkStandsOutFromTheDark) {
  for (const QString& name : ColourMap::names()) {
    Scale scale;
    scale.map = name;
    for (const bool reversed : {false, true}) {
      scale.reversed = reversed;
      for (double weight = 0; weight <= 1; weight += 0.05)
        EXPECT_GE(contrast(link_colour(scale, weight), Qt::black), 3) << name.toStdString() << " " << weight;
    }
  }
  Scale scale;
  EXPECT_NE(link_colour(scale, 0.1), link_colour(scale, 0.2));
  EXPECT_EQ(link_colour(scale, 1), QColor(ColourMap::find(scale.map)->at(1)));
}

TEST(PatchGraph, ATokenWithoutALinkHasNoMark) {
  FakeTrace trace = fake_picture();
  for (FakeSite& site : trace.sites) {
    for (Plane& map : site.weights) {
      for (std::int64_t i = 0; i < map.rows; ++i) map.values[std::size_t(i * map.columns)] = 0;     // nothing looks at [CLS]
      for (std::int64_t j = 0; j < map.columns; ++j) map.values[std::size_t(j)] = 0;  // and it looks at nothing
    }
  }
  const auto figure = built(std::move(trace), graph_spec(-1));
  ASSERT_TRUE(figure.ok());
  SvgDevice device(QSizeF(500, 500));
  QPainter painter(&device);
  figure->figure->paint(painter, QRectF(0, 0, 500, 500), paper_style());
  painter.end();
  EXPECT_FALSE(QString::fromUtf8(device.document(QString(), QString(), {})).contains(QStringLiteral("[CLS]")));
}

}  // namespace
}  // namespace headlight::ui
