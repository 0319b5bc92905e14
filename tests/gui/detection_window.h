// The made-up detector in the window: its photo, the strip of its layers, its list.
#pragma once

#include "tests/gui/window_fixture.h"
#include "ui/figures/points.h"
#include "ui/figures/refinement.h"
#include "ui/panels/detections_section.h"
#include "ui/panels/photo_scene.h"

namespace headlight::ui {

class DetectionTest : public WindowTest {
 protected:
  void open_detector(QSize size = {1600, 1000}) {
    open(size);
    InputSpec input;
    input.image = "/pictures/street.png";
    window_->open_model("fake-detr", input);
    ASSERT_TRUE(settled());
    ASSERT_TRUE(until([&] { return photo() != nullptr; }));
  }
  const PointsFigure* photo() const {
    const FigureCanvas* canvas = window_->centre().points()->canvas();
    return canvas->stale() ? nullptr : dynamic_cast<const PointsFigure*>(canvas->figure().get());
  }
  const RefinementFigure* film() const {
    return dynamic_cast<const RefinementFigure*>(window_->centre().refinement()->canvas()->figure().get());
  }
  DetectionList& list() const { return *window_->findChild<DetectionList*>(); }
  const Selection& chosen() const { return window_->store().selection(); }
  void choose_stream(const char* stream) {
    Selection next = chosen();
    next.stream = stream;
    next.query = next.key = -1;
    window_->store().select(next);
    ASSERT_TRUE(settled());
  }
  std::optional<QPoint> box_point(std::int64_t query) const {
    return point_of(*window_->centre().points()->canvas(), [&](const Hit& hit) { return !hit.has_value && hit.query == query; });
  }
};

}  // namespace headlight::ui
