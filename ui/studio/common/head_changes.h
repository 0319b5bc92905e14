// How far every head of a stream lies from itself in another run: the input with changes, through another model, or
// another input.
#pragma once

#include <QObject>
#include <optional>

#include "ui/state/view_loader.h"
#include "ui/state/view_set.h"
#include "ui/state/worker.h"
#include "ui/studio/compare/compare_numbers.h"

namespace headlight::ui {

class HeadChanges : public QObject {
  Q_OBJECT

 public:
  // Slots begin with `slot`.
  HeadChanges(SessionClient& client, const std::string& slot, QObject* parent);

  struct Runs {
    TracePtr before, after;
    std::string stream;
    std::vector<std::int64_t> rows_before{}, rows_after{};  // whose points are compared where the stream samples
    double edge = 0;                                        // of those maps, as splat_request's
    std::vector<Aligned> queries{}, keys{};  // rows and columns that are compared; empty: each with itself
  };
  // Nothing happens where this is shown or under way; what was found before stays until the new has arrived.
  void request(Runs runs);
  void clear();

  // In layer, then head order; sites are the first run's.
  [[nodiscard]] const std::vector<MapChange>& found() const { return found_; }
  // Whether found() answers the last request.
  [[nodiscard]] bool current() const { return current_; }
  // Cells a side that the maps behind found() were pooled to, because all of them are too many; 0: they are whole.
  [[nodiscard]] std::int64_t pooled() const { return pooled_; }
  [[nodiscard]] std::int64_t every() const { return every_; }  // 1: exact; n: of every n queries one was read
  [[nodiscard]] bool counting() const { return worker_.busy(); }
  [[nodiscard]] bool awaited() const;  // newer ones
  [[nodiscard]] const std::optional<Error>& error() const;

 Q_SIGNALS:
  void changed();

 private:
  void ask_dense(const SiteInfo& site);
  void ask_sampled();
  void take();
  void take_dense();
  void take_sampled();
  void count(ViewPtr before, ViewPtr after);

  ViewLoader heads_before_, heads_after_;
  ViewSet splats_before_, splats_after_;
  Worker worker_;
  std::optional<Runs> of_;
  bool sampled_ = false, current_ = false;
  std::vector<MapChange> found_;
  ViewPtr counted_before_, counted_after_;  // what found_ is of, or will be
  std::vector<ViewPtr> counted_splats_;
  std::int64_t pooled_ = 0, every_ = 1;
};

// Rows and columns of a stream's maps up to which they are compared whole: all of them together are some millions of cells.
[[nodiscard]] std::int64_t whole_up_to(const TraceInfo& trace, const std::string& stream);

}  // namespace headlight::ui
