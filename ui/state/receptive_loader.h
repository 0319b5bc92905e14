// The effective receptive field beneath the chosen place, fetched while it is shown.
#pragma once

#include <QObject>
#include <array>
#include <memory>
#include <optional>

#include "ui/state/session_client.h"
#include "ui/state/store.h"

namespace headlight::ui {

class ReceptiveLoader : public QObject {
  Q_OBJECT

 public:
  explicit ReceptiveLoader(SessionClient& client, QObject* parent);

  // A place of a run's picture and the level of the backbone (ReceptiveFieldRequest::level) whose feature is asked.
  struct Place {
    TraceId trace = 0;
    std::array<double, 2> at{};
    int level = -1;
    bool operator==(const Place&) const = default;
  };

  // The field at a place of the run's picture; nothing happens when it is the one shown or under way.
  void request(const Run& run, const RunOptions& options, std::array<double, 2> at, int level);
  void clear();
  void forget_error();

  // Of this run, place and level; null until it has arrived.
  [[nodiscard]] std::shared_ptr<const ReceptiveField> get(const Place& place) const;
  // The last one that arrived, of whatever place.
  [[nodiscard]] const ReceptiveField* last() const { return field_.get(); }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  [[nodiscard]] bool busy() const { return busy_; }

 Q_SIGNALS:
  void changed();

 private:
  SessionClient& client_;
  std::optional<Place> asked_, shown_;
  std::shared_ptr<const ReceptiveField> field_;
  std::optional<Error> error_;
  bool busy_ = false;
};

}  // namespace headlight::ui
