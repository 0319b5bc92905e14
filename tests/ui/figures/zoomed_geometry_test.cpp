// Zoomed in, on a part of the picture, on pyramids of tiles: everything stays on its pixels.
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "tests/ui/figures/application.h"
#include "ui/figures/grid.h"
#include "ui/figures/overlay.h"
#include "ui/figures/points.h"

namespace headlight::ui {
namespace {

const QRectF kRect(0, 0, 640, 520);

Axis patches(std::array<std::int64_t, 2> image, std::array<std::int64_t, 2> input, std::array<std::int64_t, 2> patch,
             std::array<std::int64_t, 2> grid, Affine to_image) {
  Axis axis;
  axis.kind = AxisKind::patches;
  axis.image = image;
  axis.input = input;
  axis.patch = patch;
  axis.grid = grid;
  axis.to_image = to_image;
  return axis;
}

OverlayContent content_of(const Axis& axis, std::int64_t lit) {
  OverlayContent content;
  content.axis = axis;
  content.image = QImage(64, 64, QImage::Format_RGB32);
  content.image.fill(qRgb(90, 90, 90));
  content.map.rows = axis.grid[0];
  content.map.columns = axis.grid[1];
  content.map.values.assign(std::size_t(axis.grid[0] * axis.grid[1]), 0.0F);
  if (lit >= 0) content.map.values[std::size_t(lit)] = 1;
  content.map.high = 1;
  content.opacity = 1;
  return content;
}

FigureStyle style_of(const QRectF& view) {
  FigureStyle style = paper_style();
  style.paper = false;
  style.titles = false;
  style.viewport = view;
  return style;
}

QImage painted(const OverlayContent& content, const QRectF& view) {
  QImage canvas(kRect.size().toSize(), QImage::Format_RGB32);
  canvas.fill(Qt::white);
  QPainter painter(&canvas);
  OverlayFigure(content).paint(painter, kRect, style_of(view));
  return canvas;
}

// Screen pixels in which two pictures differ.
QRect difference(const QImage& a, const QImage& b) {
  QRect found;
  for (int y = 0; y < a.height(); ++y)
    for (int x = 0; x < a.width(); ++x)
      if (a.pixel(x, y) != b.pixel(x, y)) found |= QRect(x, y, 1, 1);
  return found;
}

// The lit cell lights exactly its original pixels, as far as they are in sight; edges within one screen pixel.
void expect_lit(const Axis& axis, std::int64_t cell, QRectF pixels, const QRectF& view) {
  const auto content = content_of(axis, cell);
  const QRect found = difference(painted(content_of(axis, -1), view), painted(content, view));
  const PicturePlace place = OverlayFigure(content).place(kRect, style_of(view));
  const QRectF seen = pixels & (view.isEmpty() ? QRectF(0, 0, double(axis.image[1]), double(axis.image[0])) : view);
  if (seen.isEmpty()) {
    EXPECT_TRUE(found.isEmpty()) << cell;
    return;
  }
  const QRectF expected = place.transform().mapRect(seen);
  EXPECT_NEAR(found.left(), expected.left(), 1.01) << cell;
  EXPECT_NEAR(found.top(), expected.top(), 1.01) << cell;
  EXPECT_NEAR(found.right() + 1, expected.right(), 1.01) << cell;
  EXPECT_NEAR(found.bottom() + 1, expected.bottom(), 1.01) << cell;
}

const QRectF kViews[] = {{}, {3000, 2000, 3000, 2250}, {5990, 4400, 400, 300}, {6000, 4480, 40, 30}, {11000, 8250, 1000, 750}};

TEST(ZoomedGeometry, ARegionLightsItsOwnPixels) {
  // A model of 64 × 64 input, 4 × 4 patches, on the region 5,900…6,540 × 4,400…5,040 of a 12,000 × 9,000 picture.
  const Axis axis = patches({9000, 12000}, {64, 64}, {16, 16}, {4, 4}, {10, 0, 5900, 0, 10, 4400});
  for (const QRectF& view : kViews) {
    expect_lit(axis, 0, {5900, 4400, 160, 160}, view);
    expect_lit(axis, 6, {6220, 4560, 160, 160}, view);
    expect_lit(axis, 15, {6380, 4880, 160, 160}, view);
  }
}

TEST(ZoomedGeometry, ARectangularInputStretchesIts) {
  const Axis axis = patches({9000, 12000}, {48, 96}, {16, 16}, {3, 6}, {125, 0, 0, 0, 187.5, 0});
  for (const QRectF& view : kViews) {
    expect_lit(axis, 8, {4000, 3000, 2000, 3000}, view);
    expect_lit(axis, 17, {10000, 6000, 2000, 3000}, view);
  }
}

TEST(ZoomedGeometry, ALetterboxEndsAtThePicture) {
  // 64 × 64 input, the picture in its rows 8…56: the first row of patches lies half on the margin.
  const Axis axis = patches({9000, 12000}, {64, 64}, {16, 16}, {4, 4}, {187.5, 0, 0, 0, 187.5, -1500});
  for (const QRectF& view : kViews) {
    expect_lit(axis, 1, {3000, 0, 3000, 1500}, view);
    expect_lit(axis, 5, {3000, 1500, 3000, 3000}, view);
    expect_lit(axis, 15, {9000, 7500, 3000, 1500}, view);
  }
}

TEST(ZoomedGeometry, PaddingLightsNothing) {
  // The picture in the upper left 48 × 64 of 64 × 80.
  const Axis axis = patches({9000, 12000}, {64, 80}, {16, 16}, {4, 5}, {187.5, 0, 0, 0, 187.5, 0});
  for (const QRectF& view : kViews) {
    expect_lit(axis, 2, {6000, 0, 3000, 3000}, view);
    expect_lit(axis, 13, {9000, 6000, 3000, 3000}, view);
    expect_lit(axis, 4, {}, view);
    expect_lit(axis, 16, {}, view);
  }
}

TEST(ZoomedGeometry, AnAreasCellsDivideTheInputEvenly) {
  Axis axis = patches({9000, 12000}, {640, 640}, {0, 0}, {20, 20}, {18.75, 0, 0, 0, 14.0625, 0});
  axis.levels = {{20, 20}};
  for (const QRectF& view : kViews) expect_lit(axis, 9 * 20 + 10, {6000, 4050, 600, 450}, view);
}

TEST(ZoomedGeometry, ThePointerReadsWhatIsSeen) {
  const Axis axis = patches({9000, 12000}, {64, 64}, {16, 16}, {4, 4}, {10, 0, 5900, 0, 10, 4400});
  const OverlayFigure figure(content_of(axis, 6));
  const FigureStyle style = style_of({6200, 4500, 400, 300});
  const PicturePlace place = figure.place(kRect, style);
  EXPECT_EQ(figure.hit(place.map(6225, 4565), kRect, style)->key, 6);
  EXPECT_EQ(figure.hit(place.map(6375, 4715), kRect, style)->key, 6);
  EXPECT_EQ(figure.hit(place.map(6385, 4715), kRect, style)->key, 7);
  EXPECT_EQ(figure.hit(place.map(6225, 4725), kRect, style)->key, 10);
  EXPECT_NEAR(place.original(place.map(6225.25, 4565.5)).x(), 6225.25, 1e-6);
}

TEST(ZoomedGeometry, TilesJoinIntoOneMap) {
  // Four tiles of 640 pixels, 560 apart: cells of 160 pixels that do not meet those of the neighbours.
  std::vector<OverlayContent> parts;
  for (const double top : {0.0, 560.0})
    for (const double left : {0.0, 560.0})
      parts.push_back(content_of(patches({1200, 1200}, {64, 64}, {16, 16}, {4, 4}, {10, 0, left, 0, 10, top}), -1));
  for (auto& part : parts) part.map.values.assign(16, 0.25F);
  parts[1].map.values.assign(16, 0.75F);
  const auto joined = join_overlays(parts);
  const OverlayFigure figure(joined);
  EXPECT_EQ(joined.axis.grid, (std::array<std::int64_t, 2>{8, 8}));  // 1,200 pixels in cells of 160, to the nearest
  EXPECT_EQ(figure.grid_to_image().map(QPointF(8, 8)), QPointF(1200, 1200));
  for (std::int64_t row = 0; row < 8; ++row)
    for (std::int64_t column = 0; column < 8; ++column) {
      const QPointF middle = figure.grid_to_image().map(QPointF(double(column) + 0.5, double(row) + 0.5));
      const bool in_left = middle.x() < 640, in_right = middle.x() >= 560, above = middle.y() < 640, below = middle.y() >= 560;
      double sum = 0;
      int tiles = 0;
      const auto add = [&](bool inside, double weight) { sum += inside ? weight : 0, tiles += inside ? 1 : 0; };
      add(in_left && above, 0.25), add(in_right && above, 0.75), add(in_left && below, 0.25), add(in_right && below, 0.25);
      EXPECT_FLOAT_EQ(joined.map.at(row, column), float(sum / tiles)) << row << ", " << column;
    }
}

TEST(ZoomedGeometry, DetectionsOfOtherTilesAreNoRowsOfThisOne) {
  TiledRun run;
  for (int i = 0; i < 2; ++i) {
    TraceInfo info;
    info.detections.resize(2);
    run.parts.push_back({{}, std::make_shared<const TraceInfo>(info)});
  }
  for (std::size_t part : {1U, 0U, 1U}) {
    Detection found;
    found.query = 3;
    run.detections.push_back({part, found});
  }
  const auto info = with_all_detections(run, 1);
  ASSERT_EQ(info.detections.size(), 3U);
  EXPECT_EQ(info.detections[0].query, 3);
  EXPECT_LT(info.detections[1].query, -1);
  EXPECT_EQ(info.detections[2].query, 3);
}

// Paints its parts as the window's tiles are: where they belong on the picture.
struct RedSquare final : PictureDetail {
  QRectF at;
  void draw(QPainter& painter, const QImage&, QSizeF, const PicturePlace& place) const override {
    painter.fillRect(place.transform().mapRect(at), Qt::red);
  }
};

TEST(ZoomedGeometry, DetailIsClippedAndLiesUnderTheMap) {
  const Axis axis = patches({9000, 12000}, {64, 64}, {16, 16}, {4, 4}, {10, 0, 5900, 0, 10, 4400});
  RedSquare detail;
  detail.at = {0, 0, 12000, 9000};
  FigureStyle style = style_of({6200, 4500, 300, 225});
  style.detail = &detail;
  QImage canvas(kRect.size().toSize(), QImage::Format_RGB32);
  canvas.fill(Qt::white);
  auto content = content_of(axis, -1);
  content.opacity = 0;
  const OverlayFigure figure(content);
  QPainter painter(&canvas);
  figure.paint(painter, kRect, style);
  painter.end();
  const QRect place = figure.place(kRect, style).rect.toAlignedRect();
  for (int y = 0; y < canvas.height(); y += 3)
    for (int x = 0; x < canvas.width(); x += 3) {
      if (!place.adjusted(-2, -2, 2, 2).contains(x, y)) { EXPECT_NE(canvas.pixel(x, y), qRgb(255, 0, 0)); }
      if (place.adjusted(2, 2, -2, -2).contains(x, y)) { ASSERT_EQ(canvas.pixel(x, y), qRgb(255, 0, 0)) << x << ", " << y; }
    }
}

// A photo whose left half is black and right half white: the edge stays at its original pixel at every zoom.
TEST(ZoomedGeometry, ThePhotoStaysUnderItsMarks) {
  PointsContent content;
  content.image = QImage(100, 75, QImage::Format_RGB32);
  content.image.fill(Qt::black);
  for (int y = 0; y < 75; ++y)
    for (int x = 50; x < 100; ++x) content.image.setPixel(x, y, qRgb(255, 255, 255));
  content.image_size = {12000, 9000};
  content.look.dim = 0;
  const PointsFigure figure(content);
  for (const QRectF& view : {QRectF(), QRectF(4000, 3000, 4000, 3000), QRectF(5950, 4400, 100, 75), QRectF(5990, 4490, 20, 15)}) {
    QImage canvas(kRect.size().toSize(), QImage::Format_RGB32);
    canvas.fill(qRgb(0, 0, 255));
    const FigureStyle style = style_of(view);
    QPainter painter(&canvas);
    figure.paint(painter, kRect, style);
    painter.end();
    const PicturePlace place = figure.place(kRect, style);
    const double edge = place.map(6000, 4500).x(), blur = std::min(200.0, place.rect.width() / place.visible.width() * 60 + 2);
    const int y = int(place.rect.center().y());
    for (int x = int(place.rect.left()) + 3; x < int(place.rect.right()) - 3; ++x) {
      if (x < edge - blur) { EXPECT_LT(qRed(canvas.pixel(x, y)), 128) << x; }
      if (x > edge + blur) { EXPECT_GT(qRed(canvas.pixel(x, y)), 127) << x; }
    }
  }
}

}  // namespace
}  // namespace headlight::ui
