#include "ui/state/session_client.h"

#include <QMetaObject>
#include <algorithm>
#include <utility>

namespace headlight::ui {

namespace {

bool runs_a_model(const Request& request) {
  return std::holds_alternative<RunRequest>(request) || std::holds_alternative<AblationRequest>(request) || std::holds_alternative<TiledRunRequest>(request);
}

}  // namespace

SessionClient::SessionClient(std::unique_ptr<Session> session, QObject* parent)
    : QObject(parent), session_(std::move(session)) {}

SessionClient::~SessionClient() {
  finder_.request_stop();
  if (finder_.joinable()) finder_.join();
  session_.reset();
}

Progress advanced(const Progress& before, Progress now) {
  now.fraction = std::max(now.fraction, before.fraction);
  return now;
}

void SessionClient::submit(Job job) {
  const std::uint64_t ticket = next_ticket_++;
  auto shared = std::make_shared<Job>(std::move(job));
  const QPointer<QObject> guard(shared->receiver);
  jobs_[shared->slot] = {ticket, 0, runs_a_model(shared->request)};

  Handlers handlers;
  handlers.done = [this, shared, guard, ticket](Result<Reply> reply) {
    auto carried = std::make_shared<Result<Reply>>(std::move(reply));
    QMetaObject::invokeMethod(
        this,
        [this, shared, guard, ticket, carried] {
          deliver(*shared, !guard.isNull(), ticket, std::move(*carried));
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

void SessionClient::deliver(const Job& job, bool wanted, std::uint64_t ticket, Result<Reply> reply) {
  const auto at = jobs_.find(job.slot);
  const bool newest = at != jobs_.end() && at->second.ticket == ticket;
  if (newest) jobs_.erase(at);
  const bool stopped = !reply.ok() && reply.error().kind == Error::Kind::cancelled;
  if (!newest || !wanted) {
    leave(reply);
  } else if (!stopped) {
    job.done(std::move(reply));
  } else if (job.stopped) {
    job.stopped();
  }
  release_loose();
  if (newest) Q_EMIT busy_changed();
}

// What came too late: its traces are nobody's.
void SessionClient::leave(const Result<Reply>& reply) {
  if (!reply.ok()) return;
  if (const auto* trace = std::get_if<TracePtr>(&reply.value())) loose_.insert((*trace)->id);
  if (const auto* ablation = std::get_if<Ablation>(&reply.value())) loose_.insert({ablation->before->id, ablation->after->id});
  if (const auto* tiles = std::get_if<TiledRun>(&reply.value()))
    for (const auto& part : tiles->parts) loose_.insert(part.trace->id);
}

void SessionClient::hold(QObject* owner, std::function<bool(TraceId)> holds) { holders_.push_back({owner, std::move(holds)}); }

bool SessionClient::held(TraceId trace) const {
  return std::ranges::any_of(holders_, [trace](const Holder& holder) { return holder.owner && holder.holds(trace); });
}

void SessionClient::let_go(TraceId trace) {
  if (!held(trace)) session_->release(trace);
}

void SessionClient::let_go_later(TraceId trace) {
  loose_.insert(trace);
  release_loose();
}

void SessionClient::release_loose() {
  if (!jobs_.empty()) return;
  std::erase_if(holders_, [](const Holder& holder) { return holder.owner.isNull(); });
  for (const TraceId trace : std::exchange(loose_, {})) let_go(trace);
}

bool SessionClient::runs_model() const {
  return std::ranges::any_of(jobs_, [](const auto& job) { return job.second.runs_model; });
}

void SessionClient::cancel(const std::string& slot) {
  const auto at = jobs_.find(slot);
  if (at != jobs_.end()) session_->cancel(at->second.job);
}

void SessionClient::drop(const std::string& slot) {
  const auto at = jobs_.find(slot);
  if (at == jobs_.end()) return;
  session_->cancel(at->second.job);
  jobs_.erase(at);
  release_loose();
  Q_EMIT busy_changed();
}

void SessionClient::find_models(std::vector<std::string> folders, QObject* receiver,
                                std::function<void(std::vector<ModelEntry>)> done) {
  Search wanted{std::move(folders), receiver, std::move(done)};
  if (searching_) {
    next_search_ = std::move(wanted);
    finder_.request_stop();
  } else {
    search(std::move(wanted));
  }
}

// The thread before has handed over its list, so that taking its place waits for nothing.
void SessionClient::search(Search wanted) {
  searching_ = true;
  finder_ = std::jthread([this, wanted = std::move(wanted)](const std::stop_token& stop) mutable {
    auto found = std::make_shared<std::vector<ModelEntry>>(session_->models(wanted.folders, stop));
    QMetaObject::invokeMethod(
        this, [this, found, wanted = std::move(wanted)] { searched(wanted, std::move(*found)); }, Qt::QueuedConnection);
  });
}

void SessionClient::searched(const Search& of, std::vector<ModelEntry> found) {
  searching_ = false;
  if (next_search_) {
    search(*std::exchange(next_search_, std::nullopt));
  } else if (of.receiver) {
    of.done(std::move(found));
  }
  Q_EMIT busy_changed();
}

}  // namespace headlight::ui
