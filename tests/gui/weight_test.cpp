// The workspace that takes one weight apart, in a real window over the made-up session.
#include "tests/gui/fake_detector.h"
#include "tests/gui/fake_studio.h"
#include "tests/gui/window_fixture.h"
#include "ui/panels/kind_choice.h"
#include "ui/panels/scene.h"
#include "ui/state/map_kind.h"
#include "ui/studio/weight/formula_view.h"
#include "ui/studio/weight/product_view.h"
#include "ui/studio/weight/row_table.h"
#include "ui/studio/weight/sample_view.h"
#include "ui/studio/weight/weight_page.h"

namespace headlight::ui {
namespace {

class WeightWorkspace : public WindowTest {
 protected:
  void open_weight(const char* model = "fake-bert") {
    open_sentence({1600, 1000}, model);
    Selection next = window_->store().selection();
    next.query = 9;
    next.key = 7;
    window_->store().select(next);
    settled();
    window_->actions().get("weight")->trigger();
    ASSERT_TRUE(settled());
    page_ = qobject_cast<WeightPage*>(window_->work().page(Workspace::weight));
    ASSERT_NE(page_, nullptr);
    ASSERT_TRUE(page_->isVisible());
  }

  WeightPage* page_ = nullptr;
};

TEST_F(WeightWorkspace, TellsTheNumbersOfTheChosenCell) {
  open_weight();
  const WeightModel& model = page_->model();
  ASSERT_EQ(model.keys().size(), 14U);
  const WeightModel::Key* key = model.chosen();
  ASSERT_NE(key, nullptr);
  EXPECT_NEAR(key->part.weight, fake::weight(3, 1, 9, 7, 14), 1e-6);
  EXPECT_NEAR(key->part.score, fake::score(3, 1, 9, 7), 1e-6);
  double sum = 0, shares = 0;
  for (const auto& each : model.keys()) {
    sum += each.part.weight;
    shares += each.part.share;
  }
  EXPECT_NEAR(sum, 1, 1e-5);
  EXPECT_NEAR(shares, 1, 1e-5);
  const QString spoken = page_->findChild<FormulaView*>()->spoken();
  EXPECT_TRUE(spoken.contains(format_value(key->part.weight, 4))) << spoken.toStdString();
  EXPECT_TRUE(spoken.contains(format_value(key->part.score / 0.5))) << spoken.toStdString();  // q · k
}

TEST_F(WeightWorkspace, TheChosenKeysRowComesIntoSight) {
  open_weight();
  window_->input().text()->setPlainText(QStringLiteral("one two ").repeated(30));
  ASSERT_TRUE(until([&] { return query_axis(*window_->store().trace(), *window_->store().site()).size() > 55; }));
  auto* table = page_->findChild<RowTable*>();
  const auto seen = [&](std::int64_t key) {
    Selection next = window_->store().selection();
    next.query = 3;
    next.key = key;
    window_->store().select(next);
    EXPECT_TRUE(settled());
    QTest::qWait(1);
    const auto place = table->table()->chosen();
    return place && table->visibleRegion().contains(table->table()->area(place->row, 0).center());
  };
  EXPECT_TRUE(seen(2));
  EXPECT_TRUE(seen(55));
  EXPECT_TRUE(seen(5));
}

TEST_F(WeightWorkspace, ArrowKeysMoveQueryAndKeyAndShiftTheHead) {
  open_weight();
  key(Qt::Key_Down);
  EXPECT_EQ(window_->store().selection().query, 10);
  key(Qt::Key_Left);
  EXPECT_EQ(window_->store().selection().key, 6);
  key(Qt::Key_Right, Qt::ShiftModifier);
  EXPECT_EQ(window_->store().selection().head.head, 2);
  const WeightModel::Key* now = page_->model().chosen();
  ASSERT_NE(now, nullptr);
  EXPECT_NEAR(now->part.weight, fake::weight(3, 2, 10, 6, 14), 1e-6);
}

TEST_F(WeightWorkspace, ExploresKeyLeadsBackAndADoubleClickOpensIt) {
  open_sentence();
  EXPECT_EQ(window_->work().workspace(), Workspace::explore);
  FigureCanvas* canvas = window_->centre().matrix()->canvas();
  const auto at = point_of(*canvas, [](const Hit& hit) { return hit.query == 4 && hit.key == 2; });
  ASSERT_TRUE(at);
  QTest::mouseClick(canvas, Qt::LeftButton, Qt::NoModifier, *at);
  QTest::mouseDClick(canvas, Qt::LeftButton, Qt::NoModifier, *at);
  ASSERT_TRUE(settled());
  EXPECT_EQ(window_->work().workspace(), Workspace::weight);
  EXPECT_EQ(window_->store().selection().query, 4);
  EXPECT_TRUE(window_->centre().matrix()->isVisible());  // beside the numbers
  EXPECT_FALSE(window_->inspector().isVisible());
  key(Qt::Key_W);
  EXPECT_EQ(window_->work().workspace(), Workspace::weight) << "its own key leads there only";
  key(Qt::Key_1, Qt::AltModifier);
  EXPECT_EQ(window_->work().workspace(), Workspace::explore);
  EXPECT_TRUE(window_->inspector().isVisible());
  EXPECT_TRUE(window_->centre().heads()->isVisible());
}

TEST_F(WeightWorkspace, TheRolloutIsTakenApartInThePlaceOfTheValues) {
  open_weight();
  for (int i = 0; i < 3; ++i) key(Qt::Key_S);  // weight, raw score, weight × |v|, rollout
  EXPECT_TRUE(window_->store().look().rollout);
  EXPECT_EQ(window_->store().look().quantity, Quantity::weight);
  const WeightModel& model = page_->model();
  ASSERT_TRUE(until([&] { return model.rolled(7).has_value(); }));
  double sum = 0;
  for (const auto& each : model.keys()) sum += model.rolled(each.part.key)->here;
  EXPECT_NEAR(sum, 1, 1e-5);
  const Rolled rolled = *model.rolled(7);
  EXPECT_NEAR(rolled.here, (rolled.through() + rolled.below) / 2, 1e-9);
  const QString spoken = page_->findChild<FormulaView*>()->spoken();
  for (const double number : {rolled.through(), rolled.below, rolled.here}) EXPECT_TRUE(spoken.contains(format_value(number, 4))) << spoken.toStdString();
  auto* table = page_->findChild<RowTable*>();
  EXPECT_TRUE(table->table()->text(7, 0).contains(format_value(rolled.here, 4))) << table->table()->text(7, 0).toStdString();
  const FigureData data = page_->figures().front().built.figure->data();
  EXPECT_FALSE(data.table.empty());
  auto* kinds = page_->findChild<KindChoice*>();
  EXPECT_EQ(kinds->currentIndex(), int(MapKind::rollout));
  key(Qt::Key_S);
  EXPECT_FALSE(window_->store().look().rollout);
  EXPECT_FALSE(model.rolled(7).has_value());
  key(Qt::Key_Z, Qt::ControlModifier);
  EXPECT_TRUE(window_->store().look().rollout) << "an undo step as any other";
}

TEST_F(WeightWorkspace, OneDimensionLightsUpInAllViews) {
  open_weight();
  auto* product = page_->findChild<ProductView*>();
  ASSERT_TRUE(product->table() != nullptr && product->table()->rows() == 4);
  QTest::keyClick(product, Qt::Key_PageDown);
  EXPECT_EQ(page_->model().dimension(), 0);
  QTest::keyClick(product, Qt::Key_PageDown);
  EXPECT_EQ(page_->model().dimension(), 1);
  ASSERT_TRUE(product->table()->chosen());
  EXPECT_EQ(product->table()->chosen()->row, 1);
}

TEST_F(WeightWorkspace, AClickOnARowChoosesItsKeyAndPointingLightsUpTheMatrix) {
  open_weight();
  auto* table = page_->findChild<RowTable*>();
  FigureTable* rows = table->table();
  ASSERT_EQ(rows->rows(), 14);
  QTest::mouseMove(table, rows->area(3, 0).center());
  EXPECT_EQ(window_->store().hovered().key, 3);
  QTest::mouseClick(table, Qt::LeftButton, Qt::NoModifier, rows->area(3, 0).center());
  EXPECT_EQ(window_->store().selection().key, 3);
  ASSERT_TRUE(rows->chosen());
  EXPECT_TRUE(rows->text(3, 0).contains(format_value(fake::weight(3, 1, 9, 3, 14), 4)));
}

TEST_F(WeightWorkspace, WithoutAQueryItSaysWhatToDo) {
  open_weight();
  Selection none = window_->store().selection();
  none.query = none.key = -1;
  window_->store().select(none);
  ASSERT_TRUE(settled());
  EXPECT_FALSE(page_->findChild<RowTable*>()->isVisible());
}

TEST_F(WeightWorkspace, ADeformableLayersPointsAreTakenApart) {
  open({1600, 1000});
  InputSpec input;
  input.image = "street.png";
  window_->open_model("fake-detr", input);
  ASSERT_TRUE(settled());
  window_->actions().get("weight")->trigger();
  ASSERT_TRUE(settled());
  const auto* page = qobject_cast<WeightPage*>(window_->work().page(Workspace::weight));
  ASSERT_EQ(page->model().samples().size(), 4U);  // 2 levels × 2 points
  const auto* sample = page->model().chosen_sample();
  ASSERT_NE(sample, nullptr);
  EXPECT_EQ(sample->place.level, 1);  // the heaviest
  double shares = 0;
  for (const auto& corner : sample->numbers->corners) shares += corner.share;
  EXPECT_NEAR(shares, 1, 1e-9);
  auto* table = page->findChild<SampleTable*>();
  ASSERT_TRUE(table->isVisible());
  QTest::keyClick(table, Qt::Key_Home);
  EXPECT_EQ(page->model().chosen_sample()->place.level, 0);
  double of_output = 0;
  for (const auto& each : page->model().samples()) of_output += each.share;
  EXPECT_NEAR(of_output, 1, 1e-6);
  EXPECT_TRUE(table->table()->text(0, 0).endsWith(share_text(page->model().samples().front().share) + QStringLiteral(" of the output"))) << table->table()->text(0, 0).toStdString();
}

TEST_F(WeightWorkspace, TheQuantityGoesRoundThree) {
  open_sentence();
  key(Qt::Key_S);
  EXPECT_EQ(window_->store().look().quantity, Quantity::score);
  key(Qt::Key_S);
  EXPECT_EQ(window_->store().look().quantity, Quantity::contribution);
  const auto value = selected_value(window_->feed());
  const Selection& now = window_->store().selection();
  ASSERT_TRUE(value);
  EXPECT_NEAR(*value, fake::kLength * fake::weight(3, 1, now.query, now.key, 14), 1e-5);
  key(Qt::Key_S);
  EXPECT_EQ(window_->store().look().quantity, Quantity::weight);
}

TEST_F(WeightWorkspace, WithoutAKeyItSaysHowToChooseOne) {
  open_sentence();
  Selection next = window_->store().selection();
  next.key = -1;
  window_->store().select(next);
  window_->actions().get("weight")->trigger();
  ASSERT_TRUE(settled());
  QAbstractButton* take = button(*window_->work().page(Workspace::weight), "Take the heaviest key");
  ASSERT_NE(take, nullptr);
  take->click();
  ASSERT_TRUE(settled());
  const Selection& now = window_->store().selection();
  ASSERT_GE(now.key, 0);
  for (std::int64_t key = 0; key < 14; ++key) EXPECT_GE(fake::weight(3, 1, now.query, now.key, 14), fake::weight(3, 1, now.query, key, 14));
}

}  // namespace
}  // namespace headlight::ui
