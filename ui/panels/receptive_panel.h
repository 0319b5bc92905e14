// Attention beside convolution: where the chosen head looked, and what the backbone's feature at that place depends on.
#pragma once

#include "ui/figures/overlay.h"
#include "ui/panels/detection_panels.h"
#include "ui/state/receptive_loader.h"

namespace headlight::ui {

// Both as shares of their own sum on one grid, so that equal colours are equal shares.
struct SharedMaps {
  Plane attention, field;
  double most = 0;  // the largest share of either
};
// `attention` on rows × columns over the model's input, `field` over the same input on any grid, resampled by area.
[[nodiscard]] SharedMaps shared_maps(const Plane& attention, const Plane& field);

// How far from a place of the picture, in its pixels, the cells lie that hold `share` of the map, nearest first.
[[nodiscard]] double reach_of(const Plane& map, const Axis& axis, std::array<double, 2> place, double share);

// The place of the picture whose attention is shown: the chosen object's middle or the chosen cell's; none without one.
[[nodiscard]] std::optional<std::array<double, 2>> attended_place(const Feed& feed);

class ReceptivePanel : public PhotoPanel {
  Q_OBJECT

 public:
  ReceptivePanel(Context context, const PictureSource& picture, QWidget* parent = nullptr);
  void refresh() override;

  // The figure: an attention map on the picture beside the field of the same place of it.
  [[nodiscard]] static FigurePtr beside(OverlayContent attention, const ReceptiveField& field, std::array<double, 2> place);

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
