// What a window leaves behind for the next one.
#include <QSettings>
#include <QSplitter>
#include <QTemporaryDir>

#include "tests/gui/window_fixture.h"
#include "ui/figures/heads.h"
#include "ui/panels/inspector.h"

namespace headlight::ui {
namespace {

class RememberTest : public WindowTest {
 protected:
  void SetUp() override {
    WindowTest::SetUp();
    QCoreApplication::setOrganizationName(QStringLiteral("HeadlightTest"));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder_.path());
    QSettings().clear();
  }

  void show_sentence(QSize size = {1600, 1000}) {
    WindowOptions options;
    options.size = size;
    options.model = QStringLiteral("fake-bert");
    options.input.text = kSentence;
    open_with(options);
    ASSERT_TRUE(settled());
    QCoreApplication::processEvents();
  }

  static void drag(QSplitter& splitter, int by) {
    QSplitterHandle* handle = splitter.handle(1);
    const QPoint from = handle->rect().center(), step = splitter.orientation() == Qt::Horizontal ? QPoint(by, 0) : QPoint(0, by);
    QTest::mousePress(handle, Qt::LeftButton, {}, from);
    QMouseEvent move(QEvent::MouseMove, from + step, handle->mapToGlobal(from + step), Qt::NoButton, Qt::LeftButton, {});
    QApplication::sendEvent(handle, &move);
    QTest::mouseRelease(handle, Qt::LeftButton, {}, from + step);
    QCoreApplication::processEvents();
  }

  QTemporaryDir folder_;
};

TEST_F(RememberTest, RailWidthsAndSplittersComeBack) {
  show_sentence();
  EXPECT_EQ(window_->left_rail().width(), 264);
  EXPECT_EQ(window_->inspector().width(), 296);
  drag(window_->work(), 60);
  const int rail = window_->left_rail().width();
  EXPECT_NEAR(rail, 324, 2);
  auto* rows = qobject_cast<QSplitter*>(window_->centre().graph()->parentWidget());
  ASSERT_NE(rows, nullptr);
  const int before = window_->centre().graph()->width();
  drag(*rows, 80);
  const int graph = window_->centre().graph()->width();
  EXPECT_NEAR(graph, before + 80, 2);
  window_->close();
  show_sentence();
  EXPECT_NEAR(window_->left_rail().width(), rail, 1);
  EXPECT_NEAR(window_->centre().graph()->width(), graph, 2);
  EXPECT_EQ(window_->inspector().width(), 296) << "what was not dragged is as agreed";
  show_sentence({1400, 1000});
  EXPECT_EQ(window_->left_rail().width(), 200) << "narrow windows have their own width";
}

TEST_F(RememberTest, RailsStayWithinTheirLimits) {
  show_sentence();
  drag(window_->work(), 600);
  EXPECT_EQ(window_->left_rail().width(), 400);
  drag(window_->work(), -900);
  EXPECT_EQ(window_->left_rail().width(), 200);
}

TEST_F(RememberTest, FoldedSectionsThemeAndLanguageComeBack) {
  show_sentence();
  auto* title = window_->inspector().findChild<StatisticsSection*>()->findChild<QToolButton*>();
  QTest::mouseClick(title, Qt::LeftButton);
  EXPECT_FALSE(window_->inspector().findChild<StatisticsSection*>()->is_open());
  window_->set_theme(QStringLiteral("contrast"));
  window_->close();
  show_sentence();
  EXPECT_FALSE(window_->inspector().findChild<StatisticsSection*>()->is_open());
  EXPECT_TRUE(window_->inspector().findChild<ColourSection*>()->is_open());
  EXPECT_TRUE(window_->actions().get("theme_contrast")->isChecked());
  set_appearance(*qApp, Appearance::dark);
}

TEST_F(RememberTest, LowWindowsFoldTheLowerSectionsAndOpenThemAgain) {
  show_sentence({1600, 1000});
  auto* colour = window_->inspector().findChild<ColourSection*>();
  auto* selection = window_->inspector().findChild<SelectionSection*>();
  window_->resize(1600, 660);
  QCoreApplication::processEvents();
  EXPECT_FALSE(colour->is_open());
  EXPECT_TRUE(selection->is_open());
  window_->resize(1600, 1000);
  QCoreApplication::processEvents();
  EXPECT_TRUE(colour->is_open());
}

TEST_F(RememberTest, AForgetfulWindowWritesNothing) {
  open_sentence();
  window_->set_theme(QStringLiteral("light"));
  window_->close();
  EXPECT_TRUE(QSettings().allKeys().isEmpty()) << QSettings().allKeys().join(QLatin1Char(' ')).toStdString();
  set_appearance(*qApp, Appearance::dark);
}

TEST_F(WindowTest, HeadsKeepTheirSizeInASmallWindow) {
  open_sentence({1280, 720});
  const auto* heads = dynamic_cast<const HeadsFigure*>(window_->centre().heads()->canvas()->figure().get());
  ASSERT_NE(heads, nullptr);
  FigureCanvas& canvas = *window_->centre().heads()->canvas();
  const auto at = point_of(canvas, [](const Hit& hit) { return hit.site == 3 && hit.head == 5; });
  const auto next = point_of(canvas, [](const Hit& hit) { return hit.site == 3 && hit.head == 6; });
  ASSERT_TRUE(at && next);
  EXPECT_NEAR(next->x() - at->x(), 32 + 4, 3) << "thumbnails of 32 px, 4 apart";
}

}  // namespace
}  // namespace headlight::ui
