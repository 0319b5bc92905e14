// Tab leads through every page as it is read: part by part, the column at the right last; tool buttons are one stop.
#include <QToolButton>

#include "tests/gui/window_fixture.h"
#include "ui/controls/frames.h"
#include "ui/controls/tool_row.h"
#include "ui/window/tab_order.h"

namespace headlight::ui {
namespace {

class ReadingOrder : public WindowTest, public ::testing::WithParamInterface<const char*> {
 protected:
  // Places of those below `part` in the order of the page; empty for none.
  static std::vector<std::size_t> stops_in(const QWidget& part, const std::vector<QWidget*>& order) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (part.isAncestorOf(order[i])) places.push_back(i);
    }
    return places;
  }
};

TEST_P(ReadingOrder, KeepsPanelsTogetherAndTheColumnLast) {
  open_thing(GetParam());
  for (const auto& [action, workspace] : {std::pair{"weight", Workspace::weight}, {"compare", Workspace::compare}, {"ask", Workspace::ask}, {"intervene", Workspace::intervene}}) {
    window_->actions().get(action)->trigger();
    ASSERT_TRUE(settled());
    StudioPage* page = window_->work().page(workspace);
    ASSERT_NE(page, nullptr);
    const std::vector<QWidget*> order = reading_order(*page);
    ASSERT_FALSE(order.empty()) << action;
    for (const PanelFrame* panel : page->findChildren<PanelFrame*>()) {
      const auto places = stops_in(*panel, order);
      EXPECT_TRUE(places.empty() || places.back() - places.front() + 1 == places.size()) << action << ": " << panel->title().toStdString();
    }
    std::vector<std::size_t> centre, column;
    for (std::size_t i = 0; i < order.size(); ++i) {
      const int left = order[i]->mapTo(page, QPoint()).x();
      (left >= page->width() - 296 ? column : centre).push_back(i);
    }
    const bool has_column = workspace == Workspace::ask || workspace == Workspace::compare;
    EXPECT_TRUE(!has_column || centre.back() < column.front()) << action;
  }
}

INSTANTIATE_TEST_SUITE_P(Models, ReadingOrder, ::testing::Values("fake-bert", "fake-detr"));

TEST_F(WindowTest, ToolsOfAPanelAreOneStopWalkedByArrows) {
  open_sentence();
  const PanelFrame& panel = *window_->centre().matrix();
  std::vector<QToolButton*> tools;
  for (QToolButton* button : panel.findChildren<QToolButton*>()) {
    if (button->isVisible() && button->property("ownSideArrows").toBool()) tools.push_back(button);
  }
  ASSERT_GE(tools.size(), 3U);
  const auto stops = [&] { return std::ranges::count_if(tools, [](const QToolButton* button) { return button->focusPolicy() == Qt::TabFocus; }); };
  ASSERT_EQ(stops(), 1);
  const auto first = std::ranges::find(tools, Qt::TabFocus, &QToolButton::focusPolicy);
  (*first)->setFocus(Qt::TabFocusReason);
  const Selection before = window_->store().selection();
  QTest::keyClick(*first, Qt::Key_Right);
  EXPECT_FALSE((*first)->hasFocus());
  EXPECT_EQ(window_->store().selection(), before) << "the arrow was the row's";
  EXPECT_EQ(stops(), 1);
  auto* now = qobject_cast<QToolButton*>(QApplication::focusWidget());
  ASSERT_NE(now, nullptr);
  EXPECT_NE(std::ranges::find(tools, now), tools.end());
}

TEST_F(WindowTest, ReturnPressesToolsAndFoldsSections) {
  Section section(QStringLiteral("Things"));
  section.show();
  auto* header = section.findChild<QToolButton*>();
  ASSERT_TRUE(section.is_open());
  QTest::keyClick(header, Qt::Key_Return);
  EXPECT_FALSE(section.is_open());
  QTest::keyClick(header, Qt::Key_Space);
  EXPECT_TRUE(section.is_open());
  PanelFrame frame(QStringLiteral("Panel"), new QWidget);
  QAction copy(QStringLiteral("Copy"));
  frame.add_tool(&copy);
  frame.show();
  QSignalSpy pressed(&copy, &QAction::triggered);
  QToolButton* tool = nullptr;
  for (auto* each : frame.findChildren<QToolButton*>()) tool = each->defaultAction() == &copy ? each : tool;
  ASSERT_NE(tool, nullptr);
  for (const auto& [key, times] : {std::pair{Qt::Key_Return, 1}, {Qt::Key_Enter, 2}, {Qt::Key_Space, 3}, {Qt::Key_A, 3}}) {
    QTest::keyClick(tool, key);
    EXPECT_EQ(pressed.count(), times);
  }
  copy.setEnabled(false);
  QTest::keyClick(tool, Qt::Key_Return);
  EXPECT_EQ(pressed.count(), 3) << "not while it is off";
}

TEST_F(WindowTest, AHiddenToolIsNoStop) {
  QWidget box;
  QToolButton one(&box), two(&box);
  box.show();
  ToolRow row;
  row.add(&one);
  row.add(&two);
  EXPECT_EQ(one.focusPolicy(), Qt::TabFocus);
  EXPECT_EQ(two.focusPolicy(), Qt::NoFocus);
  one.hide();
  EXPECT_EQ(two.focusPolicy(), Qt::TabFocus);
  two.setEnabled(false);
  one.show();
  EXPECT_EQ(one.focusPolicy(), Qt::TabFocus);
}

}  // namespace
}  // namespace headlight::ui
