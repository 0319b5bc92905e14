// The figures of the current selection, made from what the feed holds.
#pragma once

#include <memory>

#include "ui/controls/token_flow.h"
#include "ui/figures/graph.h"
#include "ui/figures/heads.h"
#include "ui/figures/matrix.h"
#include "ui/figures/overlay.h"
#include "ui/panels/colour_range.h"
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
// What words are joined from, in the quantity that is shown: linked_map, or all scores; null until it has arrived.
[[nodiscard]] const Plane* word_map(const Feed& feed);
// Rows and columns of it joined as the sides say, by the rule of the quantity that is shown.
[[nodiscard]] Plane words_of(const Store& store, const Plane& map, const Side& queries, const Side& keys);
// While words are shown whole: the value from the chosen query's word to the key's, where either has several tokens.
[[nodiscard]] std::optional<double> word_value(const Feed& feed);

// An axis's tokens as chips, the first 400; none for patches. Returns which positions the chips stand for.
Side show_tokens(TokenFlow& flow, const Axis* axis, const SideOptions& options = {});

// Rows and columns as the look wants them: written tokens in decoders, merged words.
[[nodiscard]] Side query_side(const Store& store);
[[nodiscard]] Side key_side(const Store& store);
// "14 × 14": rows and columns of the chosen map, of words where they are joined.
[[nodiscard]] QString size_words(const Store& store);
[[nodiscard]] Side entry_of(const Side& side, std::int64_t entry);  // one row or column of it
// Whether subwords of one word are shown as one.
[[nodiscard]] bool merges_words(const Store& store);
[[nodiscard]] QString why_no_joined_words(const Store& store);  // empty where they can be

// Words for people.
[[nodiscard]] QString stream_name(const TraceInfo& trace, const std::string& stream);
[[nodiscard]] QString head_words(const Selection& selection);  // "Layer 3 · Head 1"
[[nodiscard]] QString map_words(const Store& store);           // the same, or "Rollout · Layers 0–3"
[[nodiscard]] QString link_words(const Store& store);          // the same; "… · weights" where maps show another quantity
[[nodiscard]] QString position_text(const Store& store, std::int64_t position, bool as_query);
// Whether a special token stands at each position as the window names it (what a decoder row writes, in cross attention).
[[nodiscard]] std::vector<bool> special_queries(const Store& store);
// As position_text; the whole word while words are shown whole.
[[nodiscard]] QString word_text(const Store& store, std::int64_t position, bool as_query);
[[nodiscard]] QString from_utf8(const std::string& text);

}  // namespace headlight::ui
