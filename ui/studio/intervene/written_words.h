// What a decoder wrote before and after, word by word with their probabilities, from the logits of both runs.
#pragma once

#include <QObject>
#include <array>
#include <optional>
#include <string>

#include "ui/state/session_client.h"
#include "ui/state/worker.h"
#include "ui/studio/intervene/intervene_numbers.h"

namespace headlight::ui {

class WrittenWords : public QObject {
  Q_OBJECT

 public:
  // Uses the slots "<slot>.0" and "<slot>.1".
  WrittenWords(SessionClient& client, std::string slot, QObject* parent = nullptr);

  // Whether a run has them: it writes, and its logits are not too many.
  [[nodiscard]] static bool has(const TraceInfo& trace);
  void request(const Ablation& result);  // the traces must be held until `changed`
  void clear();
  [[nodiscard]] const std::vector<OutputRow>& rows() const { return rows_; }  // written_words of both runs
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  [[nodiscard]] bool busy() const { return missing_ > 0 || worker_.busy(); }

 Q_SIGNALS:
  void changed();

 private:
  void take(std::size_t which, Result<Reply> reply);
  void count();

  SessionClient& client_;
  std::string slot_;
  Worker worker_;
  std::optional<Ablation> of_;
  std::array<Array, 2> logits_;  // before, after
  int missing_ = 0;
  std::vector<OutputRow> rows_;
  std::optional<Error> error_;
};

}  // namespace headlight::ui
