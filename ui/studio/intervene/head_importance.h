// What every head of a stream does to the output: each is switched off alone, from the last layer up, one run after the
// other. A stopped round goes on where it stopped; what is known of an input is kept while the program runs. It
// belongs to the window: a round goes on while another page is shown, or all pages are made anew.
#pragma once

#include <QObject>
#include <list>
#include <optional>

#include "ui/panels/context.h"

namespace headlight::ui {

class HeadImportance : public QObject {
  Q_OBJECT

 public:
  explicit HeadImportance(Context context, QObject* parent = nullptr);

  // Of a run (its request as the changed runs read it) and one of its streams; what is known of it is shown.
  void show(const TraceInfo& trace, const std::string& stream);
  void start(RunRequest run);  // of what is shown; goes on where it stopped
  void stop();
  void forget();  // what is shown and under way; what is known stays

  struct Head {
    int site = 0, layer = 0, head = 0;
    std::vector<Ablation::Change> changes;  // of every output
  };
  // Those that are known, in the order in which they were switched off.
  [[nodiscard]] const std::vector<Head>& known() const;
  [[nodiscard]] const std::vector<HeadPlace>& all() const { return order_; }  // in that order
  [[nodiscard]] bool running() const { return run_.has_value(); }
  [[nodiscard]] bool complete() const { return !order_.empty() && known().size() == order_.size(); }
  [[nodiscard]] std::optional<HeadPlace> current() const;  // the head that is off now
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 Q_SIGNALS:
  void changed();

 private:
  struct Round {
    TraceId trace = 0;
    std::string stream;
    std::vector<Head> heads;
  };
  static constexpr char kSlot[] = "studio.importance";
  void next();
  void arrived(Result<Reply> reply);
  Round* round();

  Context context_;
  std::list<Round> rounds_;  // the latest first
  TraceId trace_ = 0;
  std::string stream_;
  std::vector<HeadPlace> order_;
  std::optional<RunRequest> run_;  // while running
  std::optional<Error> error_;
};

// The largest change of any output that a head makes.
[[nodiscard]] double effect_of(const std::vector<Ablation::Change>& changes);

}  // namespace headlight::ui
