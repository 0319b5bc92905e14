// The left rail: model, input, runs, output.
#pragma once

#include <QPushButton>

#include "ui/controls/button.h"
#include "ui/controls/choices.h"
#include "ui/controls/frames.h"
#include "ui/controls/token_flow.h"
#include "ui/figures/side.h"
#include "ui/panels/context.h"
#include "ui/panels/window_controls.h"
#include "ui/state/catalogue.h"

class QPlainTextEdit;

namespace headlight::ui {

// The chosen model, and the menu of all that can be.
class ModelButton : public QPushButton {
  Q_OBJECT

 public:
  explicit ModelButton(QWidget* parent = nullptr);
  void set(const QString& name, const QString& second);
  [[nodiscard]] QSize sizeHint() const override { return {160, 44}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {96, 44}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString name_, second_;
};

class ModelSection : public Section {
  Q_OBJECT

 public:
  ModelSection(Context context, Catalogue& catalogue, QWidget* parent = nullptr);
  void open_menu();
  // Whether the input section says what of the picture its window hides.
  void set_window_told(bool told);

 Q_SIGNALS:
  void folder_wanted();
  void model_chosen(std::string name);

 private:
  void refresh();
  void refresh_stream();
  void fill_menu();
  void say(QLabel& label, const QString& note, bool same_model);

  Context context_;
  Catalogue& catalogue_;
  ModelButton* button_;
  QMenu* menu_;
  ElidedLabel* shape_;
  QLabel *hint_, *warning_;
  std::string noted_;  // the model whose notes they are
  bool window_told_ = false;
  Choice* stream_;
};

class InputSection : public Section {
  Q_OBJECT

 public:
  InputSection(Context context, Catalogue& catalogue, QWidget* parent = nullptr);
  void focus_text();
  [[nodiscard]] QPlainTextEdit* text() const { return text_; }
  [[nodiscard]] WindowControls* window() const { return window_; }
  [[nodiscard]] CheckBox* as_model() const { return as_model_; }

 Q_SIGNALS:
  void image_wanted();
  void tokenizer_wanted();

 private:
  void build_text();
  void build_image();
  void build_ids();
  void build_run_row();
  void connect_tokens();
  void toggle_pair();
  void show_pair(bool on);
  void change_kind();
  void take_input();    // from the controller into the controls
  void give_input();    // from the controls to the controller
  void refresh_model();
  void refresh_state();
  void show_token_error();
  void refresh_tokens();
  void refresh_chips();
  [[nodiscard]] const Axis* shown_tokens() const;  // of the text in the box, else of the trace file shown; null for none
  void refresh_selection();
  void build_tokenizer(QVBoxLayout& column);
  void refresh_tokenizer();
  void show_preview();
  void show_picture(const QImage& picture);
  [[nodiscard]] const Axis* model_input() const;  // of the run shown, where it is of this picture; else null
  void fill_samples();
  [[nodiscard]] bool input_is_keys_only() const;

  Context context_;
  Catalogue& catalogue_;
  Segments* kind_;
  QWidget *text_page_, *image_page_, *ids_page_;
  QPlainTextEdit *text_, *pair_, *target_;
  QLineEdit* ids_;
  TokenFlow* tokens_;
  Side chips_;  // what the chips of tokens_ stand for
  ElidedLabel *count_, *image_name_, *error_;
  Button *second_, *run_, *samples_, *take_back_;
  QLabel* preview_;
  CheckBox *automatic_, *as_model_;
  WindowControls* window_;
  QWidget* tokenizer_;
  ElidedLabel* folder_;
  std::string image_;
  PreviewRequest previewed_;
  QString of_text_;  // the numbers that were put into ids_ for the text
  bool taking_ = false, giving_ = false, merged_ = false;
};

class RunsSection : public Section {
  Q_OBJECT

 public:
  explicit RunsSection(Context context, QWidget* parent = nullptr);

  // Of the session: runs that are not open here, and of how many of them something is missing.
  void set_absent(std::ptrdiff_t absent, std::ptrdiff_t missing);

 Q_SIGNALS:
  void rest_wanted();     // those of which nothing is missing
  void missing_wanted();  // to be found
  void drop_wanted();     // the session goes on without what is missing

 private:
  void rebuild();
  void add_absent();
  void add_all_button();  // the list is the only place where a run can be forgotten
  Context context_;
  bool all_ = false;  // not the newest alone
  std::ptrdiff_t absent_ = 0, missing_ = 0;
};

class OutputSection : public Section {
  Q_OBJECT

 public:
  explicit OutputSection(Context context, QWidget* parent = nullptr);

 private:
  void rebuild();
  Context context_;
};

// A picture moved, scaled, cut and padded as an axis says its model's input was.
[[nodiscard]] QImage as_model_gets(const QImage& picture, const Axis& axis);

// Deletes all children of a layout.
void clear_layout(QLayout* layout);

}  // namespace headlight::ui
