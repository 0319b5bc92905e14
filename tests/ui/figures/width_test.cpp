// Figures of an asked width use it: no view leaves a margin at the right, at the width of one column or of two.
#include <QPainter>

#include "tests/ui/figures/application.h"
#include "tests/ui/figures/fake_session.h"
#include "ui/figures/export.h"

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

}  // namespace
}  // namespace headlight::ui
