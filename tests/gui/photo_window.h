// A picture or a made-up detector in the window, and what lies on its photo.
#pragma once

#include <QPointer>

#include "tests/gui/window_fixture.h"
#include "ui/figures/picture_graph.h"
#include "ui/window/export_dialog.h"

namespace headlight::ui {

class PhotoTest : public WindowTest {
 protected:
  void open_detector(QSize size = {1600, 1000}) {
    open(size);
    InputSpec input;
    input.image = "/pictures/street.png";
    window_->open_model("fake-detr", input);
    ASSERT_TRUE(settled());
  }
  const PictureGraphFigure* links() const { return shown<PictureGraphFigure>(*window_->centre().picture()); }
  template <typename F>
  const F* shown(const FigurePanel& panel) const {
    return panel.canvas()->stale() ? nullptr : dynamic_cast<const F*>(panel.canvas()->figure().get());
  }
  const Selection& chosen() const { return window_->store().selection(); }
  const Look& look() const { return window_->store().look(); }
  void show(Photo photo) {
    Look next = look();
    next.photo = photo;
    window_->store().set_look(next);
    ASSERT_TRUE(settled());
  }
  void open_picture_model() {
    open();
    InputSpec input;
    input.image = "/pictures/street.png";
    window_->open_model("fake-vit", input);
    ASSERT_TRUE(settled());
  }
  // Nothing where no dialog came, or did not go again.
  std::optional<FigureView> offered_first() {
    window_->actions().get("export")->trigger();
    QPointer<ExportDialog> dialog = window_->findChild<ExportDialog*>();
    if (dialog.isNull()) return std::nullopt;
    const FigureView view = dialog->spec().view;
    dialog->reject();
    return until([&] { return dialog.isNull(); }) ? std::optional(view) : std::nullopt;
  }
};

}  // namespace headlight::ui
