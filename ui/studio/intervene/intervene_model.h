// Runs the shown input with the list of changes and holds both runs: what each said, and how every map changed. What a
// translator wrote itself it reads again for the maps (their rows are then the same words), and writes anew beside that.
#pragma once

#include <QImage>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <array>
#include <optional>

#include "ui/panels/context.h"
#include "ui/studio/common/triple_maps.h"
#include "ui/studio/intervene/intervene_numbers.h"

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
  void add(const Intervention& change);  // one undo step each
  // Moves one sampling point; its last step is changed where it is the latest of all.
  void move_point(const Intervention& change);
  void remove(std::size_t index);
  void set_on(std::size_t index, bool on);
  void move(std::size_t index, int by);
  void clear();
  // Why this run cannot be changed; empty where it can.
  [[nodiscard]] QString unable() const;

  [[nodiscard]] const Ablation* result() const { return result_ ? &*result_ : nullptr; }
  // Whether result() answers the present list.
  [[nodiscard]] bool current() const { return result_ && answered_ == made(steps()); }
  [[nodiscard]] bool running() const { return context_.client.busy(kSlot); }
  [[nodiscard]] bool stopped() const { return stopped_; }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

  // What was written before and with the changes, by itself where it could; empty for models that write nothing.
  [[nodiscard]] std::pair<QString, QString> texts() const;
  [[nodiscard]] bool writing() const;  // the text after has not arrived yet
  [[nodiscard]] bool writes_anew() const;  // the model wrote its output itself: it does so again with the changes
  [[nodiscard]] const std::vector<OutputRow>& words() const { return words_; }  // written_words of both runs
  [[nodiscard]] const std::vector<MapChange>& changes() const { return changes_; }  // in layer, then head order
  // Of the chosen head, before, after, after − before; sampled layers over `picture`.
  [[nodiscard]] std::optional<TripleMaps::Content> maps(const QImage& picture) const;
  [[nodiscard]] bool sampled() const;  // the chosen layer samples points
  // What the chosen row sampled at the chosen layer; null where that has not arrived.
  [[nodiscard]] const QueryPoints* points_before() const { return points_of(points_before_, true); }
  [[nodiscard]] const QueryPoints* points_after() const { return points_of(points_after_, false); }
  [[nodiscard]] const std::optional<Error>& map_error() const;  // of maps, points and changes

  void weigh_heads();  // importance of every head of the stream, in the background
  void stop_weighing();
  [[nodiscard]] const Importance* importance() const { return importance_ ? &*importance_ : nullptr; }
  [[nodiscard]] bool weighing() const { return context_.client.busy(kImportance); }
  [[nodiscard]] double weighed() const { return weighed_; }  // 0…1, −1 unknown
  [[nodiscard]] const std::optional<Error>& importance_error() const { return importance_error_; }

 Q_SIGNALS:
  void changed();

 private:
  static constexpr char kSlot[] = "studio.intervene", kImportance[] = "studio.importance", kAnew[] = "studio.intervene.anew";
  void edit(const std::function<void(std::vector<Step>&)>& change);
  void run();
  void arrived(Result<Reply> reply, const std::vector<Intervention>& of);
  void ask_maps();
  void ask_sampled(const SiteInfo& site);
  void ask_dense(const SiteInfo& site);
  void ask_words();
  void write_anew(const Run& run, const std::vector<Intervention>& wanted);
  [[nodiscard]] RunRequest request_of(const Run& run) const;
  [[nodiscard]] const QueryPoints* points_of(const ViewLoader& loader, bool before) const;
  [[nodiscard]] bool same_shape(const SiteInfo& site) const;
  void release_all();
  void take_words(std::size_t which, Result<Reply> reply);
  void take_changes();
  void forget_result();

  Context context_;
  QPointer<SessionClient> client_;  // null once the program ends
  ViewLoader heads_before_, heads_after_, tile_before_, tile_after_, points_before_, points_after_;
  ViewSet splats_before_, splats_after_;
  QTimer soon_;
  std::optional<Ablation> result_;
  TracePtr anew_;
  std::vector<Intervention> anew_of_;
  std::vector<Intervention> answered_;
  std::optional<std::vector<Intervention>> asked_;
  bool stopped_ = false;  // by the user, before it answered
  TraceId of_ = 0;  // the run that result, asked and importance belong to
  std::optional<Error> error_, importance_error_;
  std::vector<MapChange> changes_;
  std::array<std::optional<Array>, 2> logits_;  // before, after
  std::vector<OutputRow> words_;
  std::optional<Importance> importance_;
  double weighed_ = -1;
};

}  // namespace headlight::ui
