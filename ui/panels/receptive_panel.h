// Attention beside convolution: where the chosen head looked, and what the backbone's feature at that place depends on.
#pragma once

#include "ui/figures/receptive.h"
#include "ui/panels/detection_panels.h"
#include "ui/state/receptive_loader.h"
#include "ui/state/worker.h"

namespace headlight::ui {

// Where the chosen query stands on the picture: an object's reference point at the chosen layer where that samples, else the
// middle of its box, or of the chosen cell. None without one, and until its points have come.
[[nodiscard]] std::optional<std::array<double, 2>> attended_place(const Feed& feed);

class ReceptivePanel : public PhotoPanel {
  Q_OBJECT

 public:
  ReceptivePanel(Context context, const PictureSource& picture, QWidget* parent = nullptr);
  void refresh() override;

  [[nodiscard]] QAction* levels() const { return levels_; }  // offers them; hidden where there is one

 protected:
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QString reason() const override;
  [[nodiscard]] const ViewLoader& loader() const override { return context_.feed.beside; }
  [[nodiscard]] const std::optional<Error>& failure() const override;

 private:
  // What a figure is of, whatever it is drawn like.
  struct Subject {
    ReceptiveLoader::Place place;
    Selection selection;  // but for its key
    bool operator==(const Subject&) const = default;
  };
  void ask();
  void show_drawn();
  void draw();  // off the GUI thread, one after the other: of what is chosen when it begins
  void offer_levels();
  void pick(const Hit& hit);
  [[nodiscard]] std::optional<std::array<double, 2>> place() const;  // chosen, or the query's own
  [[nodiscard]] int level() const;
  [[nodiscard]] std::optional<Subject> subject() const;
  [[nodiscard]] std::shared_ptr<const ReceptiveField> field() const;
  [[nodiscard]] std::optional<OverlayContent> attention() const;
  [[nodiscard]] const Beside* drawn() const;  // of what is chosen; null until it is
  ReceptiveLoader* field_;
  QAction* levels_;
  Worker drawer_;
  bool again_ = false;  // something changed while it draws
  std::optional<Subject> drawn_of_;
  Beside drawn_;
};

}  // namespace headlight::ui
