#include <gtest/gtest.h>

#include "engine/session/view_cache.h"

namespace headlight::session {
namespace {

ViewPtr line_of(std::size_t count) {
  return std::make_shared<const ViewResult>(LineResult{std::vector<float>(count, 1.0F)});
}

ViewRequest line_at(std::int64_t position) {
  LineRequest request;
  request.position = position;
  return request;
}

TEST(ViewCacheKeys, TellTracesAndRequestsApart) {
  ViewCache cache(1 << 20);
  cache.keep(1, line_at(0), line_of(3));
  EXPECT_NE(cache.find(1, line_at(0)), nullptr);
  EXPECT_EQ(cache.find(2, line_at(0)), nullptr);
  EXPECT_EQ(cache.find(1, line_at(1)), nullptr);
  EXPECT_EQ(cache.find(1, StatisticsRequest{"encoder"}), nullptr);
}

TEST(ViewCacheBytes, LeastRecentlyUsedLeavesFirst) {
  const auto one = bytes_of(*line_of(1000));
  ViewCache cache(2 * one);
  cache.keep(1, line_at(0), line_of(1000));
  cache.keep(1, line_at(1), line_of(1000));
  EXPECT_NE(cache.find(1, line_at(0)), nullptr);
  cache.keep(1, line_at(2), line_of(1000));
  EXPECT_NE(cache.find(1, line_at(0)), nullptr);
  EXPECT_EQ(cache.find(1, line_at(1)), nullptr);
  EXPECT_LE(cache.bytes(), 2 * one);
}

TEST(ViewCacheBytes, WhatIsLargerThanAllIsNotKept) {
  ViewCache cache(100);
  cache.keep(1, line_at(0), line_of(1000));
  EXPECT_EQ(cache.bytes(), 0);
}

TEST(ViewCacheBytes, ForgettingATraceFreesItsResults) {
  ViewCache cache(1 << 20);
  cache.keep(1, line_at(0), line_of(10));
  cache.keep(2, line_at(0), line_of(10));
  cache.forget(1);
  EXPECT_EQ(cache.find(1, line_at(0)), nullptr);
  EXPECT_NE(cache.find(2, line_at(0)), nullptr);
  EXPECT_EQ(cache.bytes(), bytes_of(*line_of(10)));
}

}  // namespace
}  // namespace headlight::session
