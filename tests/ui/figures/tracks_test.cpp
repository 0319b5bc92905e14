#include "ui/figures/tracks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace headlight::ui {
namespace {

Detection thing(std::int64_t label, double x, double y, double side = 40) {
  Detection out;
  out.label_id = label;
  out.score = 0.9;
  out.box = {x - side / 2, y - side / 2, x + side / 2, y + side / 2};
  return out;
}

using Numbers = std::vector<int>;

TEST(Overlap, IsIntersectionOverUnion) {
  EXPECT_DOUBLE_EQ(overlap({0, 0, 2, 2}, {0, 0, 2, 2}), 1);
  EXPECT_DOUBLE_EQ(overlap({0, 0, 2, 2}, {1, 0, 3, 2}), 1.0 / 3);
  EXPECT_DOUBLE_EQ(overlap({0, 0, 2, 2}, {2, 0, 4, 2}), 0);
  EXPECT_DOUBLE_EQ(overlap({0, 0, 0, 0}, {0, 0, 0, 0}), 0);
}

TEST(Tracker, FollowsWhateverTheOrderOfDetections) {
  Tracker tracker;
  EXPECT_EQ(tracker.follow(0, {thing(1, 50, 50), thing(1, 200, 50)}), (Numbers{0, 1}));
  EXPECT_EQ(tracker.follow(1, {thing(1, 205, 50), thing(1, 55, 52)}), (Numbers{1, 0}));
  EXPECT_EQ(tracker.follow(2, {thing(1, 60, 54), thing(1, 400, 50), thing(1, 210, 50)}), (Numbers{0, 2, 1}));
}

TEST(Tracker, CrossingBoxesOfOneClassKeepTheirNumbers) {
  Tracker tracker;
  for (int frame = 0; frame <= 40; ++frame) {
    const double left = 40 + 8.0 * frame, right = 360 - 8.0 * frame;  // they meet at frame 20
    auto found = std::vector<Detection>{thing(1, left, 100), thing(1, right, 106)};
    const bool turned = frame % 2 == 1;
    if (turned) std::swap(found[0], found[1]);
    EXPECT_EQ(tracker.follow(frame, found), turned ? (Numbers{1, 0}) : (Numbers{0, 1})) << frame;
  }
}

TEST(Tracker, ClassesAreNeverMixed) {
  Tracker tracker;
  EXPECT_EQ(tracker.follow(0, {thing(1, 50, 50)}), (Numbers{0}));
  EXPECT_EQ(tracker.follow(1, {thing(2, 50, 50)}), (Numbers{1}));
  EXPECT_EQ(tracker.follow(2, {thing(2, 50, 50), thing(1, 50, 50)}), (Numbers{1, 0}));
}

TEST(Tracker, ALostTrackWaitsAFewFrames) {
  Tracker tracker;
  for (int frame = 0; frame < 5; ++frame) tracker.follow(frame, {thing(1, 50 + 6 * frame, 50)});
  for (int frame = 5; frame < 9; ++frame) tracker.follow(frame, {});  // hidden for four frames, moving on
  EXPECT_TRUE(tracker.expected(0, 9).has_value());
  EXPECT_EQ(tracker.follow(9, {thing(1, 50 + 6 * 9, 50)}), (Numbers{0}));
  for (int frame = 10; frame < 20; ++frame) tracker.follow(frame, {});
  EXPECT_FALSE(tracker.expected(0, 20).has_value());
  EXPECT_EQ(tracker.follow(20, {thing(1, 50 + 6 * 20, 50)}), (Numbers{1}));
}

TEST(Tracker, GoingBackGivesTheSameNumbers) {
  Tracker tracker;
  std::vector<Numbers> first;
  const auto found = [](int frame) {
    return std::vector<Detection>{thing(1, 40 + 4 * frame, 60), thing(3, 300 - 4 * frame, 60)};
  };
  for (int frame = 0; frame < 30; frame += 3) first.push_back(tracker.follow(frame, found(frame)));
  for (int frame = 27; frame >= 0; frame -= 3) EXPECT_EQ(tracker.follow(frame, found(frame)), first[std::size_t(frame / 3)]);
  EXPECT_EQ(tracker.follow(13, found(13)), (Numbers{0, 1})) << "between two known frames";
}

TEST(Tracker, SkippedFramesAreBridgedBySpeed) {
  Tracker tracker;
  tracker.follow(0, {thing(1, 50, 50)});
  tracker.follow(2, {thing(1, 62, 50)});
  EXPECT_EQ(tracker.follow(12, {thing(1, 122, 50)}), (Numbers{0}));  // ten frames on, a box's width and a half away
}

// Numbers that differ by ten had one colour.
TEST(Tracker, TracksInSightHaveDifferentColours) {
  Tracker tracker;
  for (int frame = 0; frame < 12; ++frame) {
    std::vector<Detection> found{thing(1, 50 + frame, 50), thing(2, 60, 200)};
    found.push_back(thing(3, 100 + 100 * frame, 100));  // a new one in every frame
    const Numbers numbers = tracker.follow(frame, found);
    std::set<int> colours;
    for (const int number : numbers) colours.insert(tracker.track(number).colour);
    EXPECT_EQ(colours.size(), 3U) << frame;
    EXPECT_EQ(tracker.track(numbers[0]), (Track{0, 0})) << "kept for life";
    EXPECT_EQ(tracker.track(numbers[2]).number, frame + 2);
  }
  EXPECT_EQ(tracker.track(-1), Track());
}

TEST(Tracker, AColourIsFreeAgainWhenItsTrackIsGone) {
  Tracker tracker;
  tracker.follow(0, {thing(1, 50, 50), thing(2, 200, 50)});
  EXPECT_EQ(tracker.track(tracker.follow(1, {thing(2, 200, 50), thing(3, 50, 50)})[1]).colour, 2) << "the lost one waits";
  for (int frame = 2; frame < 12; ++frame) tracker.follow(frame, {thing(2, 200, 50)});
  EXPECT_EQ(tracker.track(tracker.follow(12, {thing(2, 200, 50), thing(4, 50, 50)})[1]).colour, 0);
}

TEST(Tracker, ACrowdRepeatsColours) {
  Tracker tracker;
  std::vector<Detection> crowd;
  for (int i = 0; i < 23; ++i) crowd.push_back(thing(1, 100 * i, 50));
  for (const int number : tracker.follow(0, crowd)) EXPECT_LT(tracker.track(number).colour, kTrackColours);
}

TEST(Tracker, AnObjectThatIsFoundTwiceHasOneNumberWhicheverOfBothIsLeft) {
  Tracker tracker;
  EXPECT_EQ(tracker.follow(0, {thing(1, 50, 50), thing(1, 51, 50), thing(2, 50, 50)}), (Numbers{0, 0, 1}));
  EXPECT_EQ(tracker.follow(1, {thing(1, 56, 50), thing(2, 55, 50)}), (Numbers{0, 1}));
  EXPECT_EQ(tracker.follow(2, {thing(1, 60, 51), thing(1, 61, 50)}), (Numbers{0, 0}));
  EXPECT_EQ(tracker.follow(3, {thing(1, 66, 50), thing(1, 120, 50)}), (Numbers{0, 2}));
}

TEST(Tracker, NumbersInAFrameAreDifferent) {
  Tracker tracker;
  for (int frame = 0; frame < 6; ++frame) {
    std::vector<Detection> crowd;
    for (int i = 0; i < 12; ++i) crowd.push_back(thing(1, 50 + 5 * i + frame, 50));
    const auto numbers = tracker.follow(frame, crowd);
    EXPECT_EQ(std::set<int>(numbers.begin(), numbers.end()).size(), crowd.size());
    EXPECT_EQ(*std::max_element(numbers.begin(), numbers.end()), 11);
  }
}

}  // namespace
}  // namespace headlight::ui
