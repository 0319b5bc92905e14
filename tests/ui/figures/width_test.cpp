// Figures of an asked width use it: no view leaves a margin at the right, at the width of one column or of two.
#include <QPainter>

#include "tests/ui/figures/application.h"
#include "tests/ui/figures/fake_session.h"
#include "ui/figures/export.h"
#include "ui/figures/picture_graph.h"
#include "ui/figures/points.h"

namespace headlight::ui {
namespace {

using namespace headlight::testing;

Result<BuiltFigure> built(FakeTrace trace, FigureView view) {
  const TraceInfo info = trace.info;
  FakeSession session({std::move(trace)});
  FigureSpec spec;
  spec.view = view;
  return build(session, info, spec);
}

// The part of the page between its margins that reaches from the left edge to the last column with ink.
double used_part(const QImage& page, double margin) {
  const QRgb paper = page.pixel(0, 0);
  int last = 0;
  for (int x = 0; x < page.width(); ++x)
    for (int y = 0; y < page.height(); ++y)
      if (page.pixel(x, y) != paper) last = x;
  return (last + 1 - margin) / (page.width() - 2 * margin);
}

void expect_full(const FakeTrace& trace, FigureView view, double millimetres) {
  const auto figure = built(trace, view);
  ASSERT_TRUE(figure.ok()) << figure.error().line();
  PageSpec page;
  page.width_mm = millimetres;
  page.dpi = 144;
  page.source = false;
  const auto image = render(figure.value(), page);
  ASSERT_TRUE(image.ok()) << to_string(view) << ": " << image.error().line();
  EXPECT_GE(used_part(image.value(), page.margin_pt * 2), 0.95) << to_string(view) << " of " << trace.info.model.name << ", " << millimetres;
  EXPECT_LT(image->height(), 1.8 * image->width()) << to_string(view);
}

TEST(Width, FiguresOfSentencesFillIt) {
  for (const double width : {85.0, 120.0, 175.0})
    for (const FigureView view : {FigureView::matrix, FigureView::heads, FigureView::rollout, FigureView::graph, FigureView::stats})
      for (const FakeTrace& trace : {fake_sentence(), fake_translation(), fake_words({"a", "b", "c"})}) expect_full(trace, view, width);
}

TEST(Width, FiguresOfPicturesFillIt) {
  for (const double width : {85.0, 120.0, 175.0})
    for (const FigureView view : {FigureView::matrix, FigureView::overlay, FigureView::rollout, FigureView::graph, FigureView::stats})
      expect_full(fake_picture(), view, width);
}

// The figure with its picture as tall as those that people take with a telephone.
template <typename Kind>
BuiltFigure with_portrait(BuiltFigure built, bool strip) {
  const auto figure = std::dynamic_pointer_cast<const Kind>(built.figure);
  auto content = figure->content();
  content.image_size = QSizeF(600, 1600);
  if constexpr (std::is_same_v<Kind, PointsFigure>)
    if (!strip) content.strip.reset();
  built.figure = std::make_shared<Kind>(std::move(content));
  return built;
}

QImage rendered(const BuiltFigure& figure, double millimetres) {
  PageSpec page;
  page.width_mm = millimetres;
  page.dpi = 144;
  page.source = false;
  auto image = render(figure, page);
  EXPECT_TRUE(image.ok()) << image.error().line();
  return image.ok() ? std::move(image).value() : QImage(1, 1, QImage::Format_RGB32);
}

// How far down of the page, 0…1, the right half has ink.
double right_half_used(const QImage& page) {
  int last = 0;
  for (int y = 0; y < page.height(); ++y)
    for (int x = page.width() / 2; x < page.width(); ++x)
      if (page.pixel(x, y) != page.pixel(0, 0)) last = y;
  return double(last) / page.height();
}

TEST(Width, TallPicturesLeaveNoHalfOfThePageEmpty) {
  const auto points = built(fake_deformable_detector(), FigureView::points);
  ASSERT_TRUE(points.ok()) << points.error().line();
  const BuiltFigure with_strip = with_portrait<PointsFigure>(points.value(), true),
                    without = with_portrait<PointsFigure>(points.value(), false);
  for (const double width : {0.0, 85.0, 120.0, 175.0}) {
    const QImage page = rendered(with_strip, width);
    EXPECT_GE(used_part(page, 8), 0.95) << width;
    EXPECT_GE(right_half_used(page), 0.8) << width;
    if (width == 0 || width == 175) {
      EXPECT_LT(page.height(), 1.3 * page.width()) << width << ": the strip is beside the picture";
    }
    const QImage picture = rendered(without, width);
    EXPECT_GE(used_part(picture, 8), 0.95) << width;
    EXPECT_GE(right_half_used(picture), 0.3) << width;
  }
  EXPECT_LT(rendered(without, 0).width(), 0.8 * rendered(without, 175).width()) << "no page wider than its content";
}

TEST(Width, LinksOfDetectionsOnTallPicturesFillThePage) {
  const auto graph = built(fake_dense_detector(), FigureView::graph);
  ASSERT_TRUE(graph.ok()) << graph.error().line();
  const BuiltFigure tall = with_portrait<PictureGraphFigure>(graph.value(), false);
  for (const double width : {0.0, 85.0, 120.0, 175.0}) EXPECT_GE(used_part(rendered(tall, width), 8), 0.95) << width;
  EXPECT_LT(rendered(tall, 0).width(), 0.8 * rendered(tall, 175).width()) << "no page wider than its content";
}

}  // namespace
}  // namespace headlight::ui
