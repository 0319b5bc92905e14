#include "ui/studio/weight/row_table.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/controls/appearance.h"
#include "ui/panels/scene.h"
#include "ui/studio/weight/added_view.h"
#include "ui/studio/weight/formula_view.h"
#include "ui/studio/weight/product_view.h"
#include "ui/theme/colour_map.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr double kRowTableSide = 20, kNarrow = 570;

}  // namespace

RowTable::RowTable(Context context, const WeightModel& model, QWidget* parent)
    : TableView(tr("Softmax of the row and values"), parent), context_(context), model_(model) {
  connect(&model_, &WeightModel::changed, this, [this] {
    measure();
    rows_changed();
    follow_key();
  });
  connect(&context_.store, &Store::view_changed, this, [this] {
    update();
    follow_key();
  });
  connect(&context_.store, &Store::hover_changed, this, qOverload<>(&QWidget::update));
}

void RowTable::follow_key() {
  const Selection& now = context_.store.selection();
  if (model_.current() && context_.store.site() != nullptr) follow_chosen({now.query << 32 | now.key, std::int64_t(context_.store.site()->id) << 32 | now.head.head});
}

void RowTable::measure() {
  most_score_ = most_added_ = 1e-9;
  most_weight_ = 0.05;
  for (const WeightModel::Key& key : model_.keys()) {
    if (std::isfinite(key.part.score)) most_score_ = std::max(most_score_, std::abs(key.part.score));
    most_weight_ = std::max(most_weight_, key.part.weight);
    most_added_ = std::max(most_added_, key.part.added);
  }
}

// Without the exponents, and without bars beside the numbers but the weight's.
RowTable::Columns RowTable::narrow_columns(Columns at, double width) {
  const double numbers = 52 + 54 + 30 + 46 + 52 + 56;
  at.narrow = true;
  at.wide_bar = std::clamp(width - kRowTableSide - at.key - numbers, 16.0, 150.0);
  at.score_bar = at.key;
  at.score = at.exponent = at.key + 52;
  at.weight_bar = at.score + 8;
  at.weight = at.weight_bar + at.wide_bar + 46;
  at.value = at.weight + 18;
  at.length = at.value + 36;
  at.added_bar = at.length;
  at.added = at.length + 54;
  at.share = at.added + 56;
  return at;
}

RowTable::Columns RowTable::columns_for(double width) const {
  const Face face(12, 600);
  double names = face.width(QStringLiteral("[CLS]"));
  for (const WeightModel::Key& key : model_.keys()) names = std::max(names, face.width(key.label));
  names = std::min(names, std::min(140.0, width * 0.14));
  Columns at;
  at.key = kRowTableSide + names;
  if (width < kNarrow) return narrow_columns(at, width);
  const double power = Face(11).width(tr("exp(s − max)")) + 14;
  const double free = std::max(60.0, width - at.key - 2 * kRowTableSide - 20 - 52 - power - 58 - 30 - 52 - 56 - 68);
  at.bar = std::clamp(free * 0.27, 24.0, 90.0);
  at.wide_bar = std::clamp(free * 0.40, 30.0, 150.0);
  at.score_bar = at.key + 20;
  at.score = at.score_bar + at.bar + 46;
  at.exponent = at.score + power;
  at.weight_bar = at.exponent + 20;
  at.weight = at.weight_bar + at.wide_bar + 54;
  at.value = at.weight + 24;
  at.length = at.value + 52;
  at.added_bar = at.length + 12;
  at.added = at.added_bar + at.bar + 46;
  at.share = std::max(at.added + 64, std::min(width - kRowTableSide, at.added + 100));
  return at;
}

QString RowTable::text(int row, int) const {
  const WeightModel::Key& key = model_.keys()[std::size_t(row)];
  const QString hidden = key.numbers->hidden.empty() ? QString() : QStringLiteral(", ") + hidden_words(key.numbers->hidden);
  if (const auto rolled = model_.rolled(key.part.key)) return tr("%1: score %2, weight %3, rollout %4").arg(key.label, format_value(key.part.score, 2), format_value(key.part.weight, 4), format_value(rolled->here, 4)) + hidden;
  return tr("%1: score %2, weight %3, adds %4, %5 of the output")
             .arg(key.label, format_value(key.part.score, 2), format_value(key.part.weight, 4), format_value(key.part.added), share_text(key.part.share)) + hidden;
}

std::optional<FigureTable::Place> RowTable::chosen() const {
  const auto* key = model_.chosen();
  if (key == nullptr) return std::nullopt;
  return Place{int(key - model_.keys().data()), 0};
}

void RowTable::choose(int row, int) {
  Selection next = context_.store.selection();
  next.key = model_.keys()[std::size_t(row)].part.key;
  context_.store.select(next);
}

void RowTable::row_pointed(int row) {
  Hover hover;
  if (row >= 0) hover = {context_.store.selection().query, model_.keys()[std::size_t(row)].part.key, -1, -1};
  context_.store.hover(hover);
}

void RowTable::paint_head(QPainter& painter) const {
  const Columns at = columns_for(width());
  const WeightModel::Key* first = model_.keys().empty() ? nullptr : &model_.keys().front();
  const QString note = first == nullptr ? QString() : tr("max %1 · lse %2").arg(format_value(first->numbers->largest, 2), format_value(first->numbers->lse, 3));
  paint_heading(painter, {kRowTableSide, 18}, 2, tr("Softmax of the row"), note, at.weight - kRowTableSide);
  if (rolls()) paint_heading(painter, {at.value, 18}, 3, map_words(context_.store), tr("what comes from each key"), width() - at.value - 8);
  else paint_heading(painter, {at.value, 18}, 3, tr("Value"), tr("what each key brings"), width() - at.value - 8);
  const Face face(11);
  painter.setPen(colour("text3"));
  const double y = 46;
  face.draw_centred(painter, {at.key, y}, tr("key"), Anchor::end);
  face.draw_centred(painter, {at.score, y}, tr("score s"), Anchor::end);
  if (!at.narrow) face.draw_centred(painter, {at.exponent, y}, tr("exp(s − max)"), Anchor::end);
  face.draw_centred(painter, {at.weight, y}, face.elided(at.narrow ? tr("weight") : tr("weight = exp(s − lse)"), at.weight - at.weight_bar), Anchor::end);
  if (rolls()) {
    face.draw_centred(painter, {at.length, y}, tr("below"), Anchor::end);
    return face.draw_centred(painter, {at.added, y}, tr("rollout"), Anchor::end);
  }
  face.draw_centred(painter, {at.length, y}, QStringLiteral("|v|"), Anchor::end);
  face.draw_centred(painter, {at.added, y}, QStringLiteral("w · |v|"), Anchor::end);
  face.draw_centred(painter, {at.share, y}, at.narrow ? tr("share") : tr("of the output"), Anchor::end);
}

void RowTable::paint_row(QPainter& painter, int row, const Columns& at) const {
  const WeightModel::Key& key = model_.keys()[std::size_t(row)];
  const KeyPart& part = key.part;
  const Store& store = context_.store;
  const QRectF all = row_rect(row).adjusted(8, 0, -8, 0);
  const bool chosen = store.selection().key == part.key, pointed = store.hovered().key == part.key;
  if (chosen || pointed) paint_soft(painter, all, chosen ? Soft::selected : Soft::pointed, 3);
  const double middle = all.center().y();
  const Face face(12, chosen ? 600 : 400);
  const bool hidden = !std::isfinite(part.score);
  painter.setPen(colour(hidden ? "text3" : chosen ? "text" : "text2"));
  face.draw_centred(painter, {at.key, middle}, face.elided(key.label, at.key - kRowTableSide + 8), Anchor::end);
  painter.setPen(colour("text"));
  const double zero = at.score_bar + at.bar / 2;
  if (!at.narrow) painter.fillRect(QRectF(zero, middle - 8, 1, 16), colour("border"));
  if (!hidden && !at.narrow) {
    const double wide = part.score / most_score_ * at.bar / 2;
    painter.fillRect(QRectF(std::min(zero, zero + wide), middle - 4.5, std::max(1.0, std::abs(wide)), 9), part.score < 0 ? lowering() : raising());
  }
  face.draw_centred(painter, {at.score, middle}, format_value(part.score, 2), Anchor::end);
  if (!at.narrow) face.draw_centred(painter, {at.exponent, middle}, format_value(part.exponent, 4), Anchor::end);
  const ColourMap& map = *ColourMap::find(from_utf8(store.look().map));
  paint_bar(painter, QRectF(at.weight_bar, middle - 4.5, at.wide_bar, 9), part.weight / most_weight_, QColor(map.at(std::sqrt(std::clamp(part.weight, 0.0, 1.0)))));
  painter.setPen(colour("text"));
  face.draw_centred(painter, {at.weight, middle}, format_value(part.weight, 4), Anchor::end);
  rolls() ? paint_rollout(painter, key, middle, at, face) : paint_value(painter, key, middle, at, face);
}

void RowTable::paint_value(QPainter& painter, const WeightModel::Key& key, double middle, const Columns& at, const Face& face) const {
  const KeyPart& part = key.part;
  if (!part.has_values) return;
  face.draw_centred(painter, {at.length, middle}, format_value(part.length, 2), Anchor::end);
  if (!at.narrow) painter.fillRect(QRectF(at.added_bar, middle - 4.5, std::max(1.0, part.added / most_added_ * at.bar), 9), current_theme().role(QStringLiteral("v")));
  face.draw_centred(painter, {at.added, middle}, format_value(part.added), Anchor::end);
  face.draw_centred(painter, {at.share, middle}, share_text(part.share), Anchor::end);
}

void RowTable::paint_rollout(QPainter& painter, const WeightModel::Key& key, double middle, const Columns& at, const Face& face) const {
  const auto rolled = model_.rolled(key.part.key);
  if (!rolled) return;
  face.draw_centred(painter, {at.length, middle}, format_value(rolled->below), Anchor::end);
  if (!at.narrow) painter.fillRect(QRectF(at.added_bar, middle - 4.5, std::max(1.0, rolled->here * at.bar), 9), current_theme().role(QStringLiteral("v")));
  face.draw_centred(painter, {at.added, middle}, format_value(rolled->here, 4), Anchor::end);
}

bool RowTable::rolls() const { return !model_.keys().empty() && model_.rolled(model_.keys().front().part.key); }

void RowTable::paint_footer(QPainter& painter, const Columns& at) const {
  const auto& keys = model_.keys();
  double weight = model_.left_weight();
  for (const auto& key : keys) weight += key.part.weight;
  const double top = header_height() + double(rows()) * kRow + 4, middle = top + 14;
  painter.setPen(colour("line"));
  painter.drawLine(QPointF(kRowTableSide, top), QPointF(at.share, top));
  const Face face(12), bold(12, 600);
  painter.setPen(colour("text2"));
  if (model_.left_out() > 0) face.draw_centred(painter, {at.score, middle}, tr("and %1 more keys %2", nullptr, int(model_.left_out())).arg(format_count(model_.left_out()), format_value(model_.left_weight(), 4)), Anchor::end);
  else face.draw_centred(painter, {at.key, middle}, tr("sum"), Anchor::end);
  painter.setPen(colour("text"));
  if (!at.narrow) bold.draw_centred(painter, {at.exponent, middle}, format_value(keys.front().numbers->denominator, 4), Anchor::end);
  bold.draw_centred(painter, {at.weight, middle}, format_value(weight, 4), Anchor::end);
  if (rolls() && model_.left_out() == 0) paint_rolled_sums(painter, middle, at);
  if (rolls() || !keys.front().part.has_values) return;
  bold.draw_centred(painter, {at.added, middle}, (at.narrow ? QString() : QStringLiteral("|Σ w·v| = ")) + format_value(length_of(keys.front().numbers->output)), Anchor::end);
  if (model_.left_out() == 0) bold.draw_centred(painter, {at.share, middle}, QStringLiteral("100 %"), Anchor::end);
}

void RowTable::paint_rolled_sums(QPainter& painter, double middle, const Columns& at) const {
  double below = 0, here = 0;
  for (const auto& key : model_.keys()) {
    const auto rolled = model_.rolled(key.part.key);
    if (rolled) below += rolled->below, here += rolled->here;
  }
  const Face bold(12, 600);
  bold.draw_centred(painter, {at.length, middle}, format_value(below), Anchor::end);
  bold.draw_centred(painter, {at.added, middle}, format_value(here, 4), Anchor::end);
}

void RowTable::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), colour("ground"));
  const Columns at = columns_for(width());
  if (model_.keys().empty()) return;
  for (int row = 0; row < rows(); ++row) paint_row(painter, row, at);
  paint_footer(painter, at);
}

}  // namespace headlight::ui
