#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <vector>

#include "engine/session/lane.h"

namespace headlight::session {
namespace {

TEST(LaneWork, RunsInOrder) {
  std::vector<int> order;
  {
    Lane lane;
    std::promise<void> last;
    for (int i = 0; i < 5; ++i)
      lane.push(static_cast<std::uint64_t>(i + 1), "", [&, i](const std::stop_token&) {
        order.push_back(i);
        if (i == 4) last.set_value();
      });
    last.get_future().wait();
  }
  EXPECT_EQ(order, (std::vector<int>{0, 1, 2, 3, 4}));
}

TEST(LaneWork, NewerWorkOfASlotStopsTheOlder) {
  Lane lane;
  std::promise<void> began, pushed, ended;
  std::atomic<bool> waiting_was_stopped{false};
  lane.push(1, "map", [&](const std::stop_token& stop) {
    began.set_value();
    while (!stop.stop_requested()) std::this_thread::yield();
    pushed.get_future().wait();
  });
  began.get_future().wait();
  lane.push(2, "map", [&](const std::stop_token& stop) { waiting_was_stopped = stop.stop_requested(); });
  lane.push(3, "map", [&](const std::stop_token& stop) {
    EXPECT_FALSE(stop.stop_requested());
    ended.set_value();
  });
  pushed.set_value();
  ended.get_future().wait();
  EXPECT_TRUE(waiting_was_stopped);
}

TEST(LaneWork, WorkOfASlotCanBeSupersededFromElsewhere) {
  Lane lane;
  std::promise<void> began, ended;
  lane.push(1, "map", [&](const std::stop_token& stop) {
    began.set_value();
    while (!stop.stop_requested()) std::this_thread::yield();
    ended.set_value();
  });
  began.get_future().wait();
  lane.supersede("");
  lane.supersede("other");
  auto end = ended.get_future();
  EXPECT_EQ(end.wait_for(std::chrono::milliseconds(20)), std::future_status::timeout);
  lane.supersede("map");
  end.wait();
}

TEST(LaneWork, CancelReachesRunningAndWaitingWork) {
  Lane lane;
  std::promise<void> began, ended;
  std::atomic<bool> second_stopped{false};
  lane.push(1, "", [&](const std::stop_token& stop) {
    began.set_value();
    while (!stop.stop_requested()) std::this_thread::yield();
  });
  began.get_future().wait();
  lane.push(2, "", [&](const std::stop_token& stop) {
    second_stopped = stop.stop_requested();
    ended.set_value();
  });
  lane.cancel(2);
  lane.cancel(1);
  lane.cancel(77);
  ended.get_future().wait();
  EXPECT_TRUE(second_stopped);
}

TEST(LaneWork, EndingHandsWaitingWorkASetToken) {
  std::atomic<int> told{0};
  {
    Lane lane;
    std::promise<void> began;
    lane.push(1, "", [&](const std::stop_token& stop) {
      began.set_value();
      while (!stop.stop_requested()) std::this_thread::yield();
    });
    began.get_future().wait();
    for (std::uint64_t id = 2; id < 5; ++id)
      lane.push(id, "", [&](const std::stop_token& stop) { told += stop.stop_requested() ? 1 : 0; });
  }
  EXPECT_EQ(told, 3);
}

}  // namespace
}  // namespace headlight::session
