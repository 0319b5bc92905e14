// What a workspace found out about one run must not meet the sites of the next, which may be fewer.
#include "tests/gui/window_fixture.h"
#include "ui/studio/ask/ask_page.h"
#include "ui/studio/compare/compare_page.h"
#include "ui/studio/weight/weight_page.h"

namespace headlight::ui {
namespace {

class OtherSites : public WindowTest {
 protected:
  void SetUp() override {
    WindowTest::SetUp();
    open({1600, 1000});
    ASSERT_TRUE(opened("fake-detr"));
  }

  bool opened(const char* model) {
    InputSpec input;
    input.image = "street.png";
    window_->open_model(model, input);
    return settled();
  }

  template <typename Page>
  Page* page(const char* action, Workspace workspace) {
    window_->actions().get(action)->trigger();
    return settled() ? qobject_cast<Page*>(window_->work().page(workspace)) : nullptr;
  }

  // `holds` is asked while the view changes to that of another model's run.
  void open_other(const std::function<bool()>& holds) {
    const std::int64_t before = window_->store().run()->number;
    bool seen = false;
    QObject::connect(&window_->store(), &Store::view_changed, window_.get(), [&] {
      if (window_->store().run() == nullptr || window_->store().run()->number == before || seen) return;
      seen = true;
      EXPECT_TRUE(holds());
    });
    ASSERT_TRUE(opened("fake-vit"));
    EXPECT_TRUE(seen);
  }
};

TEST_F(OtherSites, AskForgetsItsAnswerOnAPageThatIsSeen) {
  auto* ask = page<AskPage>("ask", Workspace::ask);
  ASSERT_NE(ask, nullptr);
  ASSERT_NE(ask->model().answer(), nullptr);
  open_other([&] { return ask->model().answer() == nullptr; });
}

TEST_F(OtherSites, AskForgetsItsAnswerOnAPageThatIsHidden) {
  auto* ask = page<AskPage>("ask", Workspace::ask);
  ASSERT_NE(ask, nullptr);
  ASSERT_NE(ask->model().answer(), nullptr);
  window_->actions().get("explore")->trigger();
  ASSERT_TRUE(settled());
  open_other([&] { return ask->model().answer() == nullptr && ask->model().winner_views().results().empty(); });
}

TEST_F(OtherSites, CompareForgetsTheLikeness) {
  auto* compare = page<ComparePage>("compare", Workspace::compare);
  ASSERT_NE(compare, nullptr);
  ASSERT_FALSE(compare->model().heads().empty());
  window_->actions().get("explore")->trigger();
  open_other([&] { return compare->model().heads().empty(); });
}

TEST_F(OtherSites, TheWeightForgetsItsNumbers) {
  auto* weight = page<WeightPage>("weight", Workspace::weight);
  ASSERT_NE(weight, nullptr);
  ASSERT_NE(weight->model().chosen_sample(), nullptr);
  window_->actions().get("explore")->trigger();
  open_other([&] { return weight->model().chosen_sample() == nullptr && weight->model().chosen() == nullptr; });
}

}  // namespace
}  // namespace headlight::ui
