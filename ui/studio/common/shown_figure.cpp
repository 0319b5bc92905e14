#include "ui/studio/common/shown_figure.h"

#include <QJsonArray>

#include "ui/figures/provenance.h"

namespace headlight::ui {

ShownFigure shown_figure(const Store& store, FigurePtr figure, const QString& name, const QString& kind, QJsonObject more) {
  const TraceInfo& trace = *store.trace();
  const Selection& now = store.selection();
  ShownFigure out{name, {}};
  out.built.figure = std::move(figure);
  FigureSpec& spec = out.built.spec;
  spec.view = FigureView::matrix;
  spec.stream = now.stream;
  spec.layer = now.layer;
  spec.head = now.head;
  spec.query = now.query;
  spec.key = now.key;
  spec.quantity = store.look().quantity;
  spec.merge_words = spec.drop_special = false;
  out.built.selected = {now.query, now.key};
  out.built.site = store.site()->id;
  out.built.head = now.head.mode == HeadChoice::Mode::one ? now.head.head : -1;
  out.built.input_file = QString::fromStdString(trace.image_path);
  out.built.sources = {source_of(trace)};
  out.built.provenance = provenance(trace, *store.site(), spec);
  out.built.provenance.insert(QStringLiteral("view"), kind);
  for (auto entry = more.begin(); entry != more.end(); ++entry) out.built.provenance.insert(entry.key(), entry.value());
  return out;
}

QJsonObject with_interventions(const Store& store, QJsonObject more) {
  QJsonArray all;
  for (const Step& step : store.studio().steps) {
    if (step.on) all.append(QString::fromStdString(to_text(step.change)));
  }
  more.insert(QStringLiteral("interventions"), all);
  return more;
}

}  // namespace headlight::ui
