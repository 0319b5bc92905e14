// A map in which one patch alone has weight must light that patch's original pixels, and no others.
#include <QPainter>
#include <algorithm>
#include <limits>
#include <set>

#include "tests/ui/figures/application.h"
#include "ui/figures/overlay.h"

namespace headlight::ui {
namespace {

constexpr int kWidth = 900, kHeight = 900;

Axis patches(std::array<std::int64_t, 2> input, std::array<std::int64_t, 2> patch, std::array<std::int64_t, 2> grid) {
  Axis axis;
  axis.kind = AxisKind::patches;
  axis.input = axis.image = input;
  axis.patch = patch;
  axis.grid = grid;
  return axis;
}

QImage painted(const Axis& axis, std::int64_t lit, QRgb ground, double opacity, std::vector<bool> unseen = {}) {
  OverlayContent content;
  content.axis = axis;
  content.image = QImage(int(axis.image[1]), int(axis.image[0]), QImage::Format_RGB32);
  content.image.fill(ground);
  content.map.rows = axis.grid[0];
  content.map.columns = axis.grid[1];
  content.map.values.assign(static_cast<std::size_t>(axis.grid[0] * axis.grid[1]), 0.0F);
  if (lit >= 0) content.map.values[static_cast<std::size_t>(lit - axis.leading)] = 1;
  content.map.high = 1;
  content.opacity = opacity;
  content.unseen = std::move(unseen);
  QImage canvas(kWidth, kHeight, QImage::Format_RGB32);
  canvas.fill(Qt::white);
  QPainter painter(&canvas);
  OverlayFigure(std::move(content)).paint(painter, QRectF(0, 0, kWidth, kHeight), paper_style());
  return canvas;
}

// The pixels in which two pictures differ, as a rectangle, and whether they fill it.
struct Difference {
  QRect rect;
  bool full = true;
};

Difference difference(const QImage& a, const QImage& b) {
  Difference found;
  const auto differs = [&](int x, int y) { return a.pixel(x, y) != b.pixel(x, y); };
  for (int y = 0; y < a.height(); ++y)
    for (int x = 0; x < a.width(); ++x)
      if (differs(x, y)) found.rect |= QRect(x, y, 1, 1);
  for (int y = found.rect.top() + 1; y < found.rect.bottom(); ++y)
    for (int x = found.rect.left() + 1; x < found.rect.right(); ++x) found.full = found.full && differs(x, y);
  return found;
}

// Where patch position `lit` appears, in original-image pixels; empty when nowhere.
QRectF lit_pixels(const Axis& axis, std::int64_t lit) {
  const QRect picture = difference(painted(axis, -1, qRgb(0, 0, 0), 0), painted(axis, -1, qRgb(255, 255, 255), 0)).rect;
  EXPECT_GT(picture.width(), 300);
  const auto found = difference(painted(axis, -1, qRgb(90, 90, 90), 1), painted(axis, lit, qRgb(90, 90, 90), 1));
  EXPECT_TRUE(found.full);
  if (found.rect.isEmpty()) return {};
  const double across = double(axis.image[1]) / picture.width(), down = double(axis.image[0]) / picture.height();
  return {(found.rect.left() - picture.left()) * across, (found.rect.top() - picture.top()) * down,
          found.rect.width() * across, found.rect.height() * down};
}

// Within a sixth of the smallest patch: a neighbour's place would be wrong by a whole one.
void expect_lit(const Axis& axis, std::int64_t position, QRectF expected) {
  const QRectF found = lit_pixels(axis, position);
  const double slack = std::min(axis.patch[0] * axis.to_image[4], axis.patch[1] * axis.to_image[0]) / 6;
  EXPECT_NEAR(found.left(), expected.left(), slack) << position;
  EXPECT_NEAR(found.top(), expected.top(), slack) << position;
  EXPECT_NEAR(found.right(), expected.right(), slack) << position;
  EXPECT_NEAR(found.bottom(), expected.bottom(), slack) << position;
}

TEST(OverlayGeometry, LeadingTokensDoNotShiftTheGrid) {
  Axis axis = patches({64, 64}, {16, 16}, {4, 4});
  expect_lit(axis, 0, {0, 0, 16, 16});
  expect_lit(axis, 6, {32, 16, 16, 16});
  axis.leading = 5;
  axis.labels.assign(5, "[REG]");
  axis.trailing = {"[DET0]", "[DET1]"};
  expect_lit(axis, 5, {0, 0, 16, 16});
  expect_lit(axis, 5 + 6, {32, 16, 16, 16});
  expect_lit(axis, 5 + 15, {48, 48, 16, 16});
}

TEST(OverlayGeometry, RowsAndColumnsOfRectanglesAreNotMixedUp) {
  Axis axis = patches({24, 60}, {4, 12}, {6, 5});
  expect_lit(axis, 0, {0, 0, 12, 4});
  expect_lit(axis, 7, {24, 4, 12, 4});
  expect_lit(axis, 29, {48, 20, 12, 4});
}

TEST(OverlayGeometry, ScaledPicture) {
  Axis axis = patches({64, 64}, {16, 16}, {4, 4});
  axis.image = {480, 640};
  axis.to_image = {10, 0, 0, 0, 7.5, 0};
  expect_lit(axis, 9, {160, 240, 160, 120});
}

TEST(OverlayGeometry, CropFromTheMiddle) {
  Axis axis = patches({64, 64}, {16, 16}, {4, 4});
  axis.image = {128, 192};
  axis.to_image = {2, 0, 32, 0, 2, 0};
  expect_lit(axis, 0, {32, 0, 32, 32});
  expect_lit(axis, 15, {128, 96, 32, 32});
}

// 200 × 100 pixels in the middle of 64 × 64, 16 rows of grey above and below.
TEST(OverlayGeometry, Letterbox) {
  Axis axis = patches({64, 64}, {8, 8}, {8, 8});
  axis.image = {100, 200};
  axis.to_image = {3.125, 0, 0, 0, 3.125, -50};
  expect_lit(axis, 2 * 8, {0, 0, 25, 25});
  expect_lit(axis, 5 * 8 + 7, {175, 75, 25, 25});
  EXPECT_TRUE(lit_pixels(axis, 8 + 3).isEmpty()) << "a patch of the grey bar above";
  EXPECT_TRUE(lit_pixels(axis, 6 * 8 + 3).isEmpty()) << "and of the one below";
}

TEST(OverlayGeometry, LetterboxThatCutsPatches) {
  Axis axis = patches({64, 64}, {16, 16}, {4, 4});
  axis.image = {80, 128};
  axis.to_image = {2, 0, 0, 0, 2, -24};  // 12 rows above, so half the first row of patches is picture
  expect_lit(axis, 1, {32, 0, 32, 8});
  expect_lit(axis, 5, {32, 8, 32, 32});
}

// 40 × 52 pixels, padded to 64 × 64 at the right and the bottom.
TEST(OverlayGeometry, PaddingBeyondThePictureStaysDark) {
  Axis axis = patches({64, 64}, {16, 16}, {4, 4});
  axis.image = {40, 52};
  expect_lit(axis, 5, {16, 16, 16, 16});
  expect_lit(axis, 2 * 4 + 3, {48, 32, 4, 8});
  EXPECT_TRUE(lit_pixels(axis, 3 * 4 + 1).isEmpty());
}

// A convolutional map's grid is rounded up: 3 × 4 cells of 32 pixels over 70 × 100.
TEST(OverlayGeometry, CellsBeyondTheInputAreCut) {
  Axis axis = patches({70, 100}, {32, 32}, {3, 4});
  expect_lit(axis, 0, {0, 0, 32, 32});
  expect_lit(axis, 6, {64, 32, 32, 32});
  expect_lit(axis, 11, {96, 64, 4, 6});
}

// The same on a part of a larger picture: what lies beyond the input is picture, yet the model has not seen it.
TEST(OverlayGeometry, CellsBeyondTheInputAreCutInsideTheImageToo) {
  Axis axis = patches({70, 100}, {32, 32}, {3, 4});
  axis.image = {300, 400};
  axis.to_image = {2, 0, 50, 0, 2, 80};
  expect_lit(axis, 11, {242, 208, 8, 12});
  expect_lit(axis, 4, {50, 144, 64, 64});
}

// A ViT leaves a rest of the input at the right and the bottom without a patch.
TEST(OverlayGeometry, RestWithoutPatches) {
  expect_lit(patches({71, 70}, {16, 16}, {4, 4}), 15, {48, 48, 16, 16});
}

// A contour round every second of many flat patches leaves most of the map in sight.
TEST(OverlayGeometry, LinesAreThinAmongSmallPatches) {
  Axis axis = patches({60, 1200}, {5, 100}, {12, 12});
  OverlayContent content;
  content.axis = axis;
  content.image = QImage(1200, 60, QImage::Format_RGB32);
  content.image.fill(Qt::darkGray);
  content.map.rows = content.map.columns = 12;
  for (int i = 0; i < 144; ++i) content.map.values.push_back((i + i / 12) % 2 == 0 ? 1.0F - 0.004F * float(i) : 0.0F);
  content.map.high = 1;
  content.opacity = 1;
  constexpr int fine = 6;  // pixels a point
  const QRectF rect(0, 0, 400, 100);
  const auto paint = [&](std::vector<double> shares) {
    content.shares = std::move(shares);
    QImage canvas((rect.size() * fine).toSize(), QImage::Format_RGB32);
    canvas.fill(Qt::white);
    QPainter painter(&canvas);
    painter.scale(fine, fine);
    OverlayFigure(content).paint(painter, rect, paper_style());
    return canvas;
  };
  const QImage without = paint({}), with = paint({1});
  const QRectF place = OverlayFigure(content).place(rect, paper_style()).rect;
  const QRect map = QRectF(place.topLeft() * fine, place.size() * fine).toAlignedRect();
  int lined = 0;
  for (int y = map.top(); y < map.bottom(); ++y)
    for (int x = map.left(); x < map.right(); ++x) lined += without.pixel(x, y) != with.pixel(x, y) ? 1 : 0;
  EXPECT_GT(lined, 0);
  EXPECT_LT(lined, 0.6 * map.width() * map.height()) << map.width() << " × " << map.height();
  EXPECT_NE(paint({0.2, 0.9}), paint({0.9, 0.2})) << "each share has a line of its own kind";
}

// Contours of all weight run along the picture's edge, inside of it with their whole width, also where padding around the
// picture has weight: nothing beside the map changes, and all of its edge does.
TEST(OverlayGeometry, ContoursStayOnThePicture) {
  Axis whole = patches({64, 64}, {16, 16}, {4, 4}), letterbox = whole;
  whole.image = {480, 640};
  whole.to_image = {10, 0, 0, 0, 7.5, 0};
  letterbox.image = {100, 200};
  letterbox.to_image = {3.125, 0, 0, 0, 3.125, -50};
  for (const Axis& axis : {whole, letterbox}) {
    for (const bool smooth : {false, true}) {
      OverlayContent content;
      content.axis = axis;
      content.map = {4, 4, std::vector<float>(16, 0.0625F), 0, 1};
      content.smooth = smooth;
      const QRectF rect(0, 0, kWidth, kHeight);
      const auto paint = [&](std::vector<double> shares) {
        content.shares = std::move(shares);
        QImage canvas(kWidth, kHeight, QImage::Format_RGB32);
        canvas.fill(Qt::white);
        QPainter painter(&canvas);
        OverlayFigure(content).paint(painter, rect, paper_style());
        return canvas;
      };
      const QRectF map = OverlayFigure(content).place(rect, paper_style()).rect;
      const QRect changed = difference(paint({}), paint({1})).rect;
      EXPECT_TRUE(map.toAlignedRect().contains(changed)) << smooth;  // pixels at the edge are touched in part
      EXPECT_TRUE(QRectF(changed).contains(map.adjusted(1.5, 1.5, -1.5, -1.5))) << smooth;
    }
  }
}

// The picture follows its title; the colour bar's name stands beside it, not above it.
TEST(OverlayGeometry, NoBandBetweenTitleAndPicture) {
  OverlayContent content;
  content.title = QStringLiteral("Where [CLS] looks: layer 3, mean of 4 heads");
  content.axis = patches({64, 64}, {16, 16}, {4, 4});
  content.map = {4, 4, std::vector<float>(16, 0.0625F), 0, 1};
  content.scale.transform = Transform::root;
  content.with_picture = true;
  const OverlayFigure figure(content);
  const FigureStyle style = paper_style();
  const QRectF rect(QPointF(0, 0), figure.natural_size(style, 250));
  EXPECT_LE(figure.place(rect, style).rect.top(), style.title * 1.35 + style.gap + 0.01);
}

// Beside a flat picture the colour bar keeps the height that its numbers need.
TEST(OverlayGeometry, AFlatPictureHasAWholeColourBar) {
  OverlayContent content;
  content.axis = patches({60, 1200}, {5, 100}, {12, 12});
  content.map.rows = content.map.columns = 12;
  content.map.values.assign(144, 0.5F);
  const OverlayFigure figure(content);
  const FigureStyle style = paper_style();
  const double width = 40 * style.label, high = figure.natural_size(style, width).height();
  QImage canvas(int(std::ceil(width)), int(std::ceil(high)), QImage::Format_RGB32);
  canvas.fill(Qt::white);
  QPainter painter(&canvas);
  figure.paint(painter, QRectF(0, 0, width, high), style);
  painter.end();
  const QRectF map = figure.place(QRectF(0, 0, width, high), style).rect;
  const int x = int(map.right() + style.gap * 3 + colour_bar_thickness(style) / 2);
  int coloured = 0;
  for (int y = 0; y < canvas.height(); ++y) coloured += QColor(canvas.pixel(x, y)).hslSaturation() > 60 ? 1 : 0;
  EXPECT_GE(coloured, 5 * style.label);
}

// Every point that reports a patch lies on the pixels which that patch lights.
TEST(OverlayGeometry, PointerAndPictureAgree) {
  Axis axis = patches({70, 100}, {32, 32}, {3, 4});
  axis.leading = 1;
  axis.labels = {"[CLS]"};
  OverlayContent content;
  content.axis = axis;
  content.map.rows = 3;
  content.map.columns = 4;
  content.map.values.assign(12, 0.0F);
  const OverlayFigure figure(content);
  const auto grey = qRgb(90, 90, 90);
  const QImage dark = painted(axis, -1, grey, 1);
  for (std::int64_t key : {1, 7, 12}) {
    const QRect lit = difference(dark, painted(axis, key, grey, 1)).rect;
    for (int y = 2; y < kHeight; y += 7)
      for (int x = 2; x < kWidth; x += 7) {
        const auto hit = figure.hit(QPointF(x + 0.5, y + 0.5), QRectF(0, 0, kWidth, kHeight), paper_style());
        const bool on_patch = hit && hit->key == key;
        if (lit.adjusted(2, 2, -2, -2).contains(x, y)) { ASSERT_TRUE(on_patch) << x << ", " << y; }
        if (!lit.adjusted(-2, -2, 2, 2).contains(x, y)) { ASSERT_FALSE(on_patch) << x << ", " << y; }
      }
  }
}

// What a query of an area cannot see is greyed and has no colour; what it sees is as without.
TEST(OverlayGeometry, CellsOutsideTheQuerysAreaAreGreyed) {
  const Axis axis = patches({60, 60}, {20, 20}, {3, 3});
  Plane map{3, 3, {0, 0, 0, 0.5F, 0, 0.5F, 0, 0, 0}, 0, 0.5F};
  SiteInfo site;
  site.kind = SiteKind::self;
  EXPECT_TRUE(unseen_patches(site, axis, 4, map, Quantity::weight).empty()) << "where all keys compete a weight of 0 is a weight";
  site.kind = SiteKind::area;
  site.windows = 3;
  const std::vector<bool> unseen = unseen_patches(site, axis, 4, map, Quantity::weight);
  EXPECT_EQ(unseen, (std::vector<bool>{true, true, true, false, false, false, true, true, true})) << "a weight of 0 inside the area is seen";
  site.kind = SiteKind::windowed;
  EXPECT_EQ(unseen_patches(site, axis, 4, map, Quantity::weight), (std::vector<bool>{true, true, true, false, true, false, true, true, true}));
  map.values[0] = -std::numeric_limits<float>::infinity();
  EXPECT_EQ(unseen_patches(site, axis, 4, map, Quantity::score), (std::vector<bool>{true, false, false, false, false, false, false, false, false}));
  const QRgb ground = qRgb(120, 120, 120);
  const QImage plain = painted(axis, -1, ground, 0.7), greyed = painted(axis, -1, ground, 0.7, unseen);
  const QRect changed = difference(plain, greyed).rect;
  const QRect picture = difference(painted(axis, -1, qRgb(0, 0, 0), 0), painted(axis, -1, qRgb(255, 255, 255), 0)).rect;
  EXPECT_NEAR(changed.top(), picture.top(), 2);
  EXPECT_NEAR(changed.bottom(), picture.bottom(), 2);
  const int third = picture.height() / 3, x = picture.center().x();
  std::set<QRgb> above, middle;
  for (int y = 6; y < third - 6; ++y) above.insert(greyed.pixel(x, picture.top() + y));
  for (int y = third + 4; y < 2 * third - 4; ++y) {
    middle.insert(greyed.pixel(x, picture.top() + y));
    EXPECT_EQ(greyed.pixel(x, picture.top() + y), plain.pixel(x, picture.top() + y));
  }
  ASSERT_EQ(above.size(), 1U) << "an even veil";
  EXPECT_EQ(QColor(*above.begin()).hslSaturation(), 0) << "over the bare picture, which has no colour there";
  EXPECT_NE(*above.begin(), ground);
  EXPECT_EQ(middle.size(), 1U);
}

}  // namespace
}  // namespace headlight::ui
