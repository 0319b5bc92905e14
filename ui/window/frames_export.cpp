#include "ui/window/frames_export.h"

#include <set>

#include "ui/state/detections.h"

namespace headlight::ui {

namespace {

constexpr double kLeastOverlap = 0.1;

// The chosen object of `shown` as a detection of another frame, −1 where none is near.
int chosen_in(const TraceInfo& shown, const FigureSpec& figure, const TraceInfo& first) {
  const auto at = static_cast<std::size_t>(figure.detection);
  if (figure.detection < 0 || at >= shown.detections.size()) return -1;
  const Detection* there = matching(shown.detections[at], first, kLeastOverlap);
  return there == nullptr ? -1 : static_cast<int>(there - first.detections.data());
}

}  // namespace

FramesExport::~FramesExport() { stop(); }

void FramesExport::start(const TraceInfo& shown, FigureSpec figure, SequenceSpec sequence) {
  if (running_) return;
  running_ = true;
  stopped_ = false;
  const bool objects = !shown.detections.empty();
  sequence.figure = [shown, figure, objects](const TraceInfo& first) {
    FigureSpec spec = figure;
    if (objects) {
      spec.query = -1;
      spec.detection = chosen_in(shown, figure, first);
    }
    return Result<FigureSpec>(spec);
  };
  const auto at = static_cast<std::size_t>(figure.detection);
  const bool tracked = figure.detection >= 0 && at < figure.tracks.size();
  sequence.followed = {context_.playback.tracker(), shown.image_frame, tracked ? figure.tracks[at].number : -1};
  sequence.objects = [look = context_.store.look()](const TraceInfo& frame) { return shown_objects(frame, look); };
  SequenceControl control;
  control.stopped = [this] { return stopped_.load(); };
  control.progress = [this](const Progress& now) {
    QMetaObject::invokeMethod(this, [this, share = now.fraction] { Q_EMIT progressed(share); }, Qt::QueuedConnection);
  };
  for (const Run& run : context_.store.runs()) control.kept.insert(run.trace->id);
  worker_ = std::jthread([this, sequence = std::move(sequence), control = std::move(control)] {
    auto written = std::make_shared<Result<SequenceWritten>>(
        write_sequence(context_.client.session(), sequence, context_.client.video_maker(), control));
    QMetaObject::invokeMethod(
        this,
        [this, written] {
          running_ = false;
          Q_EMIT finished(*written);
        },
        Qt::QueuedConnection);
  });
}

}  // namespace headlight::ui
