// Weight: how the chosen weight, or the chosen sampling point, comes about.
#pragma once

#include "ui/controls/frames.h"
#include "ui/studio/studio_page.h"
#include "ui/studio/weight/weight_model.h"

class QStackedWidget;

namespace headlight::ui {

class AddedView;

class WeightPage : public StudioPage {
  Q_OBJECT

 public:
  WeightPage(Context context, QWidget* parent = nullptr);

  [[nodiscard]] QList<QWidget*> stops() const override;
  [[nodiscard]] std::vector<ShownFigure> figures() const override;
  [[nodiscard]] const WeightModel& model() const { return *model_; }
  [[nodiscard]] PanelFrame& panel() const { return *panel_; }

 protected:
  void refresh() override;

 private:
  [[nodiscard]] QWidget* build_dense();
  [[nodiscard]] QWidget* build_sampled();
  void show_state();
  void first_step();  // what the panel's button says: tries again, or chooses what is missing

  WeightModel* model_;
  PanelFrame* panel_ = nullptr;
  QStackedWidget* kinds_ = nullptr;  // weights of a map, sampling points
  AddedView* added_ = nullptr;
  QList<QWidget*> stops_;
};

}  // namespace headlight::ui
