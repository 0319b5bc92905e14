// A session over made-up models for tests of the window: deterministic weights, real threads, no LibTorch.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

#include "engine/api/session.h"

namespace headlight::fake {

// Models: "fake-bert" (6 × 12, text), "fake-vit" (4 × 4, images, 4 × 4 patches and [CLS]), "fake-detr" (fake_detector.h), "broken" (cannot be
// read); files ending in
// .torchscript (as fake-vit, after consent; their hash is `script_hash`).
// Pictures named ct.png are grey, of 16 bits, with samples 100…4095: 8-bit x of the others is 100 + x·15.67.
// Files ending in .mp4 are videos of 50 frames; on the odd ones the detector finds the car before the bus.
// Folders with "zamba" in their path are of a family that is not built in; trace files hold kTraceText in fake-bert.
// The weight of a cell is `weight(...)`, a softmax over `score(...)`.
// Runs of kFailingText fail.
inline constexpr char kFailingText[] = "Words that fail.";
inline constexpr char kTraceText[] = "A trace of other words.";
// Models with "tuned" in their name are as fake-bert, but for layers from kTunedFrom on, where head h is its head h + 1.
inline constexpr int kTunedFrom = 3;
[[nodiscard]] inline bool is_tuned(const TraceInfo& trace) { return trace.model.name.find("tuned") != std::string::npos; }
double score(int layer, int head, std::int64_t query, std::int64_t key);
double weight(int layer, int head, std::int64_t query, std::int64_t key, std::int64_t keys);
double weight(int layer, HeadChoice head, int heads, std::int64_t query, std::int64_t key, std::int64_t keys);

class FakeSession : public Session {
 public:
  FakeSession();
  ~FakeSession() override;

  std::vector<ModelEntry> models(const std::vector<std::string>& folders, std::stop_token stop) override;
  JobId submit(const std::string& slot, Request request, Handlers handlers) override;
  void cancel(JobId job) override;
  void release(TraceId trace) override;
  std::int64_t bytes_held() const override { return 214 << 20; }

  [[nodiscard]] std::size_t traces_held() {
    const std::lock_guard lock(mutex_);
    return traces_.size();
  }

  std::atomic<int> run_delay_ms = 0;  // how long a run takes
  std::atomic<int> runs_started = 0;
  std::atomic<int> scripts_run = 0;
  std::string tokenizer;     // of the last script that was run; read when nothing is under way
  std::string script_hash = "9f2c41d708be53aa6c1e94f0b7d2583e41a60c9de87f1b3520d4a8c65be97713";  // set before it is asked for
  std::atomic<int> models_delay_ms = 0;  // how long a search takes
  std::atomic<bool> coarse_picture = false;  // 16 pixels a side instead of 256
  [[nodiscard]] std::vector<PictureTileRequest> tiles_asked();
  std::atomic<int> token_delay_ms = 0;   // how long tokenizing takes; cancelling does not shorten it

  std::atomic<bool> tuned_statistics_fail = false;  // those of models with "tuned" in their name
  std::atomic<bool> nothing_found = false;  // by the detector: every query's score is below its threshold

 private:
  struct Job {
    JobId id = 0;
    std::string slot;
    Request request;
    Handlers handlers;
  };
  struct Lane {  // one thread; runs and views do not wait for each other
    std::deque<Job> waiting;
    std::jthread thread;
  };
  void work(std::stop_token stop, Lane& lane);
  Result<Reply> answer(const Job& job);
  Result<Reply> run(const RunRequest& request, const Job& job);
  Result<Reply> view(const ViewOfTrace& request);
  Result<Reply> difference(const DifferenceRequest& request);
  Result<Reply> ablation(const AblationRequest& request, const Job& job);
  Result<Reply> file(const OpenTraceRequest& request, const Job& job);
  bool cancelled(JobId job);

  std::mutex mutex_;
  std::condition_variable_any wake_;
  Lane runs_, views_;
  JobId next_job_ = 1;
  std::map<std::string, JobId> newest_;
  std::map<JobId, bool> cancelled_;
  std::map<TraceId, TracePtr> traces_;
  std::vector<PictureTileRequest> tiles_;
};

}  // namespace headlight::fake
