// Intervene: a list of changes of attention, the model's output and every map before and after, and what each head does.
#pragma once

#include "ui/controls/button.h"
#include "ui/controls/choices.h"
#include "ui/controls/frames.h"
#include "ui/panels/detection_panels.h"
#include "ui/studio/common/head_grid.h"
#include "ui/studio/intervene/add_column.h"
#include "ui/studio/intervene/intervene_model.h"
#include "ui/studio/intervene/point_board.h"
#include "ui/studio/studio_page.h"

class QLabel;
class QProgressBar;
class QScrollArea;
class QSplitter;
class QStackedWidget;

namespace headlight::ui {

class NumbersColumn;
class OutputView;
class StepList;

class IntervenePage : public StudioPage {
  Q_OBJECT

 public:
  IntervenePage(Context context, QWidget* parent = nullptr);

  [[nodiscard]] QList<QWidget*> stops() const override;
  [[nodiscard]] std::vector<ShownFigure> figures() const override;
  void fit() override { maps_->fit(); }
  void zoom_middle(double factor) override { maps_->zoom_middle(factor); }
  void pan(QPointF by) override { maps_->pan(by); }
  [[nodiscard]] InterveneModel& model() { return *model_; }
  [[nodiscard]] PointBoard* points() const { return points_; }
  [[nodiscard]] TripleMaps* maps() const { return maps_; }
  using Add = Addition;
  void add(Add what);

 protected:
  void refresh() override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  [[nodiscard]] QWidget* build_left();
  [[nodiscard]] QWidget* build_centre();
  [[nodiscard]] QWidget* build_maps();
  [[nodiscard]] QWidget* build_importance();
  void arrange();  // in narrow windows the numbers stand below the steps
  void share_height();
  void show_state();
  void show_output(bool busy);
  void show_maps(bool busy);
  [[nodiscard]] PointBoard::Content points_now() const;
  [[nodiscard]] bool lacks_mask() const;  // a model that fills masks reads none
  [[nodiscard]] bool lacks_detection() const;  // whose points a sampled layer would show
  [[nodiscard]] bool detections() const;       // there are some to choose from
  void choose_first();
  [[nodiscard]] bool shows_most();  // the map that changed most in the place of the chosen head's
  void show_which(bool board);
  void show_change();
  void show_importance();
  [[nodiscard]] QString importance_words() const;
  [[nodiscard]] CellsContent importance_cells() const;
  [[nodiscard]] PanelFrame::Words waiting(bool busy) const;

  InterveneModel* model_;
  PictureSource* source_;
  StepList* list_ = nullptr;
  OutputView* output_ = nullptr;
  NumbersColumn* numbers_ = nullptr;
  AddColumn* adds_ = nullptr;
  TripleMaps* maps_ = nullptr;
  PointBoard* points_ = nullptr;
  QSplitter* parts_ = nullptr;       // output, maps, change
  bool pictures_ = false, parted_by_hand_ = false;
  QStackedWidget* kinds_ = nullptr;  // points, maps
  Segments* kind_ = nullptr;
  QAction* fit_ = nullptr;  // of the maps
  Segments* which_ = nullptr;  // the chosen head's maps, or the most changed ones
  // What the user picked there; of this head and these changes alone.
  std::optional<bool> most_wanted_;
  std::tuple<int, int, std::vector<Intervention>> most_wanted_of_;
  HeadGrid *change_ = nullptr, *importance_ = nullptr;
  PanelFrame *output_frame_ = nullptr, *maps_frame_ = nullptr, *change_frame_ = nullptr, *importance_frame_ = nullptr;
  Button *clear_ = nullptr, *weigh_ = nullptr;
  QProgressBar* bar_ = nullptr;
  Section* steps_section_ = nullptr;
  QLabel* progress_ = nullptr;
  QVBoxLayout* left_column_ = nullptr;
  QScrollArea *left_ = nullptr, *right_ = nullptr;
};

}  // namespace headlight::ui
