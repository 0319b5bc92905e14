// One worker thread with a queue of stoppable jobs.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

namespace headlight::session {

class Lane {
 public:
  // Given a stop token that is already set when the job was cancelled before it began.
  using Work = std::function<void(std::stop_token)>;

  Lane();
  // Stops the running job, hands every waiting one a set token, and joins.
  ~Lane();
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;

  // Queues work; with a non-empty slot, older work of that slot is asked to stop. Thread-safe.
  void push(std::uint64_t id, const std::string& slot, Work work);
  // What a push into this slot would stop.
  void supersede(const std::string& slot);
  void cancel(std::uint64_t id);

 private:
  struct Job {
    std::uint64_t id = 0;
    std::string slot;
    Work work;
    std::stop_source stop;
  };

  void serve(const std::stop_token& ending);
  void stop_slot(const std::string& slot);
  bool next(const std::stop_token& ending, Job& job);

  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::deque<Job> waiting_;
  std::uint64_t running_id_ = 0;
  std::string running_slot_;
  std::stop_source running_stop_;
  std::jthread thread_;  // last: starts when all else stands
};

}  // namespace headlight::session
