// What the feed asks of a session for a map that is too large to be read at once.
#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <mutex>

#include "engine/api/budget.h"
#include "ui/state/feed.h"

namespace headlight::ui {
namespace {

constexpr std::int64_t kTokens = 40000;

// Answers tiles and pyramids at once; tiles beyond their budget are sampled.
class LongMapSession : public Session {
 public:
  std::vector<ModelEntry> models(const std::vector<std::string>&, std::stop_token) override { return {}; }
  JobId submit(const std::string&, Request request, Handlers handlers) override {
    if (const auto* view = std::get_if<ViewOfTrace>(&request)) {
      if (const auto* tile = std::get_if<TileRequest>(&view->view)) {
        const std::lock_guard lock(mutex);
        tiles.push_back(*tile);
        const auto cells = double(tile->extent.rows()) * double(tile->extent.columns());
        const bool whole = tile->cell_budget == 0 || cells <= double(tile->cell_budget);
        const Plane plane{tile->out_rows, tile->out_columns, std::vector<float>(std::size_t(tile->out_rows * tile->out_columns)), 0, 0};
        handlers.done(Reply(std::make_shared<const ViewResult>(TileResult{tile->extent, plane, whole ? 1 : 8, 0})));
        return 1;
      }
    }
    if (const auto* pyramid = std::get_if<PyramidRequest>(&request)) {
      const std::lock_guard lock(mutex);
      pyramids.push_back(pyramid->map);
      if (!can_build) handlers.done(failed("out of memory"));
      else handlers.done(Reply(PyramidInfo{coarse_bin(kTokens, kTokens), 1 << 24}));
      return 2;
    }
    handlers.done(failed("not answered by this session"));
    return 3;
  }
  void cancel(JobId) override {}
  void release(TraceId) override {}
  std::int64_t bytes_held() const override { return 0; }

  std::mutex mutex;
  std::vector<TileRequest> tiles;
  std::vector<MapChoice> pyramids;
  bool can_build = true;
};

TracePtr long_trace() {
  auto trace = std::make_shared<TraceInfo>();
  trace->id = 5;
  Axis axis;
  axis.labels.assign(kTokens, "a");
  trace->axes = {axis};
  trace->sites = {{.id = 0, .stream = "encoder", .layer = 0, .heads = 2}, {.id = 1, .stream = "encoder", .layer = 1, .heads = 2}};
  return trace;
}

class FeedTest : public testing::Test {
 protected:
  void SetUp() override {
    if (QCoreApplication::instance() == nullptr) {
      static int argc = 1;
      static char name[] = "test";
      static char* argv[] = {name, nullptr};
      static QCoreApplication application(argc, argv);
    }
    auto session = std::make_unique<LongMapSession>();
    session_ = session.get();
    client_ = std::make_unique<SessionClient>(std::move(session));
    feed_ = std::make_unique<Feed>(store_, *client_);
  }

  template <typename Condition>
  bool until(Condition&& condition) {
    QElapsedTimer clock;
    clock.start();
    while (!condition() && clock.elapsed() < 5000) QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    return condition();
  }
  bool exact() {
    return until([&] { return feed_->tile.get<TileResult>() != nullptr && feed_->best_tile()->every == 1; });
  }

  LongMapSession* session_ = nullptr;
  std::unique_ptr<SessionClient> client_;
  Store store_;
  std::unique_ptr<Feed> feed_;
};

TEST_F(FeedTest, ALargeMapIsSampledUntilItsPyramidIsThere) {
  store_.add_run(long_trace(), "m", {});
  feed_->show_tile({}, 800, 900);
  ASSERT_TRUE(exact());
  const std::lock_guard lock(session_->mutex);
  ASSERT_FALSE(session_->pyramids.empty());
  EXPECT_EQ(session_->pyramids.back().pooling, Pooling::max);
  const auto& last = session_->tiles.back();
  EXPECT_EQ(last.bin, 64) << "the least power of two with at most 800 rows";
  EXPECT_EQ(last.out_rows, 625);
  EXPECT_EQ(last.cell_budget, 0) << "cut out of the pyramid";
  bool sampled = false;
  for (const auto& tile : session_->tiles) sampled = sampled || (tile.bin >= coarse_bin(kTokens, kTokens) && tile.cell_budget > 0);
  EXPECT_TRUE(sampled) << "something is shown before";
}

TEST_F(FeedTest, TilesLieOnTheGridOfTheirBin) {
  store_.add_run(long_trace(), "m", {});
  feed_->show_tile({1001, 9003, 39990, 40000}, 500, 900);
  ASSERT_TRUE(until([&] { return feed_->tile.get<TileResult>() != nullptr && feed_->tile.get<TileResult>()->extent.row0 != 0; }));
  const auto request = std::get<TileRequest>(feed_->tile.shown()->view);
  EXPECT_EQ(request.bin, 32);
  EXPECT_EQ(request.extent, (Extent{992, 9024, 39968, 40000}));
  EXPECT_EQ(request.out_rows, 251);
  EXPECT_EQ(request.out_columns, 1);
}

TEST_F(FeedTest, AViewFinerThanThePyramidGetsItsExactTileWhenItRests) {
  store_.add_run(long_trace(), "m", {});
  feed_->show_tile({0, 12000, 0, 12000}, 800, 800);
  ASSERT_TRUE(until([&] {
    const auto* tile = feed_->tile.get<TileResult>();
    return tile != nullptr && tile->extent.row1 <= 12000 && feed_->best_tile()->every == 1;
  }));
  EXPECT_EQ(feed_->tile.get<TileResult>()->every, 8);
  EXPECT_EQ(feed_->exact_tile.get<TileResult>()->extent, feed_->tile.get<TileResult>()->extent);
  feed_->show_tile({16, 12016, 0, 12000}, 800, 800);
  ASSERT_TRUE(until([&] { return feed_->tile.get<TileResult>()->extent.row0 == 16; }));
  EXPECT_EQ(feed_->best_tile()->every, 8) << "an exact tile of elsewhere is not taken for this one";
}

TEST_F(FeedTest, WithoutAPyramidTheExactTileStillComes) {
  session_->can_build = false;
  store_.add_run(long_trace(), "m", {});
  feed_->show_tile({}, 800, 900);
  EXPECT_TRUE(exact());
}

TEST_F(FeedTest, AnotherHeadHasItsOwnPyramid) {
  store_.add_run(long_trace(), "m", {});
  feed_->show_tile({}, 800, 900);
  ASSERT_TRUE(exact());
  auto selection = store_.selection();
  selection.head.head = 1 - selection.head.head;
  store_.select(selection);
  ASSERT_TRUE(until([&] { return session_->pyramids.size() == 2; }));
  EXPECT_EQ(session_->pyramids[1].head.head, selection.head.head);
}

}  // namespace
}  // namespace headlight::ui
