// One view of the current trace, kept up to date: the newest request wins, the last result stays until replaced.
#pragma once

#include <QObject>
#include <QTimer>
#include <optional>
#include <string>

#include "ui/state/session_client.h"

namespace headlight::ui {

class ViewLoader : public QObject {
  Q_OBJECT

 public:
  ViewLoader(SessionClient& client, std::string slot, QObject* parent);

  // Asks for a view; nothing happens when it is the one shown or under way.
  void request(TraceId trace, ViewRequest view);
  void clear();

  // The last result that arrived, of type `View`; null when there is none.
  template <typename View>
  [[nodiscard]] const View* get() const {
    return value_ == nullptr ? nullptr : std::get_if<View>(value_.get());
  }
  [[nodiscard]] const ViewPtr& value() const { return value_; }
  [[nodiscard]] const ViewOfTrace* shown() const { return shown_ ? &*shown_ : nullptr; }  // what value() or error() answers
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  // Whether the result is of this trace; the result of an earlier one stays until the next arrives.
  [[nodiscard]] bool has(TraceId trace) const { return value_ != nullptr && shown_ && shown_->trace == trace; }
  [[nodiscard]] bool awaited() const { return asked_.has_value(); }  // a newer result
  [[nodiscard]] bool late() const { return late_; }  // a newer result has been awaited for 150 ms

 Q_SIGNALS:
  void changed();

 private:
  void arrived(Result<Reply> reply);

  SessionClient& client_;
  std::string slot_;
  std::optional<ViewOfTrace> asked_, shown_;
  ViewPtr value_;
  std::optional<Error> error_;
  QTimer patience_;
  bool late_ = false;
};

}  // namespace headlight::ui
