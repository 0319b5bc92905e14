// Esc stops, closes, unpins and clears; what a picture's run shows stays a picture, from wherever it is pressed.
#include <QAbstractItemView>

#include "tests/gui/window_fixture.h"
#include "ui/figures/graph.h"
#include "ui/panels/kind_choice.h"
#include "ui/panels/photo_scene.h"

namespace headlight::ui {
namespace {

using EscapeInList = WindowTest;

class EscapeTest : public WindowTest, public testing::WithParamInterface<const char*> {
 protected:
  void open_picture(QSize size) {
    open(size);
    InputSpec input;
    input.image = "/pictures/street.png";
    window_->open_model("fake-vit", input);
    ASSERT_TRUE(settled());
  }

  void act(const char* id) {
    if (window_->actions().get(id)->isEnabled()) window_->actions().get(id)->trigger();
    ASSERT_TRUE(settled());
  }

  void choose(std::int64_t query, std::int64_t key) {
    Selection next = window_->store().selection();
    next.query = query;
    next.key = key;
    window_->store().select(next);
    ASSERT_TRUE(settled());
  }

  void escape() {
    for (int i = 0; i < 4; ++i) key(Qt::Key_Escape);
    ASSERT_TRUE(settled());
  }

  // Neither the links over two columns of patches nor an empty place for them.
  void expect_picture(const std::string& after) {
    CentreView& centre = window_->centre();
    act("explore");
    EXPECT_FALSE(centre.graph()->isVisible()) << after;
    EXPECT_TRUE(centre.picture()->isVisible()) << after;
    EXPECT_EQ(dynamic_cast<const GraphFigure*>(centre.picture()->canvas()->figure().get()), nullptr) << after;
    choose(0, -1);
    EXPECT_TRUE(until([&] { return dynamic_cast<const OverlayFigure*>(centre.picture()->canvas()->figure().get()) != nullptr ||
                                   photo_of(window_->store()) == Photo::links; })) << after;
  }

  void escape_everywhere(const char* workspace) {
    const std::pair<const char*, std::function<void()>> states[] = {
        {"nothing chosen", [] {}},
        {"a query", [&] { choose(3, -1); }},
        {"query and key", [&] { choose(3, 5); }},
        {"pinned", [&] { act("pin"); }},
        {"rollout", [&] { for (int i = 0; i < 3; ++i) act("quantity"); }},
        {"weights again", [&] { act("quantity"); }},
        {"another layer", [&] { act("layer_up"); }},
        {"the mean", [&] { act("mode"); }},
        {"links on the picture", [&] { act("photo"); }},
        {"map on the picture", [&] { act("photo"); }},
        {"input edited", [&] { act("edit_input"); }},
        {"rails changed", [&] { act("left_rail"); act("inspector"); }},
        {"rails back", [&] { act("left_rail"); act("inspector"); }},
        {"running", [&] { session_->run_delay_ms = 300; window_->runs().run(); }},
    };
    for (const auto& [name, prepare] : states) {
      act(workspace);
      prepare();
      escape();
      session_->run_delay_ms = 0;
      expect_picture(std::string(workspace) + ", " + name);
    }
  }
};

TEST_P(EscapeTest, APictureStaysAPicture) {
  open_picture({1600, 1000});
  escape_everywhere(GetParam());
}

TEST_F(EscapeInList, ClosesTheListAlone) {
  open_sentence();
  const Selection chosen = window_->store().selection();
  ASSERT_GE(chosen.key, 0);
  auto* show = window_->inspector().findChild<KindChoice*>();
  ASSERT_NE(show, nullptr);
  show->showPopup();
  ASSERT_TRUE(until([&] { return show->view()->isVisible(); }));
  QTest::keyClick(show->view(), Qt::Key_Escape);
  ASSERT_TRUE(until([&] { return !show->view()->isVisible(); }));
  EXPECT_EQ(window_->store().selection(), chosen);
}

INSTANTIATE_TEST_SUITE_P(Workspaces, EscapeTest, testing::Values("explore", "weight", "compare", "ask", "intervene"));

}  // namespace
}  // namespace headlight::ui
