// What the window keeps of a session's traces, and what it lets go.
#include "ui/state/session_client.h"

#include <gtest/gtest.h>

#include <QCoreApplication>

#include "ui/state/run_controller.h"

namespace headlight::ui {
namespace {

// Answers when the test says so.
class SlowSession final : public Session {
 public:
  explicit SlowSession(std::set<TraceId>& released) : released_(released) {}

  std::vector<ModelEntry> models(const std::vector<std::string>&, std::stop_token) override { return {}; }
  JobId submit(const std::string&, Request, Handlers handlers) override {
    jobs.push_back(std::move(handlers));
    return jobs.size();
  }
  void cancel(JobId) override {}
  void release(TraceId trace) override { released_.insert(trace); }
  std::int64_t bytes_held() const override { return 0; }

  void answer(std::size_t job, TraceId id) {
    auto trace = std::make_shared<TraceInfo>();
    trace->id = id;
    jobs.at(job).done(Reply(TracePtr(trace)));
  }

  std::vector<Handlers> jobs;

 private:
  std::set<TraceId>& released_;
};

class SessionClientTest : public testing::Test {
 protected:
  SessionClientTest() {
    auto made = std::make_unique<SlowSession>(released_);
    session_ = made.get();
    client_ = std::make_unique<SessionClient>(std::move(made));
  }

  void submit(const char* slot, QObject* receiver) {
    client_->submit({.slot = slot, .request = RunRequest{}, .receiver = receiver, .done = [this](Result<Reply> reply) {
                       taken_ = std::get<TracePtr>(reply.value())->id;
                     }});
  }

  int argc_ = 0;
  QCoreApplication application_{argc_, nullptr};
  std::set<TraceId> released_;
  SlowSession* session_ = nullptr;
  std::unique_ptr<SessionClient> client_;
  QObject receiver_;
  TraceId taken_ = 0;
};

TEST_F(SessionClientTest, LetsGoOfWhatCameTooLate) {
  submit("run", &receiver_);
  session_->answer(0, 7);
  submit("run", &receiver_);  // before the first one's answer is delivered
  QCoreApplication::processEvents();
  EXPECT_EQ(taken_, 0U);
  EXPECT_TRUE(released_.empty()) << "the second may bring the same trace";
  session_->answer(1, 8);
  QCoreApplication::processEvents();
  EXPECT_EQ(taken_, 8U);
  EXPECT_EQ(released_, std::set<TraceId>{7});
}

TEST_F(SessionClientTest, LetsGoOfWhatNobodyIsThereToTake) {
  auto gone = std::make_unique<QObject>();
  submit("run", gone.get());
  session_->answer(0, 7);
  gone.reset();
  QCoreApplication::processEvents();
  EXPECT_EQ(taken_, 0U);
  EXPECT_EQ(released_, std::set<TraceId>{7});
  EXPECT_FALSE(client_->any_busy());
}

TEST_F(SessionClientTest, KeepsWhatSomebodyHolds) {
  auto owner = std::make_unique<QObject>();
  client_->hold(owner.get(), [](TraceId trace) { return trace == 7; });
  for (const TraceId trace : {7, 8}) client_->let_go(trace);
  EXPECT_EQ(released_, std::set<TraceId>{8});
  owner.reset();
  client_->let_go(7);
  EXPECT_EQ(released_, (std::set<TraceId>{7, 8}));
}

TEST_F(SessionClientTest, ATraceOfTwoRunsStaysUntilBothAreForgotten) {
  Store store;
  const RunController runs(store, *client_);
  for (const TraceId id : {1, 2}) {
    auto trace = std::make_shared<TraceInfo>();
    trace->id = id;
    store.add_run(trace, "m", {});
  }
  auto frame = std::make_shared<TraceInfo>();
  frame->id = 1;
  store.show_frame(frame, {}, {});  // both runs are of the same frame now
  const auto first = store.runs()[0].number, second = store.runs()[1].number;
  store.forget_run(first);
  EXPECT_TRUE(released_.empty());
  store.forget_run(second);
  EXPECT_EQ(released_, std::set<TraceId>{1});
}

}  // namespace
}  // namespace headlight::ui
