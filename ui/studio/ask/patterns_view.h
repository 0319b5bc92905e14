// The pattern finder: every head with the pattern that says most of what it does, its evidence and what chance would give.
#pragma once

#include "ui/studio/ask/ask_model.h"
#include "ui/studio/common/head_maps.h"
#include "ui/studio/common/table_view.h"

namespace headlight::ui {

[[nodiscard]] QString pattern_name(Pattern pattern);
// The line where evenly spread weights would reach: seen on a bar of any colour and beside it.
void paint_chance(QPainter& painter, const QRectF& track, double chance, double weight);
// The pattern with the most evidence, whether or not that suffices for a label; −1: none goes beyond chance.
[[nodiscard]] int nearest_pattern(const HeadPattern& head);

// The heads of one pattern (or of each its own) in falling evidence.
class PatternTable : public TableView {
  Q_OBJECT

 public:
  PatternTable(Context context, const AskModel& model, QWidget* parent = nullptr);
  void set_pattern(int pattern);  // −1: every head by its own label
  [[nodiscard]] int pattern() const { return pattern_; }

 Q_SIGNALS:
  void opened();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void row_opened(int row) override;

 private:
  [[nodiscard]] int rows() const override { return int(shown_.size()); }
  [[nodiscard]] QString row_label(int row) const override;
  [[nodiscard]] QString text(int row, int column) const override;
  [[nodiscard]] std::optional<Place> chosen() const override;
  void choose(int row, int column) override;
  void take();
  void follow_head();
  [[nodiscard]] QString said_pattern(const HeadPattern& head) const;
  // What the row is about: the chosen pattern, the head's label, or what comes nearest to one.
  [[nodiscard]] int pattern_of(const HeadPattern& head) const { return pattern_ >= 0 ? pattern_ : head.label >= 0 ? head.label : nearest_pattern(head); }

  Context context_;
  const AskModel& model_;
  HeadMaps maps_;
  std::vector<HeadPattern> shown_;
  int pattern_ = -1;
};

// The ten patterns with the number of heads that each labels.
class PatternList : public TableView {
  Q_OBJECT

 public:
  PatternList(const AskModel& model, PatternTable& table, QWidget* parent = nullptr);

 protected:
  void paintEvent(QPaintEvent* event) override;
  [[nodiscard]] int header_height() const override { return 8; }

 private:
  [[nodiscard]] int rows() const override { return model_.patterns() == nullptr ? 0 : int(pattern_count) + 1; }
  [[nodiscard]] QString row_label(int row) const override;
  [[nodiscard]] QString text(int row, int column) const override;
  [[nodiscard]] std::optional<Place> chosen() const override { return Place{table_.pattern() + 1, 0}; }
  void choose(int row, int column) override;
  [[nodiscard]] std::int64_t count(int row) const;

  const AskModel& model_;
  PatternTable& table_;
};

}  // namespace headlight::ui
