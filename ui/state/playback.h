// A video under the current run: which frame is shown, playing, and its detections' tracks.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <deque>
#include <optional>

#include "ui/figures/tracks.h"
#include "ui/state/run_controller.h"

namespace headlight::ui {

// The frame to show `elapsed` seconds after `from` was: the last one that is due on the grid of every n-th frame, so that
// frames are dropped where showing lags. Past the end the last frame, or with `loop` the first. `from` where none is due.
struct Pace {
  std::int64_t frames = 0;
  double frames_per_second = 25;
  int every = 1;
  bool loop = false;
};
[[nodiscard]] std::int64_t due_frame(const Pace& pace, std::int64_t from, double elapsed);

class Playback : public QObject {
  Q_OBJECT

 public:
  Playback(Store& store, SessionClient& client, RunController& runs, QObject* parent = nullptr);

  // Of the current run's video; null where it is a still picture or a text, or is being opened.
  [[nodiscard]] const VideoInfo* video() const { return info_ ? &*info_ : nullptr; }
  [[nodiscard]] std::int64_t frame() const { return wanted_; }  // that is shown, or will be as soon as it is run
  [[nodiscard]] bool playing() const { return playing_; }
  [[nodiscard]] bool loop() const { return loop_; }
  [[nodiscard]] int every() const { return every_; }
  [[nodiscard]] bool kept() const { return store_.run() != nullptr && store_.run()->kept; }
  // The wanted frame as it is in the file, or one on the way to it, while its attention is not there yet; null else.
  [[nodiscard]] const Picture* raw() const { return raw_ ? &*raw_ : nullptr; }

  [[nodiscard]] const Tracker& tracker() const { return tracker_; }

  void seek(std::int64_t frame);  // its picture comes at once, its attention when it has run; the newest wins
  void step(int by);              // by so many times every(), paused
  void keep_frame();              // as a run of its own, to compare it with others
  void set_playing(bool on);
  void set_loop(bool on);
  void set_every(int frames);

 Q_SIGNALS:
  void changed();      // video, frame, playing, loop, every, kept
  void raw_changed();

 private:
  void take_run();
  void open(const std::string& path);
  void close();
  void forget_raw();
  void show_raw();
  void run_wanted();
  void arrived(TracePtr trace, InputSpec input);
  void note_tracks(const TraceInfo& trace);
  [[nodiscard]] Selection carried(const TraceInfo& from, const TraceInfo& to, Selection selection);
  void release_old(TraceId played);
  void tick();
  void restart_clock();
  [[nodiscard]] bool settled() const;

  Store& store_;
  SessionClient& client_;
  RunController& runs_;
  std::string path_, model_;
  std::optional<VideoInfo> info_;
  std::optional<Picture> raw_;
  Tracker tracker_;
  int track_ = -1;  // of the chosen detection
  std::int64_t wanted_ = -1, from_ = 0;
  int every_ = 1;
  bool playing_ = false, loop_ = false, showing_ = false;
  QElapsedTimer clock_, since_arrival_;
  QTimer ticks_;
  std::deque<TraceId> played_;  // newest last
};

}  // namespace headlight::ui
