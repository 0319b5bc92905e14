// What one head does, pattern by pattern, beside the list of all heads: the evidence for its label, or why it has none.
#pragma once

#include "ui/controls/button.h"
#include "ui/controls/frames.h"
#include "ui/studio/ask/ask_model.h"
#include "ui/studio/common/table_view.h"

namespace headlight::ui {

// The ten patterns of the chosen head: its weight on their keys, and a line where evenly spread weights would reach.
class EvidenceTable : public TableView {
  Q_OBJECT

 public:
  explicit EvidenceTable(QWidget* parent = nullptr);
  void show_head(const HeadPattern* head);  // null: none

 protected:
  void paintEvent(QPaintEvent* event) override;
  [[nodiscard]] int header_height() const override { return 0; }

 private:
  [[nodiscard]] int rows() const override { return head_ ? int(pattern_count) : 0; }
  [[nodiscard]] QString row_label(int row) const override;
  [[nodiscard]] QString text(int row, int column) const override;

  std::optional<HeadPattern> head_;
};

class PatternColumn : public QWidget {
  Q_OBJECT

 public:
  PatternColumn(Context context, const AskModel& model, QWidget* parent = nullptr);

 Q_SIGNALS:
  void open_wanted();

 private:
  void refresh();
  [[nodiscard]] const HeadPattern* shown() const;  // the chosen head, else the first of the layer
  void say(const HeadPattern& head);

  Context context_;
  const AskModel& model_;
  Section* section_;
  ElidedLabel *head_, *label_;
  QLabel* why_;
  EvidenceTable* evidence_;
  Button* open_;
};

}  // namespace headlight::ui
