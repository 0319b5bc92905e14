// The session on a GPU: the same runs and views as on the CPU.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>

#include "engine/kernels/cuda_devices.h"
#include "engine/session/local_session.h"
#include "tests/engine/session/every_view.h"
#include "tests/engine/session/tiny_model.h"

namespace headlight::session {
namespace {

class CudaSession : public testing::Test {
 protected:
  void expect_views(const RunRequest& there, const RunRequest& here) {
    LocalSession session({});
    const auto far = ran(session, there), near = ran(session, here);
    EXPECT_EQ(far->device, "cuda:0") << far->model.note;
    EXPECT_EQ(far->model.note, near->model.note);
    const auto all = views();
    for (std::size_t i = 0; i < all.size(); ++i)
      expect_equal(numbers(session, far->id, all[i]), numbers(session, near->id, all[i]), "view " + std::to_string(i));
  }

  const TinyModel model_{"cuda-session", "bert-base"};
};

TEST_F(CudaSession, RunsThereAndShowsTheSame) { expect_views(asked(model_.path(), "cuda"), asked(model_.path(), "cpu")); }

TEST_F(CudaSession, KeepsLessThereToo) {
  for (const auto* keep : {"bfloat16", "inputs"}) {
    auto there = asked(model_.path(), "auto"), here = asked(model_.path(), "cpu");
    there.options.keep = here.options.keep = keep;
    LocalSession session({});
    const auto far = ran(session, there), near = ran(session, here);
    EXPECT_EQ(far->device, "cuda:0");
    for (const auto& view : views()) expect_equal(numbers(session, far->id, view), numbers(session, near->id, view), keep);
  }
}

TEST_F(CudaSession, InterventionsAreMadeThere) {
  auto there = asked(model_.path(), "cuda:0"), here = asked(model_.path(), "cpu");
  for (const auto* text : {"off:0.1", "hide:1.0:k3", "even:0.0:q1", "only:1.1:q2:k4", "mean:0.0"})
    there.options.interventions.push_back(intervention_from(text).take());
  here.options.interventions = there.options.interventions;
  expect_views(there, here);
}

// The second run of a length and later ones are recorded graphs (models::Replays).
TEST_F(CudaSession, RunsOfOneLengthStayApart) {
  LocalSession session({});
  std::vector<std::pair<TracePtr, TracePtr>> runs;
  for (int i = 0; i < 4; ++i) {
    auto there = asked(model_.path(), "cuda"), here = asked(model_.path(), "cpu");
    std::rotate(there.input.ids.begin(), there.input.ids.begin() + i, there.input.ids.end());
    here.input.ids = there.input.ids;
    runs.emplace_back(ran(session, there), ran(session, here));
  }
  for (const auto& [far, near] : runs)
    for (const auto& view : views()) expect_equal(numbers(session, far->id, view), numbers(session, near->id, view), "again");
}

// Weights within what the type's rounding makes of them.
TEST_F(CudaSession, EveryNumberType) {
  LocalSession session({});
  const auto near = ran(session, asked(model_.path(), "cpu"));
  const TileRequest tile{0, {HeadChoice::Mode::one, 0}, Quantity::weight, {0, 8, 0, 8}, 8, 8};
  const auto expected = numbers(session, near->id, tile);
  for (const auto* dtype : {"tf32", "float16", "bfloat16"}) {
    auto request = asked(model_.path(), "cuda");
    request.options.dtype = dtype;
    const auto found = numbers(session, ran(session, request)->id, tile);
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], expected[i], 0.05) << dtype;
  }
}

}  // namespace
}  // namespace headlight::session
