// The left rail: model, input, runs, output.
#pragma once

#include <QPushButton>

#include "ui/controls/button.h"
#include "ui/controls/choices.h"
#include "ui/controls/frames.h"
#include "ui/controls/token_flow.h"
#include "ui/panels/context.h"
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

 Q_SIGNALS:
  void folder_wanted();
  void model_chosen(std::string name);

 private:
  void refresh();
  void refresh_stream();
  void fill_menu();

  Context context_;
  Catalogue& catalogue_;
  ModelButton* button_;
  QMenu* menu_;
  ElidedLabel *shape_, *note_;
  Choice* stream_;
};

class InputSection : public Section {
  Q_OBJECT

 public:
  InputSection(Context context, Catalogue& catalogue, QWidget* parent = nullptr);
  void focus_text();
  [[nodiscard]] QPlainTextEdit* text() const { return text_; }

 Q_SIGNALS:
  void image_wanted();

 private:
  void build_text();
  void build_image();
  void build_ids();
  void build_run_row();
  void connect_tokens();
  void toggle_pair();
  void take_input();    // from the controller into the controls
  void give_input();    // from the controls to the controller
  void refresh_model();
  void refresh_state();
  void refresh_tokens();
  void refresh_selection();
  void show_preview();
  void fill_samples();
  [[nodiscard]] bool input_is_keys_only() const;

  Context context_;
  Catalogue& catalogue_;
  Segments* kind_;
  QWidget *text_page_, *image_page_, *ids_page_;
  QPlainTextEdit *text_, *pair_, *target_;
  QLineEdit* ids_;
  TokenFlow* tokens_;
  ElidedLabel *count_, *image_name_, *error_;
  Button *second_, *run_, *samples_;
  QLabel* preview_;
  CheckBox* automatic_;
  std::string image_;
  bool taking_ = false;
};

class RunsSection : public Section {
  Q_OBJECT

 public:
  explicit RunsSection(Context context, QWidget* parent = nullptr);

 private:
  void rebuild();
  void keep_thumbnail();
  Context context_;
  std::map<TraceId, QImage> thumbnails_;
};

class OutputSection : public Section {
  Q_OBJECT

 public:
  explicit OutputSection(Context context, QWidget* parent = nullptr);

 private:
  void rebuild();
  Context context_;
};

// Deletes all children of a layout.
void clear_layout(QLayout* layout);

}  // namespace headlight::ui
