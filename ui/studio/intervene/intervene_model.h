// Runs the shown input with the list of changes and holds both runs: what each said, and how every map changed. What a
// translator wrote itself it reads again for the maps (their rows are then the same words), and writes anew beside that.
#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <functional>
#include <optional>

#include "ui/panels/context.h"
#include "ui/studio/intervene/changed_maps.h"
#include "ui/studio/intervene/changed_runs.h"
#include "ui/studio/intervene/head_importance.h"
#include "ui/studio/intervene/step_outputs.h"
#include "ui/studio/intervene/written_words.h"

namespace headlight::ui {

class InterveneModel : public QObject {
  Q_OBJECT

 public:
  explicit InterveneModel(Context context, QObject* parent = nullptr);
  ~InterveneModel() override;

  void refresh();
  void run_again();
  bool stop_all();  // whether there was anything under way

  [[nodiscard]] const std::vector<Step>& steps() const { return context_.store.studio().steps; }
  // One undo step each. A head is off or at its mean: the later takes the earlier's place.
  void add(const Intervention& change);
  [[nodiscard]] QString replaced() const;  // which step the last one took the place of; empty for none, or after another change
  // Moves one sampling point; its last step is changed where it is the latest of all.
  void move_point(const Intervention& change);
  void remove(std::size_t index);
  void set_on(std::size_t index, bool on);
  void move(std::size_t index, int by);
  void clear();
  [[nodiscard]] int undone() const;  // changes of the list that redo brings back
  // Why this run cannot be changed; empty where it can.
  [[nodiscard]] QString unable() const { return unable(context_.store); }
  [[nodiscard]] static QString unable(const Store& store);

  [[nodiscard]] const Ablation* result() const { return result_ ? &*result_ : nullptr; }
  [[nodiscard]] const std::vector<Intervention>& answered() const { return answered_; }  // what it was run with
  // Whether result() answers the present list.
  [[nodiscard]] bool current() const { return result_ && answered_ == made(steps()); }
  // The list has changed, and what it leads to is on its way: the numbers and texts, the chosen maps, the change of every
  // map. After 150 ms of waiting, so that what comes at once replaces the earlier in place.
  [[nodiscard]] bool outputs_late() const { return late_ && waits(); }
  [[nodiscard]] bool maps_late() const { return late_ && (waits() || maps_.awaited()); }
  [[nodiscard]] bool changes_late() const { return late_ && (waits() || maps_.changes_awaited()); }
  [[nodiscard]] bool waits() const;  // result() is not of the present list
  [[nodiscard]] bool running() const { return context_.client.busy(kChangedSlot); }
  [[nodiscard]] bool settled() const;  // current, and everything that is shown of it has arrived
  [[nodiscard]] bool stopped() const { return stopped_; }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

  // What was written before and with the changes, by itself where it could; empty for models that write nothing.
  [[nodiscard]] std::pair<QString, QString> texts() const;
  [[nodiscard]] bool writing() const;  // the text after has not arrived yet
  [[nodiscard]] bool writes_anew() const;  // the model wrote its output itself: it does so again with the changes
  [[nodiscard]] const std::vector<OutputRow>& words() const { return words_.rows(); }  // written_words of both runs
  // What both runs say, in rows; predictions are those at position().
  [[nodiscard]] std::vector<OutputRow> outputs() const;
  [[nodiscard]] std::vector<OutputRow> named_outputs() const;  // predictions and detections alone
  [[nodiscard]] std::int64_t position() const;
  void set_position(std::int64_t position);
  [[nodiscard]] QString position_words() const;  // which token those are of: "for [MASK] · 3"; empty: of the whole input

  // The output that is followed from step to step: the chosen one, else the one that says most (the word that moved
  // most, the chosen detection, the first prediction). Nothing where there is none.
  [[nodiscard]] std::optional<OutputRow> watched() const;
  void watch(OutputRow row);  // chooses it where it is a detection
  // Whether it stands as the chosen one in lists: a detection only where the window has chosen it.
  [[nodiscard]] bool is_chosen(const OutputRow& row) const { return row.query < 0 || row.query == context_.store.selection().detection; }
  // Its value after this step and those before it; nothing while it is not known, NaN where that run does not name it.
  [[nodiscard]] std::optional<double> watched_after(std::size_t step) const;

  [[nodiscard]] const ChangedMaps& maps() const { return maps_; }
  [[nodiscard]] const HeadImportance& importance() const { return context_.importance; }
  void show_most(bool on) { maps_.set_most(on); }
  void weigh_heads();  // importance of every head of the stream, in the background
  void stop_weighing() { context_.importance.stop(); }

 Q_SIGNALS:
  void changed();

 private:
  void be_patient();
  void edit(const std::function<void(std::vector<Step>&)>& change);
  void run();
  void has_stopped();
  [[nodiscard]] Numbering numbering() const;
  void arrived(Result<Reply> reply, const std::vector<Intervention>& of);
  void write_anew(const Run& run, const std::vector<Intervention>& wanted);
  void written_anew(Result<Reply> reply, const std::vector<Intervention>& of);
  [[nodiscard]] RunRequest request_of(const Run& run) const;
  [[nodiscard]] bool shows(TraceId trace) const;  // shown by the window, or a part of what is shown here
  void let_go(const TracePtr& before, const TracePtr& after);
  void let_go_of_result();
  void follow_run();  // what is held of another run goes
  void forget_result();

  Context context_;
  QPointer<SessionClient> client_;  // null once the program ends
  ChangedMaps maps_;
  WrittenWords words_;
  StepOutputs beginnings_;
  QTimer soon_, patience_;
  bool late_ = false;
  std::optional<Ablation> result_;
  TracePtr anew_;
  std::vector<Intervention> anew_of_;
  std::vector<Intervention> answered_;
  std::optional<std::vector<Intervention>> asked_;
  bool stopped_ = false;  // by the user, before it answered
  TraceId of_ = 0;  // the run that result, asked and importance belong to
  std::vector<Step> replacing_;  // the steps right after one took another's place
  QString replaced_;
  std::int64_t position_ = -1;
  QString watched_;
  std::optional<Error> error_;
};

}  // namespace headlight::ui
