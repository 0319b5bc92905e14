#include "ui/state/store.h"

#include <algorithm>
#include <utility>

#include "ui/state/carried_view.h"
#include "ui/state/detections.h"
#include "ui/state/first_selection.h"

namespace headlight::ui {

const Run* Store::find(std::int64_t number) const {
  const auto at = std::find_if(runs_.begin(), runs_.end(), [&](const Run& run) { return run.number == number; });
  return at == runs_.end() ? nullptr : &*at;
}

bool Store::shows(TraceId trace) const {
  return std::ranges::any_of(runs_, [trace](const Run& run) { return run.trace->id == trace; });
}

const Run* Store::run() const { return find(view_.run); }

const TraceInfo* Store::trace() const {
  const Run* current = run();
  return current == nullptr ? nullptr : current->trace.get();
}

const SiteInfo* Store::site() const {
  const TraceInfo* now = trace();
  return now == nullptr ? nullptr : selected_site(*now, view_.selection);
}

void Store::add_run(TracePtr trace, std::string model, InputSpec input) {
  const TracePtr before = run() == nullptr ? nullptr : run()->trace;  // taking it out may let it go
  const bool same_shape = before != nullptr && before->model.path == trace->model.path &&
                          before->streams() == trace->streams();
  const std::int64_t number = take_out(trace->id);
  runs_.push_back({number, trace, std::move(model), std::move(input)});
  ViewState next = view_;
  next.run = number;
  next.selection = same_shape ? carried_selection(*before, *trace, view_.selection) : first_selection(*trace);
  next.studio = carried_studio(view_, before.get(), *trace, next.selection, !key_settled_);
  next.look = carried_look(before.get(), *trace, next.look);
  Q_EMIT runs_changed();
  if (next != view_) return change(std::move(next));
  Q_EMIT run_changed();  // run again: nothing moves, but it has arrived
  Q_EMIT view_changed();
}

std::int64_t Store::add_beside(TracePtr trace, std::string model, InputSpec input) {
  const auto known = std::ranges::find_if(runs_, [&](const Run& run) { return run.trace->id == trace->id; });
  if (known != runs_.end()) return known->number;
  runs_.push_back({next_number_++, std::move(trace), std::move(model), std::move(input)});
  Q_EMIT runs_changed();
  return runs_.back().number;
}

std::int64_t Store::take_out(TraceId trace) {
  const auto at = std::find_if(runs_.begin(), runs_.end(), [&](const Run& run) { return run.trace->id == trace; });
  if (at == runs_.end()) return next_number_++;
  const std::int64_t number = at->number;
  runs_.erase(at);
  return number;
}

void Store::show_run(std::int64_t number) {
  const Run* target = find(number);
  if (target == nullptr || number == view_.run) return;
  ViewState next = view_;
  next.run = number;
  const TraceInfo* now = trace();
  const bool same_model = now != nullptr && now->model.path == target->trace->model.path;
  next.selection = same_model ? carried_selection(*now, *target->trace, view_.selection) : first_selection(*target->trace);
  next.studio = carried_studio(view_, now, *target->trace, next.selection, !key_settled_);
  next.look = carried_look(now, *target->trace, next.look);
  change(std::move(next));
}

void Store::show_frame(TracePtr trace, InputSpec input, Selection selection) {
  const auto at = std::find_if(runs_.begin(), runs_.end(), [&](const Run& run) { return run.number == view_.run; });
  if (at == runs_.end()) return;
  view_.selection = without_others_place(view_.selection, fitted(*trace, std::move(selection)));
  const bool goes_on = at->kept;
  if (goes_on) {
    view_.run = next_number_++;
    runs_.push_back({view_.run, std::move(trace), at->model, std::move(input)});
  } else {
    at->trace = std::move(trace);
    at->input = std::move(input);
  }
  if (goes_on) Q_EMIT runs_changed();
  only_frame_changed_ = true;
  Q_EMIT run_changed();
  only_frame_changed_ = false;
  Q_EMIT view_changed();
}

void Store::keep_frame() {
  const auto at = std::find_if(runs_.begin(), runs_.end(), [&](const Run& run) { return run.number == view_.run; });
  if (at == runs_.end() || at->trace->image_frame < 0 || at->kept) return;
  at->kept = true;
  Q_EMIT runs_changed();
}

void Store::set_tracks(std::map<std::int64_t, Track> tracks) {
  if (tracks.empty()) label_sides_ = std::make_shared<LabelSides>();  // another video's
  tracks_ = std::move(tracks);
}

Track Store::track_of(std::int64_t query) const {
  const auto at = tracks_.find(query);
  return at == tracks_.end() ? Track() : at->second;
}

int Store::number_of(std::int64_t query, std::int64_t place) const {
  if (tracks_.empty()) return int(place);
  return track_of(query).number;
}

void Store::forget_run(std::int64_t number) {
  const Run* target = find(number);
  if (target == nullptr) return;
  const TracePtr gone = target->trace;
  const TraceId trace = gone->id;
  std::erase_if(runs_, [&](const Run& run) { return run.number == number; });
  ViewState next = view_;
  if (view_.run == number) {
    next.run = runs_.empty() ? -1 : runs_.back().number;
    if (!runs_.empty()) next.selection = first_selection(*runs_.back().trace);
    next.studio = runs_.empty() ? Studio{} : carried_studio(view_, gone.get(), *runs_.back().trace, next.selection, !key_settled_);
  }
  history_.forget([&](const ViewState& state) { return state.run == number; }, next);
  if (pinned_ && kept_.run == number) set_pinned(false);
  if (next != view_) show(next);
  Q_EMIT history_changed();
  Q_EMIT runs_changed();
  Q_EMIT run_forgotten(trace);
}

Selection Store::joined(const TraceInfo& trace, Selection selection) const {
  const SiteInfo* site = selected_site(trace, selection);
  const Selection& before = view_.selection;
  const bool objects = site != nullptr && object_axis(trace) != nullptr && trace.row_of_query(*site, 0) >= 0;
  if (objects && selection.detection != before.detection && selection.query == before.query) {
    selection = with_object(trace, selection, selection.detection);
  } else if (objects && selection.query >= 0 && selection.query != before.query && selection.detection == before.detection) {
    selection.detection = object_of_row(trace, *site, selection.query);
  }
  return without_others_place(before, fitted(trace, std::move(selection)));
}

void Store::select(Selection selection) { set_both(std::move(selection), view_.studio); }

void Store::set_both(Selection selection, Studio studio) {
  const TraceInfo* now = trace();
  if (now == nullptr) return;
  ViewState next = view_;
  next.selection = joined(*now, std::move(selection));
  next.studio = std::move(studio);
  next.look = following_look(*now, next.look, view_.selection, next.selection);
  if (next.selection.key != view_.selection.key) next.studio.question.lost = key_settled_ = false;
  change(std::move(next));
}

void Store::settle(Selection selection) {
  const TraceInfo* now = trace();
  if (now == nullptr) return;
  ViewState next = view_;
  next.selection = joined(*now, std::move(selection));
  key_settled_ = key_settled_ || next.selection.key != view_.selection.key;
  if (next != view_) show(next);
}

void Store::begin_with(ViewState view) {
  if (const Run* target = find(view.run)) view.selection = fitted(*target->trace, std::move(view.selection));
  history_.clear();
  gesture_ = 0;
  show(view);
}

void Store::set_look(Look look) { set_look(std::move(look), 0); }

void Store::set_look(Look look, std::uint64_t gesture) {
  ViewState next = view_;
  next.look = std::move(look);
  const Look& now = view_.look;
  // A range set by hand is of one quantity: it ends with it, unless both are set at once.
  const bool other = next.look.quantity != now.quantity || next.look.rollout != now.rollout;
  if (other && now.fixed_range && next.look.low == now.low && next.look.high == now.high) next.look.fixed_range = false;
  if (next == view_) return;
  if (gesture != 0 && gesture == gesture_) return show(next);
  change(std::move(next));
  gesture_ = gesture;
}

void Store::set_studio(Studio studio) {
  ViewState next = view_;
  next.studio = std::move(studio);
  change(std::move(next));
}

void Store::show_together(std::int64_t run, Selection selection, Studio studio) {
  const Run* target = find(run);
  if (target == nullptr) return;
  ViewState next = view_;
  next.run = run;
  next.selection = fitted(*target->trace, std::move(selection));
  if (run != view_.run) next.selection.place.reset();  // of another picture
  next.studio = std::move(studio);
  change(std::move(next));
}

void Store::hover(Hover hover) {
  if (pinned_ || hover == hover_) return;
  hover_ = hover;
  Q_EMIT hover_changed();
}

void Store::set_pinned(bool pinned) {
  if (pinned && !pinned_) kept_ = view_;
  pinned_ = pinned;
  Q_EMIT hover_changed();
}

void Store::swap_pinned() {
  if (!pinned_ || kept_.run < 0 || find(kept_.run) == nullptr || kept_ == view_) return;
  const Hover hover = hover_;
  const ViewState now = view_;
  change(std::exchange(kept_, now));
  if (now.selection.stream == view_.selection.stream && now.run == view_.run) hover_ = hover;
  Q_EMIT hover_changed();
}

void Store::change(ViewState next) {
  if (next == view_) return;
  gesture_ = 0;
  if (view_.run >= 0) history_.record(view_);
  show(next);
}

void Store::show(const ViewState& next) {
  const bool other_run = next.run != view_.run;
  const bool other_map = other_run || next.selection.stream != view_.selection.stream;
  view_ = next;
  remember_layer();
  if (other_map) clear_hover();
  if (other_run) Q_EMIT run_changed();
  Q_EMIT view_changed();
  Q_EMIT history_changed();
}

void Store::remember_layer() {
  const TraceInfo* now = trace();
  if (now == nullptr) return;
  if (layers_of_ != now->model.path) layers_.clear();
  layers_of_ = now->model.path;
  layers_[view_.selection.stream] = view_.selection.layer;
}

int Store::layer_in(const std::string& stream) const {
  if (const auto seen = layers_.find(stream); seen != layers_.end()) return seen->second;
  const TraceInfo* now = trace();
  const auto rows_of = [now](const std::string& name) {
    const auto sites = now == nullptr ? std::vector<const SiteInfo*>() : sites_of(*now, name);
    return sites.empty() ? -1 : sites.front()->query_axis;
  };
  const int rows = rows_of(stream);
  for (const auto& [name, layer] : layers_) {
    if (rows >= 0 && rows_of(name) == rows) return layer;
  }
  return view_.selection.layer;
}

// Positions of one map mean nothing in another; a view that was pinned can still be swapped with it.
void Store::clear_hover() {
  if (hover_ == Hover{}) return;
  hover_ = {};
  Q_EMIT hover_changed();
}

void Store::undo() {
  gesture_ = 0;
  if (const auto before = history_.undo(view_)) show(*before);
}

void Store::redo() {
  gesture_ = 0;
  if (const auto after = history_.redo(view_)) show(*after);
}

}  // namespace headlight::ui
