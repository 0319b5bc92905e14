// One figure a frame of a video: numbered files, or a video of them.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "engine/api/video_file.h"
#include "ui/figures/export.h"

namespace headlight::ui {

struct FrameRange {
  std::int64_t first = 0, last = 0, step = 1;
  [[nodiscard]] std::int64_t count() const { return (last - first) / step + 1; }
  bool operator==(const FrameRange&) const = default;
};

// "A-B" or "A-B:STEP", both ends included.
Result<FrameRange> frame_range(const std::string& text);

// A name that holds one %d or %04d for the frame's number.
[[nodiscard]] bool is_numbered(const std::string& path);
[[nodiscard]] std::string numbered_path(const std::string& path, std::int64_t frame);

struct SequenceSpec {
  RunRequest run;  // its frame is the sequence's
  FrameRange frames;
  std::function<Result<FigureSpec>(const TraceInfo&)> figure;  // what the first followed frame shows, open choices allowed
  std::function<std::vector<Detection>(const TraceInfo&)> objects{};  // of a frame that are drawn; empty: what the model reports
  // What was followed before: frames that were, keep their numbers and colours, and the others are followed from `frame` on,
  // or from the exported one nearest to it; −1: from the first.
  struct Followed {
    Tracker tracker{};
    std::int64_t frame = -1;
    int track = -1;  // that is shown; −1: that of `figure`
  } followed{};
  PageSpec page;
  std::string out;               // numbered, or a video
  double frames_per_second = 0;  // of the written video; 0: as the read one, by its step
};

struct SequenceControl {
  std::function<void(Progress)> progress;  // may be empty
  std::function<bool()> stopped;           // asked between frames; may be empty
  std::set<TraceId> kept{};                // not released: somebody else shows them
};

struct SequenceWritten {
  std::int64_t figures = 0, bytes = 0;
  std::string first{}, last{};  // files; the video itself
};

// Layer, head and stream are those of the first followed frame, and so is the detection, followed by overlap: where it is lost,
// the object query nearest to where it would be is shown. A detection has one number and colour in all frames, and values
// one scale: every frame is looked at once before the first is written. Traces are kept between both rounds while they
// are small, and released. Where a frame fails or the export is stopped, no file of it is left. Waits for the session.
Result<SequenceWritten> write_sequence(Session& session, const SequenceSpec& spec, const VideoFileMaker& make_video,
                                       const SequenceControl& control = {});

}  // namespace headlight::ui
