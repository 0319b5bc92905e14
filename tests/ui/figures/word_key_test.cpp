// The list of words under maps that are too large to label.
#include "ui/figures/word_key.h"

#include <QRegularExpression>
#include <cmath>

#include "tests/ui/figures/application.h"
#include "ui/figures/svg_device.h"

namespace headlight::ui {
namespace {

constexpr double kWide = 175 / 25.4 * 72;

Axis axis_of(std::int64_t tokens, const std::string& stem = "word") {
  Axis axis;
  for (std::int64_t i = 0; i < tokens; ++i) axis.labels.push_back(stem + std::to_string(i));
  return axis;
}

// Everything 0 but the column `bright`.
MatrixFigure figure(const Axis& queries, const Axis& keys, std::int64_t bright = 0) {
  MatrixContent content;
  content.queries = side_of(queries, {});
  content.keys = side_of(keys, {});
  content.extent = {0, queries.size(), 0, keys.size()};
  content.plane = {queries.size(), keys.size(), std::vector<float>(std::size_t(queries.size() * keys.size()), 0), 0, 1};
  for (std::int64_t row = 0; row < queries.size(); ++row)
    content.plane.values[std::size_t(row * keys.size() + bright)] = 1;
  return MatrixFigure(std::move(content));
}

QString painted(const MatrixFigure& figure, const FigureStyle& style, double width = kWide) {
  const QSizeF size = figure.natural_size(style, width);
  SvgDevice device(size);
  QPainter painter(&device);
  figure.paint(painter, QRectF(QPointF(0, 0), size), style);
  painter.end();
  return QString::fromUtf8(device.document(QString(), QString(), {}));
}

int count_of(const QString& svg, const QString& word) { return int(svg.count(QLatin1Char('>') + word + QLatin1Char('<'))); }

TEST(WordKey, EveryWordIsNamedAtAnyLength) {
  const FigureStyle style = paper_style();
  for (const std::int64_t tokens : {20, 56, 61, 75, 120, 300}) {
    const QString svg = painted(figure(axis_of(tokens), axis_of(tokens)), style);
    for (std::int64_t i = 0; i < tokens; ++i)
      ASSERT_GE(count_of(svg, QStringLiteral("word%1").arg(i)), 1) << tokens << " tokens, word " << i;
  }
}

TEST(WordKey, LabelsShrinkBeforeTheyGiveWay) {
  const FigureStyle style = paper_style();
  const auto layout = [&](std::int64_t tokens) {
    const MatrixFigure map = figure(axis_of(tokens, "w"), axis_of(tokens, "w"));
    return map.layout(QRectF(QPointF(0, 0), map.natural_size(style, kWide)), style);
  };
  EXPECT_EQ(layout(40).label_size, style.label);
  EXPECT_TRUE(layout(70).row_labels && layout(70).column_labels);
  EXPECT_LT(layout(70).label_size, style.label);
  EXPECT_GE(layout(70).label_size, 5.4);
  EXPECT_FALSE(layout(120).row_labels || layout(120).column_labels);
}

TEST(WordKey, WhatDoesNotFitIsTheWeakestAndSaidSo) {
  const FigureStyle style = paper_style();
  const QString svg = painted(figure(axis_of(3000), axis_of(3000), 2987), style);
  EXPECT_TRUE(svg.contains(QStringLiteral("more are not listed")));
  EXPECT_EQ(count_of(svg, QStringLiteral("word2987")), 1) << "the column that stands out";
  EXPECT_EQ(count_of(svg, QStringLiteral("word2986")), 0);
  EXPECT_LT(figure(axis_of(3000), axis_of(3000)).natural_size(style, kWide).height(), 1.8 * kWide);
}

TEST(WordKey, DifferentSidesHaveAListEach) {
  const QString svg = painted(figure(axis_of(110, "schreibt"), axis_of(130, "reads")), paper_style());
  for (const char* word : {"schreibt0", "schreibt109", "reads0", "reads129"})
    EXPECT_EQ(count_of(svg, QString::fromLatin1(word)), 1) << word;
  EXPECT_EQ(count_of(svg, QStringLiteral("query ↓")), 2);
  EXPECT_EQ(count_of(svg, QStringLiteral("key →")), 2);
}

TEST(WordKey, PatchesAndScreensHaveNone) {
  const MatrixFigure words = figure(axis_of(120), axis_of(120));
  EXPECT_EQ(count_of(painted(words, screen_style(Theme::of(Appearance::dark))), QStringLiteral("word7")), 0);
  Axis patches;
  patches.kind = AxisKind::patches;
  patches.grid = {12, 12};
  const MatrixFigure map = figure(patches, patches);
  const FigureStyle style = paper_style();
  const MatrixLayout layout = map.layout(QRectF(QPointF(0, 0), map.natural_size(style, kWide)), style);
  EXPECT_EQ(word_key(map.content(), layout, style, kWide).height, 0);
}

TEST(WordKey, EntriesStandApartAndWithinTheFigure) {
  const FigureStyle style = paper_style();
  const Face face(style.tick * 0.9);
  for (const double width : {kWide, 85 / 25.4 * 72, 1200.0}) {
    const MatrixFigure map = figure(axis_of(260, "wörter"), axis_of(260, "wörter"));
    const MatrixLayout layout = map.layout(QRectF(QPointF(0, 0), map.natural_size(style, width)), style);
    const WordKey key = word_key(map.content(), layout, style, width);
    ASSERT_EQ(key.lists.size(), 1U);
    const auto& list = key.lists[0];
    for (const QString& line : list.heading) EXPECT_LE(style.tick_face().width(line), width) << line.toStdString();
    for (std::size_t i = 0; i < list.entries.size(); ++i) {
      const KeyEntry& entry = list.entries[i];
      const double right = entry.word.x() + face.width(list.side->label(entry.index));
      EXPECT_LE(right, width);
      EXPECT_GE(entry.number.x() - face.width(format_count(entry.index)), -0.01);
      for (std::size_t j = i + 1; j < list.entries.size(); ++j) {
        if (list.entries[j].word.y() != entry.word.y()) continue;
        EXPECT_LT(right, list.entries[j].number.x() - face.width(format_count(list.entries[j].index)));
        break;
      }
    }
  }
}

// In a text that reads from right to left the list begins at the right, each number before its word.
TEST(WordKey, RightToLeftTextsAreListedFromTheRight) {
  Axis axis = axis_of(120, "كلمة");
  axis.text = "كلمة";
  const FigureStyle style = paper_style();
  const MatrixFigure map = figure(axis, axis);
  ASSERT_TRUE(map.content().keys.right_to_left);
  const QString svg = painted(map, style);
  static const QRegularExpression text(QStringLiteral("<text x=\"([-0-9.]+)\" y=\"([-0-9.]+)\"[^>]*>([^<]*)</text>"));
  double number = -1, word = -1, line = -1;
  for (auto found = text.globalMatch(svg); found.hasNext();) {
    const auto match = found.next();
    if (match.captured(3) == QStringLiteral("كلمة0")) {
      word = match.captured(1).toDouble();
      line = match.captured(2).toDouble();
    }
  }
  for (auto found = text.globalMatch(svg); found.hasNext();) {
    const auto match = found.next();
    if (match.captured(3) == QStringLiteral("0") && match.captured(2).toDouble() == line) number = match.captured(1).toDouble();
  }
  ASSERT_GT(word, 0);
  EXPECT_NEAR(number, kWide, 0.1);
  EXPECT_LT(word, number);
}

// The colour bar begins where the map does, also where the last top label leans over its right edge.
TEST(Matrix, TheBarIsLevelWithTheMap) {
  Axis axis = axis_of(11, "w");
  axis.labels.back() = "[SEPARATOR]";
  const FigureStyle style = paper_style();
  const MatrixFigure map = figure(axis, axis);
  for (const double width : {85 / 25.4 * 72, 120 / 25.4 * 72, kWide}) {
    const QSizeF size = map.natural_size(style, width);
    const MatrixLayout layout = map.layout(QRectF(QPointF(0, 0), size), style);
    EXPECT_DOUBLE_EQ(layout.bar.top(), layout.plot.top()) << width;
    EXPECT_LE(layout.bar.left() + colour_bar_width(map.content().scale, style), width + 0.5) << width;
    // Where the label is as high as the bar's name it ends left of it.
    const double at_name = layout.plot.right() - layout.cell_width / 2 +
                           colour_bar_head(map.content().scale, style) / std::tan(layout.slant * M_PI / 180);
    if (layout.slant > 0) {
      EXPECT_GT(layout.bar.left(), at_name) << width;
    }
  }
}

// A normaliser that drops the mark for colour ends the token before it; the word is still what was written.
TEST(Side, WordsKeepTheMarkThatMakesThemEmoji) {
  Axis axis;
  axis.text = "I ❤️ 1️⃣ you";
  axis.labels = {"i", "[UNK]", "[UNK]", "you"};
  axis.offsets = {{0, 1}, {2, 3}, {5, 6}, {9, 12}};
  axis.words = {0, 1, 2, 3};
  SideOptions words;
  words.merge_words = true;
  const Side side = side_of(axis, words);
  EXPECT_EQ(side.label(1), QStringLiteral("❤️"));
  EXPECT_EQ(side.label(2), QStringLiteral("1️⃣"));
  EXPECT_EQ(side.label(3), QStringLiteral("you"));
}

}  // namespace
}  // namespace headlight::ui
