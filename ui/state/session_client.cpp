#include "ui/state/session_client.h"

#include <QMetaObject>

namespace headlight::ui {

SessionClient::SessionClient(std::unique_ptr<Session> session, QObject* parent)
    : QObject(parent), session_(std::move(session)) {}

SessionClient::~SessionClient() {
  if (finder_.joinable()) finder_.join();
  session_.reset();
}

void SessionClient::submit(Job job) {
  const std::uint64_t ticket = next_ticket_++;
  auto shared = std::make_shared<Job>(std::move(job));
  const QPointer<QObject> guard(shared->receiver);
  jobs_[shared->slot] = {ticket, 0};

  Handlers handlers;
  handlers.done = [this, shared, guard, ticket](Result<Reply> reply) {
    auto carried = std::make_shared<Result<Reply>>(std::move(reply));
    QMetaObject::invokeMethod(
        this,
        [this, shared, guard, ticket, carried] {
          if (guard) deliver(*shared, ticket, std::move(*carried));
        },
        Qt::QueuedConnection);
  };
  if (shared->progress) {
    handlers.progress = [this, shared, guard, ticket](Progress progress) {
      QMetaObject::invokeMethod(
          this,
          [this, shared, guard, ticket, progress] {
            const auto at = jobs_.find(shared->slot);
            if (guard && at != jobs_.end() && at->second.ticket == ticket) shared->progress(progress);
          },
          Qt::QueuedConnection);
    };
  }
  const JobId id = session_->submit(shared->slot, shared->request, std::move(handlers));
  const auto at = jobs_.find(shared->slot);
  if (at != jobs_.end() && at->second.ticket == ticket) at->second.job = id;
  Q_EMIT busy_changed();
}

void SessionClient::deliver(const Job& job, std::uint64_t ticket, Result<Reply> reply) {
  const auto at = jobs_.find(job.slot);
  if (at == jobs_.end() || at->second.ticket != ticket) return;
  jobs_.erase(at);
  const bool stopped = !reply.ok() && reply.error().kind == Error::Kind::cancelled;
  if (!stopped) {
    job.done(std::move(reply));
  } else if (job.stopped) {
    job.stopped();
  }
  Q_EMIT busy_changed();
}

void SessionClient::cancel(const std::string& slot) {
  const auto at = jobs_.find(slot);
  if (at != jobs_.end()) session_->cancel(at->second.job);
}

void SessionClient::find_models(std::vector<std::string> folders, QObject* receiver,
                                std::function<void(std::vector<ModelEntry>)> done) {
  const QPointer<QObject> guard(receiver);
  finder_ = std::jthread([this, guard, folders = std::move(folders), done = std::move(done)] {
    auto found = std::make_shared<std::vector<ModelEntry>>(session_->models(folders));
    QMetaObject::invokeMethod(
        this,
        [guard, found, done] {
          if (guard) done(std::move(*found));
        },
        Qt::QueuedConnection);
  });
}

}  // namespace headlight::ui
