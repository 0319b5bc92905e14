// The rulers of large maps over patches with tokens before and after them.
#include <QRegularExpression>
#include <algorithm>

#include "tests/ui/figures/application.h"
#include "ui/figures/matrix.h"
#include "ui/figures/svg_device.h"

namespace headlight::ui {
namespace {

// [CLS], 8 × 8 patches and twelve detection tokens on both sides.
MatrixFigure figure() {
  Axis axis;
  axis.kind = AxisKind::patches;
  axis.labels = {"[CLS]"};
  axis.leading = 1;
  axis.grid = {8, 8};
  for (int i = 0; i < 12; ++i) axis.trailing.push_back("[DET" + std::to_string(i) + "]");
  MatrixContent content;
  content.queries = content.keys = side_of(axis, {});
  content.extent = {0, axis.size(), 0, axis.size()};
  content.plane = {axis.size(), axis.size(), std::vector<float>(std::size_t(axis.size() * axis.size()), 0.01F), 0, 1};
  content.scale.high = 1;
  return MatrixFigure(std::move(content));
}

TEST(MatrixTicks, RowsOfPatchesEndWhereTheTokensBegin) {
  SvgDevice device(QSizeF(330, 330));
  QPainter painter(&device);
  FigureStyle style = screen_style(Theme::of(Appearance::dark));
  style.titles = false;
  figure().paint(painter, QRectF(0, 0, 330, 330), style);
  painter.end();
  const QString svg = QString::fromUtf8(device.document(QString(), QString(), {}));
  EXPECT_TRUE(svg.contains(QStringLiteral("row 2")));
  EXPECT_TRUE(svg.contains(QStringLiteral("[DET0]")));
  EXPECT_FALSE(svg.contains(QRegularExpression(QStringLiteral("row (8|9)")))) << "there are eight rows, and tokens after them";
}

// Where the names on a ruler stand: left end and width of every text that is a row's or a token's.
std::vector<std::pair<double, double>> column_names(const QString& svg) {
  static const QRegularExpression text(QStringLiteral("<text[^>]*x=\"([-0-9.]+)\"[^>]*>([^<]*)</text>"));
  std::vector<std::pair<double, double>> names;
  for (auto found = text.globalMatch(svg); found.hasNext();) {
    const auto match = found.next();
    const QString words = match.captured(2);
    if (words.startsWith(QStringLiteral("row ")) || words.startsWith(QLatin1Char('['))) names.emplace_back(match.captured(1).toDouble(), screen_style(Theme::of(Appearance::dark)).tick_face().width(words));
  }
  return names;
}

// [CLS] with three registers, named "[CLS] +3", stands on the ruler before the rows of the grid and never over one.
TEST(MatrixTicks, NamesOfMergedTokensDoNotLieOnRows) {
  Axis axis;
  axis.kind = AxisKind::patches;
  axis.labels = {"[CLS]", "[REG0]", "[REG1]", "[REG2]"};
  axis.leading = 4;
  axis.grid = {8, 8};
  MatrixContent content;
  content.queries = content.keys = side_of(axis, {});
  content.extent = {0, axis.size(), 0, axis.size()};
  content.plane = {axis.size(), axis.size(), std::vector<float>(std::size_t(axis.size() * axis.size()), 0.01F), 0, 1};
  const MatrixFigure figure(std::move(content));
  for (const int width : {260, 330, 480, 700}) {
    SvgDevice device(QSizeF(width, width));
    QPainter painter(&device);
    FigureStyle style = screen_style(Theme::of(Appearance::dark));
    style.titles = false;
    figure.paint(painter, QRectF(0, 0, width, width), style);
    painter.end();
    const QRectF plot = figure.layout(QRectF(0, 0, width, width), style).plot;
    std::vector<std::pair<double, double>> above;
    for (const auto& name : column_names(QString::fromUtf8(device.document(QString(), QString(), {})))) {
      if (name.first >= plot.left() - 1) above.push_back(name);
    }
    std::ranges::sort(above);
    ASSERT_GE(above.size(), 2U) << width;
    for (std::size_t i = 1; i < above.size(); ++i)
      EXPECT_GE(above[i].first, above[i - 1].first + above[i - 1].second) << width << " px, name " << i;
  }
}

}  // namespace
}  // namespace headlight::ui
