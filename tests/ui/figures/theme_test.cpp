#include "ui/theme/theme.h"

#include "tests/ui/figures/application.h"
#include "ui/theme/colour_map.h"
#include "ui/theme/face.h"
#include "ui/theme/tokens.h"

namespace headlight::ui {
namespace {

TEST(Theme, ReadsColoursOfBothAppearances) {
  EXPECT_EQ(Theme::of(Appearance::dark).colour(QStringLiteral("ground")), QColor(0x13, 0x14, 0x16));
  EXPECT_EQ(Theme::of(Appearance::light).colour(QStringLiteral("accent")), QColor(0x0B, 0x5F, 0xD0));
  EXPECT_EQ(Theme::of(Appearance::dark).heads().size(), 8);
  EXPECT_EQ(Theme::of(Appearance::dark).head(9), Theme::of(Appearance::dark).head(1));
  EXPECT_EQ(head_name(0), QStringLiteral("amber"));
  EXPECT_EQ(token_number(QStringLiteral("size.panelHeader")), 28);
}

TEST(Theme, TextReadsOnItsGrounds) {
  for (const Appearance appearance : {Appearance::dark, Appearance::light, Appearance::contrast}) {
    const Theme& theme = Theme::of(appearance);
    for (const char* text : {"text", "text2", "text3"}) {
      for (const char* ground : {"ground", "panel", "header", "field"}) {
        EXPECT_GE(contrast(theme.colour(QString::fromLatin1(text)), theme.colour(QString::fromLatin1(ground))), 4.5)
            << text << " on " << ground;
      }
    }
  }
  EXPECT_EQ(Theme::of(Appearance::contrast).colour(QStringLiteral("panel")), QColor(Qt::black));
}

TEST(ColourMap, KeepsTheStopsAndRunsBetweenThem) {
  const ColourMap* viridis = ColourMap::find(QStringLiteral("viridis"));
  ASSERT_NE(viridis, nullptr);
  EXPECT_EQ(viridis->at(0), qRgb(0x44, 0x01, 0x54));
  EXPECT_EQ(viridis->at(1), qRgb(0xFD, 0xE7, 0x25));
  // Half-way is stop 8 of 0…16; the 256 colours have none exactly there.
  EXPECT_NEAR(qGreen(viridis->at(0.5)), 0x91, 2);
  EXPECT_EQ(viridis->at(-3), viridis->at(0));
  EXPECT_EQ(ColourMap::find(QStringLiteral("jet")), nullptr);
  EXPECT_EQ(ColourMap::names().size(), 5);
}

TEST(Face, NumbersOfEqualLengthHaveEqualWidth) {
  const Face face(7);
  EXPECT_DOUBLE_EQ(face.width(QStringLiteral("0.111")), face.width(QStringLiteral("0.888")));
  EXPECT_NEAR(Face(14).width(QStringLiteral("wrench")), 2 * face.width(QStringLiteral("wrench")), 1e-6);
  EXPECT_LE(face.width(face.elided(QStringLiteral("unreasonably long"), 20)), 20);
}

TEST(Face, FormatsNumbers) {
  EXPECT_EQ(format_value(0.3244), QStringLiteral("0.324"));
  EXPECT_EQ(format_value(-2.5), QStringLiteral("−2.500"));
  EXPECT_EQ(format_value(-INFINITY), QStringLiteral("−∞"));
  EXPECT_EQ(format_within(0.000048, 0.0003), QStringLiteral("4.8e-5"));
  EXPECT_EQ(format_within(-0.000048, -0.000048), QStringLiteral("−4.8e-5"));
  EXPECT_EQ(format_within(0.000048, 0.7), QStringLiteral("0.000")) << "beside larger ones";
  EXPECT_EQ(format_within(0, 0.0003), QStringLiteral("0"));
  EXPECT_EQ(format_within(0, 0), QStringLiteral("0.000"));
  EXPECT_EQ(format_within(-INFINITY, 0.0003), QStringLiteral("−∞"));
  EXPECT_EQ(format_within(0.00481, 0.00481, 4), QStringLiteral("0.0048"));
  EXPECT_EQ(format_value(-0.0004), QStringLiteral("0.000"));
  EXPECT_EQ(format_value(-0.0005001), QStringLiteral("−0.001"));
  EXPECT_EQ(format_count(1234567), QString::fromUtf8("1\u2009234\u2009567"));
}

}  // namespace
}  // namespace headlight::ui
