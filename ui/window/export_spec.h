// The views of a run that can be written as figures, and what one of them is, as the window shows it.
#pragma once

#include <QString>
#include <vector>

#include "ui/figures/spec.h"
#include "ui/panels/context.h"

namespace headlight::ui {

struct OfferedView {
  QString name;
  FigureView view = FigureView::matrix;
  bool of_all = false;  // the graph of all patches, not of the chosen one
};
// A run must be shown.
[[nodiscard]] std::vector<OfferedView> offered_views(const Store& store);

// The run with the objects that are shown, in their order.
[[nodiscard]] TracePtr shown_trace(const Store& store);

// `trace`: as shown_trace gives it.
[[nodiscard]] FigureSpec export_spec(const Context& context, const TraceInfo& trace, FigureView view, bool of_all);

}  // namespace headlight::ui
