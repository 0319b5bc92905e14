// What the model says after each change of a list: every beginning of the list is run, one after the other.
#pragma once

#include <QObject>
#include <list>
#include <optional>

#include "ui/state/session_client.h"
#include "ui/studio/intervene/written_words.h"

namespace headlight::ui {

class StepOutputs : public QObject {
  Q_OBJECT

 public:
  explicit StepOutputs(SessionClient& client, QObject* parent = nullptr);

  // The beginnings of `changes` but the whole, which is run elsewhere; those that are known are not run again.
  void request(const RunRequest& run, const std::vector<Intervention>& changes);
  void stop();   // what is known stays
  void clear();

  struct Said {
    Ablation result;
    std::vector<OutputRow> words;
  };
  // After these changes; null while it is not known.
  [[nodiscard]] const Said* after(const std::vector<Intervention>& changes) const;
  [[nodiscard]] bool busy() const { return !waiting_.empty(); }

 Q_SIGNALS:
  void changed();
  // Its traces are held by the session and used here no more.
  void let_go(headlight::TracePtr before, headlight::TracePtr after);

 private:
  struct Known {
    std::vector<Intervention> changes;
    Said said;
  };
  void next();
  void arrived(Result<Reply> reply);
  void take();

  SessionClient& client_;
  WrittenWords words_;
  RunRequest run_;
  std::list<std::vector<Intervention>> waiting_;  // the first is under way
  std::optional<Ablation> reading_;               // its words are read
  std::list<Known> known_;                        // the latest first
};

// What a run says in rows: predictions at a position, detections, written words, or how far the numbers moved.
[[nodiscard]] std::vector<OutputRow> all_outputs(const Ablation& result, const std::vector<OutputRow>& words, std::int64_t position, const Numbering& number = {});

}  // namespace headlight::ui
