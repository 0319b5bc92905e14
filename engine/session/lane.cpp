#include "engine/session/lane.h"

#include <utility>

namespace headlight::session {

Lane::Lane() : thread_([this](const std::stop_token& ending) { serve(ending); }) {}

Lane::~Lane() {
  {
    const std::lock_guard lock(mutex_);
    running_stop_.request_stop();
    for (auto& job : waiting_) job.stop.request_stop();
  }
  thread_.request_stop();
  wake_.notify_all();
}

void Lane::push(std::uint64_t id, const std::string& slot, Work work) {
  {
    const std::lock_guard lock(mutex_);
    stop_slot(slot);
    waiting_.push_back({id, slot, std::move(work), std::stop_source()});
  }
  wake_.notify_one();
}

void Lane::supersede(const std::string& slot) {
  const std::lock_guard lock(mutex_);
  stop_slot(slot);
}

void Lane::stop_slot(const std::string& slot) {
  if (slot.empty()) return;
  for (auto& job : waiting_)
    if (job.slot == slot) job.stop.request_stop();
  if (running_slot_ == slot) running_stop_.request_stop();
}

void Lane::cancel(std::uint64_t id) {
  const std::lock_guard lock(mutex_);
  if (running_id_ == id) running_stop_.request_stop();
  for (auto& job : waiting_)
    if (job.id == id) job.stop.request_stop();
}

// False when the lane ends and nothing waits any more.
bool Lane::next(const std::stop_token& ending, Job& job) {
  std::unique_lock lock(mutex_);
  running_id_ = 0;
  running_slot_.clear();
  wake_.wait(lock, ending, [this] { return !waiting_.empty(); });
  if (waiting_.empty()) return false;
  job = std::move(waiting_.front());
  waiting_.pop_front();
  running_id_ = job.id;
  running_slot_ = job.slot;
  running_stop_ = job.stop;
  return true;
}

void Lane::serve(const std::stop_token& ending) {
  Job job;
  while (next(ending, job)) {
    job.work(job.stop.get_token());
    job = {};
  }
}

}  // namespace headlight::session
