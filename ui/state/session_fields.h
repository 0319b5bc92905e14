// Which fields of a selection, a look and an input a session file has, for its writer and its reader alike.
#pragma once

#include <array>
#include <string_view>

#include "engine/api/input.h"
#include "ui/state/view_state.h"

namespace headlight::ui {

template <typename Choice>
struct ChoiceNames;  // .all: the words of an enumeration, in its order
template <>
struct ChoiceNames<Quantity> {
  static constexpr std::array<std::string_view, 3> all = {"weight", "score", "contribution"};
};
template <>
struct ChoiceNames<ValueScale> {
  static constexpr std::array<std::string_view, 3> all = {"linear", "root", "log"};
};
template <>
struct ChoiceNames<LinkRule> {
  static constexpr std::array<std::string_view, 2> all = {"top k", "threshold"};
};
template <>
struct ChoiceNames<Photo> {
  static constexpr std::array<std::string_view, 4> all = {"own", "points", "map", "links"};
};
template <>
struct ChoiceNames<Contours> {
  static constexpr std::array<std::string_view, 4> all = {"none", "half", "most", "both"};
};
template <>
struct ChoiceNames<HeadChoice::Mode> {
  static constexpr std::array<std::string_view, 3> all = {"one", "mean", "max"};
};

// What a session may name beside its values.
inline constexpr std::array<std::string_view, 3> kThemeNames = {"dark", "light", "contrast"};
inline constexpr std::array<std::string_view, 5> kWorkspaceNames = {"explore", "weight", "compare", "ask", "intervene"};

// Calls field(name, member) for each; `Value` may be const.
template <typename Value, typename Field>
void selection_fields(Value& selection, Field&& field) {
  field("stream", selection.stream);
  field("layer", selection.layer);
  field("heads", selection.head.mode);
  field("head", selection.head.head);
  field("query", selection.query);
  field("key", selection.key);
  field("detection", selection.detection);
  field("place", selection.place);
}

template <typename Value, typename Field>
void look_fields(Value& look, Field&& field) {
  field("quantity", look.quantity);
  field("map", look.map);
  field("scale", look.scale);
  field("fixed range", look.fixed_range);
  field("low", look.low);
  field("high", look.high);
  field("same scale", look.same_scale);
  field("leave specials", look.leave_specials);
  field("link rule", look.link_rule);
  field("top k", look.top_k);
  field("threshold", look.threshold);
  field("merge words", look.merge_words);
  field("picture opacity", look.picture_opacity);
  field("smooth picture", look.smooth_picture);
  field("contours", look.contours);
  field("hidden heads", look.hidden_heads);
  field("hidden levels", look.hidden_levels);
  field("least weight", look.least_weight);
  field("point size", look.point_size);
  field("dim", look.dim);
  field("colour by level", look.colour_by_level);
  field("offset lines", look.offset_lines);
  field("other boxes", look.other_boxes);
  field("whole layer", look.whole_layer);
  field("all queries", look.all_queries);
  field("least score", look.least_score);
  field("photo", look.photo);
  field("receptive", look.receptive);
  field("field level", look.field_level);
  field("rollout", look.rollout);
}

// Steps are written apart.
template <typename Value, typename Field>
void studio_fields(Value& studio, Field&& field) {
  field("b run", studio.b.run);
  field("b layer", studio.b.layer);
  field("b head", studio.b.head);
  field("b query", studio.b.query);
  field("from", studio.question.from);
  field("to", studio.question.to);
  field("box", studio.question.box);
  field("region", studio.question.region);
  field("reverse", studio.question.reverse);
  field("lost", studio.question.lost);
  field("across", studio.across);
  field("up", studio.up);
  field("groups", studio.groups);
  field("between", studio.between);
  field("linked", studio.linked);
  field("patterns", studio.patterns);
}

template <typename Value, typename Field>
void many_fields(Value& many, Field&& field) {
  field("stream", many.stream);
  field("from", many.from);
  field("to", many.to);
  field("from region", many.from_region);
  field("to region", many.to_region);
  field("reverse", many.reverse);
  field("pictures", many.pictures);
  field("inputs", many.inputs);
  field("shown", many.shown);
}

// Files (image, pixels) are written apart.
template <typename Value, typename Field>
void input_fields(Value& input, Field&& field) {
  field("text", input.text);
  field("pair", input.pair);
  field("target", input.target);
  field("ids", input.ids);
  field("target ids", input.target_ids);
  field("window", input.window);
  field("frame", input.frame);
  field("region", input.region);
}

}  // namespace headlight::ui
