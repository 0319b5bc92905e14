#include "ui/figures/builder.h"

#include <limits>

#include "tests/ui/figures/application.h"
#include "tests/ui/figures/built.h"
#include "ui/figures/export.h"
#include "ui/figures/figure_notes.h"
#include "ui/figures/graph.h"
#include "ui/figures/heads.h"
#include "ui/figures/matrix.h"
#include "ui/figures/overlay.h"

namespace headlight::ui {
namespace {

using namespace headlight::testing;

std::string problem(const FakeTrace& trace, const FigureSpec& spec) {
  auto result = built(trace, spec);
  return result.ok() ? "none" : result.error().line();
}

TEST(Builder, TranslationShowsItsAlignmentWithoutBeingAsked) {
  auto figure = built(fake_translation(), view(FigureView::graph));
  ASSERT_TRUE(figure.ok()) << figure.error().line();
  EXPECT_EQ(figure->spec.stream, "cross");
  EXPECT_EQ(figure->spec.layer, 1);
  EXPECT_EQ(figure->spec.head->head, 2);
  EXPECT_TRUE(figure->figure->title().startsWith(QStringLiteral("Cross attention, layer 1, head 2")));
  const auto& graph = dynamic_cast<const GraphFigure&>(*figure->figure);
  std::vector<QString> pairs;
  for (std::size_t i = 0; i < 3; ++i) {
    const GraphLink& link = graph.links()[i];
    pairs.push_back(graph.content().queries.label(link.query) + QStringLiteral("–") +
                    graph.content().keys.label(link.key));
  }
  std::sort(pairs.begin(), pairs.end());
  EXPECT_EQ(pairs,
            (std::vector<QString>{QStringLiteral("chat–cat"), QStringLiteral("le–The"), QStringLiteral("noir–black")}));
}

// Every view that can show it begins with what the model is opened for.
TEST(Builder, OneStreamOfAModelIsShownByAllViewsThatCan) {
  for (const FigureView which : {FigureView::heads, FigureView::matrix, FigureView::graph, FigureView::stats})
    EXPECT_EQ(built(fake_translation(), view(which)).value().spec.stream, "cross") << to_string(which);
  for (const FigureView which : {FigureView::heads, FigureView::points, FigureView::overlay, FigureView::stats})
    EXPECT_EQ(built(fake_deformable_detector(), view(which)).value().spec.stream, "deformable_decoder") << to_string(which);
  for (const FigureView which : {FigureView::heads, FigureView::overlay, FigureView::stats})
    EXPECT_EQ(built(fake_dense_detector(), view(which)).value().spec.stream, "cross") << to_string(which);
  for (const FigureView which : {FigureView::heads, FigureView::matrix, FigureView::stats})
    EXPECT_EQ(built(fake_picture(), view(which)).value().spec.stream, "encoder") << to_string(which);
}

TEST(Builder, AGridOfSomeLayersAndHeadsHasTheirNumbersAndNoOtherPlaces) {
  FigureSpec spec = view(FigureView::heads);
  spec.layers = {2};
  spec.heads = {1, 3};
  const auto some = built(fake_sentence(), spec);
  ASSERT_TRUE(some.ok()) << some.error().line();
  const auto& grid = dynamic_cast<const HeadsFigure&>(*some->figure);
  EXPECT_TRUE(some->figure->title().endsWith(QStringLiteral(": 1 layer × 2 heads"))) << qPrintable(some->figure->title());
  const FigureStyle style = paper_style();
  const QRectF rect(QPointF(0, 0), grid.natural_size(style, 300));
  const QRectF last = grid.cell(0, 3, rect, style);
  EXPECT_GT(last.left(), grid.cell(0, 1, rect, style).right());
  EXPECT_LE(last.right(), rect.right() + 1);
  const auto hit = grid.hit(last.center(), rect, style);
  ASSERT_TRUE(hit.has_value());
  EXPECT_EQ(hit->head, 3);
  spec.layers = {99};
  EXPECT_EQ(built(fake_sentence(), spec).error().kind, Error::Kind::usage);
}

TEST(Builder, SelfAttentionPrefersLinksThatAreNotNeighbours) {
  auto figure = built(fake_sentence(), view(FigureView::graph));
  ASSERT_TRUE(figure.ok());
  EXPECT_EQ(figure->spec.layer, 3);
  EXPECT_EQ(figure->spec.head->head, 1);
}

TEST(Builder, GraphKeepsTopKAndThreshold) {
  FigureSpec spec = view(FigureView::graph);
  spec.layer = 3;
  spec.head = HeadChoice{HeadChoice::Mode::one, 1};
  spec.top_k = 0;
  spec.threshold = 0.3;
  const auto figure = built(fake_sentence(), spec);
  ASSERT_TRUE(figure.ok());
  const auto& links = dynamic_cast<const GraphFigure&>(*figure.value().figure).links();
  ASSERT_FALSE(links.empty());
  EXPECT_GE(links.back().weight, 0.3F);
  EXPECT_EQ(figure.value().provenance.value(QStringLiteral("model sha256")).toString().size(), 64);
}

TEST(Builder, MatrixShowsTheExactWeights) {
  FigureSpec spec = view(FigureView::matrix);
  spec.layer = 3;
  spec.head = HeadChoice{HeadChoice::Mode::one, 1};
  const FakeTrace trace = fake_sentence();
  const auto figure = built(trace, spec);
  ASSERT_TRUE(figure.ok());
  EXPECT_EQ(figure.value().figure->data().values, trace.sites[3].weights[1].values);
  EXPECT_EQ(figure.value().figure->data().shape, (std::vector<std::int64_t>{14, 14}));
}

TEST(Builder, LargeMapsArePooledAndSaySo) {
  FigureSpec spec = view(FigureView::matrix);
  spec.layer = 0;
  spec.head = HeadChoice{HeadChoice::Mode::mean, 0};
  spec.largest = 50;
  const auto figure = built(fake_words(std::vector<std::string>(120, "a")), spec);
  ASSERT_TRUE(figure.ok());
  EXPECT_EQ(figure.value().figure->data().shape, (std::vector<std::int64_t>{50, 50}));
  EXPECT_FALSE(dynamic_cast<const MatrixFigure&>(*figure.value().figure).content().note.isEmpty());
}

TEST(Builder, PlansAskOnlyForWhatTheyShow) {
  const FakeTrace trace = fake_picture();
  auto spec = resolve(trace.info, view(FigureView::overlay), nullptr);
  ASSERT_TRUE(spec.ok());
  EXPECT_EQ(spec->query, 0);
  EXPECT_EQ(spec->layer, 3);
  EXPECT_EQ(spec->head->mode, HeadChoice::Mode::mean);
  EXPECT_FALSE(open_question(trace.info, spec.value()).has_value());
  auto plan = plan_figure(trace.info, spec.value());
  ASSERT_TRUE(plan.ok());
  ASSERT_EQ(plan->requests.size(), 2U);
  EXPECT_TRUE(std::holds_alternative<ImageRequest>(plan->requests[1]));
}

TEST(Builder, OverlayLiesOnThePixelsThatThePatchesSaw) {
  const auto figure = built(fake_picture(), view(FigureView::overlay));
  ASSERT_TRUE(figure.ok());
  const auto& overlay = dynamic_cast<const OverlayFigure&>(*figure.value().figure);
  EXPECT_EQ(overlay.grid_to_image().map(QPointF(0, 0)), QPointF(40, 0));
  EXPECT_EQ(overlay.grid_to_image().map(QPointF(14, 14)), QPointF(280, 240));
  // The strongest patch holds the sun's middle.
  const FigureData data = overlay.data();
  const auto best = std::max_element(data.values.begin(), data.values.end()) - data.values.begin();
  const QPointF corner = overlay.grid_to_image().map(QPointF(double(best % 14), double(best / 14)));
  EXPECT_TRUE(QRectF(corner, QSizeF(240.0 / 14, 240.0 / 14)).contains(QPointF(250, 60)));
}

TEST(Builder, OverlayHitsTheWeightUnderThePointer) {
  const auto figure = built(fake_picture(), view(FigureView::overlay));
  const FigureStyle style = screen_style(Theme::of(Appearance::dark));
  const QRectF rect(0, 0, 500, 400);
  std::optional<Hit> strongest;
  for (int y = 0; y < 400; y += 5) {
    for (int x = 0; x < 500; x += 5) {
      const auto hit = figure.value().figure->hit(QPointF(x, y), rect, style);
      if (hit && (!strongest || hit->value > strongest->value)) strongest = hit;
    }
  }
  ASSERT_TRUE(strongest.has_value());
  EXPECT_EQ(strongest->key, 1 + 3 * 14 + 12);
  EXPECT_EQ(strongest->query, 0);
}

TEST(Builder, EveryViewOfEveryKindOfTraceIsBuiltOrRefusedInWords) {
  for (const FigureView which : {FigureView::heads, FigureView::matrix, FigureView::graph, FigureView::overlay,
                                 FigureView::rollout, FigureView::stats}) {
    for (const FakeTrace& trace : {fake_sentence(), fake_translation(), fake_picture(), fake_words({"one"})}) {
      const auto figure = built(trace, view(which));
      const bool picture = trace.info.axes[0].kind == AxisKind::patches;
      EXPECT_EQ(figure.ok(), which != FigureView::overlay || picture)
          << to_string(which) << " of " << trace.info.model.name;
      if (!figure.ok()) {
        EXPECT_EQ(figure.error().kind, Error::Kind::usage);
      }
    }
  }
}

TEST(Builder, CaptionsSayHowNumbersBecameThePicture) {
  const auto heads = built(fake_picture(), view(FigureView::heads));
  ASSERT_TRUE(heads.ok());
  EXPECT_TRUE(dynamic_cast<const HeadsFigure&>(*heads->figure).content().note.contains(
      QStringLiteral("Maps of 197 × 197 weights shown as 64 × 64 pixels, each the largest of its cells.")));
  EXPECT_FALSE(dynamic_cast<const HeadsFigure&>(*built(fake_sentence(), view(FigureView::heads))->figure).content().note.contains(
      QStringLiteral("pixels")));
  const auto rollout = built(fake_picture(), view(FigureView::rollout));
  ASSERT_TRUE(rollout.ok());
  EXPECT_TRUE(dynamic_cast<const OverlayFigure&>(*rollout->figure).content().note.startsWith(
      QStringLiteral("Share of each patch in the output at [CLS]")));
  EXPECT_TRUE(built(fake_translation(), view(FigureView::rollout))->figure->title().startsWith(QStringLiteral("Encoder: attention rollout")));
}

TEST(Builder, WidePicturesStandOneAboveTheOther) {
  for (const bool wide : {false, true}) {
    FakeTrace trace = fake_picture();
    if (wide) {
      trace.info.axes[0].image = {100, 320};
      trace.info.axes[0].to_image = {320.0 / 224, 0, 0, 0, 100.0 / 224, 0};
    }
    const auto figure = built(std::move(trace), view(FigureView::overlay));
    ASSERT_TRUE(figure.ok()) << figure.error().line();
    const auto& overlay = dynamic_cast<const OverlayFigure&>(*figure->figure);
    const FigureStyle style = paper_style();
    const QRectF rect(QPointF(0, 0), overlay.natural_size(style, 400));
    const QRectF map = overlay.place(rect, style).rect;
    EXPECT_EQ(map.left() < 1, wide);
    EXPECT_GT(map.width(), wide ? 340 : 150);
    EXPECT_LE(map.bottom(), rect.bottom());
  }
}

TEST(Builder, BlankCellsAreCalledMasked) {
  FigureSpec spec = view(FigureView::matrix);
  spec.layer = 0;
  spec.head = HeadChoice{HeadChoice::Mode::one, 0};
  spec.quantity = Quantity::score;
  for (const bool masked : {false, true}) {
    FakeTrace trace = fake_words({"a", "b"});
    if (masked) trace.sites[0].weights[0].values[1] = -std::numeric_limits<float>::infinity();
    const auto figure = built(std::move(trace), spec);
    ASSERT_TRUE(figure.ok()) << figure.error().line();
    EXPECT_EQ(dynamic_cast<const MatrixFigure&>(*figure->figure).content().note.contains(QStringLiteral("Blank cells are masked.")), masked);
  }
}

TEST(Builder, ScoresHaveNoRootAndNoLogarithm) {
  FigureSpec spec = view(FigureView::matrix);
  spec.quantity = Quantity::score;
  for (const char* scale : {"root", "log"}) {
    spec.scale = scale;
    const auto refused = built(fake_words({"a", "b", "c"}), spec);
    ASSERT_FALSE(refused.ok()) << scale;
    EXPECT_EQ(refused.error().kind, Error::Kind::usage);
    EXPECT_EQ(scale_for(spec, Spread::between(-2, 3), 3).transform, Transform::linear);
  }
}

TEST(Builder, OneContourIsOneLine) {
  FigureSpec spec = view(FigureView::overlay);
  for (const bool several : {false, true}) {
    spec.shares = several ? std::vector<double>{0.5, 0.8} : std::vector<double>{0.5};
    const auto figure = built(fake_picture(), spec);
    ASSERT_TRUE(figure.ok());
    const QString note = dynamic_cast<const OverlayFigure&>(*figure->figure).content().note;
    EXPECT_EQ(note.contains(QStringLiteral("Lines: around 50 % (solid) and 80 % (dashed)")), several) << note.toStdString();
    EXPECT_EQ(note.contains(QStringLiteral("Line: around 50 %")), !several) << note.toStdString();
  }
}

TEST(Builder, StatisticsOfDetectionsSpeakOfNoNeighbours) {
  FigureSpec spec = view(FigureView::stats);
  FakeTrace trace = fake_dense_detector();
  for (const SiteInfo& site : trace.info.sites)
    if (site.query_axis == site.key_axis && trace.info.axes[std::size_t(site.query_axis)].kind == AxisKind::queries) spec.stream = site.stream;
  const auto queries = built(trace, spec);
  ASSERT_TRUE(queries.ok()) << queries.error().line();
  EXPECT_EQ(queries->figure->data().header, (QStringList{QStringLiteral("layer"), QStringLiteral("head"), QStringLiteral("Entropy (bits)"),
                                                         QStringLiteral("On itself (share)")}));
  EXPECT_FALSE(built(trace, view(FigureView::stats))->figure->data().header.contains(QStringLiteral("On [CLS] (share)")));
  EXPECT_TRUE(built(fake_picture(), view(FigureView::stats))->figure->data().header.contains(QStringLiteral("On [CLS] (share)")));
}

TEST(Builder, NamesWhatIsWrong) {
  FigureSpec spec = view(FigureView::matrix);
  spec.layer = 9;
  EXPECT_EQ(problem(fake_sentence(), spec), "the model has no such layer — layer: found 9, expected 0 to 5");
  spec.layer = 1;
  spec.head = HeadChoice{HeadChoice::Mode::one, 12};
  EXPECT_EQ(problem(fake_sentence(), spec),
            "the layer has no such head — head: found 12, expected 0 to 11, mean or max");
  spec.head->head = 0;
  spec.query = 14;
  EXPECT_NE(problem(fake_sentence(), spec).find("found 14, expected 0 to 13"), std::string::npos);
  spec.query = -1;
  spec.colour_map = "jet";
  EXPECT_NE(problem(fake_sentence(), spec).find("viridis"), std::string::npos);
  spec.colour_map.clear();
  spec.stream = "cross";
  EXPECT_NE(problem(fake_sentence(), spec).find("expected encoder"), std::string::npos);
  EXPECT_FALSE(figure_view("pie").ok());
  FigureSpec words = view(FigureView::matrix);
  words.layer = 0;
  words.head = HeadChoice{};
  words.merge_words = true;
  EXPECT_NE(problem(fake_words(std::vector<std::string>(1600, "a")), words).find("1500"), std::string::npos);
}

TEST(Figures, HitsFindWhatWasPainted) {
  FigureSpec spec = view(FigureView::matrix);
  spec.layer = 3;
  spec.head = HeadChoice{HeadChoice::Mode::one, 1};
  const auto figure = built(fake_sentence(), spec);
  const auto& matrix = dynamic_cast<const MatrixFigure&>(*figure.value().figure);
  FigureStyle style = screen_style(Theme::of(Appearance::dark));
  const QRectF rect(0, 0, 550, 480);
  const MatrixLayout places = matrix.layout(rect, style);
  auto hit =
      matrix.hit(places.plot.topLeft() + QPointF(7.5 * places.cell_width, 9.5 * places.cell_height), rect, style);
  ASSERT_TRUE(hit.has_value());
  EXPECT_EQ(hit->query, 9);
  EXPECT_EQ(hit->key, 7);
  EXPECT_NEAR(hit->value, 0.324, 1e-6);
  EXPECT_FALSE(matrix.hit(places.plot.topLeft() - QPointF(5, 5), rect, style).has_value());
  // Zoomed to the lower right quarter, the same place shows another cell.
  style.viewport = QRectF(7, 7, 7, 7);
  const MatrixLayout zoomed = matrix.layout(rect, style);
  hit = matrix.hit(zoomed.plot.topLeft() + QPointF(zoomed.cell_width / 2, 2.5 * zoomed.cell_height), rect, style);
  ASSERT_TRUE(hit.has_value());
  EXPECT_EQ(hit->query, 9);
  EXPECT_EQ(hit->key, 7);
}

TEST(Figures, RightToLeftMatricesAreMirrored) {
  FigureSpec spec = view(FigureView::matrix);
  const auto figure = built(fake_words({"القطة", "السوداء", "تجلس"}), spec);
  const auto& matrix = dynamic_cast<const MatrixFigure&>(*figure.value().figure);
  const FigureStyle style = paper_style();
  const QRectF rect(0, 0, 240, 200);
  const MatrixLayout places = matrix.layout(rect, style);
  const auto hit = matrix.hit(places.plot.topLeft() + QPointF(1, 1), rect, style);
  ASSERT_TRUE(hit.has_value());
  EXPECT_EQ(hit->key, 2);
}

TEST(Figures, StayInsideTheirWidthAtEveryLength) {
  for (const int count : {1, 2, 14, 60, 300}) {
    std::vector<std::string> words;
    for (int i = 0; i < count; ++i) words.push_back("word" + std::to_string(i));
    for (const FigureView which : {FigureView::matrix, FigureView::graph, FigureView::heads, FigureView::stats}) {
      const auto figure = built(fake_words(words), view(which));
      ASSERT_TRUE(figure.ok());
      for (const double width : {120.0, 240.0, 496.0}) {
        const QSizeF size = figure.value().figure->natural_size(paper_style(), width);
        EXPECT_DOUBLE_EQ(size.width(), width);
        EXPECT_GT(size.height(), 10);
        EXPECT_LT(size.height(), 20 * count + 800) << to_string(which) << " " << count;
      }
    }
  }
}

// As the window's grid is: a grid that nobody chose in has no mark.
TEST(Builder, AGridOfHeadsMarksTheChosenOneWhereItIsAskedTo) {
  FigureSpec spec = view(FigureView::heads);
  spec.layer = 3;
  spec.head = HeadChoice{HeadChoice::Mode::one, 1};
  const auto plain = built(fake_sentence(), spec);
  ASSERT_TRUE(plain.ok());
  EXPECT_EQ(plain->site, -1);
  spec.mark_head = true;
  const auto marked = built(fake_sentence(), spec);
  ASSERT_TRUE(marked.ok());
  EXPECT_EQ(marked->head, 1);
  EXPECT_GE(marked->site, 0);
  const auto note = [](const Result<BuiltFigure>& figure) { return dynamic_cast<const HeadsFigure&>(*figure->figure).content().note; };
  EXPECT_TRUE(note(marked).contains(QStringLiteral("Framed: layer 3, head 1."))) << qPrintable(note(marked));
  EXPECT_FALSE(note(plain).contains(QStringLiteral("Framed")));
  EXPECT_NE(render(marked.value(), {}).value(), render(plain.value(), {}).value());
  spec.head = HeadChoice{HeadChoice::Mode::mean, 0};
  EXPECT_FALSE(note(built(fake_sentence(), spec)).contains(QStringLiteral("Framed"))) << "the mean is no map of the grid";
}

}  // namespace
}  // namespace headlight::ui
