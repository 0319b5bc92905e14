// The workspace that changes attention and runs again.
#include "tests/gui/fake_studio.h"
#include "tests/gui/window_fixture.h"
#include "ui/studio/common/head_grid.h"
#include "ui/studio/intervene/intervene_page.h"
#include "ui/studio/intervene/step_list.h"

namespace headlight::ui {
namespace {

class InterveneWorkspace : public WindowTest {
 protected:
  void intervene() {
    window_->actions().get("intervene")->trigger();
    page_ = qobject_cast<IntervenePage*>(window_->work().page(Workspace::intervene));
    ASSERT_NE(page_, nullptr);
    ASSERT_TRUE(page_->isVisible());
    ASSERT_TRUE(done());
  }

  bool done() {
    return until([&] { return page_->model().current() && !window_->client().any_busy(); });
  }

  IntervenePage* page_ = nullptr;
};

TEST_F(InterveneWorkspace, XSwitchesTheChosenHeadOffAndRunsAgain) {
  open_sentence();
  key(Qt::Key_X);
  page_ = qobject_cast<IntervenePage*>(window_->work().page(Workspace::intervene));
  ASSERT_NE(page_, nullptr);
  ASSERT_TRUE(page_->isVisible());  // X leads there
  ASSERT_TRUE(done());
  ASSERT_EQ(page_->model().steps().size(), 1U);
  EXPECT_EQ(to_text(page_->model().steps()[0].change), "off:encoder/3.1");
  EXPECT_NE(page_->model().result()->after->id, page_->model().result()->before->id);
  EXPECT_TRUE(page_->model().maps().has_value());
  EXPECT_EQ(page_->model().changes().size(), 72U);
  key(Qt::Key_Z, Qt::ControlModifier);
  ASSERT_TRUE(done());
  EXPECT_TRUE(page_->model().steps().empty());
}

TEST_F(InterveneWorkspace, StepsAreBypassedMovedAndTakenOut) {
  open_sentence();
  intervene();
  page_->add(IntervenePage::Add::head_off);
  page_->add(IntervenePage::Add::layer_off);
  ASSERT_TRUE(done());
  auto* list = page_->findChild<StepList*>();
  list->setFocus();
  QTest::keyClick(list, Qt::Key_Up);
  QTest::keyClick(list, Qt::Key_Return);
  ASSERT_TRUE(done());
  EXPECT_FALSE(page_->model().steps()[0].on);
  QTest::keyClick(list, Qt::Key_Down, Qt::AltModifier);
  EXPECT_TRUE(page_->model().steps()[0].on);
  EXPECT_EQ(page_->model().steps()[0].change.head, -1);
  QTest::keyClick(list, Qt::Key_Delete);
  ASSERT_TRUE(done());
  EXPECT_EQ(page_->model().steps().size(), 1U);
  const QRect first = list->table()->area(0, 0);
  QTest::mouseClick(list, Qt::LeftButton, Qt::NoModifier, QPoint(18, first.center().y()));
  ASSERT_TRUE(done());
  EXPECT_FALSE(page_->model().steps()[0].on);
}

TEST_F(InterveneWorkspace, ALinkIsCutFromTheSelection) {
  open_sentence();
  Selection next = window_->store().selection();
  next.query = 9;
  next.key = 6;
  window_->store().select(next);
  intervene();
  page_->add(IntervenePage::Add::cut_link);
  ASSERT_TRUE(done());
  EXPECT_EQ(to_text(page_->model().steps().at(0).change), "hide:encoder/3.1:q9:k6");
  page_->add(IntervenePage::Add::move_points);  // this layer has none
  EXPECT_EQ(page_->model().steps().size(), 1U);
}

TEST_F(InterveneWorkspace, EveryHeadIsWeighedInTheBackground) {
  open_sentence();
  intervene();
  page_->model().weigh_heads();
  ASSERT_TRUE(until([&] { return page_->model().importance() != nullptr; }));
  EXPECT_EQ(page_->model().importance()->heads.size(), 72U);
  QTest::qWait(0);
  const auto grids = page_->findChildren<HeadGrid*>();
  const auto weighed = std::ranges::find_if(grids, [](HeadGrid* grid) { return grid->accessibleName().startsWith(QStringLiteral("Importance")); });
  ASSERT_NE(weighed, grids.end());
  EXPECT_EQ((*weighed)->table()->rows(), 72);
  EXPECT_TRUE((*weighed)->table()->text(71, 0).contains(format_value(0.72))) << (*weighed)->table()->text(71, 0).toStdString();
}

TEST_F(InterveneWorkspace, ATraceFileSaysWhyItCannotRunAgain) {
  open();
  window_->runs().open_trace("/somewhere/kept.trace");
  ASSERT_TRUE(settled());
  window_->actions().get("intervene")->trigger();
  ASSERT_TRUE(settled());
  auto* page = qobject_cast<IntervenePage*>(window_->work().page(Workspace::intervene));
  EXPECT_FALSE(page->model().unable().isEmpty());
  page->add(IntervenePage::Add::head_off);
  EXPECT_TRUE(page->model().steps().empty());
}

}  // namespace
}  // namespace headlight::ui
