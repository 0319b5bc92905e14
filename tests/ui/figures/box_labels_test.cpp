// Labels and outlines of boxes: where they stand, what they leave to be seen.
#include "ui/figures/box_marks.h"

#include <QRegion>

#include "tests/ui/figures/application.h"

namespace headlight::ui {
namespace {

TEST(BoxLabels, GiveWayToWhatTheyWouldCover) {
  const QRectF picture(0, 0, 300, 200), box(120, 80, 40, 20);
  const QSizeF size(60, 12);
  const std::vector<QRectF> above{{110, 60, 60, 20}};
  const auto below = LabelPlaces(picture, above).place(box, size, 3);
  ASSERT_TRUE(below.has_value());
  EXPECT_FALSE(below->intersects(above.front()));
  const std::vector<QRectF> around{{50, 60, 180, 60}};
  const auto away = LabelPlaces(picture, around).place(box, size, 3);
  ASSERT_TRUE(away.has_value());
  EXPECT_FALSE(away->intersects(around.front())) << away->top();
  EXPECT_TRUE(LabelPlaces(picture, {{0, 0, 300, 200}}).place(box, size, 3).has_value()) << "covers rather than leaves out";
}

TEST(BoxLabels, NeitherOverlapNorLeaveThePicture) {
  const QRectF picture(0, 0, 300, 200);
  LabelPlaces places(picture);
  std::vector<QRectF> placed;
  for (int i = 0; i < 12; ++i) {
    const QRectF box(-20 + (i * 37) % 290, -10 + (i * 53) % 190, 60, 50);
    const auto rect = places.place(box, {48, 12});
    if (!rect) continue;
    EXPECT_TRUE(picture.contains(*rect));
    for (const QRectF& other : placed) EXPECT_FALSE(other.intersects(*rect));
    placed.push_back(*rect);
  }
  EXPECT_GE(placed.size(), 10U);
  EXPECT_FALSE(places.place({400, 10, 20, 20}, {48, 12}).has_value());
}

// Above the box and clear of its line; at the picture's top below it, of one as high as the picture beside it, of one that
// fills it inside, clear of the line too; not over another label.
TEST(BoxLabels, LieBesideTheLineOfTheirBox) {
  constexpr double kEdge = 3;
  LabelPlaces places(QRectF(0, 0, 400, 300));
  const QRectF low(100, 120, 120, 100), high(100, 2, 120, 60);
  const auto lines = [](const QRectF& box) { return QRegion(box.adjusted(-kEdge, -kEdge, kEdge, kEdge).toRect()) - QRegion(box.adjusted(kEdge, kEdge, -kEdge, -kEdge).toRect()); };
  const auto above = places.place(low, {80, 18}, 0, kEdge);
  ASSERT_TRUE(above);
  EXPECT_LE(above->bottom(), low.top() - kEdge);
  EXPECT_TRUE((QRegion(above->toAlignedRect()) & lines(low)).isEmpty());
  const auto below = places.place(high, {80, 18}, 0, kEdge);
  ASSERT_TRUE(below);
  EXPECT_GE(below->top(), high.bottom() + kEdge);
  const QRectF tall(20, 0, 60, 300), all(0, 0, 400, 300);
  const auto beside = places.place(tall, {80, 18}, 0, kEdge);
  ASSERT_TRUE(beside);
  EXPECT_GE(beside->left(), tall.right() + kEdge);
  const auto inside = LabelPlaces(all, {}, {all}).place(all, {80, 18}, 0, kEdge);
  ASSERT_TRUE(inside);
  EXPECT_TRUE(all.contains(*inside));
  EXPECT_TRUE((QRegion(inside->toRect()) & lines(all)).isEmpty());
  const auto second = places.place(low, {80, 18}, 0, kEdge);  // the same box once more
  ASSERT_TRUE(second);
  EXPECT_FALSE(second->intersects(*above));
}

TEST(BoxLabels, HideNoOtherObject) {
  const QRectF picture(0, 0, 400, 300), box(150, 150, 60, 60), above(145, 120, 70, 26);
  const auto spot = LabelPlaces(picture, {}, {box, above}).spot({box, {50, 16}});
  ASSERT_TRUE(spot);
  EXPECT_GT(spot->rect.top(), box.bottom()) << "the one above is an object's place";
  EXPECT_EQ(spot->hides, 0);
}

TEST(BoxLabels, KeepTheirSideWhileItFits) {
  const QRectF picture(0, 0, 400, 300);
  const LabelPlaces places(picture);
  LabelWish wish{{150, 30, 60, 60}, {50, 16}};
  const auto first = places.spot(wish);
  ASSERT_TRUE(first);
  EXPECT_LT(first->rect.bottom(), wish.box.top());
  wish.box.translate(0, -25);  // no room above
  wish.preferred = first->side;
  const auto second = places.spot(wish);
  ASSERT_TRUE(second);
  EXPECT_GT(second->rect.top(), wish.box.bottom());
  wish.box.translate(0, 25);  // there is again
  wish.preferred = second->side;
  EXPECT_EQ(places.spot(wish)->side, second->side) << "it stays below";
}

// What a label's ground covers of a picture.
QRegion label_grounds(const std::vector<BoxLabel>& labels, LabelSides* sides = nullptr) {
  QImage picture(400, 300, QImage::Format_RGB32);
  picture.fill(Qt::red);
  QPainter painter(&picture);
  draw_box_labels(painter, QRectF(0, 0, 400, 300), labels, screen_style(Theme::of(Appearance::dark)), {}, sides);
  painter.end();
  QRegion covered;
  for (int y = 0; y < picture.height(); ++y)
    for (int x = 0; x < picture.width(); ++x)
      if (picture.pixel(x, y) != qRgb(255, 0, 0)) covered += QRect(x, y, 1, 1);
  return covered;
}

// Two boxes over each other that nothing else tells apart have one plate.
TEST(BoxLabels, DoubledBoxesShareAPlate) {
  const auto label = [](const QRectF& box, const char* name, const char* number) {
    return BoxLabel{box, QString::fromLatin1(number) + QLatin1Char(' ') + QLatin1String(name), QLatin1String(number)};
  };
  const QRectF one(100, 100, 20, 50), over(112, 94, 21, 54), apart(200, 100, 20, 50), large(90, 60, 90, 120);
  const auto joined = joined_labels({label(one, "person", "3"), label(apart, "person", "4"), label(over, "person", "6")});
  ASSERT_EQ(joined.size(), 2U);
  EXPECT_EQ(joined[0].text, QStringLiteral("3, 6 person"));
  EXPECT_EQ(joined[0].shorter, QStringLiteral("3, 6"));
  EXPECT_EQ(joined[0].box, one | over);
  EXPECT_EQ(joined_labels({label(one, "person", "3"), label(over, "car", "6")})[0].text, QStringLiteral("3 person, 6 car"));
  EXPECT_EQ(joined_labels({label(one, "person", "3"), label(large, "car", "6")}).size(), 2U) << "a person before a car";
  BoxLabel chosen = label(over, "person", "6"), tracked = label(over, "person", "6");
  chosen.chosen = true;
  tracked.track = 6;
  for (const BoxLabel& other : {chosen, tracked}) EXPECT_EQ(joined_labels({label(one, "person", "3"), other}).size(), 2U);
}

// While there is room its classes stand there, in two lines where one hides more; the numbers alone only then.
TEST(BoxLabels, ASharedPlateNamesBothClasses) {
  const auto label = [](const QRectF& box, const char* name, const char* number) {
    return BoxLabel{box, QString::fromLatin1(number) + QLatin1Char(' ') + QLatin1String(name), QLatin1String(number)};
  };
  const QRectF one(190, 140, 20, 50), over(198, 134, 21, 54);
  const std::vector<BoxLabel> two{label(one, "traffic light", "4"), label(over, "person", "6")};
  const auto plate = joined_labels(two).at(0);
  EXPECT_TRUE(plate.shared);
  EXPECT_EQ(plate.text, QStringLiteral("4 traffic light, 6 person"));
  EXPECT_EQ(plate.stacked, QStringLiteral("4 traffic light\n6 person"));
  EXPECT_TRUE(joined_labels({label(one, "person", "3"), label(over, "person", "6")}).at(0).stacked.isEmpty()) << "one class";
  const QRect free = label_grounds(two).boundingRect();
  EXPECT_GT(free.width(), 110) << "one line";
  std::vector<BoxLabel> crowded = two;  // objects left and right that one line would hide in part
  for (const double x : {95.0, 270.0})
    for (double y = 40; y < 290; y += 22) crowded.push_back({QRectF(x, y, 70, 20), QString(), QString()});
  const QRect narrow = (label_grounds(crowded) & QRegion(QRect(166, 40, 103, 250))).boundingRect();
  EXPECT_GT(narrow.height(), free.height() * 1.5) << "two lines";
}

TEST(BoxLabels, ASmallObjectHasItsNumberAloneWhereItsWordsHaveNoRoom) {
  const QRect large = label_grounds({{{100, 100, 80, 60}, QStringLiteral("3 person"), QStringLiteral("3")}}).boundingRect();
  const BoxLabel tiny{{100, 100, 10, 14}, QStringLiteral("3 person"), QStringLiteral("3")};
  EXPECT_EQ(label_grounds({tiny}).boundingRect().width(), large.width()) << "room enough";
  EXPECT_FALSE(label_grounds({tiny}).intersects(QRect(100, 100, 10, 14)));
  std::vector<BoxLabel> crowd{tiny};
  for (const QRectF& box : {QRectF(50, 50, 110, 30), QRectF(50, 134, 110, 30), QRectF(20, 60, 60, 94), QRectF(130, 60, 60, 94)}) crowd.push_back({box, QString(), QString()});
  const QRect small = (label_grounds(crowd) & QRegion(QRect(81, 81, 48, 52))).boundingRect();
  EXPECT_LT(small.width(), large.width() / 2);
  EXPECT_FALSE(small.intersects(QRect(100, 100, 10, 14)));
  const QRect chosen = label_grounds({{{100, 100, 10, 14}, QStringLiteral("3 person"), QStringLiteral("3"), true}}).boundingRect();
  EXPECT_GT(chosen.width(), small.width()) << "the chosen one says what it is";
}

TEST(BoxLabels, OfAVideoStayWhereTheyWereThoughAnotherObjectComes) {
  LabelSides sides;
  const BoxLabel one{{150, 60, 60, 40}, QStringLiteral("1 car"), QStringLiteral("1"), false, QColor(Qt::yellow), 1};
  const QRegion before = label_grounds({one}, &sides);
  const BoxLabel other{{152, 61, 60, 40}, QStringLiteral("2 car"), QStringLiteral("2"), false, QColor(Qt::cyan), 2};
  EXPECT_TRUE((before - label_grounds({other, one}, &sides)).isEmpty()) << "listed first, it would have taken the place above";
  EXPECT_EQ(sides.size(), 2U);
}

TEST(BoxMarks, TheOutlineOfASmallBoxLeavesWhatLiesInItToBeSeen) {
  for (const FigureStyle& style : {screen_style(Theme::of(Appearance::dark)), paper_style()})
    for (const BoxLook look : {BoxLook::chosen, BoxLook::other, BoxLook::query}) {
      QImage picture(40, 40, QImage::Format_RGB32);
      picture.fill(Qt::green);
      QPainter painter(&picture);
      draw_box(painter, {10, 10, 14, 10}, look, style);
      painter.end();
      int seen = 0;
      for (int y = 10; y < 20; ++y)
        for (int x = 10; x < 24; ++x) seen += picture.pixelColor(x, y).green() > 200 && picture.pixelColor(x, y).red() < 55 ? 1 : 0;
      EXPECT_GT(seen, 140 / 2);
      EXPECT_NE(picture.pixelColor(17, 10), QColor(Qt::green)) << "but there is one";
    }
}

}  // namespace
}  // namespace headlight::ui
