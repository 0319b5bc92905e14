// Figures of a run over a grid of tiles.
#pragma once

#include "ui/figures/builder.h"
#include "ui/figures/overlay.h"

namespace headlight::ui {

// The part's trace with the detections of all parts, numbered as in `run`. Those of other parts have queries below −1,
// which are no row of this trace.
[[nodiscard]] TraceInfo with_all_detections(const TiledRun& run, std::size_t part);

// One map over the whole picture: each of its cells, as large as a tile's, is the mean over the tiles' cells at its
// middle; 0 where no tile saw the picture. Weights on leading and trailing tokens are means over the tiles. The parts
// must not be empty and show one picture.
[[nodiscard]] OverlayContent join_overlays(const std::vector<OverlayContent>& parts);

// Points or overlay of a run over a grid, from the requests that made it. Where it found something: of one detection
// (spec.detection, open: the best) from its own tile, among the boxes of all. Else an overlay: the tiles' maps joined.
Result<BuiltFigure> build_on_grid(Session& session, const TiledRunRequest& request, const TiledRun& run, FigureSpec spec);

}  // namespace headlight::ui
