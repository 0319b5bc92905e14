#include "ui/studio/weight/weight_figures.h"

#include <QCoreApplication>
#include <cmath>

#include "ui/figures/panels.h"
#include "ui/figures/side.h"
#include "ui/studio/common/bars_figure.h"
#include "ui/studio/weight/formula_view.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

struct WeightFiguresWords {
  Q_DECLARE_TR_FUNCTIONS(WeightFigures)
};

FigurePtr row_figure(const WeightModel& model) {
  BarsContent row;
  row.title = WeightFiguresWords::tr("Weights of the row of “%1”").arg(model.query_label());
  row.kind = QStringLiteral("row");
  row.name_column = QStringLiteral("key");
  row.first_column = QStringLiteral("weight");
  row.more_columns = {QStringLiteral("position"), QStringLiteral("score"), QStringLiteral("exp(score - largest)"), QStringLiteral("value length"), QStringLiteral("contribution"), QStringLiteral("share of the output")};
  row.painted = 64;
  const bool rolled = !model.keys().empty() && model.rolled(model.keys().front().part.key);
  if (rolled) row.more_columns += QStringList{QStringLiteral("rollout"), QStringLiteral("rollout below")};
  for (const WeightModel::Key& key : model.keys()) {
    const KeyPart& part = key.part;
    row.rows.push_back({key.label, part.weight, 0, {qint64(part.key), part.score, part.exponent, part.length, part.added, part.share}, model.chosen() == &key});
    const auto of = rolled ? model.rolled(part.key) : std::nullopt;
    if (of) row.rows.back().more.insert(row.rows.back().more.end(), {of->here, of->below});
  }
  if (model.left_out() > 0) row.note = WeightFiguresWords::tr("%1 further keys have %2 together.").arg(model.left_out()).arg(format_value(model.left_weight(), 4));
  return std::make_shared<BarsFigure>(std::move(row));
}

}  // namespace

FigurePtr weight_figure(const WeightModel& model, Quantity quantity, const QString& head) {
  if (model.chosen() == nullptr) return nullptr;
  const auto rolled = model.rolled(model.chosen()->part.key);
  FormulaContent formula = rolled ? formula_of(*rolled) : formula_of(model.chosen(), quantity);
  const QString pair = pair_text(model.query_label(), model.chosen()->label);
  formula.title = rolled ? WeightFiguresWords::tr("Rollout of %1").arg(pair) : WeightFiguresWords::tr("Weight of %1").arg(pair);
  formula.note = WeightFiguresWords::tr("Rank %1 of %2 keys.", nullptr, int(model.chosen()->numbers->keys)).arg(model.chosen()->numbers->rank).arg(model.chosen()->numbers->keys);
  return std::make_shared<PanelsFigure>(std::vector<std::vector<FigurePtr>>{{std::make_shared<FormulaFigure>(std::move(formula))}, {row_figure(model)}}, head);
}

FigurePtr products_figure(const WeightModel& model, const QString& head) {
  if (model.chosen() == nullptr) return nullptr;
  BarsContent content;
  content.title = WeightFiguresWords::tr("%1: q · k of %2, by dimension").arg(head, pair_text(model.query_label(), model.chosen()->label));
  content.kind = QStringLiteral("products");
  content.name_column = QStringLiteral("dimension");
  content.first_column = QStringLiteral("product");
  content.more_columns = {QStringLiteral("q"), QStringLiteral("k")};
  content.painted = 128;
  for (const Product& one : products(*model.chosen()->numbers)) content.rows.push_back({QString::number(one.dimension), one.product, 0, {one.q, one.k}, one.product >= 0});
  content.note = WeightFiguresWords::tr("Their sum is %1, the score before scaling.").arg(format_value(dot(model.chosen()->numbers->q, model.chosen()->numbers->k), 3));
  return std::make_shared<BarsFigure>(std::move(content));
}

FigurePtr samples_figure(const WeightModel& model, const QString& head) {
  if (model.samples().empty()) return nullptr;
  BarsContent content;
  content.title = WeightFiguresWords::tr("%1: sampling points").arg(head);
  content.kind = QStringLiteral("sampling points");
  content.name_column = QStringLiteral("point");
  content.first_column = QStringLiteral("weight");
  content.more_columns = {QStringLiteral("level"), QStringLiteral("x"), QStringLiteral("y"), QStringLiteral("offset x"), QStringLiteral("offset y"), QStringLiteral("value length"), QStringLiteral("share of output")};
  for (const WeightModel::Sample& sample : model.samples()) {
    const SampleResult& numbers = *sample.numbers;
    content.rows.push_back({WeightFiguresWords::tr("level %1, point %2").arg(sample.place.level).arg(sample.place.point), numbers.weight, 0,
                            {qint64(sample.place.level), numbers.x, numbers.y, numbers.offset_x, numbers.offset_y, length_of(numbers.value), sample.share}, &sample == model.chosen_sample()});
  }
  return std::make_shared<BarsFigure>(std::move(content));
}

}  // namespace headlight::ui
