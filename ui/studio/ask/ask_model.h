// The question of the Ask workspace and its answers, fetched while they are looked at.
#pragma once

#include <QObject>

#include "ui/panels/context.h"
#include "ui/studio/ask/ask_numbers.h"
#include "ui/studio/ask/ask_region.h"
#include "ui/studio/common/site_shapes.h"

namespace headlight::ui {

class AskModel : public QObject {
  Q_OBJECT

 public:
  explicit AskModel(Context context, QObject* parent = nullptr);

  void refresh();
  void retry();

  // As asked: the store's, or of the selected words while it has none.
  [[nodiscard]] Question question() const;
  [[nodiscard]] bool has_target() const;  // it is chosen where to look; else nothing is asked
  void set_from(std::vector<std::int64_t> positions);  // one undo step each
  void set_to(std::vector<std::int64_t> positions);
  void set_box(const std::array<double, 4>& box);
  // Patches and queries of it; on the keys of sampled layers the region itself.
  void set_region(bool as_from, const Region& region);
  // Every object of a class; on the keys of sampled layers their boxes.
  void set_class(bool as_from, const std::string& label);
  // The class that is asked about where a side is one; "" otherwise.
  [[nodiscard]] std::string asked_class(bool as_from) const;
  // From there to here; where nothing can look back, Question::reverse.
  void turn_round();
  [[nodiscard]] bool can_turn() const;
  [[nodiscard]] bool looks_back() const;  // queries and keys are the same positions
  [[nodiscard]] bool reversed() const;    // answers are shares of what lands there, not masses

  // Words of both sides, subwords joined; empty where there is no run.
  [[nodiscard]] const Side& from_side() const { return from_side_; }
  [[nodiscard]] const Side& to_side() const { return to_side_; }
  [[nodiscard]] QString from_words() const;
  [[nodiscard]] QString to_words() const;
  // The same within a sentence: words in quotation marks.
  [[nodiscard]] QString from_said() const;
  [[nodiscard]] QString to_said() const;
  [[nodiscard]] QString mass_text(double mass) const;  // with as many digits as tell the winners apart
  [[nodiscard]] QString said(double mass) const;  // "mass 0.324", or "share 0.324"

  [[nodiscard]] const Answer* answer() const { return answer_ ? &*answer_ : nullptr; }  // null before the first
  [[nodiscard]] const Answer* in_general() const { return general_ ? &*general_ : nullptr; }  // the same from every query
  [[nodiscard]] bool late() const { return asked_.late(); }
  [[nodiscard]] const std::optional<Error>& error() const { return points_.error() ? points_.error() : asked_.error(); }
  [[nodiscard]] const std::optional<Error>& winner_error() const { return winners_.error(); }
  [[nodiscard]] const PatternsResult* patterns() const;
  [[nodiscard]] const std::optional<Error>& pattern_error() const { return patterns_.error(); }
  // Asked for from then on.
  void want_patterns(bool on);
  // The answer for a table: stream, layer, head and mass, a line each, separated by tabs.
  [[nodiscard]] QString table() const;
  [[nodiscard]] const ViewSet& winner_views() const { return winners_; }  // what winner_requests wants
  [[nodiscard]] bool sampled() const;  // the stream's points are asked about
  [[nodiscard]] bool on_picture() const;  // winners are drawn on a picture: winner_figures

 Q_SIGNALS:
  void changed();

 private:
  void forget_sides();
  void take();
  void ask_winners();
  void ask_region(const Question& now);
  void take_region(const Question& now);
  void take_ranking(const Question& now);
  [[nodiscard]] double part_of_queries() const;  // of all, those asked from
  void change(const std::function<void(Question&)>& edit);

  Context context_;
  SiteShapes shapes_;
  ViewLoader asked_, all_, patterns_;
  ViewSet winners_, points_;
  Side from_side_, to_side_;
  std::optional<Answer> answer_, general_;
  bool wants_patterns_ = false;
};

}  // namespace headlight::ui
