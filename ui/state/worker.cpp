#include "ui/state/worker.h"

namespace headlight::ui {

void Worker::start(Work work) {
  drop();
  busy_ = true;
  thread_ = std::jthread([this, ticket = ticket_, work = std::move(work)](std::stop_token stop) {
    Deliver done = work(stop);
    QMetaObject::invokeMethod(this, [this, ticket, done = std::move(done)] { deliver(ticket, done); }, Qt::QueuedConnection);
  });
}

void Worker::drop() {
  ++ticket_;
  busy_ = false;
  thread_.request_stop();
}

void Worker::deliver(std::uint64_t ticket, const Deliver& deliver) {
  if (ticket != ticket_) return;
  busy_ = false;
  if (deliver) deliver();
}

}  // namespace headlight::ui
