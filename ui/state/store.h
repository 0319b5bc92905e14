// The one state that all panels read and change: runs, the current view, what is hovered, undo and redo.
#pragma once

#include <QObject>
#include <QString>
#include <map>
#include <memory>
#include <vector>

#include "ui/figures/tracks.h"
#include "ui/state/history.h"
#include "ui/state/view_state.h"

namespace headlight::ui {

// A finished run, newest last. `number` never changes and names the run in a ViewState.
struct Run {
  std::int64_t number = -1;
  TracePtr trace;
  std::string model;  // as given to the session; empty for an opened trace file
  InputSpec input;
  bool kept = false;  // a frame that stays: its video goes on in a run of its own
};

class Store : public QObject {
  Q_OBJECT

 public:
  explicit Store(QObject* parent = nullptr) : QObject(parent) {}

  [[nodiscard]] const std::vector<Run>& runs() const { return runs_; }
  [[nodiscard]] const Run* run() const;          // the current one, null for none
  [[nodiscard]] bool shows(TraceId trace) const;  // as one of its runs
  [[nodiscard]] const TraceInfo* trace() const;  // of the current run
  [[nodiscard]] const SiteInfo* site() const;    // selected layer's site
  [[nodiscard]] const ViewState& view() const { return view_; }
  [[nodiscard]] const Selection& selection() const { return view_.selection; }
  [[nodiscard]] const Look& look() const { return view_.look; }
  [[nodiscard]] const Studio& studio() const { return view_.studio; }
  [[nodiscard]] const Hover& hovered() const { return hover_; }
  [[nodiscard]] bool pinned() const { return pinned_; }

  // Adds a run and makes it current. Equal traces are kept once: the older entry moves to the end, with its number.
  // The selection stays where it still fits; without one the first interesting head is chosen.
  void add_run(TracePtr trace, std::string model, InputSpec input);
  // Adds a run without showing it; its number.
  std::int64_t add_beside(TracePtr trace, std::string model, InputSpec input);
  void show_run(std::int64_t number);
  // Another frame of the current run's video takes its place: one entry, and no undo step.
  void show_frame(TracePtr trace, InputSpec input, Selection selection);
  // The frame of the current run stays as it is: the next one is shown in a new run.
  void keep_frame();
  // While run_changed() tells of that: what a person chose to see of the picture (its zoom) stays.
  [[nodiscard]] bool only_frame_changed() const { return only_frame_changed_; }
  // What a video's frames call the detections of the current one, by query; empty for others.
  [[nodiscard]] const std::map<std::int64_t, Track>& tracks() const { return tracks_; }
  void set_tracks(std::map<std::int64_t, Track> tracks);
  // Where the labels of a video's objects stand, which its pictures keep from frame to frame.
  [[nodiscard]] const std::shared_ptr<LabelSides>& label_sides() const { return label_sides_; }
  [[nodiscard]] Track track_of(std::int64_t query) const;
  // What a listed object is called everywhere: in a video by its track, else by its place in the list; −1: by no number.
  [[nodiscard]] int number_of(std::int64_t query, std::int64_t place) const;
  void forget_run(std::int64_t number);

  // One undo step each, when something changes. The selection is fitted to the trace.
  void select(Selection selection);
  void set_look(Look look);
  // Successive calls with the same `gesture` (one drag of a slider) are one undo step.
  void set_look(Look look, std::uint64_t gesture);
  void set_studio(Studio studio);
  // Run, selection and studio together as one undo step; nothing for an unknown run.
  void show_together(std::int64_t run, Selection selection, Studio studio);
  void set_both(Selection selection, Studio studio);
  // What the program chooses itself: no step of its own, undone with what led to it.
  void settle(Selection selection);
  // As a session left it: with what nothing can be undone to.
  void begin_with(ViewState view);

  // The layer that was looked at in another stream of the current model; of one that was not visited that of a stream with
  // the same rows, else the chosen one.
  [[nodiscard]] int layer_in(const std::string& stream) const;

  void hover(Hover hover);      // ignored while pinned
  void set_pinned(bool pinned);  // keeps what is shown now
  // Shows what was kept when it was pinned, and keeps what was shown instead; one undo step. Nothing while not pinned.
  void swap_pinned();

  [[nodiscard]] bool can_undo() const { return history_.can_undo(); }
  [[nodiscard]] bool can_redo() const { return history_.can_redo(); }
  // What undo and redo would lead to; null for none.
  [[nodiscard]] const ViewState* earlier() const { return history_.earlier(); }
  [[nodiscard]] const ViewState* later() const { return history_.later(); }
  [[nodiscard]] const std::vector<ViewState>& undone() const { return history_.undone(); }  // the next to be redone last
  void undo();
  void redo();

 Q_SIGNALS:
  void runs_changed();       // the list
  void run_changed();        // another trace is current; view_changed follows
  void view_changed();       // selection or look
  void hover_changed();
  void history_changed();
  void run_forgotten(headlight::TraceId trace);

 private:
  const Run* find(std::int64_t number) const;
  [[nodiscard]] std::int64_t take_out(TraceId trace);  // its run's number, or a new one
  [[nodiscard]] Selection joined(const TraceInfo& trace, Selection selection) const;  // row and object as one
  void change(ViewState next);
  void show(const ViewState& next);
  void remember_layer();
  void clear_hover();

  std::vector<Run> runs_;
  std::int64_t next_number_ = 0;
  ViewState view_;
  Hover hover_;
  std::map<std::int64_t, Track> tracks_;
  std::shared_ptr<LabelSides> label_sides_ = std::make_shared<LabelSides>();
  std::map<std::string, int> layers_;  // of the streams that were looked at, while the model stays
  std::string layers_of_;              // that model
  bool pinned_ = false, only_frame_changed_ = false;
  ViewState kept_;  // while pinned
  bool key_settled_ = false;   // the program chose the selection's key, not a person
  std::uint64_t gesture_ = 0;  // of the last change; 0: it was none
  History<ViewState> history_;
};

}  // namespace headlight::ui
