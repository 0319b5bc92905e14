#include "ui/studio/intervene/intervene_figures.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/panels/scene.h"
#include "ui/studio/common/bars_figure.h"
#include "ui/studio/common/head_plot.h"

namespace headlight::ui {

namespace {

struct InterveneFiguresWords {
  Q_DECLARE_TR_FUNCTIONS(InterveneFigures)
};

}  // namespace

FigurePtr output_figure(const InterveneModel& model) {
  const Ablation* result = model.result();
  if (result == nullptr) return nullptr;
  BarsContent content;
  content.title = InterveneFiguresWords::tr("Output before and after");
  content.kind = QStringLiteral("output");
  const auto [before, after] = model.texts();
  if (!before.isEmpty() && !model.writing()) content.lines = {InterveneFiguresWords::tr("Before: %1").arg(before), InterveneFiguresWords::tr("After: %1").arg(after)};
  auto rows = model.named_outputs();
  if (rows.empty()) rows = model.words();
  content.pairs = !rows.empty();
  for (const OutputRow& row : rows) content.rows.push_back({row.name, row.before, row.after});
  if (rows.empty()) {
    for (const Ablation::Change& change : result->changes) content.rows.push_back({from_utf8(change.output), change.most});
  }
  content.first_name = InterveneFiguresWords::tr("before");
  content.second_name = InterveneFiguresWords::tr("after");
  content.name_column = QStringLiteral("output");
  content.first_column = rows.empty() ? QStringLiteral("most changed by") : QStringLiteral("before");
  content.second_column = QStringLiteral("after");
  return std::make_shared<BarsFigure>(std::move(content));
}

QString changed_words(const InterveneModel& model) {
  QStringList steps;
  for (const Intervention& change : made(model.steps())) steps += words_of(change, *model.result()->before).name;
  return steps.join(QStringLiteral("; "));
}

FigurePtr ranking_figure(const InterveneModel& model) {
  std::vector<MapChange> ranked = model.maps().changes();
  if (ranked.empty()) return nullptr;
  std::ranges::stable_sort(ranked, std::greater{}, &MapChange::bits);
  BarsContent content;
  content.title = InterveneFiguresWords::tr("Most changed heads");
  content.note = InterveneFiguresWords::tr("Jensen–Shannon divergence of each map before and after, bits.");
  content.name_column = QStringLiteral("head");
  content.first_column = QStringLiteral("bits");
  for (const MapChange& change : ranked) content.rows.push_back({name_of(HeadPlace{change.site, change.layer, change.head}), change.bits});
  return std::make_shared<BarsFigure>(std::move(content));
}

}  // namespace headlight::ui
