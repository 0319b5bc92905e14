#include <gtest/gtest.h>

#include <limits>

#include "engine/api/result.h"
#include "engine/trace/map_budget.h"

namespace headlight::trace {
namespace {

template <typename Body>
std::string refusal(Body&& body) {
  try {
    body();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.error.kind, Error::Kind::unusable);
    return failure.error.line();
  }
  return {};
}

TEST(MapBudget, AddsUpUntilTheLimitIsPassed) {
  MapBudget budget(100);
  EXPECT_EQ(refusal([&] { budget.add(60); }), "");
  EXPECT_EQ(refusal([&] { budget.add(40); }), "");
  const auto line = refusal([&] { budget.add(1); });
  EXPECT_NE(line.find("at least 101 bytes"), std::string::npos) << line;
  EXPECT_NE(line.find("at most 100 bytes"), std::string::npos) << line;
}

TEST(MapBudget, ForeseesWithoutCounting) {
  MapBudget budget(100);
  budget.add(60);
  budget.foresee(40);
  budget.foresee(40);
  EXPECT_NE(refusal([&] { budget.foresee(41); }), "");
  EXPECT_EQ(refusal([&] { budget.check_whole(100); }), "");
  const auto line = refusal([&] { budget.check_whole(101); });
  EXPECT_NE(line.find("found 101 bytes"), std::string::npos) << line;
}

TEST(MapBudget, ZeroIsNoLimit) {
  MapBudget budget;
  budget.add(std::numeric_limits<std::int64_t>::max());
  budget.add(std::numeric_limits<std::int64_t>::max());
  budget.check_whole(std::numeric_limits<std::int64_t>::max());
}

TEST(MapBudget, SizesStayAtTheLargestNumber) {
  const auto most = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(map_bytes(most / 4), most);
  EXPECT_EQ(plus(most, 1), most);
  EXPECT_EQ(times(std::int64_t{1} << 40, std::int64_t{1} << 40), most);
  EXPECT_EQ(map_bytes(std::int64_t{3}), 24);
}

}  // namespace
}  // namespace headlight::trace
