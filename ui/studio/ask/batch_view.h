// Many inputs for one question: the list, how far it is, and mean and spread of every head's mass.
#pragma once

#include <QWidget>
#include <optional>

#include "ui/controls/button.h"
#include "ui/controls/frames.h"
#include "ui/studio/ask/ask_model.h"
#include "ui/studio/ask/batch_model.h"
#include "ui/studio/common/head_table.h"
#include "ui/studio/common/shown_figure.h"

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QScrollArea;

namespace headlight::ui {

class LeftOutTable;

// Heads by mean mass, each bar with one standard deviation to both sides.
class BatchTable : public HeadTable {
  Q_OBJECT

 public:
  BatchTable(Context context, const BatchModel& model, QWidget* parent = nullptr);

 protected:
  void paint_column_heads(QPainter& painter) const override;
  void paint_values(QPainter& painter, int row, double middle, bool chosen) override;
  [[nodiscard]] bool has_maps() const override { return false; }

 private:
  struct Columns {
    double bar = 96, wide = 0, mean = 0, spread = 0;
  };
  [[nodiscard]] Columns columns_now() const;
  void measure();
  [[nodiscard]] int rows() const override { return int(model_.heads().size()); }
  [[nodiscard]] HeadPlace head(int row) const override;
  [[nodiscard]] QString text(int row, int column) const override;
  void choose(int row, int column) override;

  const BatchModel& model_;
  double most_ = 1e-9;  // how far a bar with its line reaches
};

class BatchView : public QWidget {
  Q_OBJECT

 public:
  BatchView(Context context, const AskModel& asked, QWidget* parent = nullptr);

  void refresh();  // as the question and the run are now
  [[nodiscard]] BatchModel& model() { return model_; }
  [[nodiscard]] std::vector<ShownFigure> figures() const;
  [[nodiscard]] QList<QWidget*> stops() const;
  [[nodiscard]] QPlainTextEdit* lines() const { return lines_; }
  [[nodiscard]] QLineEdit* from() const { return from_; }
  [[nodiscard]] QLineEdit* to() const { return to_; }
  [[nodiscard]] QPushButton* run_button() const { return run_; }
  [[nodiscard]] LeftOutTable* left_out() const { return left_out_; }
  [[nodiscard]] const QString& stream_words() const { return stream_->text(); }  // which layers are asked
  // Words or boxes of the question above, for other inputs.
  [[nodiscard]] static BatchQuestion described(const Store& store, const AskModel& asked);
  void read_list(const QString& file);  // of sentences
  void export_to(const QString& path);

 private:
  [[nodiscard]] QWidget* build_question();
  [[nodiscard]] QWidget* build_inputs();
  [[nodiscard]] QWidget* build_left_out();
  [[nodiscard]] QWidget* build_run();
  void choose_inputs();
  void choose_masks();
  void take_question();
  void show_kind(bool pictures);
  void show_inputs();  // of a model that had them before this view
  void show_state();
  void show_left_out(std::size_t left);
  void show_stream();
  [[nodiscard]] QString state_words() const;

  Context context_;
  const AskModel& asked_;
  BatchModel& model_;
  QLineEdit *from_ = nullptr, *to_ = nullptr;
  QPlainTextEdit* lines_ = nullptr;
  Button *masks_ = nullptr, *open_ = nullptr, *run_ = nullptr, *export_ = nullptr;
  QProgressBar* bar_ = nullptr;
  ElidedLabel* stream_ = nullptr;
  QLabel *state_ = nullptr, *left_out_words_ = nullptr;
  LeftOutTable* left_out_ = nullptr;
  QScrollArea* left_out_area_ = nullptr;
  PanelFrame* frame_ = nullptr;
  BatchTable* table_ = nullptr;
  std::optional<bool> pictures_;  // what the list is of
  QString other_list_;            // of the other kind
  BatchQuestion taken_;  // of the page's own question, with what the fields do not say; typed words stay until that changes
};

}  // namespace headlight::ui
