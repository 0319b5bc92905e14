// Whatever changes the picture is one step back, and the menu says which.
#include <QComboBox>
#include <QLineEdit>
#include <QSlider>

#include "tests/gui/window_fixture.h"
#include "ui/controls/choices.h"
#include "ui/studio/ask/ask_page.h"
#include "ui/studio/compare/compare_page.h"
#include "ui/window/changes_line.h"
#include "ui/window/step_words.h"

namespace headlight::ui {
namespace {

class StepsTest : public WindowTest {
 protected:
  // Does something to the window; what it changed is one step, undo takes all of it back and redo makes it again.
  void expect_one_step(const std::string& what, const std::function<void()>& act) {
    const ViewState before = window_->store().view();
    act();
    settled();
    const ViewState after = window_->store().view();
    if (after == before) return;
    ++changed_;
    const QAction *undo = window_->actions().get("undo"), *redo = window_->actions().get("redo");
    ASSERT_NE(window_->store().earlier(), nullptr) << what;
    EXPECT_TRUE(*window_->store().earlier() == before) << what << ": more than one step, or another's";
    EXPECT_TRUE(undo->text().startsWith(QStringLiteral("Undo: "))) << what << ": " << undo->text().toStdString();
    const QString words = undo->text().mid(6);
    window_->store().undo();
    EXPECT_TRUE(window_->store().view() == before) << what;
    EXPECT_EQ(redo->text(), QStringLiteral("Redo: ") + words) << what;
    window_->store().redo();
    EXPECT_TRUE(window_->store().view() == after) << what;
    window_->store().undo();
    settled();
  }

  void use_every_control(QWidget& area) {
    const auto name = [](const QWidget* widget) { return (widget->accessibleName().isEmpty() ? QString::fromLatin1(widget->metaObject()->className()) : widget->accessibleName()).toStdString(); };
    for (QCheckBox* box : area.findChildren<QCheckBox*>())
      if (box->isVisible() && box->isEnabled()) expect_one_step(box->text().toStdString(), [&] { QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2)); });
    for (Segments* segments : area.findChildren<Segments*>()) {
      for (QToolButton* button : segments->findChildren<QToolButton*>())
        if (button->isVisible() && button->isEnabled()) expect_one_step(name(segments) + " " + button->text().toStdString(), [&] { QTest::mouseClick(button, Qt::LeftButton); });
    }
    for (QComboBox* list : area.findChildren<QComboBox*>())
      if (list->isVisible() && list->isEnabled() && list->count() > 1)
        expect_one_step(name(list), [&] { QTest::keyClick(list, list->currentIndex() + 1 < list->count() ? Qt::Key_Down : Qt::Key_Up); });
    for (Stepper* stepper : area.findChildren<Stepper*>())
      if (stepper->isVisible() && stepper->isEnabled()) expect_one_step(name(stepper), [&] { QTest::mouseClick(stepper, Qt::LeftButton, {}, QPoint(stepper->width() - 8, stepper->height() / 2)); });
    for (QSlider* slider : area.findChildren<QSlider*>())
      if (slider->isVisible() && slider->isEnabled()) expect_one_step(name(slider), [&] { drag(*slider); });
  }

  static void drag(QSlider& slider) {
    const int middle = slider.height() / 2;
    QTest::mousePress(&slider, Qt::LeftButton, {}, QPoint(slider.width() / 3, middle));
    for (int x = slider.width() / 3; x < slider.width() * 2 / 3; x += 4) QTest::mouseMove(&slider, QPoint(x, middle));
    QTest::mouseRelease(&slider, Qt::LeftButton, {}, QPoint(slider.width() * 2 / 3, middle));
  }

  void use_actions(std::initializer_list<const char*> ids) {
    for (const char* id : ids) expect_one_step(id, [&] { window_->actions().get(id)->trigger(); });
  }

  int changed_ = 0;
};

TEST_F(StepsTest, EveryControlOfATextIsOneStep) {
  open_sentence();
  use_every_control(window_->inspector());
  EXPECT_GE(changed_, 8) << "the controls were found";
  use_actions({"head_left", "head_right", "layer_up", "layer_down", "query_up", "query_down", "key_left", "key_right", "mode", "quantity", "scale", "map", "same_scale",
               "specials", "link_rule", "merge", "fewer", "more"});
  EXPECT_GE(changed_, 24);
}

TEST_F(StepsTest, EveryControlOfAPictureIsOneStep) {
  open();
  InputSpec input;
  input.image = "/pictures/street.png";
  window_->open_model("fake-detr", input);
  ASSERT_TRUE(settled());
  use_every_control(window_->inspector());
  use_every_control(window_->left_rail());
  EXPECT_GE(changed_, 8);
  use_actions({"detection_next", "detection_previous", "other_queries", "more_detections", "beside", "photo", "dim", "colour_by", "head_1", "all_heads", "level_1", "opacity",
               "smooth", "offset_lines", "other_boxes"});
  EXPECT_GE(changed_, 16);
}

TEST_F(StepsTest, ChoicesOfCompareAndAskAreStepsToo) {
  open_sentence();
  window_->actions().get("compare")->trigger();
  ASSERT_TRUE(settled());
  use_every_control(*window_->work().page(Workspace::compare));
  use_actions({"swap_sides"});
  EXPECT_GE(changed_, 6);
  window_->actions().get("ask")->trigger();
  ASSERT_TRUE(settled());
  changed_ = 0;
  use_every_control(*window_->work().page(Workspace::ask));
  use_actions({"turn_round", "patterns"});
  EXPECT_GE(changed_, 2);
}

TEST_F(StepsTest, ChangesOfAttentionAreStepsAndSaidInEveryWorkspace) {
  open_sentence();
  use_actions({"switch_off", "layer_off", "cut_link", "head_mean", "hide_key", "even_row", "only_key"});
  EXPECT_EQ(changed_, 7);
  window_->actions().get("switch_off")->trigger();
  ASSERT_TRUE(settled());
  for (const char* workspace : workspace_actions) {
    window_->actions().get(workspace)->trigger();
    ASSERT_TRUE(settled());
    EXPECT_TRUE(window_->status().changes().isVisible()) << workspace;
    EXPECT_EQ(window_->status().changes().text(), QStringLiteral("1 change: head 3.1 off"));
  }
  window_->actions().get("explore")->trigger();
  QTest::mouseClick(window_->status().changes().findChild<Button*>(), Qt::LeftButton);
  EXPECT_EQ(window_->work().workspace(), Workspace::intervene);
  expect_one_step("clear", [this] { window_->actions().get("clear_changes")->trigger(); });
  window_->actions().get("clear_changes")->trigger();
  EXPECT_FALSE(window_->status().changes().isVisible());
  EXPECT_FALSE(window_->actions().get("clear_changes")->isEnabled());
}

// What the program chooses itself after a run is no step of its own.
TEST_F(StepsTest, TheFirstPictureIsNothingToUndo) {
  open();
  InputSpec input;
  input.text = kSentence;
  window_->open_model("fake-bert", input);
  ASSERT_TRUE(settled());
  ASSERT_GE(window_->store().selection().key, 0);
  EXPECT_FALSE(window_->store().can_undo());
}

// A step that is undone from another workspace leads to where it is seen.
TEST_F(StepsTest, AreUndoneInSight) {
  open_sentence();
  const auto act = [this](const char* id) {
    ASSERT_TRUE(window_->actions().get(id)->isEnabled()) << id;
    window_->actions().get(id)->trigger();
    ASSERT_TRUE(settled());
  };
  const auto now = [this] { return window_->work().workspace(); };
  act("switch_off");
  act("explore");
  act("undo");
  EXPECT_EQ(now(), Workspace::intervene);
  EXPECT_EQ(window_->status().facts_text(), QStringLiteral("Undone: add a change of attention"));
  act("ask");
  act("redo");
  EXPECT_EQ(now(), Workspace::intervene);
  EXPECT_EQ(window_->status().facts_text(), QStringLiteral("Done again: add a change of attention"));
  act("undo");
  act("patterns");
  act("compare");
  act("undo");
  EXPECT_EQ(now(), Workspace::ask);
  act("swap_sides");
  act("weight");
  act("head_left");  // the key before, here
  act("undo");
  EXPECT_EQ(now(), Workspace::weight) << "it is in sight";
  act("ask");
  act("same_scale");
  act("undo");
  EXPECT_EQ(now(), Workspace::explore);
  act("head_left");
  EXPECT_FALSE(window_->status().facts_text().contains(QStringLiteral("Undone"))) << "it is said until something else is done";
}

// A banner lies over the window: nothing in it moves.
TEST_F(StepsTest, AMessageMovesNothing) {
  open_sentence();
  const QRect before = window_->centre().matrix()->geometry();
  const QPoint at = window_->centre().matrix()->mapTo(window_.get(), QPoint());
  window_->message().say(QStringLiteral("Something"), QStringLiteral("happened"), true);
  QCoreApplication::processEvents();
  ASSERT_TRUE(window_->message().isVisible());
  EXPECT_EQ(window_->centre().matrix()->geometry(), before);
  EXPECT_EQ(window_->centre().matrix()->mapTo(window_.get(), QPoint()), at);
  EXPECT_TRUE(window_->centralWidget()->rect().contains(window_->message().geometry()));
}

}  // namespace
}  // namespace headlight::ui
