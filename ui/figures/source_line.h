// Which model and which input a figure is of, as it stands below the figure in files.
#pragma once

#include <QString>
#include <vector>

#include "engine/api/trace_info.h"
#include "ui/theme/face.h"

namespace headlight::ui {

struct FigureSource {
  QString model, input;
  bool quoted = false;  // the input is a text, not a file or a count
  QString name = {};    // "A", where a figure is of two
  QString changed = {};  // "head 1.1 off": of runs whose attention was changed
  bool operator==(const FigureSource&) const = default;
};

[[nodiscard]] FigureSource source_of(const TraceInfo& trace);
// Of two, "A" and "B".
[[nodiscard]] std::vector<FigureSource> sources_of(const TraceInfo& a, const TraceInfo& b);

// "Model: scenes-vit · Input: bus.png" of each; what was changed in a line below; in two lines where that is too long, and what is too long even then ends
// with "…".
[[nodiscard]] QStringList source_lines(const std::vector<FigureSource>& sources, const Face& face, double width);

}  // namespace headlight::ui
