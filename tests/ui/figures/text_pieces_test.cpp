#include "ui/theme/text_pieces.h"

#include <QFontDatabase>

#include "tests/ui/figures/application.h"
#include "ui/figures/svg_device.h"
#include "ui/theme/face.h"

namespace headlight::ui {
namespace {

using Kind = TextPiece::Kind;

bool has_emoji() { return QFontDatabase::families().contains(emoji_family()); }

QByteArray svg_of(const QString& text) {
  SvgDevice device(QSizeF(200, 40));
  QPainter painter(&device);
  Face(10).draw(painter, {10, 20}, text);
  painter.end();
  return device.document(QString(), QString(), {});
}

TEST(TextPieces, OrdinaryTextStaysWhole) {
  for (const char* text : {"wrench", "##ch", "어텐션", "注意", "الكرسي", "החתול", "हिन्दी", "ภาษาไทย", "1.5 × 10", "→ ½ √", "\u1112\u1161\u11ab"}) {
    const auto pieces = pieces_of(QString::fromUtf8(text));
    ASSERT_EQ(pieces.size(), 1U) << text;
    EXPECT_EQ(pieces[0].kind, Kind::text) << text;
  }
}

// As vocabularies of NFD text cut Korean words: fonts draw a conjoining jamo alone as a speck.
TEST(TextPieces, HangulLettersThatStandAloneAreLetters) {
  const auto shown = [](const QString& text) { return pieces_of(text).front().text; };
  EXPECT_EQ(shown(QStringLiteral("\u1105")), QStringLiteral("ㄹ"));
  EXPECT_EQ(shown(QStringLiteral("##\u1169")), QStringLiteral("##ㅗ"));
  EXPECT_EQ(shown(QStringLiteral("##\u11bd\u1105\u1169")), QStringLiteral("##ㅈ\u1105\u1169")) << "what makes a syllable stays";
  for (const char* kept : {"\u1112\u1161\u11ab", "나\u11ab", "\u1140", "ㄹ"})
    EXPECT_EQ(shown(QString::fromUtf8(kept)), QString::fromUtf8(kept));
  EXPECT_TRUE(svg_of(QStringLiteral("\u1105")).contains(QStringLiteral(">ㄹ</text>").toUtf8()));
}

TEST(TextPieces, CharactersOfNoFontAndControlsStandAsTheirNames) {
  const auto pieces = pieces_of(QStringLiteral("a\u0378b\u0007"));
  ASSERT_EQ(pieces.size(), 4U);
  EXPECT_EQ(pieces[1].kind, Kind::unknown);
  EXPECT_EQ(pieces[3].kind, Kind::unknown);
  EXPECT_EQ(code_point_name(pieces[1].text), QStringLiteral("U+0378"));
  EXPECT_EQ(code_point_name(pieces[3].text), QStringLiteral("U+0007"));
  const QByteArray svg = svg_of(QStringLiteral("a\u0378"));
  EXPECT_TRUE(svg.contains(">U+0378</text>"));
  EXPECT_TRUE(svg.contains("<rect"));
}

TEST(TextPieces, EmojiAreOnePieceEachWithAllTheirParts) {
  if (!has_emoji()) GTEST_SKIP() << "no emoji font";
  for (const char* emoji : {"😀", "👩‍👩‍👧", "🇰🇷", "👍🏽", "☕", "❤️"}) {
    const auto pieces = pieces_of(QStringLiteral("x") + QString::fromUtf8(emoji));
    ASSERT_EQ(pieces.size(), 2U) << emoji;
    EXPECT_EQ(pieces[1].kind, Kind::emoji) << emoji;
  }
  EXPECT_EQ(pieces_of(QString::fromUtf8("✂")).front().kind, Kind::text);
}

TEST(TextPieces, FilesKeepAnEmojiAsPictureAndAsText) {
  if (!has_emoji()) GTEST_SKIP() << "no emoji font";
  const QByteArray svg = svg_of(QString::fromUtf8("so 😀"));
  EXPECT_TRUE(svg.contains("<image"));
  EXPECT_TRUE(svg.contains(QString::fromUtf8(">😀</text>").toUtf8()));
  EXPECT_TRUE(svg.contains("fill-opacity=\"0\""));
}

TEST(TextPieces, TextFromRightToLeftSaysSoInSvgAndKeepsItsPlace) {
  const QByteArray svg = svg_of(QString::fromUtf8("##ال"));
  EXPECT_TRUE(svg.contains("direction=\"rtl\""));
  EXPECT_TRUE(svg.contains("text-anchor=\"end\""));  // its end is at the left, where it was placed
  EXPECT_FALSE(svg_of(QStringLiteral("##al")).contains("direction"));
}

// On every device: a label's own direction, not the window's.
TEST(TextPieces, TextFromRightToLeftIsPaintedAsItReads) {
  const auto painted = [](const QString& text) {
    QImage image(80, 30, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setLayoutDirection(Qt::LeftToRight);
    Face(16).draw(painter, {10, 20}, text);
    return image;
  };
  const QString label = QString::fromUtf8("##ف");
  EXPECT_EQ(painted(label), painted(QChar(0x200F) + label)) << "as with a mark from right to left before it";
  EXPECT_NE(painted(label), painted(QChar(0x200E) + label));
  EXPECT_EQ(painted(QStringLiteral("##ch")), painted(QChar(0x200E) + QStringLiteral("##ch")));
}

TEST(TextPieces, LongLabelsAreCutBetweenClustersAndFit) {
  const QString text = QString::fromUtf8("word\u0378\u0378😀😀😀");
  const Face face(10);
  for (const double room : {20.0, 40.0, 60.0}) {
    const QString cut = face.elided(text, room);
    EXPECT_LE(face.width(cut), room);
    EXPECT_TRUE(cut.endsWith(QChar(0x2026)));
  }
}

TEST(TextPieces, WhatIsTooLongForALineMayBreakInside) {
  EXPECT_EQ(breakable(QStringLiteral("a sentence of ordinary words")), QStringLiteral("a sentence of ordinary words"));
  const QString word(40, QLatin1Char('a'));
  const QString broken = breakable(QStringLiteral("see ") + word);
  EXPECT_TRUE(broken.startsWith(QStringLiteral("see a")));
  EXPECT_EQ(broken.count(QChar(0x200B)), 39);
  EXPECT_EQ(QString(broken).remove(QChar(0x200B)), QStringLiteral("see ") + word);
}

}  // namespace
}  // namespace headlight::ui
