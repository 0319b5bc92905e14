// What is picked and how it is drawn: the plain values behind every view of the window.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "engine/api/session.h"
#include "ui/state/studio_state.h"

namespace headlight::ui {

// One selection for all views. Positions are −1 for "none".
struct Selection {
  std::string stream;
  int layer = 0;
  HeadChoice head;
  std::int64_t query = -1;
  std::int64_t key = -1;
  std::int64_t detection = -1;  // the chosen object query; equals `query` where the chosen site's rows are those
  // Of the picture, original-image pixels: where the receptive field is taken beside this query's attention; none: the query's own.
  std::optional<std::array<double, 2>> place{};
  bool operator==(const Selection&) const = default;
};

enum class ValueScale { linear, root, log };
enum class LinkRule { top_k, threshold };
// What lies on the photo: what the chosen stream has first, sampling points, a map, links between detections.
enum class Photo { own, points, map, links };

// Lines around the cells of largest weight that hold half of a map's weight, nine tenths, or both lines.
enum class Contours { none, half, most, both };
[[nodiscard]] std::vector<double> shares_of(Contours contours);

// How the selection is drawn.
struct Look {
  Quantity quantity = Quantity::weight;
  std::string map = "viridis";
  ValueScale scale = ValueScale::root;
  bool fixed_range = false;  // false: 0…1 for weights, least…largest for scores
  double low = 0, high = 1;
  bool same_scale = true;      // one range for all heads
  bool leave_specials = false; // special tokens do not stretch the range and are never linked
  LinkRule link_rule = LinkRule::top_k;
  int top_k = 3;
  double threshold = 0.1;
  bool merge_words = false;
  double picture_opacity = 0.6;
  bool smooth_picture = false;
  Contours contours = Contours::none;  // on the map that lies on the picture
  // Sampling points and boxes on the picture. A set bit hides that head or level.
  std::uint64_t hidden_heads = 0, hidden_levels = 0;
  double least_weight = 0;
  double point_size = 1;
  double dim = 0.46;  // how much black lies on the picture, 0…0.8
  bool colour_by_level = false, offset_lines = true, other_boxes = true;
  bool whole_layer = false;  // the points of every query of the layer, not of the chosen one alone
  bool all_queries = false;  // every object query is listed and walked through, not only detections
  double least_score = -1;   // of the objects that are listed and drawn; below 0: the usual one (kUsualScore)
  Photo photo = Photo::own;
  bool rollout = false;      // in the place of the quantity, where the layers multiply (see map_kind.h)
  bool receptive = false;    // the effective receptive field beside the attention
  int field_level = -1;      // of which map (ReceptiveField::levels); −1: the chosen cell's own, else the engine's choice
  bool operator==(const Look&) const = default;
};

// Look::hidden_heads where one of `heads` heads is shown alone.
[[nodiscard]] std::uint64_t other_heads(int head, int heads);

// One undo step.
struct ViewState {
  std::int64_t run = -1;  // number of the run, −1 for none
  Selection selection;
  Look look;
  Studio studio;
  bool operator==(const ViewState&) const = default;
};

// What is under the pointer; positions are −1 for "none". Never part of the history.
struct Hover {
  std::int64_t query = -1;
  std::int64_t key = -1;
  int layer = -1;  // a head of the heads grid
  int head = -1;
  bool operator==(const Hover&) const = default;
};

// The site of the selection's stream and layer, null when the trace has none.
[[nodiscard]] const SiteInfo* selected_site(const TraceInfo& trace, const Selection& selection);

// Number of layers of a stream, and heads of its widest layer.
[[nodiscard]] int layers_of(const TraceInfo& trace, const std::string& stream);
[[nodiscard]] int heads_of(const TraceInfo& trace, const std::string& stream);

// The stream's next layer in the direction of `by` (−1 or 1); `layer` where there is none. Traces of strangers may leave
// layers out.
[[nodiscard]] int layer_beside(const TraceInfo& trace, const std::string& stream, int layer, int by);

[[nodiscard]] const Axis& query_axis(const TraceInfo& trace, const SiteInfo& site);
[[nodiscard]] const Axis& key_axis(const TraceInfo& trace, const SiteInfo& site);

// The selection with layer, head and positions moved into what the trace has. An unknown stream becomes the first.
// Its object query is `query` again where the rows are object queries.
[[nodiscard]] Selection fitted(const TraceInfo& trace, Selection selection);

// Whether position `i` of a token axis was added by the tokenizer; leading and trailing tokens of patches count too.
[[nodiscard]] bool is_special(const Axis& axis, std::int64_t i);

// Text of a position for people: in a decoder the token that the row writes; patches as "patch row, column".
[[nodiscard]] std::string shown_label(const Axis& axis, std::int64_t i, bool as_query);

// "layer.head", "layer.mean" or "layer.max".
[[nodiscard]] std::string head_text(const Selection& selection);

}  // namespace headlight::ui
