// One row of B beside the row of the chosen query: decoding steps, words, patches, objects.
#include <QComboBox>

#include "tests/gui/compare_workspace.h"
#include "ui/figures/overlay.h"

namespace headlight::ui {
namespace {

class CompareRows : public CompareWorkspace {
 protected:
  QComboBox* chooser() {
    for (QComboBox* each : page_->findChildren<QComboBox*>()) {
      if (each->accessibleName() == QStringLiteral("Row of B")) return each;
    }
    return nullptr;
  }

  void compare_picture(const char* model) {
    open({1600, 1000});
    InputSpec input;
    input.image = "street.png";
    window_->open_model(model, input);
    ASSERT_TRUE(settled());
    compare();
  }
};

TEST_F(CompareRows, ShowTwoQueriesOfOneHeadAndTheirDifference) {
  open_sentence();
  Selection next = window_->store().selection();
  next.query = 4;
  window_->store().select(next);
  compare();
  ASSERT_NE(chooser(), nullptr);
  ASSERT_EQ(chooser()->count(), 1 + 14);  // and "every query"
  EXPECT_EQ(chooser()->currentIndex(), 0);
  chooser()->setFocus();
  QTest::keyClick(chooser(), Qt::Key_End);
  ASSERT_TRUE(settled());
  EXPECT_EQ(page_->model().b().row, 13);
  EXPECT_EQ(page_->model().b().name(), page_->model().a().name()) << "the same head, until another is chosen";
  ASSERT_EQ(map(0).plane.rows, 1);
  for (int column = 0; column < 14; ++column) {
    const double a = fake::weight(3, 1, 4, column, 14), b = fake::weight(3, 1, 13, column, 14);
    EXPECT_NEAR(map(0).plane.at(0, column), a, 1e-6);
    EXPECT_NEAR(map(1).plane.at(0, column), b, 1e-6);
    EXPECT_NEAR(map(2).plane.at(0, column), a - b, 1e-6);
  }
  EXPECT_TRUE(map(0).title.contains(QStringLiteral(" · 4"))) << map(0).title.toStdString();
  page_->maps()->canvas(0)->setFocus();
  key(Qt::Key_Down, Qt::ShiftModifier);  // A's row is the chosen query's
  ASSERT_TRUE(settled());
  EXPECT_NEAR(map(0).plane.at(0, 2), fake::weight(3, 1, 5, 2, 14), 1e-6);
  key(Qt::Key_Z, Qt::ControlModifier);
  key(Qt::Key_Z, Qt::ControlModifier);
  ASSERT_TRUE(settled());
  EXPECT_EQ(page_->model().b().row, -1);
  EXPECT_EQ(map(0).plane.rows, 14);
}

TEST_F(CompareRows, ChangePlacesWhenSwapped) {
  open_sentence();
  Selection next = window_->store().selection();
  next.query = 4;
  window_->store().select(next);
  compare();
  page_->model().set_b_query(9);
  ASSERT_TRUE(settled());
  page_->model().swap();
  ASSERT_TRUE(settled());
  EXPECT_EQ(window_->store().selection().query, 9);
  EXPECT_EQ(page_->model().b().row, 4);
  EXPECT_NEAR(map(0).plane.at(0, 2), fake::weight(3, 1, 9, 2, 14), 1e-6);
}

TEST_F(CompareRows, NeedAChosenQuery) {
  open_sentence();
  compare();
  page_->model().set_b_query(2);
  Selection next = window_->store().selection();
  next.query = -1;
  window_->store().select(next);
  ASSERT_TRUE(until([&] { return !page_->model().problem().isEmpty(); }));
  EXPECT_EQ(page_->model().maps(), nullptr);
}

TEST_F(CompareRows, OfPatchesLieOnThePicture) {
  compare_picture("fake-vit");
  Selection next = window_->store().selection();
  next.query = 2;
  window_->store().select(next);
  page_->model().set_b_query(5);
  ASSERT_TRUE(settled());
  ASSERT_NE(page_->model().maps(), nullptr);
  ASSERT_EQ(page_->model().maps()->pictures.size(), 3U);
  const Axis& keys = key_axis(*window_->store().trace(), *window_->store().site());
  const Plane& a = page_->model().maps()->a;
  EXPECT_EQ(a.rows, keys.grid[0]);
  EXPECT_EQ(a.columns, keys.grid[1]);
  const int size = int(keys.size());
  const Selection& now = window_->store().selection();
  EXPECT_NEAR(a.at(0, 1), fake::weight(now.layer, now.head.head, 2, int(keys.leading) + 1, size), 1e-6);
  EXPECT_NE(dynamic_cast<const OverlayFigure*>(page_->maps()->canvas(1)->figure().get()), nullptr);
}

TEST_F(CompareRows, OfSampledLayersAreTwoObjects) {
  compare_picture("fake-detr");
  const auto names = page_->model().rows_of_b();
  ASSERT_GE(names.size(), 2U);
  const std::int64_t own = window_->feed().sampled_query();
  page_->model().set_b_query(own == 0 ? 1 : 0);
  ASSERT_TRUE(settled());
  const auto* maps = page_->model().maps();
  ASSERT_NE(maps, nullptr);
  const auto expected = [&](const CompareModel::Place& place, std::int64_t object) {
    return fake::detector_splat(*window_->store().trace(), {place.site->id, {HeadChoice::Mode::one, place.head}, {object}, maps->a.rows, maps->a.columns}).plane.values;
  };
  const auto a = expected(page_->model().a(), own), b = expected(page_->model().b(), own == 0 ? 1 : 0);
  ASSERT_EQ(maps->a.values, a);
  ASSERT_EQ(maps->b.values, b);
  EXPECT_NE(a, b);
  for (std::size_t i = 0; i < a.size(); ++i) ASSERT_NEAR(maps->difference.values[i], a[i] - b[i], 1e-6) << i;
}

}  // namespace
}  // namespace headlight::ui
