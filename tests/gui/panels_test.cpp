// Panels moved to each other, as tabs, out of the window and back.
#include <QDockWidget>
#include <QMenu>
#include <QSplitter>
#include <QTabBar>
#include <QTemporaryDir>

#include "tests/gui/window_fixture.h"
#include "ui/figures/matrix.h"
#include "ui/panels/row_panel.h"
#include "ui/state/session_file.h"
#include "ui/window/panel_tabs.h"
#include "ui/window/panel_tree.h"

namespace headlight::ui {
namespace {

TEST(PanelTree, IsReadAsItIsWritten) {
  for (const char* text : {"heads", "below(46:beside(75:heads,25:row),54:tabs(1:graph,0:matrix))", "beside(1:heads,2:row,3:graph)"}) {
    const auto tree = tree_from(QLatin1String(text));
    ASSERT_TRUE(tree) << text;
    EXPECT_EQ(text_of(*tree), QLatin1String(text));
  }
  for (const char* text : {"", "beside(", "beside()", "beside(heads)", "beside(1:heads,)", "near(1:heads,1:row)", "beside(1:heads,1:row))", "beside(1:heads,1:row", "beside(1000000:heads,1:row)",
                           "tabs(1:heads,0:beside(1:row,1:graph))", "beside(-1:heads,1:row)", "Heads", "beside(1:heads 1:row)"}) {
    const auto tree = tree_from(QLatin1String(text));
    EXPECT_FALSE(tree) << text;
  }
  QString deep = QStringLiteral("heads");
  for (int i = 0; i < 100; ++i) deep = QStringLiteral("beside(1:row,1:") + deep + u')';
  EXPECT_FALSE(tree_from(deep));
}

TEST(PanelTree, MovesPanels) {
  const auto moved = [](const char* text, const char* panel, PanelPlace place, const char* to) {
    return text_of(with_moved(*tree_from(QLatin1String(text)), QLatin1String(panel), place, QLatin1String(to))).toStdString();
  };
  EXPECT_EQ(moved("beside(1:a,1:b)", "a", PanelPlace::below, "b"), "below(1:b,1:a)");
  EXPECT_EQ(moved("beside(1:a,1:b)", "a", PanelPlace::tab, "b"), "tabs(0:b,1:a)");
  EXPECT_EQ(moved("beside(1:a,1:b,2:c)", "a", PanelPlace::tab, "b"), "beside(1:tabs(0:b,1:a),2:c)");
  EXPECT_EQ(moved("beside(1:a,1:b,1:c)", "a", PanelPlace::beside, "c"), "beside(500:b,250:c,250:a)") << "half of its room";
  EXPECT_EQ(moved("below(1:a,1:tabs(1:b,0:c))", "a", PanelPlace::beside, "c"), "beside(1:tabs(1:b,0:c),1:a)") << "of all tabs";
  EXPECT_EQ(moved("below(1:a,1:tabs(1:b,0:c))", "a", PanelPlace::tab, "b"), "tabs(0:b,1:a,0:c)");
  EXPECT_EQ(moved("below(1:a,1:tabs(1:b,0:c))", "b", PanelPlace::below, "c"), "below(500:a,250:c,250:b)");
}

class PanelsTest : public WindowTest {
 protected:
  CentreView& centre() { return window_->centre(); }

  void act(const char* id) {
    ASSERT_TRUE(window_->actions().get(id)->isEnabled()) << id;
    window_->actions().get(id)->trigger();
    ASSERT_TRUE(settled());
  }

  QMenu* popup() {
    QMenu* found = nullptr;
    until([&] { return (found = qobject_cast<QMenu*>(QApplication::activePopupWidget())) != nullptr; }, 5000);
    return found;
  }

  // By the keyboard alone: the action's key, then the arrows and Return.
  void move_by_keys(FigurePanel* panel, Qt::Key key, const QString& to) {
    ASSERT_TRUE(until([&] { return window_->isActiveWindow(); }));
    panel->canvas()->setFocus();
    QTest::keyClick(panel->canvas(), key, Qt::ControlModifier | Qt::ShiftModifier);
    QMenu* menu = popup();
    ASSERT_NE(menu, nullptr);
    for (int i = 0; i < 8 && menu->activeAction()->text() != to; ++i) QTest::keyClick(menu, Qt::Key_Down);
    ASSERT_EQ(menu->activeAction()->text(), to);
    QTest::keyClick(menu, Qt::Key_Return);
    ASSERT_TRUE(until([&] { return QApplication::activePopupWidget() == nullptr; }));
    window_->activateWindow();  // a window manager does
    ASSERT_TRUE(until([&] { return window_->isActiveWindow(); }));
    QCoreApplication::processEvents();
  }

  QRect place(const QWidget* panel) { return {panel->mapTo(window_.get(), QPoint()), panel->size()}; }
  QTabBar* tabs(const PanelFrame* panel) { return header_of(*panel)->findChild<QTabBar*>(QString(), Qt::FindDirectChildrenOnly); }
  static QVariantMap moved(const SavedSession& session) {
    QVariantMap own = session.layout;
    own.removeIf([](const auto& each) { return !each.key().startsWith(QStringLiteral("panels.")); });
    return own;
  }
};

TEST_F(PanelsTest, GoBesideBelowAndBehindEachOtherByTheKeyboard) {
  open_sentence();
  FigurePanel *heads = centre().heads(), *graph = centre().graph(), *matrix = centre().matrix();
  move_by_keys(matrix, Qt::Key_B, heads->title());
  EXPECT_EQ(place(matrix).top(), place(heads).top());
  EXPECT_NEAR(place(matrix).left(), place(heads).right(), 4);
  EXPECT_TRUE(matrix->canvas()->hasFocus()) << "the keyboard goes with it";
  EXPECT_GT(graph->width(), 900) << "it has the lower half alone";
  move_by_keys(heads, Qt::Key_D, graph->title());
  EXPECT_EQ(place(heads).left(), place(graph).left());
  EXPECT_NEAR(place(heads).top(), place(graph).bottom(), 4);
  move_by_keys(graph, Qt::Key_G, matrix->title());
  EXPECT_TRUE(graph->isVisible());
  EXPECT_FALSE(matrix->isVisible());
  ASSERT_NE(tabs(graph), nullptr);
  EXPECT_TRUE(tabs(graph)->isVisible());
  EXPECT_EQ(tabs(graph)->tabText(tabs(graph)->currentIndex()), graph->title());
  key(Qt::Key_Tab, Qt::ControlModifier);
  EXPECT_TRUE(matrix->isVisible());
  EXPECT_FALSE(graph->isVisible());
  EXPECT_TRUE(matrix->canvas()->hasFocus());
  key(Qt::Key_Tab, Qt::ControlModifier | Qt::ShiftModifier);
  EXPECT_TRUE(graph->isVisible());
  tabs(graph)->setFocus(Qt::TabFocusReason);
  key(Qt::Key_Left);
  EXPECT_TRUE(matrix->isVisible()) << "arrows walk the tabs";
  EXPECT_TRUE(tabs(matrix)->hasFocus());
  act("reset_layout");
  EXPECT_TRUE(graph->isVisible() && matrix->isVisible() && heads->isVisible());
  EXPECT_EQ(tabs(graph), nullptr);
  EXPECT_EQ(place(graph).top(), place(matrix).top());
  EXPECT_LT(place(heads).bottom(), place(graph).top() + 4);
  EXPECT_FALSE(window_->actions().get("next_tab")->isEnabled());
  EXPECT_FALSE(window_->store().can_undo() && window_->store().earlier()->selection == window_->store().selection()) << "no step of its own";
}

TEST_F(PanelsTest, AreChosenByTheirTabsAndMovedByTheirMenu) {
  open_sentence();
  ASSERT_TRUE(centre().move_panel(centre().matrix(), PanelPlace::tab, centre().graph()));
  QTabBar* bar = tabs(centre().matrix());
  ASSERT_NE(bar, nullptr);
  QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(0).center());
  EXPECT_TRUE(centre().graph()->isVisible());
  EXPECT_TRUE(centre().graph()->canvas()->hasFocus());
  QContextMenuEvent other(QContextMenuEvent::Mouse, QPoint(5, 5), header_of(*centre().graph())->mapToGlobal(QPoint(5, 5)));
  QApplication::sendEvent(header_of(*centre().graph()), &other);
  QMenu* menu = popup();
  ASSERT_NE(menu, nullptr);
  ASSERT_GE(menu->actions().size(), 7);
  QStringList with, beside;
  for (const QAction* to : menu->actions()[0]->menu()->actions()) with += to->text();
  for (const QAction* to : menu->actions()[1]->menu()->actions()) beside += to->text();
  EXPECT_EQ(with, QStringList({"Heads", "Row"})) << "not with what it stands with already";
  EXPECT_EQ(beside, QStringList({"Heads", "Row", "Matrix"}));
  menu->actions()[1]->menu()->actions()[2]->trigger();
  menu->close();
  EXPECT_TRUE(centre().graph()->isVisible() && centre().matrix()->isVisible());
  EXPECT_GT(place(centre().graph()).left(), place(centre().matrix()).left());
}

TEST_F(PanelsTest, StandAsTheyWereLeftInASessionAndInAnotherLanguage) {
  open_sentence();
  ASSERT_TRUE(centre().move_panel(centre().matrix(), PanelPlace::tab, centre().heads()));
  const SavedSession session = window_->saved_session();
  ASSERT_EQ(moved(session).size(), 1);
  EXPECT_TRUE(moved(session).contains(QStringLiteral("panels.text")));
  const auto read = session_from(session_bytes(session, {}), {});
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(moved(read.value()), moved(session));
  window_->set_language(QStringLiteral("ko"));
  ASSERT_TRUE(settled());
  EXPECT_TRUE(until([&] { return centre().matrix()->isVisible(); }));
  EXPECT_FALSE(centre().heads()->isVisible());
  ASSERT_NE(tabs(centre().matrix()), nullptr);
}

TEST_F(PanelsTest, OfAnotherKindOfModelStandAsTheyWere) {
  open_sentence();
  ASSERT_TRUE(centre().move_panel(centre().matrix(), PanelPlace::tab, centre().heads()));
  InputSpec picture;
  picture.image = "/pictures/street.png";
  window_->open_model("fake-vit", picture);
  ASSERT_TRUE(settled());
  EXPECT_TRUE(until([&] { return centre().picture()->isVisible() && centre().matrix()->isVisible() && centre().heads()->isVisible(); }));
  ASSERT_TRUE(centre().move_panel(centre().picture(), PanelPlace::beside, centre().heads()));
  EXPECT_EQ(moved(window_->saved_session()).keys(), QStringList({"panels.picture", "panels.text"}));
  InputSpec sentence;
  sentence.text = kSentence;
  window_->open_model("fake-bert", sentence);
  ASSERT_TRUE(settled());
  EXPECT_TRUE(until([&] { return centre().matrix()->isVisible() && !centre().heads()->isVisible(); }));
}

TEST_F(PanelsTest, GiveWayToASmallWindowAndComeBack) {
  open_sentence();
  ASSERT_TRUE(centre().move_panel(centre().matrix(), PanelPlace::beside, centre().heads()));
  ASSERT_TRUE(centre().move_panel(centre().graph(), PanelPlace::beside, centre().matrix()));
  const auto in_a_row = [&] { return place(centre().matrix()).top() == place(centre().heads()).top() && place(centre().graph()).top() == place(centre().heads()).top(); };
  EXPECT_TRUE(in_a_row());
  window_->resize(1024, 900);
  EXPECT_TRUE(until([&] { return !in_a_row(); })) << "four of 240 pixels do not stand beside each other there";
  window_->resize(1280, 720);
  EXPECT_TRUE(until([&] { return centre().matrix()->isVisible() && place(centre().graph()).top() > place(centre().heads()).top(); }));
  window_->resize(1600, 1000);
  EXPECT_TRUE(until(in_a_row));
}

TEST_F(PanelsTest, FallBackToTheFirstLayoutWhereTheirsIsImpossible) {
  for (const char* text : {"beside(1:heads,1:heads)", "heads", "no layout at all", "below(1:heads,1:row,1:graph,1:matrix,1:unknown)", "beside(1:heads,1:row,1:graph)"}) {
    open_sentence();
    SavedSession session = window_->saved_session();
    session.layout[QStringLiteral("panels.text")] = QLatin1String(text);
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("one.headlight"));
    QFile out(file);
    ASSERT_TRUE(out.open(QIODevice::WriteOnly));
    out.write(session_bytes(session, folder.path()));
    out.close();
    window_->open_paths({file});
    ASSERT_TRUE(until([&] { return window_->message().isVisible() || centre().heads()->isVisible(); }));
    ASSERT_TRUE(settled());
    EXPECT_TRUE(until([&] { return !window_->shows_start() && centre().heads()->isVisible(); }, 5000)) << text << window_->message().text().toStdString();
    for (const PanelFrame* panel : std::initializer_list<PanelFrame*>{centre().heads(), centre().row(), centre().graph(), centre().matrix()}) EXPECT_TRUE(panel->isVisible()) << text;
  }
}

TEST_F(PanelsTest, FloatWhereTheyStoodUnderOneTitle) {
  open_sentence();
  FigurePanel* graph = centre().graph();
  const QPoint before = graph->mapToGlobal(QPoint());
  graph->canvas()->setFocus();
  act("float");
  auto* dock = qobject_cast<QDockWidget*>(graph->window());
  ASSERT_NE(dock, nullptr);
  EXPECT_LT((graph->mapToGlobal(QPoint()) - before).manhattanLength(), 100) << "near where it was";
  ASSERT_NE(dock->titleBarWidget(), nullptr);
  EXPECT_EQ(dock->titleBarWidget()->height(), 0) << "the panel's header is the title";
  const QPoint at = dock->pos();
  QWidget* header = header_of(*graph);
  QTest::mousePress(header, Qt::LeftButton, {}, QPoint(40, 10));
  QMouseEvent move(QEvent::MouseMove, QPointF(90, 30), header->mapToGlobal(QPointF(90, 30)), Qt::NoButton, Qt::LeftButton, {});
  QApplication::sendEvent(header, &move);
  QTest::mouseRelease(header, Qt::LeftButton, {}, QPoint(90, 30));
  EXPECT_NE(dock->pos(), at) << "which drags it";
  ASSERT_TRUE(centre().move_panel(graph, PanelPlace::tab, centre().matrix())) << "and comes back to where it is put";
  EXPECT_FALSE(centre().floats(graph));
  EXPECT_TRUE(graph->isVisible());
  EXPECT_EQ(graph->window(), window_.get());
}

TEST_F(PanelsTest, AnEnlargedOneIsSoUntilEsc) {
  open_sentence();
  const Selection chosen = window_->store().selection();
  ASSERT_GE(chosen.query, 0);
  centre().matrix()->canvas()->setFocus();
  key(Qt::Key_F);
  ASSERT_FALSE(centre().graph()->isVisible());
  key(Qt::Key_Escape);
  EXPECT_TRUE(centre().graph()->isVisible());
  EXPECT_EQ(window_->store().selection(), chosen) << "nothing else is cleared";
  EXPECT_TRUE(centre().matrix()->canvas()->hasFocus());
}

// Few cells of a zoomed map are as large as the panel lets them be.
TEST_F(WindowTest, AZoomedMatrixFillsItsPanel) {
  open_sentence();
  MatrixPanel* matrix = window_->centre().matrix();
  matrix->canvas()->setFocus();
  window_->actions().get("enlarge")->trigger();
  ASSERT_TRUE(settled());
  matrix->zoom_middle(4);
  ASSERT_TRUE(settled());
  const FigureCanvas& canvas = *matrix->canvas();
  const double wide = dynamic_cast<const MatrixFigure&>(*canvas.figure()).layout(canvas.figure_rect(), canvas.style()).cell_width;
  EXPECT_GT(wide, 64);
}

}  // namespace
}  // namespace headlight::ui
