// What a workspace shows, as figures that files are made of.
#pragma once

#include <QJsonObject>

#include "ui/figures/builder.h"
#include "ui/state/store.h"

namespace headlight::ui {

struct ShownFigure {
  QString name;  // for people: "Difference of two maps"
  BuiltFigure built;
};

// `kind` names it in file names and is its provenance's "view"; the rest of that is the current run's, and `more`. A run
// must be shown.
[[nodiscard]] ShownFigure shown_figure(const Store& store, FigurePtr figure, const QString& name, const QString& kind,
                                       QJsonObject more = {});
// "interventions" of the provenance: each as the command line writes it.
[[nodiscard]] QJsonObject with_interventions(const Store& store, QJsonObject more = {});

}  // namespace headlight::ui
