#include "ui/studio/weight/score_parts.h"

#include <QPainter>
#include <algorithm>

#include "ui/controls/appearance.h"
#include "ui/studio/weight/product_view.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr double kScorePartsSide = 20;
constexpr int kSums = 5;  // lines below the dimensions

}  // namespace

ScoreParts::ScoreParts(WeightModel& model, QWidget* parent) : TableView(tr("What makes the score"), parent), model_(model) {
  connect(&model_, &WeightModel::changed, this, &ScoreParts::take);
  connect(&model_, &WeightModel::pointed, this, qOverload<>(&QWidget::update));
}

void ScoreParts::take() {
  const WeightModel::Key* key = model_.chosen();
  if (key == nullptr && !model_.keys().empty()) return;
  shown_ = key == nullptr ? std::vector<Product>() : strongest(products(*key->numbers));
  const int room = (height() - header_height()) / kRow - kSums;
  shown_.resize(std::min(shown_.size(), std::size_t(std::clamp(room, 0, 7))));
  update();
}

void ScoreParts::resizeEvent(QResizeEvent*) { take(); }

void ScoreParts::row_pointed(int row) { model_.point(row < 0 ? -1 : shown_[std::size_t(row)].dimension); }

QString ScoreParts::text(int row, int) const {
  const Product& one = shown_[std::size_t(row)];
  return tr("dimension %1: %2 × %3 = %4").arg(one.dimension).arg(format_value(one.q, 2), format_value(one.k, 2), format_value(one.product, 2));
}

void ScoreParts::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), colour("ground"));
  painter.fillRect(QRectF(0, 12, 1, height() - 24), colour("line"));
  paint_heading(painter, {kScorePartsSide, 22}, 0, tr("What makes the score"), {}, width() - 2 * kScorePartsSide);
  const WeightModel::Key* key = model_.chosen();
  if (key == nullptr) return;
  const Face face(12);
  double shown = 0;
  for (int row = 0; row < rows(); ++row) {
    const Product& one = shown_[std::size_t(row)];
    shown += one.product;
    const QRectF all = row_rect(row).adjusted(8, 0, -8, 0);
    if (model_.dimension() == one.dimension) paint_soft(painter, all, Soft::pointed, 3);
    const double middle = all.center().y();
    painter.setPen(colour("text2"));
    face.draw_centred(painter, {kScorePartsSide, middle}, tr("dim %1").arg(one.dimension));
    face.draw_centred(painter, {kScorePartsSide + 56, middle}, format_value(one.q, 2) + QStringLiteral(" × ") + format_value(one.k, 2));
    painter.setPen(one.product < 0 ? lowering() : raising());
    face.draw_centred(painter, {width() - kScorePartsSide, middle}, format_signed(one.product, 2), Anchor::end);
  }
  const double product = dot(key->numbers->q, key->numbers->k);
  const std::pair<QString, QString> sums[] = {
      {tr("other %1 dimensions", nullptr, int(key->numbers->q.size() - shown_.size())).arg(key->numbers->q.size() - shown_.size()), format_signed(product - shown, 2)},
      {tr("q · k"), format_value(product, 2)},
      {tr("× scale %1").arg(format_value(key->numbers->scale, 4)), format_value(product * key->numbers->scale, 2)},
      {tr("score, with bias"), format_value(key->numbers->score, 2)},
      {tr("cosine of q and k"), format_value(cosine(key->numbers->q, key->numbers->k), 2)}};
  double y = header_height() + double(rows()) * kRow + kRow / 2.0;
  for (std::size_t i = 0; i < std::size(sums); ++i, y += kRow) {
    if (i == 1) painter.fillRect(QRectF(kScorePartsSide, y - kRow / 2.0, width() - 2 * kScorePartsSide, 1), colour("line"));
    painter.setPen(colour("text2"));
    face.draw_centred(painter, {kScorePartsSide, y}, face.elided(sums[i].first, width() - 2 * kScorePartsSide - 60));
    painter.setPen(colour("text"));
    face.draw_centred(painter, {width() - kScorePartsSide, y}, sums[i].second, Anchor::end);
  }
}

}  // namespace headlight::ui
