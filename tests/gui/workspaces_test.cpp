// The tabs of the top bar and what the keyboard reaches in each workspace.
#include <QClipboard>
#include <QGuiApplication>
#include <set>

#include "tests/gui/window_fixture.h"
#include "ui/studio/ask/ask_page.h"
#include "ui/window/top_bar.h"

namespace headlight::ui {
namespace {

class Workspaces : public WindowTest {
 protected:
  void show(Workspace workspace) {
    window_->actions().get(workspace_actions[std::size_t(workspace)])->trigger();
    ASSERT_TRUE(until([&] { return window_->work().workspace() == workspace; }));
    ASSERT_TRUE(settled());
  }

  QTabBar& tabs() { return *window_->findChild<TopBar*>()->workspaces(); }
};

TEST_F(Workspaces, TabsAndKeysLeadToThem) {
  open_sentence();
  for (int i = 0; i < int(workspace_actions.size()); ++i) {
    key(Qt::Key(Qt::Key_1 + i), Qt::AltModifier);
    EXPECT_EQ(int(window_->work().workspace()), i);
    EXPECT_EQ(tabs().currentIndex(), i);
  }
  QTest::mouseClick(&tabs(), Qt::LeftButton, Qt::NoModifier, tabs().tabRect(2).center());
  ASSERT_TRUE(settled());
  EXPECT_EQ(window_->work().workspace(), Workspace::compare);
  QTest::mouseClick(&tabs(), Qt::LeftButton, Qt::NoModifier, tabs().tabRect(2).center());  // neither a tab is a switch
  EXPECT_EQ(window_->work().workspace(), Workspace::compare);
  key(Qt::Key_C);  // nor its key
  EXPECT_EQ(window_->work().workspace(), Workspace::compare);
}

TEST_F(Workspaces, TheInspectorsKeySaysThatItStandsInExplore) {
  open_sentence();
  show(Workspace::compare);
  EXPECT_FALSE(window_->actions().get("inspector")->isEnabled());
  EXPECT_TRUE(window_->actions().refusal(QKeySequence(Qt::Key_BracketRight)).contains(QStringLiteral("only in Explore")));
  show(Workspace::explore);
  EXPECT_TRUE(window_->actions().get("inspector")->isEnabled());
}

TEST_F(Workspaces, TabsAreThereWhileThereIsARun) {
  open();
  EXPECT_FALSE(tabs().isVisible());
  open_sentence();
  EXPECT_TRUE(tabs().isVisible());
}

TEST_F(Workspaces, F6ReachesEveryPanelOfEach) {
  open_sentence();
  for (const Workspace workspace : {Workspace::weight, Workspace::compare, Workspace::ask, Workspace::intervene}) {
    show(workspace);
    std::set<const QWidget*> wanted, reached;
    for (const QWidget* stop : window_->work().page(workspace)->stops()) {
      if (stop->isVisible()) wanted.insert(stop);
    }
    ASSERT_FALSE(wanted.empty());
    for (std::size_t i = 0; i < wanted.size() + 8; ++i) {
      window_->actions().get("next_panel")->trigger();
      if (wanted.contains(window_->focusWidget())) reached.insert(window_->focusWidget());
    }
    EXPECT_EQ(reached, wanted) << "workspace " << int(workspace);
    for (const QWidget* stop : wanted) EXPECT_FALSE(stop->accessibleName().isEmpty()) << stop->metaObject()->className();
  }
}

TEST_F(Workspaces, AnotherLanguageKeepsTheWorkspace) {
  open_sentence();
  show(Workspace::ask);
  window_->set_language(QStringLiteral("ko"));
  EXPECT_TRUE(until([&] { return window_->work().workspace() == Workspace::ask; }));
  EXPECT_EQ(tabs().currentIndex(), int(Workspace::ask));
  EXPECT_TRUE(window_->work().page(Workspace::ask)->isVisible());
}

TEST_F(Workspaces, TheRankingIsCopiedAsATable) {
  open_sentence();
  show(Workspace::ask);
  auto* page = qobject_cast<AskPage*>(window_->work().page(Workspace::ask));
  const QStringList lines = page->model().table().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
  ASSERT_EQ(lines.size(), 73);
  EXPECT_EQ(lines[0], QStringLiteral("stream\tlayer\thead\tmass"));
  const RankedHead& first = page->model().answer()->heads.front();
  const QStringList cells = lines[1].split(QLatin1Char('\t'));
  EXPECT_EQ(cells[0], QStringLiteral("encoder"));
  EXPECT_EQ(cells[1].toInt(), first.layer);
  EXPECT_NEAR(cells[3].toDouble(), first.mass, 1e-8);
}

// Beside a page the rail is opened for one thing: it goes when that is done, and the page has the keyboard again.
TEST_F(Workspaces, TheOpenedRailClosesWhenItsRunStarts) {
  open_sentence();
  window_->runs().set_automatic(false);
  for (const Workspace workspace : {Workspace::compare, Workspace::ask, Workspace::intervene}) {
    show(workspace);
    const auto on_page = [&] { return window_->focusWidget() != nullptr && window_->focusWidget() == window_->work().page(workspace)->stops().front(); };
    key(Qt::Key_I);
    ASSERT_TRUE(window_->left_rail().opened_over());
    ASSERT_TRUE(window_->input().text()->hasFocus());
    QTest::keyClicks(window_->input().text(), QStringLiteral("A"));
    EXPECT_TRUE(window_->left_rail().opened_over());
    QTest::keyClick(window_->input().text(), Qt::Key_Return, Qt::ControlModifier);
    EXPECT_FALSE(window_->left_rail().opened_over()) << int(workspace);
    ASSERT_TRUE(settled());
    EXPECT_TRUE(on_page()) << int(workspace) << " " << window_->focusWidget()->metaObject()->className();
    window_->left_rail().open_over(&window_->model());
    window_->model().findChild<ModelButton*>()->setFocus();
    Q_EMIT window_->model().model_chosen("fake-bert");
    EXPECT_FALSE(window_->left_rail().opened_over()) << int(workspace);
    ASSERT_TRUE(settled());
    EXPECT_TRUE(on_page()) << int(workspace);
  }
  window_->runs().set_automatic(true);
  key(Qt::Key_I);
  QTest::keyClicks(window_->input().text(), QStringLiteral("A robot "));
  ASSERT_TRUE(until([&] { return !window_->runs().edited() && !window_->client().any_busy(); }));
  EXPECT_TRUE(window_->left_rail().opened_over()) << "what runs as one types is still typed";
}

TEST_F(Workspaces, TheTitleIsThatOfTheRunThatArrivesMeanwhile) {
  open_sentence();
  for (const Workspace workspace : {Workspace::weight, Workspace::compare, Workspace::ask, Workspace::intervene, Workspace::explore}) {
    InputSpec input;
    input.text = std::string("\xd8\xa7\xd9\x84\xd8\xb1\xd9\x88\xd8\xa8\xd9\x88\xd8\xaa ") + std::to_string(int(workspace));
    window_->runs().set_input(input);
    window_->runs().run();
    window_->actions().get(workspace_actions[std::size_t(workspace)])->trigger();
    ASSERT_TRUE(settled());
    ASSERT_EQ(window_->store().run()->input.text, input.text);
    EXPECT_TRUE(window_->windowTitle().startsWith(QString::fromStdString(input.text))) << int(workspace) << window_->windowTitle().toStdString();
  }
}

}  // namespace
}  // namespace headlight::ui
