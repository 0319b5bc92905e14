// Where the positions of a map over patches stand on the picture.
#pragma once

#include "engine/api/trace_info.h"
#include "ui/figures/patch_graph.h"

namespace headlight::ui {

// Whether a site links patches with each other, or detections with patches, on one picture.
[[nodiscard]] bool joins_patches(const TraceInfo& trace, const SiteInfo& site);

// Original pixels: as the axis says, else the picture's, else the model's input.
[[nodiscard]] QSizeF picture_size(const Axis& keys, const QImage& picture);

// One a position of the queries or keys. Cells in the padding around the picture have no place on it; leading tokens stand
// `beside` it where they are wanted; tokens of detections lie on their boxes.
[[nodiscard]] std::vector<PatchMark> patch_marks(const TraceInfo& trace, const SiteInfo& site, bool queries, bool beside);

}  // namespace headlight::ui
