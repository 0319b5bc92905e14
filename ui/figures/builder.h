// From a trace and a wish to a figure: which views to ask for, and what to make of them.
#pragma once

#include <QImage>
#include <QJsonObject>
#include <map>

#include "engine/api/session.h"
#include "ui/figures/figure.h"
#include "ui/figures/source_line.h"
#include "ui/figures/spec.h"

namespace headlight::ui {

struct BuiltFigure {
  FigurePtr figure;
  FigureSpec spec;           // as resolved
  Cell selected;             // marked when painted
  int site = -1, head = -1;  // what it shows, −1 where several
  QString input_file;        // the picture or video that it is of; empty for none
  std::vector<FigureSource> sources;  // named below the figure in files
  QJsonObject provenance;    // model, hash, input, stream, layer, head, quantity, transform, range, version
};

// A spec without open choices, and the requests whose replies `assemble` needs, in this order.
struct FigurePlan {
  FigureSpec spec;
  std::vector<Request> requests;
};

// The request whose answer `resolve` needs to choose a layer or head; none when nothing is open.
std::optional<ViewRequest> open_question(const TraceInfo& trace, const FigureSpec& spec);

// Fills in what the spec leaves open. Graph and matrix without a layer or head show first_head(). With
// mean or maximum over heads: the last layer. Overlay: the last layer, mean over its heads, from [CLS]. Rollout: up to
// the last layer.
Result<FigureSpec> resolve(const TraceInfo& trace, FigureSpec spec, const HeadsResult* maps);

// `spec` must be resolved.
Result<FigurePlan> plan_figure(const TraceInfo& trace, const FigureSpec& spec);

Result<BuiltFigure> assemble(const TraceInfo& trace, const FigurePlan& plan, const std::vector<Reply>& replies);

// All of the above, waiting for the session; for programs without an event loop.
Result<BuiltFigure> build(Session& session, const TraceInfo& trace, const FigureSpec& spec);

// "Layer 3, head 1", "Cross attention, layer 1, mean of 4 heads".
QString head_title(const TraceInfo& trace, const SiteInfo& site, const HeadChoice& head);

}  // namespace headlight::ui
