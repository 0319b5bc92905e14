// The commands of the command line: each takes its options and gives the exit status.
#pragma once

#include "app/options.h"
#include "ui/figures/builder.h"

namespace headlight::app {

int run_trace(Session& session, const Options& options);
int run_dump(Session& session, const Options& options);
int run_export(Session& session, const Options& options);
int run_rank(Session& session, const Options& options);
int run_diff(Session& session, const Options& options);
int run_ablate(Session& session, const Options& options);
int run_models(Session& session, const Options& options);

// With --tiles.
TiledRunRequest grid_request(const Options& options);
Result<TiledRun> obtain_grid(Session& session, const Options& options);
int run_grid_dump(Session& session, const Options& options);

// One of those that --quantity takes.
Quantity quantity_named(const std::string& name);

// What can be refused before a model runs, which may take minutes: nowhere to write …
Result<Done> check_target(const Options& options);
// … layers, heads, positions that the model and its input do not have, options that it would ignore. Loads the model
// where something is asked of it. What only the run can know (positions of generated words, streams) is refused after it.
Result<Done> check_before_run(Session& session, const Options& options);

// The trace that --trace or --model with an input names.
Result<TracePtr> obtain_trace(Session& session, const Options& options);

// --view receptive: the attention of --query, --detection or the patch at --at beside the receptive field at its own place,
// or at --at; `spec` an overlay's.
Result<ui::BuiltFigure> beside_convolution(Session& session, const Options& options, const TraceInfo& trace, ui::FigureSpec spec);

// An error about --text names the file that the text came from.
Error by_file(Error error, const Source& source);

}  // namespace headlight::app
