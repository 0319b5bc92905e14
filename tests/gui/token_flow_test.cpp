// Chips of a long text are laid out once, and the chosen one stays in sight.
#include "tests/gui/window_fixture.h"
#include "ui/controls/token_flow.h"

namespace headlight::ui {
namespace {

class TokenFlowTest : public WindowTest {
 protected:
  void SetUp() override {
    WindowTest::SetUp();
    flow_ = std::make_unique<TokenFlow>();
    std::vector<Chip> chips;
    for (int i = 0; i < kCount; ++i) chips.push_back({QStringLiteral("word%1").arg(i), false, i % 7 == 6});
    flow_->set_chips(std::move(chips));
    flow_->resize(260, 8 * 26);
    flow_->show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(flow_.get()));
  }

  static constexpr int kCount = 500;
  std::unique_ptr<TokenFlow> flow_;  // made once the application is there
};

TEST_F(TokenFlowTest, PaintsAndThePointerLayNothingOutAnew) {
  const int before = flow_->laid_out();
  int pointed = -1;
  QObject::connect(flow_.get(), &TokenFlow::pointed, flow_.get(), [&](int chip) { pointed = chip; });
  QTest::mouseMove(flow_.get(), flow_->place_of(2).center().toPoint());
  EXPECT_EQ(pointed, 2);
  flow_->set_hovered(2, -1);
  flow_->set_selected(400, 3);
  flow_->repaint();
  QTest::mouseMove(flow_.get(), flow_->place_of(400).center().toPoint());
  EXPECT_EQ(pointed, 400);
  EXPECT_EQ(flow_->heightForWidth(flow_->width()), 7 * 26 + 22);
  EXPECT_EQ(flow_->laid_out(), before);
}

TEST_F(TokenFlowTest, TheChosenOneIsInSightAtEveryWidth) {
  flow_->set_selected(-1, 317);
  ASSERT_FALSE(flow_->place_of(317).isEmpty());
  EXPECT_TRUE(flow_->place_of(1).isEmpty());
  for (const int width : {180, 640, 300}) {
    flow_->resize(width, 8 * 26);
    ASSERT_TRUE(until([&] { return flow_->width() == width; }));
    EXPECT_TRUE(QRectF(flow_->rect()).contains(flow_->place_of(317))) << width;
  }
  flow_->resize(300, 4 * 26);
  flow_->set_most_lines(3);
  EXPECT_LE(flow_->place_of(317).bottom(), 3 * 26);
  EXPECT_FALSE(flow_->place_of(317).isEmpty());
}

}  // namespace
}  // namespace headlight::ui
