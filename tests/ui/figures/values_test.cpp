// Sides, scales and contours: the numbers behind the figures.
#include <cstdint>
#include <cmath>
#include <limits>

#include "tests/ui/figures/application.h"
#include "tests/ui/figures/fake_session.h"
#include "ui/figures/contour.h"
#include "ui/figures/figure_notes.h"
#include "ui/figures/scale.h"
#include "ui/figures/side.h"

namespace headlight::ui {
namespace {

using testing::fake_sentence;
using testing::fake_translation;

Plane plane_of(std::int64_t rows, std::int64_t columns, std::vector<float> values) {
  Plane plane{rows, columns, std::move(values)};
  find_range(plane);
  return plane;
}

TEST(Side, JoinsSubwordsIntoTheTextTheyCover) {
  const auto trace = fake_sentence();
  const Side side = side_of(trace.info.axes[0], {false, true, true});
  ASSERT_EQ(side.size(), 11);
  EXPECT_EQ(side.label(0), QStringLiteral("The"));
  EXPECT_EQ(side.label(5), QStringLiteral("wrench"));
  EXPECT_EQ(side.positions[5], (std::vector<std::int64_t>{6, 7}));
  EXPECT_EQ(side.find(7), 5);
  EXPECT_EQ(side.find(0), -1);
  EXPECT_EQ(side.position(5), 6);
  EXPECT_EQ(side.dropped, (std::vector<std::int64_t>{0, 13}));
  EXPECT_TRUE(side.merged);
}

TEST(Side, WordWeightIsSummedOverKeysAndAveragedOverQueries) {
  const auto trace = fake_sentence();
  const Plane& exact = trace.sites[3].weights[1];
  const Side whole = side_of(trace.info.axes[0], {false, true, false});
  const Plane words = merged(exact, whole, whole);
  EXPECT_NEAR(words.at(whole.find(9), whole.find(6)), 0.132 + 0.324, 1e-6);
  for (std::int64_t row = 0; row < words.rows; ++row) {
    double sum = 0;
    for (std::int64_t column = 0; column < words.columns; ++column) sum += words.at(row, column);
    EXPECT_NEAR(sum, 1, 1e-5) << row;
  }
  EXPECT_NEAR(words.at(whole.find(6), 0), (exact.at(6, 0) + exact.at(7, 0)) / 2, 1e-6);
  const Side some = side_of(trace.info.axes[0], {false, true, true});
  EXPECT_NEAR(dropped_weight(exact, some, some, some.find(9)), 0.319 + 0.025, 1e-6);
}

// The score of a joined word is that of the sum of its tokens' weights, never the sum of their scores.
TEST(Side, WordScoresAreLogSumExp) {
  Axis axis;
  axis.labels = {"a", "b", "##c"};
  axis.words = {0, 1, 1};
  axis.special = {0, 0, 0};
  const float hidden = -std::numeric_limits<float>::infinity();
  const Plane scores = plane_of(3, 3, {1, 2, 3, 4, -1, 0.5F, hidden, hidden, hidden});
  const Side words = side_of(axis, {false, true, false}), tokens = side_of(axis, {});
  const Plane joined = merged_scores(scores, tokens, words);
  EXPECT_NEAR(joined.at(0, 1), std::log(std::exp(2.0) + std::exp(3.0)), 1e-6);
  EXPECT_NEAR(joined.at(0, 0), 1, 1e-6) << "a word of one token has its score";
  EXPECT_EQ(joined.at(2, 1), hidden) << "masked";
  const double weight = std::exp(joined.at(1, 1)) / (std::exp(joined.at(1, 1)) + std::exp(joined.at(1, 0)));
  EXPECT_NEAR(weight, (std::exp(-1.0) + std::exp(0.5)) / (std::exp(4.0) + std::exp(-1.0) + std::exp(0.5)), 1e-6);
  EXPECT_NEAR(merged_scores(scores, words, words).at(1, 0), 4, 1e-6) << "the mean over the tokens that see the key";
}

TEST(Side, ObjectQueriesOfOneClassAreToldApartByTheirNumbers) {
  Axis axis;
  axis.kind = AxisKind::queries;
  axis.labels = {"bus", "car", "car"};
  axis.boxes.resize(3);
  EXPECT_EQ(side_of(axis, {}).labels, (std::vector<QString>{QStringLiteral("#0 bus"), QStringLiteral("#1 car"), QStringLiteral("#2 car")}));
  axis.labels.clear();
  EXPECT_EQ(side_of(axis, {}).label(1), QStringLiteral("1")) << "no class: the number alone";
}

TEST(Side, DecoderRowsCanBeNamedByWhatTheyWrite) {
  const auto trace = fake_translation();
  const Side written = side_of(trace.info.axes[1], {true, false, true});
  EXPECT_EQ(written.labels,
            (std::vector<QString>{QStringLiteral("le"), QStringLiteral("chat"), QStringLiteral("noir")}));
  EXPECT_EQ(written.dropped_labels, (std::vector<QString>{QStringLiteral("</s>")}));
  EXPECT_EQ(side_of(trace.info.axes[1], {}).label(0), QStringLiteral("<pad>"));
}

TEST(Side, ReadsDirectionOffTheFirstStrongLetter) {
  EXPECT_TRUE(reads_right_to_left(QStringLiteral("12 القطة cat")));
  EXPECT_TRUE(reads_right_to_left(QStringLiteral("החתול")));
  EXPECT_FALSE(reads_right_to_left(QStringLiteral("cat القطة")));
  EXPECT_FALSE(reads_right_to_left(QStringLiteral("안녕")));
}

TEST(Side, RangeLeavesMaskedScoresOut) {
  const Plane plane = plane_of(1, 3, {-INFINITY, 2, -1});
  EXPECT_EQ(plane.low, -1);
  EXPECT_EQ(plane.high, 2);
}

TEST(Scale, PositionsAndValuesAreInverse) {
  for (const Transform transform : {Transform::linear, Transform::root, Transform::log}) {
    Scale scale;
    scale.transform = transform;
    scale.high = 0.5;
    for (const double place : {0.0, 0.2, 0.7, 1.0})
      EXPECT_NEAR(scale.position(scale.value(place)), place, 1e-9) << to_string(transform).toStdString();
    EXPECT_EQ(scale.position(9), 1);
  }
}

TEST(Scale, WhatKeysAddBeginsAtZeroAndMayPassOne) {
  FigureSpec spec;
  spec.quantity = Quantity::contribution;
  spec.colour_map = "viridis";
  const Scale scale = scale_for(spec, Spread::between(0.2, 2.73), 10);
  EXPECT_EQ(scale.quantity, QStringLiteral("contribution"));
  EXPECT_DOUBLE_EQ(scale.low, 0);
  EXPECT_GE(scale.high, 2.73);
}

TEST(Scale, TicksRiseFromEndToEnd) {
  Scale scale;
  scale.transform = Transform::root;
  const std::vector<double> wanted{0, 0.1, 0.3, 0.6, 1};
  ASSERT_EQ(scale.ticks().size(), wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i) EXPECT_NEAR(scale.ticks()[i], wanted[i], 1e-12);
  for (const Transform transform : {Transform::linear, Transform::root, Transform::log}) {
    for (const double high : {1e-6, 0.003, 0.45, 7.0, 12345.0}) {
      scale.transform = transform;
      scale.high = high;
      const auto ticks = scale.ticks();
      EXPECT_EQ(ticks.back(), high);
      EXPECT_TRUE(std::is_sorted(ticks.begin(), ticks.end(), std::less_equal<>())) << high;
      EXPECT_LE(ticks.size(), 8U);
    }
  }
  EXPECT_EQ(tick_text(-3), QStringLiteral("−3"));
  EXPECT_EQ(tick_text(0.1 + 0.2), QStringLiteral("0.3"));
}

TEST(Scale, MaskedCellsAreTransparentAndMirrorsTurnColumns) {
  const Plane plane = plane_of(1, 2, {-INFINITY, 1});
  Scale scale;
  EXPECT_EQ(qAlpha(image_of(plane, scale).pixel(0, 0)), 0);
  EXPECT_EQ(image_of(plane, scale).pixel(1, 0), image_of(plane, scale, true).pixel(0, 0));
}

TEST(Contour, ThresholdHoldsTheShareOfTheMass) {
  const Plane plane = plane_of(2, 2, {0.5F, 0.3F, 0.15F, 0.05F});
  EXPECT_FLOAT_EQ(mass_threshold(plane, 0.5), 0.5F);
  EXPECT_FLOAT_EQ(mass_threshold(plane, 0.8), 0.3F);
  EXPECT_FLOAT_EQ(mass_threshold(plane, 1), 0.05F);
}

TEST(Contour, CellOutlineSurroundsTheCells) {
  const Plane plane = plane_of(3, 3, {0, 0, 0, 0, 1, 1, 0, 0, 0});
  double length = 0;
  for (const QLineF& line : cell_outline(plane, 0.5F)) length += line.length();
  EXPECT_DOUBLE_EQ(length, 6);
  EXPECT_EQ(strokes(cell_outline(plane, 0.5F)).boundingRect(), QRectF(1, 1, 2, 1));
}

TEST(Contour, LevelLinesAreClosedAtTheBorder) {
  const Plane plane = plane_of(2, 2, {1, 1, 1, 1});
  const QPainterPath path = strokes(level_lines(plane, 0.5F));
  EXPECT_EQ(path.elementAt(0).x, path.elementAt(path.elementCount() - 1).x);
  EXPECT_EQ(path.elementAt(0).y, path.elementAt(path.elementCount() - 1).y);
  const Plane big = enlarged(plane_of(1, 2, {0, 1}), 4);
  EXPECT_EQ(big.columns, 8);
  EXPECT_FLOAT_EQ(big.at(0, 0), 0);
  EXPECT_FLOAT_EQ(big.at(3, 7), 1);
}

// Of any map, at levels that are values of it, too.
TEST(Contour, EveryLevelLineIsClosed) {
  std::uint32_t state = 1;
  const auto next = [&state] { return state = state * 1664525U + 1013904223U; };
  for (int round = 0; round < 40; ++round) {
    Plane small = plane_of(5, 7, std::vector<float>(35));
    for (float& value : small.values) value = float(next() >> 16) / 65536 / 35;
    const Plane field = enlarged(small, 6);
    const QPainterPath path = strokes(level_lines(field, mass_threshold(field, 0.1 + 0.02 * round)));
    QPointF first, last;
    for (int i = 0; i < path.elementCount(); ++i) {
      const auto element = path.elementAt(i);
      if (element.isMoveTo()) {
        ASSERT_EQ(first, last) << round;
        first = element;
      }
      last = element;
    }
    EXPECT_EQ(first, last) << round;
    EXPECT_TRUE(QRectF(0, 0, 42, 30).contains(path.boundingRect())) << round;
  }
}

}  // namespace
}  // namespace headlight::ui
