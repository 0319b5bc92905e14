// Attention beside convolution: where the chosen head looked, and what the backbone's feature at that place depends on.
#pragma once

#include "ui/figures/receptive.h"
#include "ui/panels/detection_panels.h"
#include "ui/state/receptive_loader.h"

namespace headlight::ui {

// The place of the picture whose attention is shown: the chosen object's middle or the chosen cell's; none without one.
[[nodiscard]] std::optional<std::array<double, 2>> attended_place(const Feed& feed);

class ReceptivePanel : public PhotoPanel {
  Q_OBJECT

 public:
  ReceptivePanel(Context context, const PictureSource& picture, QWidget* parent = nullptr);
  void refresh() override;

  // Which level of the backbone is asked, finest first; −1: the coarsest.
  void choose_level(int level);
  [[nodiscard]] QAction* levels() const { return levels_; }  // offers them; hidden where there is one

 protected:
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QString reason() const override;
  [[nodiscard]] const ViewLoader& loader() const override { return context_.feed.beside; }
  [[nodiscard]] const std::optional<Error>& failure() const override;

 private:
  void ask();
  void offer_levels();
  [[nodiscard]] const ReceptiveField* field() const;
  [[nodiscard]] FigurePtr figure() const;
  ReceptiveLoader* field_;
  QAction* levels_;
  int level_ = -1;
};

}  // namespace headlight::ui
