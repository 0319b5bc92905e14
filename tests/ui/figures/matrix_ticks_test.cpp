// The rulers of large maps over patches with tokens before and after them.
#include <QRegularExpression>

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

}  // namespace
}  // namespace headlight::ui
