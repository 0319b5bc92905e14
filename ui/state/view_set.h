// Several views of one trace that make one picture, asked for together; the newest set wins.
#pragma once

#include <QObject>
#include <optional>
#include <string>
#include <vector>

#include "ui/state/session_client.h"

namespace headlight::ui {

class ViewSet : public QObject {
  Q_OBJECT

 public:
  // Every view has a slot of its own, "<slot>.<n>".
  ViewSet(SessionClient& client, std::string slot, QObject* parent);

  // Nothing happens when this set is shown or under way. The set shown before stays until the new one is complete.
  void request(TraceId trace, std::vector<ViewRequest> views);
  void clear();

  // One result a request of the last complete set; empty before the first.
  [[nodiscard]] const std::vector<ViewPtr>& results() const { return results_; }
  // What they answer.
  [[nodiscard]] const std::vector<ViewRequest>& shown() const { return shown_; }
  [[nodiscard]] bool has(TraceId trace) const { return !results_.empty() && shown_trace_ == trace; }
  // Whether what was last asked for is what is shown.
  [[nodiscard]] bool current() const { return !results_.empty() && shown_trace_ == asked_trace_ && shown_ == asked_; }
  [[nodiscard]] bool awaited() const { return missing_ > 0 && !error_; }  // a newer set
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 Q_SIGNALS:
  void changed();

 private:
  void arrived(std::size_t at, std::uint64_t set, Result<Reply> reply);

  SessionClient& client_;
  std::string slot_;
  TraceId asked_trace_ = 0, shown_trace_ = 0;
  std::vector<ViewRequest> asked_, shown_;
  std::vector<ViewPtr> arriving_, results_;
  std::size_t missing_ = 0, slots_ = 0;
  std::uint64_t set_ = 0;
  std::optional<Error> error_;
};

}  // namespace headlight::ui
