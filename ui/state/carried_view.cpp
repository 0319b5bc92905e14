#include "ui/state/carried_view.h"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "ui/state/carried_question.h"
#include "ui/state/detections.h"
#include "ui/state/first_selection.h"

namespace headlight::ui {

namespace {

// Where a position's token stands in another text: the nearest of its name, −1 where there is none.
std::int64_t same_token(const Axis& from, const Axis& to, std::int64_t position, bool as_query) {
  if (position < 0 || from.kind != AxisKind::tokens || to.kind != AxisKind::tokens) return position;
  const std::string label = shown_label(from, position, as_query);
  std::int64_t nearest = -1;
  for (std::int64_t i = 0; i < to.size(); ++i) {
    const bool nearer = nearest < 0 || std::abs(i - position) < std::abs(nearest - position);
    if (nearer && shown_label(to, i, as_query) == label) nearest = i;
  }
  return nearest;
}

// The same words in another text; a word that is gone gives way to a first one, and its key to the strongest.
void follow_words(const TraceInfo& from, const TraceInfo& to, const Selection& before, Selection& next) {
  const SiteInfo *old = selected_site(from, before), *site = selected_site(to, next);
  if (old == nullptr || site == nullptr) return;
  next.key = same_token(key_axis(from, *old), key_axis(to, *site), before.key, false);
  if (before.query < 0) return;
  next.query = same_token(query_axis(from, *old), query_axis(to, *site), before.query, true);
  if (next.query >= 0) return;
  next.query = first_query(query_axis(to, *site));
  next.key = -1;
}

bool reads_pictures_only(const TraceInfo& trace) { return trace.model.takes_image && !trace.model.takes_text; }

}  // namespace

Selection without_others_place(const Selection& before, Selection next) {
  const bool same = next.stream == before.stream && next.query == before.query && next.detection == before.detection;
  if (!same && next.place == before.place) next.place.reset();
  return next;
}

Selection carried_selection(const TraceInfo& from, const TraceInfo& to, const Selection& selection) {
  Selection next = fitted(to, selection);
  if (from.id != to.id) {
    follow_words(from, to, selection, next);
    next = fitted(to, next);
    next.place.reset();  // of another picture
  }
  const bool lost = from.id != to.id && detection_number(from, selection.detection) >= 0 && detection_number(to, next.detection) < 0;
  return lost && !to.detections.empty() ? with_object(to, next, to.detections.front().query) : next;
}

Studio carried_studio(const ViewState& before, const TraceInfo* from, const TraceInfo& to, const Selection& after, bool key_chosen) {
  Studio next = before.studio;
  if (from == nullptr || from->model.path != to.model.path) {
    next.b = {};
    next.question = {};
    next.steps.clear();
  } else if (from->id != to.id) {
    next.question = carried_question(before.studio.question, *from, before.selection, to, after, key_chosen);
  }
  return next;
}

Look carried_look(const TraceInfo* from, const TraceInfo& to, Look look) {
  if (from != nullptr && from->model.path == to.model.path) return look;
  look.fixed_range = false;
  look.field_level = -1;
  const bool pictures = reads_pictures_only(to);
  if (from == nullptr ? pictures : reads_pictures_only(*from) != pictures) look.same_scale = !pictures;
  return look;
}

Look following_look(const TraceInfo& trace, Look look, const Selection& before, const Selection& after) {
  const int heads = heads_of(trace, before.stream), from = before.head.head, to = after.head.head;
  const bool alone = from != to && std::max(from, to) < 64 && look.hidden_heads == other_heads(from, heads);
  if (alone && before.stream == after.stream) look.hidden_heads = other_heads(to, heads);
  return look;
}

}  // namespace headlight::ui
