// Brings a Session's answers to the GUI thread. The one asynchronous idiom of the window.
#pragma once

#include <QObject>
#include <QPointer>
#include <QString>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>

#include "engine/api/session.h"
#include "engine/api/video_file.h"

namespace headlight::ui {

// Lives on the GUI thread; all callbacks run there. A reply whose receiver is gone, or that a newer job of the same
// slot superseded, is dropped, and its traces with it; so are cancelled jobs. Destruction waits for the session to stop.
// What is told of a job that said `before`: it never goes back, nor from a known share to an unknown one.
[[nodiscard]] Progress advanced(const Progress& before, Progress now);

class SessionClient : public QObject {
  Q_OBJECT

 public:
  using Done = std::function<void(Result<Reply>)>;
  using OnProgress = std::function<void(Progress)>;

  explicit SessionClient(std::unique_ptr<Session> session, QObject* parent = nullptr);
  ~SessionClient() override;

  struct Job {
    std::string slot;
    Request request;
    QObject* receiver = nullptr;
    Done done;
    OnProgress progress = {};
    std::function<void()> stopped = {};  // cancelled, and nothing newer in the slot
  };
  void submit(Job job);
  void cancel(const std::string& slot);
  void drop(const std::string& slot);  // cancels; nothing of it is delivered any more
  [[nodiscard]] bool busy(const std::string& slot) const { return jobs_.contains(slot); }
  [[nodiscard]] bool runs_model() const;  // some job that runs a model is under way, in whatever slot
  [[nodiscard]] bool any_busy() const { return !jobs_.empty() || searching_; }

  // Looks for models off the GUI thread, one search at a time. The newest wins: what an older one found is dropped.
  void find_models(std::vector<std::string> folders, QObject* receiver,
                   std::function<void(std::vector<ModelEntry>)> done);

  // For work on a thread of its own that waits for the session.
  [[nodiscard]] Session& session() { return *session_; }
  void set_video_maker(VideoFileMaker maker) { video_maker_ = std::move(maker); }
  [[nodiscard]] const VideoFileMaker& video_maker() const { return video_maker_; }

  // What parts of the window still show or will ask of: as long as `owner` lives, traces for which `holds` is true stay.
  void hold(QObject* owner, std::function<bool(TraceId)> holds);
  // Releases a trace unless somebody holds it: at once, where nothing under way can bring it again; else later, when no
  // job is under way.
  void let_go(TraceId trace);
  void let_go_later(TraceId trace);
  [[nodiscard]] std::int64_t bytes_held() const { return session_->bytes_held(); }

 Q_SIGNALS:
  void busy_changed();

 private:
  struct Pending {
    std::uint64_t ticket = 0;
    JobId job = 0;
    bool runs_model = false;
  };
  struct Search {
    std::vector<std::string> folders;
    QPointer<QObject> receiver;
    std::function<void(std::vector<ModelEntry>)> done;
  };
  struct Holder {
    QPointer<QObject> owner;
    std::function<bool(TraceId)> holds;
  };
  void deliver(const Job& job, bool wanted, std::uint64_t ticket, Result<Reply> reply);
  void leave(const Result<Reply>& reply);
  void release_loose();
  [[nodiscard]] bool held(TraceId trace) const;
  void search(Search wanted);
  void searched(const Search& of, std::vector<ModelEntry> found);

  std::unique_ptr<Session> session_;
  VideoFileMaker video_maker_;
  std::map<std::string, Pending> jobs_;
  std::vector<Holder> holders_;
  std::set<TraceId> loose_;  // to be released unless somebody holds them
  std::uint64_t next_ticket_ = 1;
  std::jthread finder_;
  bool searching_ = false;
  std::optional<Search> next_search_;
};

}  // namespace headlight::ui
