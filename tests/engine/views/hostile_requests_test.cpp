#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "engine/views/view.h"
#include "tests/engine/views/traces.h"

namespace headlight::views {
namespace {

using testing::edges_request;
using testing::make_trace;

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max(),
                       least = std::numeric_limits<std::int64_t>::min();

void expect_refused(const trace::Trace& trace, const ViewRequest& request) {
  const auto got = view(trace, request, {});
  ASSERT_FALSE(got.ok()) << "request " << request.index();
  EXPECT_TRUE(got.error().kind == Error::Kind::usage || got.error().kind == Error::Kind::unusable)
      << got.error().line();
  EXPECT_FALSE(got.error().line().empty());
}

TEST(HostileRequests, OutOfRangeFieldsAreRefusedWithALine) {
  const auto trace = make_trace({5, 7});
  const Extent all{0, 5, 0, 7};
  for (const std::int64_t bad : {std::int64_t{-1}, most, least, std::int64_t{8}}) {
    const int small = static_cast<int>(std::clamp<std::int64_t>(bad, -1000000, 1000000));
    const HeadChoice head{HeadChoice::Mode::one, small};
    expect_refused(trace, TileRequest{small, {}, Quantity::weight, all, 1, 1, Pooling::mean});
    expect_refused(trace, TileRequest{0, head, Quantity::weight, all, 1, 1, Pooling::mean});
    expect_refused(trace, TileRequest{0, {}, Quantity::weight, all, bad, 1, Pooling::mean});
    expect_refused(trace, TileRequest{0, {}, Quantity::weight, all, 1, bad, Pooling::mean});
    expect_refused(trace, TileRequest{0, {}, Quantity::weight, {bad, 5, 0, 7}, 1, 1, Pooling::mean});
    expect_refused(trace, TileRequest{0, {}, Quantity::weight, {0, bad, 0, 7}, 1, 1, Pooling::mean});
    expect_refused(trace, TileRequest{0, {}, Quantity::weight, {0, 5, bad, 7}, 1, 1, Pooling::mean});
    expect_refused(trace, TileRequest{0, {}, Quantity::weight, {0, 5, 0, bad}, 1, 1, Pooling::mean});
    expect_refused(trace, LineRequest{0, {}, Quantity::weight, bad, false});
    expect_refused(trace, LineRequest{0, {}, Quantity::weight, bad, true});
    expect_refused(trace, LineRequest{small, head, Quantity::weight, 0, true});
    expect_refused(trace, CellRequest{0, {}, bad, 0});
    expect_refused(trace, CellRequest{0, {}, 0, bad});
    expect_refused(trace, edges_request(0, {head}));
    expect_refused(trace, edges_request(0, {HeadChoice{}}, bad));
    auto without = edges_request(0, {HeadChoice{}});
    without.without_keys = {bad};
    expect_refused(trace, without);
  }
  for (const std::int64_t bad : {std::int64_t{-2}, most, least}) {
    auto edges = edges_request(0, {HeadChoice{}});
    edges.query = bad;
    expect_refused(trace, edges);
    edges.query = 0;
    edges.at_most = bad;
    expect_refused(trace, edges);
    expect_refused(trace, HeadsRequest{"cross", Quantity::weight, bad, Pooling::mean});
  }
  expect_refused(trace, edges_request(0, {}));
  auto edges = edges_request(0, {HeadChoice{}});
  edges.threshold = std::nan("");
  expect_refused(trace, edges);
  expect_refused(trace, HeadsRequest{"encoder"});
  expect_refused(trace, StatisticsRequest{""});
  expect_refused(trace, RolloutRequest{"cross", -1, {0}});
}

TEST(HostileRequests, RolloutOutOfRange) {
  const auto trace = make_trace({5, 5});
  expect_refused(trace, RolloutRequest{"encoder", -1, {}});
  expect_refused(trace, RolloutRequest{"encoder", 9, {0}});
  expect_refused(trace, RolloutRequest{"encoder", -2, {0}});
  for (const std::int64_t bad : {std::int64_t{-1}, std::int64_t{5}, most, least})
    expect_refused(trace, RolloutRequest{"encoder", -1, {0, bad}});
}

TEST(HostileRequests, TracesWithoutMapsAreRefused) {
  const trace::Trace empty;
  auto deformable = make_trace({5, 5});
  deformable.sites[0].info.kind = SiteKind::deformable;
  auto crooked = make_trace({5, 5});
  crooked.sites[0].lse = at::zeros({4, 3});
  auto broken = make_trace({5, 5});
  broken.sites[0].q.fill_(std::numeric_limits<float>::quiet_NaN());
  for (const trace::Trace* trace : std::initializer_list<const trace::Trace*>{&empty, &deformable, &crooked, &broken}) {
    expect_refused(*trace, TileRequest{0, {}, Quantity::weight, {0, 5, 0, 5}, 1, 1, Pooling::mean});
    expect_refused(*trace, LineRequest{});
    expect_refused(*trace, CellRequest{});
    expect_refused(*trace, HeadsRequest{"encoder"});
    expect_refused(*trace, StatisticsRequest{"encoder"});
    expect_refused(*trace, RolloutRequest{"encoder", -1, {0}});
    expect_refused(*trace, edges_request(0, {HeadChoice{}}));
  }
}

TEST(HostileRequests, RandomFieldsNeverCrash) {
  const auto trace = make_trace({5, 7, 2, 1});
  std::mt19937_64 random(7);
  const std::int64_t pool[] = {-1, 0, 1, 2, 4, 5, 6, 7, 8, 1000, most, least};
  const auto pick = [&] { return pool[random() % std::size(pool)]; };
  int good = 0;
  for (int i = 0; i < 20000; ++i) {
    const HeadChoice head{static_cast<HeadChoice::Mode>(random() % 4), static_cast<int>(random() % 4) - 1};
    const int site = static_cast<int>(random() % 4) - 1;
    const auto quantity = static_cast<Quantity>(random() % 2);
    const ViewRequest requests[] = {
        TileRequest{
            site, head, quantity, {pick(), pick(), pick(), pick()}, pick(), pick(), static_cast<Pooling>(random() % 2)},
        LineRequest{site, head, quantity, pick(), random() % 2 == 0},
        EdgesRequest{site, {head}, pick(), 0.1, pick(), {pick()}, pick()}, CellRequest{site, head, pick(), pick()}};
    good += view(trace, requests[random() % std::size(requests)], {}).ok() ? 1 : 0;
  }
  EXPECT_GT(good, 100);
}

TEST(Views, StopWhenAsked) {
  const auto trace = make_trace({5, 5});
  std::stop_source source;
  source.request_stop();
  const ViewRequest requests[] = {TileRequest{0, {}, Quantity::weight, {0, 5, 0, 5}, 1, 1, Pooling::mean},
                                  LineRequest{},
                                  HeadsRequest{"encoder"},
                                  edges_request(0, {HeadChoice{}}),
                                  RolloutRequest{"encoder", -1, {0}},
                                  StatisticsRequest{"encoder"},
                                  CellRequest{}};
  for (const auto& request : requests) {
    const auto got = view(trace, request, source.get_token());
    ASSERT_FALSE(got.ok()) << request.index();
    EXPECT_EQ(got.error().kind, Error::Kind::cancelled);
  }
}

}  // namespace
}  // namespace headlight::views
