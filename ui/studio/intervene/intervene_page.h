// Intervene: a list of changes of attention, the model's output and every map before and after, and what each head does.
#pragma once

#include "ui/controls/button.h"
#include "ui/controls/frames.h"
#include "ui/studio/common/head_grid.h"
#include "ui/studio/intervene/intervene_model.h"
#include "ui/studio/studio_page.h"

class QLabel;
class QProgressBar;

namespace headlight::ui {

class OutputView;
class StepList;
class Stepper;

class IntervenePage : public StudioPage {
  Q_OBJECT

 public:
  IntervenePage(Context context, QWidget* parent = nullptr);

  [[nodiscard]] QList<QWidget*> stops() const override;
  [[nodiscard]] InterveneModel& model() { return *model_; }
  // Of the selection: its head, layer, link, key or query.
  enum class Add { head_off, head_mean, layer_off, cut_link, hide_key, even_row, only_key, move_points };
  void add(Add what);

 protected:
  void refresh() override;

 private:
  [[nodiscard]] QWidget* build_left();
  [[nodiscard]] QWidget* build_centre();
  [[nodiscard]] QWidget* build_right();
  [[nodiscard]] QWidget* build_importance();
  void show_state();
  void show_adds();
  void show_importance();
  void show_numbers();

  InterveneModel* model_;
  StepList* list_ = nullptr;
  OutputView* output_ = nullptr;
  TripleMaps* maps_ = nullptr;
  HeadGrid *change_ = nullptr, *importance_ = nullptr;
  PanelFrame *output_frame_ = nullptr, *maps_frame_ = nullptr, *change_frame_ = nullptr, *importance_frame_ = nullptr;
  std::vector<std::pair<Add, Button*>> adds_;
  Button *clear_ = nullptr, *weigh_ = nullptr;
  QProgressBar* bar_ = nullptr;
  Section *steps_section_ = nullptr, *numbers_ = nullptr, *ranked_ = nullptr;
  QLabel *why_ = nullptr, *text_ = nullptr, *progress_ = nullptr;
  Stepper *position_ = nullptr, *dx_ = nullptr, *dy_ = nullptr;
  QWidget* by_ = nullptr;
};

}  // namespace headlight::ui
