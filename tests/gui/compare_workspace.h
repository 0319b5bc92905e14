// The page that sets two heads, inputs, models or rows side by side.
#pragma once

#include "tests/gui/fake_detector.h"
#include "tests/gui/fake_studio.h"
#include "tests/gui/window_fixture.h"
#include "ui/figures/matrix.h"
#include "ui/studio/compare/compare_page.h"

namespace headlight::ui {

class CompareWorkspace : public WindowTest {
 protected:
  void compare() {
    window_->actions().get("compare")->trigger();
    ASSERT_TRUE(settled());
    page_ = qobject_cast<ComparePage*>(window_->work().page(Workspace::compare));
    ASSERT_NE(page_, nullptr);
    ASSERT_TRUE(page_->isVisible());
    ASSERT_TRUE(until([&] { return page_->model().maps() != nullptr; }));
    ASSERT_TRUE(settled());
  }

  const MatrixContent& map(int at) { return dynamic_cast<const MatrixFigure&>(*page_->maps()->canvas(at)->figure()).content(); }

  ComparePage* page_ = nullptr;
};

}  // namespace headlight::ui
