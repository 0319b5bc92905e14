#include "ui/state/playback.h"

#include <algorithm>
#include <cmath>

#include "ui/state/detections.h"

namespace headlight::ui {

namespace {

constexpr int kTickMs = 10;
constexpr int kLongestWaitMs = 250;     // for a frame's views, before the next frame is asked for
constexpr std::size_t kKeptFrames = 4;  // traces of played frames
constexpr std::int64_t kRawEdge = 1280;

}  // namespace

std::int64_t due_frame(const Pace& pace, std::int64_t from, double elapsed) {
  const std::int64_t every = std::max(1, pace.every), last = pace.frames - 1;
  const auto steps = static_cast<std::int64_t>(std::floor(elapsed * pace.frames_per_second / static_cast<double>(every) + 1e-6));
  if (steps < 1 || last < 1) return from;
  if (from + steps * every <= last) return from + steps * every;
  return pace.loop ? 0 : from + (last - from) / every * every;
}

Playback::Playback(Store& store, SessionClient& client, RunController& runs, QObject* parent)
    : QObject(parent), store_(store), client_(client), runs_(runs) {
  ticks_.setInterval(kTickMs);
  ticks_.setTimerType(Qt::PreciseTimer);
  connect(&ticks_, &QTimer::timeout, this, &Playback::tick);
  connect(&store_, &Store::run_changed, this, &Playback::take_run);
}

// A run that somebody started or chose.
void Playback::take_run() {
  if (showing_) return;
  set_playing(false);
  client_.drop("play");
  forget_raw();
  const Run* run = store_.run();
  const bool video = run != nullptr && run->trace->image_frame >= 0 && !run->model.empty();
  if (!video) return close();
  const TraceInfo& trace = *run->trace;
  if (trace.image_path != path_ || trace.model.path != model_) {
    close();
    model_ = trace.model.path;
    open(trace.image_path);
  }
  wanted_ = trace.image_frame;
  note_tracks(trace);
  Q_EMIT changed();
}

void Playback::open(const std::string& path) {
  path_ = path;
  client_.submit({.slot = "video",
                  .request = VideoRequest{path},
                  .receiver = this,
                  .done = [this](Result<Reply> reply) {
                    const auto* info = reply.ok() ? std::get_if<VideoInfo>(&reply.value()) : nullptr;
                    if (info != nullptr) info_ = *info;
                    Q_EMIT changed();
                  }});
}

void Playback::close() {
  const bool had = info_.has_value();
  client_.drop("video");
  path_.clear();
  info_.reset();
  tracker_ = {};
  track_ = -1;
  wanted_ = -1;
  store_.set_tracks({});
  if (had) Q_EMIT changed();
}

void Playback::forget_raw() {
  client_.drop("raw");
  if (!raw_) return;
  raw_.reset();
  Q_EMIT raw_changed();
}

void Playback::seek(std::int64_t frame) {
  if (!info_) return;
  frame = std::clamp<std::int64_t>(frame, 0, info_->frames - 1);
  if (frame == wanted_) return;
  wanted_ = frame;
  restart_clock();
  show_raw();
  run_wanted();
  Q_EMIT changed();
}

void Playback::step(int by) {
  set_playing(false);
  seek(wanted_ + std::int64_t{by} * every_);
}

void Playback::keep_frame() {
  if (!info_ || store_.trace() == nullptr || store_.trace()->image_frame != wanted_) return;  // it has not come yet
  store_.keep_frame();
  Q_EMIT changed();
}

// One frame at a time, and the newest after it: quick scrubbing shows what can be decoded on the way.
void Playback::show_raw() {
  if (client_.busy("raw")) return;
  PreviewRequest request;
  request.path = path_;
  request.edge = kRawEdge;
  request.frame = wanted_;
  client_.submit({.slot = "raw",
                  .request = std::move(request),
                  .receiver = this,
                  .done = [this, frame = wanted_](Result<Reply> reply) {
                    const TraceInfo* trace = store_.trace();
                    auto* picture = reply.ok() ? std::get_if<Picture>(&reply.value()) : nullptr;
                    if (trace == nullptr || trace->image_frame == wanted_) return;
                    if (picture != nullptr) raw_ = std::move(*picture);
                    if (frame != wanted_) show_raw();
                    Q_EMIT raw_changed();
                  }});
}

void Playback::run_wanted() {
  const Run* run = store_.run();
  if (run == nullptr) return;
  RunRequest request{run->model, run->input, runs_.options_of(*run)};
  request.input.frame = wanted_;
  client_.submit({.slot = "play",
                  .request = request,
                  .receiver = this,
                  .done = [this, input = request.input](Result<Reply> reply) {
                    auto* trace = reply.ok() ? std::get_if<TracePtr>(&reply.value()) : nullptr;
                    if (trace != nullptr) return arrived(std::move(*trace), input);
                    set_playing(false);
                    if (!reply.ok()) runs_.show_error(reply.error());
                  }});
}

void Playback::arrived(TracePtr trace, InputSpec input) {
  const Run* run = store_.run();
  if (run == nullptr) return;
  const TracePtr before = run->trace;
  const bool was_kept = run->kept;
  const Selection selection = carried(*before, *trace, store_.selection());
  showing_ = true;
  note_tracks(*trace);
  store_.show_frame(trace, std::move(input), selection);
  showing_ = false;
  if (was_kept) Q_EMIT changed();
  since_arrival_.start();
  if (trace->image_frame == wanted_ && raw_) {
    raw_.reset();
    Q_EMIT raw_changed();
  }
  release_old(before->id);
  release_old(trace->id);
}

void Playback::note_tracks(const TraceInfo& trace) {
  const auto numbers = tracker_.follow(trace.image_frame, trace.detections);
  std::map<std::int64_t, Track> tracks;
  for (std::size_t i = 0; i < numbers.size(); ++i) tracks[trace.detections[i].query] = tracker_.track(numbers[i]);
  store_.set_tracks(std::move(tracks));
}

// The chosen detection by its track; where it is lost, the object query nearest to where it would be.
Selection Playback::carried(const TraceInfo& from, const TraceInfo& to, Selection selection) {
  if (selection.detection < 0) return selection;
  if (const auto at = store_.tracks().find(selection.detection); at != store_.tracks().end()) track_ = at->second.number;
  else if (detection_number(from, selection.detection) >= 0) track_ = -1;
  const auto numbers = tracker_.follow(to.image_frame, to.detections);
  const auto at = std::find(numbers.begin(), numbers.end(), track_);
  if (track_ >= 0 && at != numbers.end())
    return with_object(to, selection, to.detections[static_cast<std::size_t>(at - numbers.begin())].query);
  const auto expected = tracker_.expected(track_, to.image_frame);
  const Axis* axis = object_axis(to);
  if (!expected || axis == nullptr) return selection;
  double best = 0;
  std::int64_t query = selection.detection;
  for (std::size_t i = 0; i < axis->boxes.size(); ++i) {
    const double shared = overlap(*expected, axis->boxes[i]);
    if (shared <= best) continue;
    best = shared;
    query = static_cast<std::int64_t>(i);
  }
  return with_object(to, selection, query);
}

void Playback::release_old(TraceId played) {
  std::erase(played_, played);
  played_.push_back(played);
  while (played_.size() > kKeptFrames) {
    const TraceId old = played_.front();
    played_.pop_front();
    client_.let_go(old);
  }
}

void Playback::set_playing(bool on) {
  if (on && !info_) return;
  if (on && wanted_ >= info_->frames - 1) seek(0);
  if (on == playing_) return;
  playing_ = on;
  restart_clock();
  playing_ ? ticks_.start() : ticks_.stop();
  Q_EMIT changed();
}

void Playback::set_loop(bool on) {
  loop_ = on;
  Q_EMIT changed();
}

void Playback::set_every(int frames) {
  every_ = std::max(1, frames);
  restart_clock();
  Q_EMIT changed();
}

void Playback::restart_clock() {
  from_ = wanted_;
  clock_.start();
}

// The last frame has run and what is seen of it has come, or takes too long.
bool Playback::settled() const {
  if (client_.busy("play")) return false;
  return !client_.any_busy() || !since_arrival_.isValid() || since_arrival_.elapsed() > kLongestWaitMs;
}

void Playback::tick() {
  if (!settled()) return;
  const Pace pace{info_->frames, info_->frames_per_second, every_, loop_};
  const std::int64_t due = due_frame(pace, from_, static_cast<double>(clock_.elapsed()) / 1000);
  if (due == wanted_) {
    if (!loop_ && wanted_ + every_ > info_->frames - 1) set_playing(false);
    return;
  }
  const bool again = due < wanted_;
  wanted_ = due;
  if (again) restart_clock();
  run_wanted();
  Q_EMIT changed();
}

}  // namespace headlight::ui
