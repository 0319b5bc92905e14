// The page that asks which heads look from here to there, opened on a sentence or a picture.
#pragma once

#include "tests/gui/fake_detector.h"
#include "tests/gui/fake_studio.h"
#include "tests/gui/window_fixture.h"
#include "ui/studio/ask/ask_page.h"
#include "ui/studio/ask/token_chooser.h"

namespace headlight::ui {

class AskWorkspace : public WindowTest {
 protected:
  void ask() {
    window_->actions().get("ask")->trigger();
    ASSERT_TRUE(settled());
    page_ = qobject_cast<AskPage*>(window_->work().page(Workspace::ask));
    ASSERT_NE(page_, nullptr);
    ASSERT_TRUE(page_->isVisible());
  }

  void ask_sentence() {
    open_sentence();
    Selection next = window_->store().selection();
    next.query = 9;
    next.key = 6;
    window_->store().select(next);
    ask();
  }

  void ask_picture(const char* model) {
    open({1600, 1000});
    InputSpec input;
    input.image = "street.png";
    window_->open_model(model, input);
    ASSERT_TRUE(settled());
    ask();
  }

  TokenChooser* chooser(int at) { return page_->findChildren<TokenChooser*>().at(at); }

  AskPage* page_ = nullptr;
};

}  // namespace headlight::ui
