#include "ui/figures/points.h"

#include <QFile>
#include <QTemporaryDir>

#include "tests/ui/figures/application.h"
#include "tests/ui/figures/built.h"
#include "ui/figures/export.h"
#include "ui/figures/heads.h"
#include "ui/figures/overlay.h"
#include "ui/figures/picture_graph.h"

namespace headlight::ui {
namespace {

using namespace headlight::testing;

const PointsFigure& points_of(const Result<BuiltFigure>& figure) {
  return dynamic_cast<const PointsFigure&>(*figure.value().figure);
}

TEST(PointsFigure, ShowsTheBestDetectionOfTheLastDecoderLayerWithoutBeingAsked) {
  const auto figure = built(fake_deformable_detector(), view(FigureView::points));
  ASSERT_TRUE(figure.ok()) << figure.error().line();
  EXPECT_EQ(figure->spec.stream, "deformable_decoder");
  EXPECT_EQ(figure->spec.layer, 2);
  EXPECT_EQ(figure->spec.detection, 0);
  EXPECT_EQ(figure->spec.query, 7);
  const auto& content = points_of(figure).content();
  ASSERT_EQ(content.queries.size(), 1U);
  EXPECT_EQ(content.queries[0].points.size(), 96U);
  EXPECT_EQ(content.query_labels[0], QStringLiteral("bus 0.96"));
  EXPECT_TRUE(content.explanation.contains(QStringLiteral("8 × 3 × 4")));
  ASSERT_TRUE(content.strip);
  EXPECT_EQ(content.strip->content().steps.size(), 3U);
  EXPECT_TRUE(figure->figure->title().contains(QStringLiteral("detection 0 (bus, 0.96)")));
}

TEST(PointsFigure, DataHoldExactlyTheShownPoints) {
  FigureSpec spec = view(FigureView::points);
  spec.detection = 1;
  spec.layer = 1;
  spec.heads = {0, 3};
  spec.levels = {0, 1};
  spec.least_weight = 0.03;
  spec.refinement = false;
  const FakeTrace trace = fake_deformable_detector();
  const auto figure = built(trace, spec);
  ASSERT_TRUE(figure.ok()) << figure.error().line();
  const FigureData data = figure->figure->data();
  const auto want = fake_points(trace.info, {5, {3}, {0, 3}, {0, 1}, 0.03, 20000});
  ASSERT_EQ(data.table.size(), want.queries[0].points.size());
  EXPECT_EQ(data.shape, (std::vector<std::int64_t>{static_cast<std::int64_t>(data.table.size()), 8}));
  EXPECT_EQ(data.values.size(), data.table.size() * 8);
  ASSERT_FALSE(data.table.empty());
  const auto& heaviest = want.queries[0].points.back();
  EXPECT_EQ(data.table[0][3].toInt(), heaviest.head);
  EXPECT_EQ(data.table[0][6].toDouble(), heaviest.x);
  EXPECT_EQ(data.table[0][8].toDouble(), double(heaviest.weight));
  for (const auto& row : data.table) EXPECT_GE(row[8].toDouble(), 0.03F);
  EXPECT_TRUE(points_of(figure).content().note.contains(QStringLiteral("of 96 points are shown")));
  EXPECT_EQ(figure->provenance.value(QStringLiteral("heads")).toArray().size(), 2);
}

TEST(PointsFigure, AllDetectionsShareOneFigure) {
  FigureSpec spec = view(FigureView::points);
  spec.all_detections = true;
  const auto figure = built(fake_deformable_detector(), spec);
  ASSERT_TRUE(figure.ok()) << figure.error().line();
  EXPECT_EQ(points_of(figure).content().queries.size(), 5U);
  EXPECT_FALSE(points_of(figure).content().strip);
}

TEST(PointsFigure, ACellOfTheEncoderIsAQueryToo) {
  FigureSpec spec = view(FigureView::points);
  spec.stream = "deformable_encoder";
  const auto figure = built(fake_deformable_detector(), spec);
  ASSERT_TRUE(figure.ok()) << figure.error().line();
  EXPECT_EQ(figure->spec.query, 20 * 64 + 32);
  EXPECT_TRUE(figure->figure->title().contains(QStringLiteral("cell 20, 32 of level 0")));
  EXPECT_TRUE(points_of(figure).content().detections.empty());
}

TEST(PointsFigure, AnswersTheViewsThatDeformableAttentionHasAndRefusesTheOthersInOneLine) {
  for (const FigureView which : {FigureView::heads, FigureView::overlay, FigureView::points, FigureView::stats}) {
    FigureSpec spec = view(which);
    spec.stream = "deformable_decoder";
    const auto figure = built(fake_deformable_detector(), spec);
    EXPECT_TRUE(figure.ok()) << to_string(which);
  }
  for (const FigureView which : {FigureView::matrix, FigureView::graph, FigureView::rollout}) {
    FigureSpec spec = view(which);
    spec.stream = "deformable_decoder";
    const auto figure = built(fake_deformable_detector(), spec);
    ASSERT_FALSE(figure.ok()) << to_string(which);
    EXPECT_NE(figure.error().line().find("points, overlay, heads or stats"), std::string::npos) << figure.error().line();
  }
  for (const FakeTrace& trace : {fake_sentence(), fake_dense_detector()})
    EXPECT_FALSE(built(trace, view(FigureView::points)).ok());
  FigureSpec spec = view(FigureView::points);
  spec.detection = 5;
  const auto missing = built(fake_deformable_detector(), spec);
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().line(), "there is no such detection — --detection: found 5, expected 0 to 4, or all");
  spec.detection = 0;
  spec.levels = {3};
  EXPECT_FALSE(built(fake_deformable_detector(), spec).ok());
}

// Of a layer every head's weight in a box, over all points.
std::vector<double> weight_in(const QueryPoints& all, const Box& box, std::size_t heads) {
  std::vector<double> sum(heads, 0);
  for (const SamplePoint& point : all.points)
    if (point.x >= box.x0 && point.x <= box.x1 && point.y >= box.y0 && point.y <= box.y1) sum[std::size_t(point.head)] += point.weight;
  return sum;
}

TEST(PointsFigure, TheStripsSharesAreThoseOfTheBoxesItDraws) {
  FigureSpec spec = view(FigureView::points);
  spec.heads = {0, 3, 5};
  spec.levels = {1};
  spec.least_weight = 0.02;
  const FakeTrace trace = fake_deformable_detector();
  const auto figure = built(trace, spec);
  ASSERT_TRUE(figure.ok()) << figure.error().line();
  const auto& steps = points_of(figure).content().strip->content().steps;
  const QJsonArray layers = figure->figure->data().labels.value(QStringLiteral("layers")).toArray();
  ASSERT_EQ(steps.size(), 3U);
  bool other = false;  // than the final box's
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const QueryPoints all = fake_points(trace.info, {steps[i].site, {7}, {}, {}, 0, 20000}).queries.front();
    const Box drawn = i + 1 < steps.size() ? steps[i + 1].points.reference_box : all.box;
    EXPECT_EQ(steps[i].after.x0, drawn.x0);
    const auto want = weight_in(all, drawn, 8);
    for (std::size_t head = 0; head < 8; ++head) {
      EXPECT_NEAR(steps[i].points.inside[head], want[head], 1e-6) << "layer " << i << ", head " << head;
      EXPECT_NEAR(layers[qsizetype(i)].toObject().value(QStringLiteral("inside layer box")).toArray()[qsizetype(head)].toDouble(), want[head], 1e-6);
      other = other || std::abs(want[head] - all.inside[head]) > 0.01;
    }
    for (const SamplePoint& point : steps[i].points.points) {
      EXPECT_TRUE(point.head == 0 || point.head == 3 || point.head == 5);
      EXPECT_EQ(point.level, 1);
      EXPECT_GE(point.weight, 0.02F);
    }
    EXPECT_LT(steps[i].points.points.size(), all.points.size());
  }
  EXPECT_TRUE(other);
}

TEST(PointsFigure, AQueryThatFoundNothingIsNoDetection) {
  FigureSpec spec = view(FigureView::points);
  const auto found = built(fake_deformable_detector(), spec);
  ASSERT_TRUE(found.ok());
  EXPECT_TRUE(points_of(found).content().is_detection(0));
  EXPECT_TRUE(points_of(found).content().explanation.contains(QStringLiteral("this detection read")));
  spec.query = 2;
  const auto query = built(fake_deformable_detector(), spec);
  ASSERT_TRUE(query.ok()) << query.error().line();
  EXPECT_FALSE(points_of(query).content().is_detection(0));
  EXPECT_TRUE(points_of(query).content().explanation.contains(QStringLiteral("this query read")));
  const QTemporaryDir folder;
  const auto path = folder.filePath(QStringLiteral("query.svg")).toStdString();
  ASSERT_TRUE(write_figure(query.value(), path, {175, 100}).ok());
  QFile file(QString::fromStdString(path));
  ASSERT_TRUE(file.open(QIODevice::ReadOnly));
  const QByteArray bytes = file.readAll();
  EXPECT_TRUE(bytes.contains("box of this query"));
  EXPECT_FALSE(bytes.contains("box that was found"));
}

TEST(PointsFigure, AStripOfTwoLayersStaysSmallerThanThePicture) {
  const auto figure = built(fake_deformable_detector(), view(FigureView::points));
  ASSERT_TRUE(figure.ok());
  RefinementContent two = points_of(figure).content().strip->content();
  two.steps.resize(2);
  for (const double width : {241.0, 496.0}) {
    const FigureStyle style = paper_style();
    const double strip = RefinementFigure(two).natural_size(style, width).height();
    EXPECT_LT(strip, 0.75 * points_of(figure).place(QRectF(QPointF(0, 0), figure->figure->natural_size(style, width)), style).rect.height());
  }
}

TEST(PointsFigure, HeadsGridOfADeformableStreamHasAMapAHead) {
  FigureSpec spec = view(FigureView::heads);
  spec.stream = "deformable_decoder";
  const auto figure = built(fake_deformable_detector(), spec);
  ASSERT_TRUE(figure.ok()) << figure.error().line();
  EXPECT_EQ(figure->figure->data().values.empty(), false);
  EXPECT_EQ(figure->spec.query, 7);
}

TEST(PointsFigure, HitsFindPointsThenBoxes) {
  const auto figure = built(fake_deformable_detector(), view(FigureView::points));
  ASSERT_TRUE(figure.ok());
  FigureStyle style = screen_style(Theme::of(Appearance::dark));
  style.titles = false;
  const QRectF rect(0, 0, 640, 400);  // the picture as it is
  const auto& heaviest = points_of(figure).content().queries[0].points.back();
  const auto hit = figure->figure->hit({heaviest.x, heaviest.y}, rect, style);
  ASSERT_TRUE(hit.has_value());
  EXPECT_EQ(hit->query, 7);
  EXPECT_TRUE(hit->has_value);
  EXPECT_EQ(hit->head, heaviest.head);
  const auto box = figure->figure->hit({540, 300}, rect, style);
  ASSERT_TRUE(box.has_value());
  EXPECT_EQ(box->query, 12);
  EXPECT_FALSE(box->has_value);
  EXPECT_FALSE(figure->figure->hit({20, 20}, rect, style).has_value());
}

TEST(Overlay, ADetectionsCrossAttentionLiesOnItsBox) {
  const auto figure = built(fake_dense_detector(), view(FigureView::overlay));
  ASSERT_TRUE(figure.ok()) << figure.error().line();
  EXPECT_EQ(figure->spec.stream, "cross");
  EXPECT_EQ(figure->spec.query, 7);
  const auto& overlay = dynamic_cast<const OverlayFigure&>(*figure->figure);
  ASSERT_TRUE(overlay.content().box.has_value());
  EXPECT_EQ(overlay.content().query, -1);
  const FigureData data = overlay.data();
  const auto best = std::max_element(data.values.begin(), data.values.end()) - data.values.begin();
  const QPointF middle = overlay.grid_to_image().map(QPointF(double(best % 16) + 0.5, double(best / 16) + 0.5));
  const Box& box = *overlay.content().box;
  EXPECT_TRUE(QRectF(QPointF(box.x0, box.y0), QPointF(box.x1, box.y1)).contains(middle));
}

TEST(Overlay, ADeformableLayersCellsCoverTheWholePicture) {
  FigureSpec spec = view(FigureView::overlay);
  spec.stream = "deformable_decoder";
  const auto figure = built(fake_deformable_detector(), spec);
  ASSERT_TRUE(figure.ok()) << figure.error().line();
  const auto& overlay = dynamic_cast<const OverlayFigure&>(*figure->figure);
  const auto& grid = overlay.content().axis.grid;
  const QPointF corner = overlay.grid_to_image().map(QPointF(double(grid[1]), double(grid[0])));
  EXPECT_NEAR(corner.x(), 640, 1e-9);
  EXPECT_NEAR(corner.y(), 400, 1e-9);
}

TEST(Points, OfAWholeLayer) {
  const FakeTrace trace = fake_deformable_detector();
  FigureSpec spec = view(FigureView::points);
  spec.whole_layer = true;
  const auto whole = built(trace, spec);
  ASSERT_TRUE(whole.ok()) << whole.error().line();
  const auto& layer = dynamic_cast<const PointsFigure&>(*whole->figure).content();
  const auto queries = std::size_t(trace.info.axes[std::size_t(trace.info.sites[std::size_t(whole->site)].query_axis)].size());
  EXPECT_TRUE(layer.queries.empty()) << "none was chosen";
  EXPECT_EQ(layer.others.size(), queries);
  EXPECT_TRUE(layer.title.contains(QString::number(queries))) << layer.title.toStdString();
  EXPECT_EQ(layer.strip, nullptr);
  EXPECT_FALSE(whole->figure->data().table.empty());
  spec.detection = 1;
  const auto one = built(trace, spec);
  ASSERT_TRUE(one.ok()) << one.error().line();
  const auto& chosen = dynamic_cast<const PointsFigure&>(*one->figure).content();
  ASSERT_EQ(chosen.queries.size(), 1U);
  EXPECT_EQ(chosen.others.size(), queries - 1);
  spec.view = FigureView::overlay;
  const auto other = built(trace, spec);
  ASSERT_TRUE(other.ok()) << other.error().line();
  EXPECT_FALSE(other->spec.whole_layer) << "points alone have one";
}

TEST(PictureGraph, JoinsDetectionsByTheirWeights) {
  const FakeTrace trace = fake_dense_detector();
  const auto figure = built(trace, view(FigureView::graph));
  ASSERT_TRUE(figure.ok()) << figure.error().line();
  EXPECT_EQ(figure->spec.stream, "decoder");
  EXPECT_EQ(figure->spec.layer, 1);
  const auto& graph = dynamic_cast<const PictureGraphFigure&>(*figure->figure);
  const FigureData data = graph.data();
  ASSERT_EQ(data.shape, (std::vector<std::int64_t>{5, 5}));
  const auto& detections = trace.info.detections;
  for (std::size_t from = 0; from < 5; ++from) {
    double sum = graph.content().elsewhere[from];
    for (std::size_t to = 0; to < 5; ++to) {
      double mean = 0;
      for (const Plane& head : trace.sites[2].weights)
        mean += head.at(detections[from].query, detections[to].query) / 4.0;
      EXPECT_NEAR(data.values[from * 5 + to], mean, 1e-6);
      sum += data.values[from * 5 + to];
    }
    EXPECT_NEAR(sum, 1, 1e-5);
  }
  for (const auto& link : graph.links()) EXPECT_NE(link.from, link.to);
  FigureSpec spec = view(FigureView::graph);
  spec.detection = 2;
  spec.threshold = 0;
  const auto one = built(trace, spec);
  ASSERT_TRUE(one.ok()) << one.error().line();
  const auto& links = dynamic_cast<const PictureGraphFigure&>(*one->figure).links();
  EXPECT_EQ(links.size(), 4U);
  for (const auto& link : links) EXPECT_EQ(link.from, 2U);
  spec.top_k = 2;
  const auto fewer = built(trace, spec);
  ASSERT_TRUE(fewer.ok()) << fewer.error().line();
  EXPECT_EQ(dynamic_cast<const PictureGraphFigure&>(*fewer->figure).links().size(), 2U) << "of a chosen one too";
}

TEST(Overlay, KeysOfSeveralMapsAreRefused) {
  FakeTrace trace = fake_dense_detector();
  trace.info.axes[0].levels = {{8, 16}, {4, 8}};
  trace.info.axes[0].grid = {8, 16};
  const auto figure = built(trace, view(FigureView::overlay));
  ASSERT_FALSE(figure.ok());
  EXPECT_NE(figure.error().line().find("2 levels"), std::string::npos) << figure.error().line();
}

// Everything is written; text stays text, and the picture is embedded.
TEST(PointsFigure, IsWrittenInEveryFormat) {
  const auto figure = built(fake_deformable_detector(), view(FigureView::points));
  ASSERT_TRUE(figure.ok());
  const QTemporaryDir folder;
  for (const char* ending : {"png", "svg", "pdf", "csv", "json", "npy"}) {
    const auto path = folder.filePath(QStringLiteral("points.") + QLatin1String(ending)).toStdString();
    const auto written = write_figure(figure.value(), path, {175, 100});
    ASSERT_TRUE(written.ok()) << written.error().line();
    QFile file(QString::fromStdString(path));
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    if (QLatin1String(ending) == QLatin1String("svg")) {
      EXPECT_TRUE(bytes.contains("<text") && bytes.contains("weight in the final box") && bytes.contains("data:image/jpeg"));
    }
  }
}

TEST(PointsFigure, KeepsItsWidthFromNarrowToWide) {
  for (const bool all : {false, true}) {
    FigureSpec spec = view(FigureView::points);
    spec.all_detections = all;
    const auto figure = built(fake_deformable_detector(), spec);
    ASSERT_TRUE(figure.ok());
    for (const double width : {120.0, 241.0, 496.0}) {
      const QSizeF size = figure->figure->natural_size(paper_style(), width);
      EXPECT_DOUBLE_EQ(size.width(), width);
      EXPECT_GT(size.height(), 80);
      EXPECT_LT(size.height(), 700);
    }
  }
}

}  // namespace
}  // namespace headlight::ui
