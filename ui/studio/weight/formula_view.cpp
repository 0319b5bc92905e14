#include "ui/studio/weight/formula_view.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <cmath>

#include "ui/controls/appearance.h"
#include "ui/controls/token_flow.h"
#include "ui/panels/scene.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr double kFormulaViewSide = 20, kTop = 14, kPair = 230;  // kPair: what the query and the key want beside the formula

// "1/√32" where the scale is that.
QString scale_words(double scale, std::size_t width) {
  if (width > 0 && std::abs(scale * std::sqrt(double(width)) - 1) < 1e-4) return FormulaView::tr("scale 1/√%1").arg(width);
  return FormulaView::tr("scale");
}

}  // namespace

QString hidden_words(const std::string& reason) {
  if (reason == "padding") return FormulaView::tr("hidden: padding");
  if (reason == "later") return FormulaView::tr("hidden: the key comes later");
  if (reason == "other window") return FormulaView::tr("hidden: another window");
  if (reason == "intervention") return FormulaView::tr("hidden: by a change");
  return FormulaView::tr("hidden: by the bias");
}

FormulaContent formula_of(const WeightModel::Key* key, Quantity quantity) {
  FormulaContent content;
  if (key == nullptr) return content;
  const WeightResult& numbers = *key->numbers;
  const double product = dot(numbers.q, numbers.k);
  const bool hidden = !numbers.hidden.empty();
  auto& all = content.pieces;
  const auto number = [&](double value, int places, const QString& caption, const char* column) {
    all.push_back({format_value(value, places), caption, false, true, value, QLatin1String(column)});
  };
  const auto sign = [&](const char* text) { all.push_back({QString::fromUtf8(text), {}}); };
  sign("exp(");
  number(numbers.scale, 4, scale_words(numbers.scale, numbers.q.size()), "scale");
  sign("×");
  number(product, 3, FormulaView::tr("q · k"), "q k");
  sign("+");
  if (hidden) number(-INFINITY, 0, hidden_words(numbers.hidden), "mask");
  else number(numbers.bias, numbers.bias == 0 ? 0 : 3, numbers.bias == 0 ? FormulaView::tr("mask, no bias") : FormulaView::tr("bias"), "bias");
  sign("−");
  number(numbers.lse, 3, FormulaView::tr("log-sum-exp of the row"), "log-sum-exp");
  sign(")");
  sign("=");
  if (!hidden) {
    number(numbers.score - numbers.lse, 3, FormulaView::tr("score − lse"), "score - log-sum-exp");
    all.back().text = QStringLiteral("exp(%1)").arg(all.back().text);
    sign("=");
  }
  number(numbers.weight, 4, FormulaView::tr("weight"), "weight");
  all.back().big = true;
  if (quantity != Quantity::contribution || !key->part.has_values) return content;
  sign("×");
  number(key->part.length, 3, QStringLiteral("|v|"), "value length");
  sign("=");
  number(key->part.added, 3, FormulaView::tr("weight × |v|"), "contribution");
  return content;
}

FormulaContent formula_of(const Rolled& rolled) {
  FormulaContent content;
  auto& all = content.pieces;
  const auto number = [&](double value, const QString& caption, const char* column) {
    all.push_back({format_value(value, 4), caption, false, true, value, QLatin1String(column)});
  };
  all.push_back({QStringLiteral("½ ×"), {}});
  number(rolled.through(), FormulaView::tr("mean weights × rollout below"), "mean weights x rollout below");
  all.push_back({QStringLiteral("+ ½ ×"), {}});
  number(rolled.below, FormulaView::tr("rollout below"), "rollout below");
  all.push_back({QStringLiteral("="), {}});
  number(rolled.here, FormulaView::tr("rollout"), "rollout");
  all.back().big = true;
  return content;
}

FormulaView::FormulaView(Context context, const WeightModel& model, QWidget* parent) : QWidget(parent), context_(context), model_(model) {
  setFixedHeight(sizeHint().height());
  setMouseTracking(true);
  connect(&model_, &WeightModel::changed, this, &FormulaView::take);
  connect(&context_.store, &Store::view_changed, this, &FormulaView::take);
}

void FormulaView::take() {
  const WeightModel::Key* key = model_.chosen();
  const auto rolled = key == nullptr ? std::nullopt : model_.rolled(key->part.key);
  FormulaContent content = rolled ? formula_of(*rolled) : formula_of(key, context_.store.look().quantity);
  content.beside = kPair / style().label;
  figure_ = FormulaFigure(std::move(content));
  setAccessibleName(spoken());
  fit();
  update();
}

FigureStyle FormulaView::style() const {
  FigureStyle style = screen_style(current_theme());
  style.titles = false;
  return style;
}

QRectF FormulaView::figure_rect() const { return QRectF(rect()).adjusted(kFormulaViewSide, kTop, -kFormulaViewSide, -kTop); }

void FormulaView::fit() {
  const double tall = figure_.natural_size(style(), std::max(40.0, width() - 2 * kFormulaViewSide)).height();
  setFixedHeight(std::max(sizeHint().height(), int(tall + 2 * kTop)));
}

void FormulaView::resizeEvent(QResizeEvent*) { fit(); }

QString FormulaView::spoken() const {
  QString line = pair_text(model_.query_label(), model_.chosen() == nullptr ? QString() : model_.chosen()->label);
  for (const auto& piece : figure_.content().pieces) {
    line += QLatin1Char(' ') + piece.text;
    if (!piece.caption.isEmpty()) line += QStringLiteral(" (%1)").arg(piece.caption);
  }
  return line;
}

QString FormulaView::below_pair() const {
  const WeightModel::Key* key = model_.chosen();
  if (key == nullptr) return tr("Choose a key");
  if (model_.rolled(key->part.key)) return map_words(context_.store);
  if (const auto word = model_.word()) return tr("%1 as one word: %2 = %3").arg(word->text, word->sum, format_value(word->weight));
  if (!key->numbers->hidden.empty()) return hidden_words(key->numbers->hidden);
  return tr("rank %1 of %2 keys", nullptr, int(key->numbers->keys)).arg(key->numbers->rank).arg(key->numbers->keys);
}

// The two tokens, and below or beside them what else is known; beside where the formula needs the lines below.
void FormulaView::paint_pair(QPainter& painter, double room) const {
  const WeightModel::Key* key = model_.chosen();
  const QString query = model_.query_label();
  if (query.isEmpty() || room < 60) return;
  const bool beside = !figure_.one_line(width() - 2 * kFormulaViewSide, style());
  const Face face(12), small(11);
  const double middle = beside ? 22 : 32, most = (std::min(room, beside ? room : kPair) - 34) / 2;
  double x = kFormulaViewSide;
  x += paint_token(painter, {x, middle}, face.elided(query, most - 12), ChipState::query) + 8;
  painter.setPen(colour("text2"));
  face.draw_centred(painter, {x, middle}, QStringLiteral("→"));
  x += face.width(QStringLiteral("→")) + 8;
  if (key != nullptr) x += paint_token(painter, {x, middle}, face.elided(key->label, most - 12), ChipState::key) + 14;
  painter.setPen(colour("text2"));
  if (beside) small.draw_centred(painter, {x, middle}, small.elided(below_pair(), width() - kFormulaViewSide - x));
  else small.draw_centred(painter, {kFormulaViewSide, 58}, small.elided(below_pair(), room));
}

void FormulaView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(rect(), colour("ground"));
  painter.setPen(colour("line"));
  painter.drawLine(QPointF(0, height() - 0.5), QPointF(width(), height() - 0.5));
  const auto places = figure_.places(figure_rect(), style());
  const bool one_line = figure_.one_line(width() - 2 * kFormulaViewSide, style());
  paint_pair(painter, one_line && !places.empty() ? places.front().left() - kFormulaViewSide - 16 : width() - 2 * kFormulaViewSide);
  figure_.paint(painter, figure_rect(), style());
}

bool FormulaView::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const auto hit = figure_.hit(help->pos(), figure_rect(), style());
  if (hit) QToolTip::showText(help->globalPos(), hit->key_label + QStringLiteral("  ") + QString::number(hit->value, 'g', 9), this);
  else QToolTip::hideText();
  return true;
}

}  // namespace headlight::ui
