// The figures of the current selection, made from what the feed holds.
#pragma once

#include <memory>

#include "ui/controls/token_flow.h"
#include "ui/figures/graph.h"
#include "ui/figures/heads.h"
#include "ui/figures/matrix.h"
#include "ui/figures/overlay.h"
#include "ui/panels/colour_range.h"
#include "ui/panels/joined_words.h"
#include "ui/state/feed.h"

namespace headlight::ui {

// Each is null while the numbers for the current trace have not arrived.
// The heads' thumbnails, made anew where something of them differs.
class HeadsPicture {
 public:
  [[nodiscard]] std::shared_ptr<const HeadsFigure> of(Feed& feed);

 private:
  ViewPtr maps_;
  std::shared_ptr<const HeadsFigure> figure_;
};
[[nodiscard]] std::shared_ptr<const MatrixFigure> matrix_figure(Feed& feed);
[[nodiscard]] std::shared_ptr<const GraphFigure> graph_figure(Feed& feed);
// A row over patches as a map on their picture, without picture, query and scale.
[[nodiscard]] OverlayContent row_on_picture(const Axis& keys, const std::vector<float>& row);
// The chosen query's row; for keys that are patches.
[[nodiscard]] std::optional<OverlayContent> map_on_picture(Feed& feed, const QImage& picture);
[[nodiscard]] bool shows_picture(const Store& store);

// The chosen cell and row, null until those of the present selection have arrived.
[[nodiscard]] const CellResult* selected_cell(const Feed& feed);
[[nodiscard]] const std::vector<float>* selected_row(const Feed& feed);
// All rows of the rollout while that is shown.
[[nodiscard]] const Plane* whole_rollout(const Feed& feed);
// All weights of the chosen head, where it is small enough to be held whole.
[[nodiscard]] const TileResult* whole_weights(const Feed& feed);
// What links and merged words are of: all rows of the rollout while that is shown, else all weights of the chosen head.
[[nodiscard]] const Plane* linked_map(const Feed& feed);
// The chosen cell in the quantity that is shown; nothing until it has arrived.
[[nodiscard]] std::optional<double> selected_value(const Feed& feed);

// An axis's tokens as chips, the first 400; none for patches. Returns which positions the chips stand for.
Side show_tokens(TokenFlow& flow, const Axis* axis, const SideOptions& options = {});

// Words for people.
[[nodiscard]] QString stream_name(const TraceInfo& trace, const std::string& stream);
[[nodiscard]] QString head_words(const Selection& selection);  // "Layer 3 · Head 1"
[[nodiscard]] QString map_words(const Store& store);           // the same, or "Rollout · Layers 0–3"
[[nodiscard]] QString link_words(const Store& store);          // the same; "… · weights" where maps show another quantity
[[nodiscard]] QString position_text(const Store& store, std::int64_t position, bool as_query);
[[nodiscard]] QString from_utf8(const std::string& text);

}  // namespace headlight::ui
