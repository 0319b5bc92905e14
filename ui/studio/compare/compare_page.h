// Compare: two heads, layers, inputs or models side by side and as a signed difference, and how like all heads are to A.
#pragma once

#include "ui/controls/choices.h"
#include "ui/controls/frames.h"
#include "ui/panels/detection_panels.h"
#include "ui/studio/common/head_grid.h"
#include "ui/studio/common/triple_maps.h"
#include "ui/studio/compare/compare_model.h"
#include "ui/studio/studio_page.h"

class QLabel;

namespace headlight::ui {

class HeadScatter;
class LikeTable;

class ComparePage : public StudioPage {
  Q_OBJECT

 public:
  ComparePage(Context context, QWidget* parent = nullptr);

  [[nodiscard]] QList<QWidget*> stops() const override;
  [[nodiscard]] std::vector<ShownFigure> figures() const override;
  void fit() override { maps_->fit(); }
  void zoom_middle(double factor) override { maps_->zoom_middle(factor); }
  void pan(QPointF by) override { maps_->pan(by); }
  [[nodiscard]] CompareModel& model() { return *model_; }
  [[nodiscard]] TripleMaps* maps() const { return maps_; }

 protected:
  void refresh() override;

 private:
  [[nodiscard]] QWidget* build_maps();
  [[nodiscard]] QWidget* build_below();
  [[nodiscard]] QWidget* build_scatter();
  [[nodiscard]] QWidget* build_distances();
  void show_state();
  void show_subtitles();
  void show_list_words();
  void show_maps();
  void show_likeness();
  void show_scatter();
  [[nodiscard]] PanelFrame::Words failure_words(const Error& error) const;  // with a button that tries again
  void keep_choices();
  void show_choices();
  [[nodiscard]] QString title_of(const CompareModel::Place& place, const QString& letter) const;
  [[nodiscard]] QImage picture_of(const CompareModel::Place& place);
  [[nodiscard]] std::vector<HeadGrid::Cell> distances() const;

  CompareModel* model_;
  TripleMaps* maps_ = nullptr;
  PanelFrame *maps_frame_ = nullptr, *like_frame_ = nullptr, *scatter_frame_ = nullptr, *distance_frame_ = nullptr;
  LikeTable* like_ = nullptr;
  HeadScatter* scatter_ = nullptr;
  HeadGrid* distance_ = nullptr;
  Segments* groups_ = nullptr;
  CheckBox* linked_ = nullptr;
  QLabel* why_not_ = nullptr;
  Choice *across_ = nullptr, *up_ = nullptr;
  PictureSource* source_;
  QImage second_;           // B's picture, where it is another run's
  TraceId second_of_ = 0;
};

}  // namespace headlight::ui
