// The pattern finder: every head with the pattern that says most of what it does, its evidence and what chance would give.
#pragma once

#include "ui/studio/ask/ask_model.h"
#include "ui/studio/common/head_table.h"

namespace headlight::ui {

[[nodiscard]] QString pattern_name(Pattern pattern);
// The pattern with the most evidence, whether or not that suffices for a label; −1: none goes beyond chance.
[[nodiscard]] int nearest_pattern(const HeadPattern& head);

// The heads of one pattern (or of each its own) in falling evidence.
class PatternTable : public HeadTable {
  Q_OBJECT

 public:
  PatternTable(Context context, const AskModel& model, QWidget* parent = nullptr);
  void set_pattern(int pattern);  // −1: every head by its own label
  [[nodiscard]] int pattern() const { return pattern_; }

 protected:
  void paint_column_heads(QPainter& painter) const override;
  void paint_values(QPainter& painter, int row, double middle, bool chosen) override;

 private:
  struct Columns {
    double name = 130, bar = 330, wide = 0, mass = 0, chance = 0;
  };
  [[nodiscard]] Columns columns_now() const;
  [[nodiscard]] int rows() const override { return int(shown_.size()); }
  [[nodiscard]] HeadPlace head(int row) const override;
  [[nodiscard]] QString text(int row, int column) const override;
  [[nodiscard]] std::int64_t order() const override { return pattern_ + 1; }
  void sort();
  [[nodiscard]] QString said_pattern(const HeadPattern& head) const;
  // What the row is about: the chosen pattern, the head's label, or what comes nearest to one.
  [[nodiscard]] int pattern_of(const HeadPattern& head) const { return pattern_ >= 0 ? pattern_ : head.label >= 0 ? head.label : nearest_pattern(head); }

  const AskModel& model_;
  std::vector<HeadPattern> shown_;
  int pattern_ = -1;
};

// The ten patterns with the number of heads that each labels.
class PatternList : public TableView {
  Q_OBJECT

 public:
  PatternList(const AskModel& model, PatternTable& table, QWidget* parent = nullptr);
  [[nodiscard]] int head_height() const override { return kRow; }
  void paint_head(QPainter& painter) const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  [[nodiscard]] int header_height() const override { return 0; }

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
