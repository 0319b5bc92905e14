// Attention beside convolution: where the chosen head looked, and what the backbone's feature at that place depends on.
#pragma once

#include "ui/figures/receptive.h"
#include "ui/panels/detection_panels.h"
#include "ui/state/receptive_loader.h"

namespace headlight::ui {

// Where the chosen query stands on the picture: an object's reference point at the chosen layer where that samples, else the
// middle of its box, or of the chosen cell. None without one, and until its points have come.
[[nodiscard]] std::optional<std::array<double, 2>> attended_place(const Feed& feed);

class ReceptivePanel : public PhotoPanel {
  Q_OBJECT

 public:
  ReceptivePanel(Context context, const PictureSource& picture, QWidget* parent = nullptr);
  void refresh() override;

  // Which of ReceptiveField::levels is asked; −1: the chosen cell's own, else the engine's choice.
  void choose_level(int level);
  // Takes the field at another place of the picture, until another query is chosen.
  void choose_place(QPointF at);
  [[nodiscard]] QAction* levels() const { return levels_; }  // offers them; hidden where there is one

 protected:
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QString reason() const override;
  [[nodiscard]] const ViewLoader& loader() const override { return context_.feed.beside; }
  [[nodiscard]] const std::optional<Error>& failure() const override;

 private:
  // A place and the query beside whose attention it was chosen.
  struct Chosen {
    std::array<double, 2> at{};
    std::string stream;
    std::int64_t query = -1, detection = -1;
  };
  void ask();
  void offer_levels();
  void pick(const Hit& hit);
  [[nodiscard]] std::optional<std::array<double, 2>> place() const;  // chosen, or the query's own
  [[nodiscard]] int level() const;
  [[nodiscard]] const ReceptiveField* field() const;
  [[nodiscard]] std::shared_ptr<const OverlayFigure> attention() const;
  [[nodiscard]] FigurePtr figure() const;
  ReceptiveLoader* field_;
  QAction* levels_;
  std::optional<Chosen> chosen_;
  int level_ = -1;
};

}  // namespace headlight::ui
