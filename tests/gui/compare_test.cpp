// The workspace that sets two heads, inputs or models side by side.
#include "tests/gui/fake_studio.h"
#include "tests/gui/window_fixture.h"
#include "ui/figures/matrix.h"
#include "ui/studio/compare/compare_page.h"
#include "ui/studio/compare/head_views.h"

namespace headlight::ui {
namespace {

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

TEST_F(CompareWorkspace, BeginsWithTheHeadMostLikeAAndShowsTheDifference) {
  open_sentence();
  compare();
  const auto& like = page_->model().heads()[page_->model().order().front()];
  EXPECT_EQ(page_->model().a().name(), QStringLiteral("3.1"));
  EXPECT_EQ(page_->model().b().site->layer, like.head.layer);
  EXPECT_EQ(page_->model().b().head, like.head.head);
  EXPECT_NEAR(like.divergence, fake::divergence(3, 1, like.head.layer, like.head.head, 14), 1e-5);
  const double a = fake::weight(3, 1, 4, 2, 14), b = fake::weight(like.head.layer, like.head.head, 4, 2, 14);
  EXPECT_NEAR(map(0).plane.at(4, 2), a, 1e-6);
  EXPECT_NEAR(map(1).plane.at(4, 2), b, 1e-6);
  EXPECT_NEAR(map(2).plane.at(4, 2), a - b, 1e-6);
  EXPECT_DOUBLE_EQ(map(0).scale.high, map(1).scale.high);  // one range
  EXPECT_DOUBLE_EQ(map(2).scale.low, -map(2).scale.high);  // symmetric
  EXPECT_NEAR(page_->model().maps()->whole.divergence, like.divergence, 1e-5);
}

TEST_F(CompareWorkspace, AHeadIsMadeBInEveryView) {
  open_sentence();
  compare();
  auto* list = page_->findChild<LikeTable*>();
  const auto third = page_->model().heads()[page_->model().order()[2]];
  QTest::mouseClick(list, Qt::LeftButton, Qt::NoModifier, list->table()->area(2, 0).center());
  ASSERT_TRUE(settled());
  EXPECT_EQ(page_->model().b().head, third.head.head);
  auto* scatter = page_->findChild<HeadScatter*>();
  ASSERT_EQ(scatter->table()->rows(), 72);
  QTest::mouseClick(scatter, Qt::LeftButton, Qt::NoModifier, scatter->place(10).toPoint());
  ASSERT_TRUE(settled());
  EXPECT_TRUE(scatter->table()->chosen().has_value());
  auto* distances = page_->findChild<DistanceMap*>();
  QTest::mouseClick(distances, Qt::LeftButton, Qt::NoModifier, distances->table()->area(5, 0).center());
  ASSERT_TRUE(settled());
  EXPECT_EQ(page_->model().b().name(), QStringLiteral("0.5"));
  key(Qt::Key_Z, Qt::ControlModifier);  // an undo step each
  EXPECT_NE(page_->model().b().name(), QStringLiteral("0.5"));
}

TEST_F(CompareWorkspace, SwapExchangesBoth) {
  open_sentence();
  compare();
  page_->model().set_b(5, 7);
  ASSERT_TRUE(settled());
  page_->model().swap();
  ASSERT_TRUE(settled());
  EXPECT_EQ(page_->model().a().name(), QStringLiteral("5.7"));
  EXPECT_EQ(page_->model().b().name(), QStringLiteral("3.1"));
}

TEST_F(CompareWorkspace, ACellChosenInOneMapIsChosenInAll) {
  open_sentence();
  compare();
  FigureCanvas* canvas = page_->maps()->canvas(2);
  const auto at = point_of(*canvas, [](const Hit& hit) { return hit.query == 6 && hit.key == 3; });
  ASSERT_TRUE(at);
  QTest::mouseClick(canvas, Qt::LeftButton, Qt::NoModifier, *at);
  EXPECT_EQ(window_->store().selection().query, 6);
  EXPECT_EQ(window_->store().selection().key, 3);
  EXPECT_EQ(page_->maps()->canvas(0)->style().selected, (Cell{6, 3}));
}

TEST_F(CompareWorkspace, AnotherInputIsAlignedByItsTokens) {
  open_sentence();
  InputSpec second;
  second.text = "The robot picked up the red wrench because it was heavy.";
  window_->runs().set_input(second);
  window_->runs().run();
  ASSERT_TRUE(until([&] { return window_->store().runs().size() == 2 && !window_->client().any_busy(); }));
  compare();
  page_->model().set_b_run(window_->store().runs().front().number);
  ASSERT_TRUE(settled());
  const CompareModel::Maps* maps = page_->model().maps();
  ASSERT_NE(maps, nullptr);
  EXPECT_TRUE(maps->aligned);
  const QString only = QStringLiteral("− red");  // A has a word more
  ASSERT_TRUE(std::ranges::find(maps->queries.labels, only) != maps->queries.labels.end());
  const auto row = std::ranges::find(maps->queries.labels, only) - maps->queries.labels.begin();
  EXPECT_TRUE(std::isnan(maps->b.at(row, 0)));
  EXPECT_FALSE(std::isnan(maps->a.at(row, 0)));
}

}  // namespace
}  // namespace headlight::ui
