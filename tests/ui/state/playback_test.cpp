// When which frame of a playing video is due.
#include "ui/state/playback.h"

#include <gtest/gtest.h>

namespace headlight::ui {
namespace {

const Pace kPlain{.frames = 100, .frames_per_second = 25, .every = 1, .loop = false};

TEST(DueFrame, FollowsTheClock) {
  EXPECT_EQ(due_frame(kPlain, 10, 0), 10);
  EXPECT_EQ(due_frame(kPlain, 10, 0.039), 10);
  EXPECT_EQ(due_frame(kPlain, 10, 0.04), 11);
  EXPECT_EQ(due_frame(kPlain, 10, 1), 35) << "whatever was shown between: frames are dropped, not late";
}

TEST(DueFrame, StopsAtTheEndOrBeginsAgain) {
  EXPECT_EQ(due_frame(kPlain, 90, 5), 99);
  Pace again = kPlain;
  again.loop = true;
  EXPECT_EQ(due_frame(again, 90, 0.36), 99);
  EXPECT_EQ(due_frame(again, 90, 0.4), 0);
}

TEST(DueFrame, EveryNthStaysOnItsGrid) {
  Pace pace = kPlain;
  pace.every = 5;
  EXPECT_EQ(due_frame(pace, 3, 0.19), 3);
  EXPECT_EQ(due_frame(pace, 3, 0.2), 8);
  EXPECT_EQ(due_frame(pace, 3, 0.5), 13);
  EXPECT_EQ(due_frame(pace, 3, 60), 98);
}

TEST(DueFrame, OneFrameStandsStill) {
  Pace pace = kPlain;
  pace.frames = 1;
  EXPECT_EQ(due_frame(pace, 0, 10), 0);
}

std::shared_ptr<TraceInfo> frame_of_clip(std::int64_t number) {
  auto trace = std::make_shared<TraceInfo>();
  trace->axes.resize(1);
  trace->axes[0].kind = AxisKind::patches;
  trace->axes[0].grid = {2, 2};
  trace->sites.push_back({.id = 0, .stream = "encoder", .heads = 2});
  trace->id = static_cast<TraceId>(number + 1);
  trace->image_frame = number;
  return trace;
}

TEST(ShowFrame, AFrameThatIsKeptStaysAndTheVideoGoesOnInAnotherRun) {
  Store store;
  store.add_run(frame_of_clip(0), "m", {});
  const auto kept = store.run()->number;
  store.keep_frame();
  store.keep_frame();  // once
  EXPECT_EQ(store.runs().size(), 1U);
  int told = 0;
  QObject::connect(&store, &Store::runs_changed, [&] { ++told; });
  store.show_frame(frame_of_clip(1), {}, store.selection());
  EXPECT_EQ(told, 1);
  ASSERT_EQ(store.runs().size(), 2U);
  EXPECT_NE(store.run()->number, kept);
  EXPECT_EQ(store.trace()->image_frame, 1);
  EXPECT_FALSE(store.run()->kept);
  store.show_frame(frame_of_clip(2), {}, store.selection());
  EXPECT_EQ(store.runs().size(), 2U) << "only the kept one stays";
  EXPECT_TRUE(store.shows(1)) << "its trace is held";
  EXPECT_FALSE(store.shows(2));
  store.show_run(kept);
  EXPECT_EQ(store.trace()->image_frame, 0);
}

TEST(ShowFrame, APictureIsNoFrameToKeep) {
  Store store;
  store.add_run(frame_of_clip(-1), "m", {});
  store.keep_frame();
  EXPECT_FALSE(store.run()->kept);
}

TEST(ShowFrame, TakesTheRunsPlaceWithoutAnUndoStep) {
  Store store;
  const auto first = frame_of_clip(0), second = frame_of_clip(1);
  store.add_run(first, "m", {});
  const auto number = store.run()->number;
  const bool undo = store.can_undo();
  InputSpec input;
  input.frame = 7;
  int changes = 0;
  QObject::connect(&store, &Store::run_changed, [&] { ++changes; });
  store.show_frame(second, input, store.selection());
  EXPECT_EQ(store.runs().size(), 1U);
  EXPECT_EQ(store.run()->number, number);
  EXPECT_EQ(store.trace()->id, 2U);
  EXPECT_EQ(store.run()->input.frame, 7);
  EXPECT_EQ(store.can_undo(), undo);
  EXPECT_EQ(changes, 1);
}

}  // namespace
}  // namespace headlight::ui
