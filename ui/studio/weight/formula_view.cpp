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

constexpr double kSide = 20, kGap = 9, kBig = 24;

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

FormulaView::FormulaView(Context context, const WeightModel& model, QWidget* parent) : QWidget(parent), context_(context), model_(model) {
  setFixedHeight(sizeHint().height());
  setMouseTracking(true);
  connect(&model_, &WeightModel::changed, this, [this] {
    setAccessibleName(spoken());
    update();
  });
  connect(&context_.store, &Store::view_changed, this, qOverload<>(&QWidget::update));
}

std::vector<FormulaView::Piece> FormulaView::pieces() const {
  const WeightModel::Key* key = model_.chosen();
  if (key == nullptr) return {};
  const WeightResult& numbers = *key->numbers;
  const double product = dot(numbers.q, numbers.k);
  const auto number = [](double value, int places, const QString& caption) { return Piece{format_value(value, places), caption, 15, value, true}; };
  const auto sign = [](const QString& text) { return Piece{text, {}, 15}; };
  const bool hidden = !numbers.hidden.empty();
  std::vector<Piece> all = {sign(QStringLiteral("exp(")), number(numbers.scale, 4, scale_words(numbers.scale, numbers.q.size())),
                            sign(QStringLiteral("×")), number(product, 3, tr("q · k")), sign(QStringLiteral("+"))};
  all.push_back(hidden ? number(-INFINITY, 0, hidden_words(numbers.hidden))
                       : number(numbers.bias, numbers.bias == 0 ? 0 : 3, numbers.bias == 0 ? tr("mask, no bias") : tr("bias")));
  all.push_back(sign(QStringLiteral("−")));
  all.push_back(number(numbers.lse, 3, tr("log-sum-exp of the row")));
  all.push_back(sign(QStringLiteral(")")));
  all.push_back(sign(QStringLiteral("=")));
  if (!hidden) {
    const double power = numbers.score - numbers.lse;
    Piece inner = number(power, 3, tr("score − lse"));
    inner.text = QStringLiteral("exp(%1)").arg(inner.text);
    all.push_back(inner);
    all.push_back(sign(QStringLiteral("=")));
  }
  Piece result = number(numbers.weight, 4, tr("weight"));
  result.size = kBig;
  all.push_back(result);
  if (context_.store.look().quantity != Quantity::contribution || !key->part.has_values) return all;
  all.push_back(sign(QStringLiteral("×")));
  all.push_back(number(key->part.length, 3, QStringLiteral("|v|")));
  all.push_back(sign(QStringLiteral("=")));
  all.push_back(number(key->part.added, 3, tr("weight × |v|")));
  return all;
}

QString FormulaView::spoken() const {
  QString line = pair_text(model_.query_label(), model_.chosen() == nullptr ? QString() : model_.chosen()->label);
  for (const Piece& piece : pieces()) {
    line += QLatin1Char(' ') + piece.text;
    if (!piece.caption.isEmpty()) line += QStringLiteral(" (%1)").arg(piece.caption);
  }
  return line;
}

std::vector<FormulaView::Piece> FormulaView::placed() const {
  std::vector<Piece> all = pieces();
  const Face caption(11);
  double right = width() - kSide;
  for (auto piece = all.rbegin(); piece != all.rend(); ++piece) {
    const double wide = std::max(Face(piece->size, piece->size > 20 ? 500 : 400).width(piece->text), piece->caption.isEmpty() ? 0 : caption.width(piece->caption));
    piece->place = QRectF(right - wide, 12, wide, height() - 24);
    right -= wide + kGap;
  }
  return all;
}

void FormulaView::paint_pair(QPainter& painter, double room) const {
  const WeightModel::Key* key = model_.chosen();
  const QString query = model_.query_label();
  if (query.isEmpty() || room < 60) return;
  const double middle = 32;
  double x = kSide;
  x += paint_token(painter, {x, middle}, query, ChipState::query) + 8;
  const Face face(12);
  painter.setPen(colour("text2"));
  face.draw_centred(painter, {x, middle}, QStringLiteral("→"));
  x += face.width(QStringLiteral("→")) + 8;
  if (key != nullptr) paint_token(painter, {x, middle}, key->label, ChipState::key);
  QString second = key == nullptr ? tr("Choose a key") : tr("rank %1 of %2 keys").arg(key->numbers->rank).arg(key->numbers->keys);
  if (key != nullptr && !key->numbers->hidden.empty()) second = hidden_words(key->numbers->hidden);
  if (const auto word = model_.word()) second = tr("%1 as one word: %2 = %3").arg(word->text, word->sum, format_value(word->weight));
  painter.setPen(colour("text2"));
  Face(11).draw_centred(painter, {kSide, 58}, Face(11).elided(second, room));
}

void FormulaView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(rect(), colour("ground"));
  painter.setPen(colour("line"));
  painter.drawLine(QPointF(0, height() - 0.5), QPointF(width(), height() - 0.5));
  const auto all = placed();
  const double begin = all.empty() ? width() : all.front().place.left();
  const double pair = 210;  // what the query and the key want; the formula's beginning gives way
  std::size_t first = 0;
  while (first < all.size() && all[first].place.left() < pair + kSide) ++first;
  if (first > 0 && first < all.size() && all[first].text != QStringLiteral("=")) {
    while (first < all.size() && all[first].text != QStringLiteral("=")) ++first;
  }
  paint_pair(painter, (first == 0 ? begin : pair + kSide) - kSide - 16);
  const Face caption(11);
  for (std::size_t i = first; i < all.size(); ++i) {
    const Piece& piece = all[i];
    const Face face(piece.size, piece.size > 20 ? 500 : 400);
    painter.setPen(colour(piece.number ? "text" : "text2"));
    face.draw_centred(painter, {piece.place.center().x(), 32}, piece.text, Anchor::middle);
    painter.setPen(colour("text2"));
    if (!piece.caption.isEmpty()) caption.draw_centred(painter, {piece.place.center().x(), 58}, piece.caption, Anchor::middle);
  }
}

bool FormulaView::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  for (const Piece& piece : placed()) {
    if (!piece.number || !piece.place.contains(help->pos())) continue;
    QToolTip::showText(help->globalPos(), piece.caption + QStringLiteral("  ") + QString::number(piece.exact, 'g', 9), this);
    return true;
  }
  QToolTip::hideText();
  return true;
}

}  // namespace headlight::ui
