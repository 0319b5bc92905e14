#include "ui/figures/sequence.h"

#include <QFile>
#include <QJsonArray>
#include <algorithm>
#include <charconv>
#include <cmath>

#include "ui/figures/builder_parts.h"
#include "ui/figures/tracks.h"

namespace headlight::ui {
namespace {

constexpr std::int64_t kMostFigures = 100000;
constexpr int kNoNumber = -1;  // of an object that the model does not report
constexpr std::int64_t kKeptTraces = std::int64_t{512} << 20;  // bytes, between both rounds

// "" or the printf-like number in a name: its place, length and digits.
struct Number {
  std::size_t at = std::string::npos, length = 0;
  int digits = 0;
};

Number number_in(const std::string& path) {
  Number found;
  for (std::size_t at = path.find('%'); at != std::string::npos; at = path.find('%', at + 1)) {
    std::size_t end = at + 1;
    int digits = 0;
    while (end < path.size() && path[end] >= '0' && path[end] <= '9' && digits < 100) digits = digits * 10 + (path[end++] - '0');
    if (end >= path.size() || path[end] != 'd' || digits > 12 || found.length > 0) return {};
    found = {at, end + 1 - at, digits};
  }
  return found;
}

Error in_frame(Error error, std::int64_t frame) {
  error.what = "frame " + std::to_string(frame) + ": " + error.what;
  return error;
}

// What the first round learns for the second.
struct Fixed {
  FigureSpec base;  // of the first frame, resolved
  std::optional<double> low, high, largest_mark;
  int track = -1;             // that is followed
  QSize pixels;               // of the largest figure
};

class Sequence {
 public:
  Sequence(Session& session, const SequenceSpec& spec, const VideoFileMaker& make_video, const SequenceControl& control)
      : session_(session), spec_(spec), make_video_(make_video), control_(control), tracker_(spec.followed.tracker) {
    fixed_.track = spec.followed.track;
  }

  Result<SequenceWritten> write() {
    if (auto fits = check(); !fits) return fits.error();
    if (auto looked = for_all("Measuring frames", followed_order(), 0, [this](std::int64_t frame) { return measure(frame); }); !looked)
      return looked.error();
    auto drawn = for_all("Writing frames", exported(), 0.5, [this](std::int64_t frame) { return draw(frame); });
    if (drawn && video_) {
      auto written = video_->finish();
      if (written) bytes_ = written->bytes;
      else drawn = written.error();
    }
    for (const TraceId trace : kept_) release(trace);
    if (drawn) return SequenceWritten{spec_.frames.count(), bytes_, as_video_ ? spec_.out : files_.front(), as_video_ ? spec_.out : files_.back()};
    for (const auto& path : files_) QFile::remove(QString::fromStdString(path));
    return drawn.error();
  }

 private:
  Result<Done> check() {
    const auto& [first, last, step] = spec_.frames;
    if (first < 0 || last < first || step < 1 || spec_.frames.count() > kMostFigures)
      return usage("wrong range of frames", "--frames", std::to_string(first) + "-" + std::to_string(last),
                   "A-B or A-B:STEP, at most " + std::to_string(kMostFigures) + " frames");
    as_video_ = names_video_file(spec_.out);
    if (!as_video_ && !is_numbered(spec_.out))
      return usage("many figures need many names", "--out", spec_.out, "a name with %04d, or .mp4, .webm, .avi");
    if (!as_video_)
      if (auto format = file_format(spec_.out); !format) return format.error();
    auto reply = wait(session_, VideoRequest{spec_.run.input.image});
    if (!reply) return reply.error();
    const auto& info = std::get<VideoInfo>(reply.value());
    if (last >= info.frames)
      return usage("no such frame", spec_.run.input.image, std::to_string(last), "0 to " + std::to_string(info.frames - 1));
    rate_ = spec_.frames_per_second > 0 ? spec_.frames_per_second
                                        : std::clamp(info.frames_per_second / double(step), 0.1, 1000.0);
    return Done{};
  }

  [[nodiscard]] std::vector<std::int64_t> exported() const {
    std::vector<std::int64_t> frames;
    for (std::int64_t frame = spec_.frames.first; frame <= spec_.frames.last; frame += spec_.frames.step) frames.push_back(frame);
    return frames;
  }

  // From the frame that is known back to the first, then on to the last: every frame is followed from its neighbour.
  [[nodiscard]] std::vector<std::int64_t> followed_order() const {
    std::vector<std::int64_t> frames = exported();
    if (spec_.followed.frame < 0) return frames;
    const auto away = [this](std::int64_t frame) { return std::abs(frame - spec_.followed.frame); };
    std::reverse(frames.begin(), std::next(std::ranges::min_element(frames, {}, away)));
    return frames;
  }

  Result<Done> for_all(const char* step, const std::vector<std::int64_t>& frames, double done,
                       const std::function<Result<Done>(std::int64_t)>& one) {
    for (std::size_t i = 0; i < frames.size(); ++i) {
      if (control_.stopped && control_.stopped()) return cancelled();
      if (control_.progress) control_.progress({step, done + double(i) / double(frames.size()) / 2});
      if (auto fine = one(frames[i]); !fine) return in_frame(fine.error(), frames[i]);
    }
    return Done{};
  }

  Result<TracePtr> trace_of(std::int64_t frame) {
    RunRequest request = spec_.run;
    request.input.frame = frame;
    auto reply = wait(session_, request);
    if (!reply) return reply.error();
    return std::get<TracePtr>(std::move(reply).value());
  }

  // Where the followed detection is in this frame.
  void follow(const TraceInfo& trace, FigureSpec& figure) const {
    figure.detection = -1;
    const auto at = std::find(numbers_.begin(), numbers_.end(), fixed_.track);
    if (at != numbers_.end()) {
      figure.detection = static_cast<int>(at - numbers_.begin());
      return;
    }
    const auto expected = tracker_.expected(fixed_.track, trace.image_frame);
    double best = 0;
    for (const Axis& axis : trace.axes)
      for (std::size_t query = 0; expected && axis.kind == AxisKind::queries && query < axis.boxes.size(); ++query) {
        const double shared = overlap(*expected, axis.boxes[query]);
        if (shared <= best) continue;
        best = shared;
        figure.query = static_cast<std::int64_t>(query);
      }
  }

  // The frame with the objects that are drawn. They keep the numbers that all have.
  TraceInfo shown_of(const TraceInfo& trace) {
    const auto numbers = tracker_.follow(trace.image_frame, trace.detections);
    TraceInfo shown = trace;
    if (spec_.objects) shown.detections = spec_.objects(trace);
    numbers_.clear();
    for (const Detection& object : shown.detections) {
      const auto found = std::find_if(trace.detections.begin(), trace.detections.end(), [&](const Detection& each) { return each.query == object.query; });
      numbers_.push_back(found == trace.detections.end() ? kNoNumber : numbers[std::size_t(found - trace.detections.begin())]);
    }
    return shown;
  }

  Result<FigureSpec> figure_spec(const TraceInfo& trace) {
    FigureSpec figure = fixed_.base;
    if (first_) {
      auto given = spec_.figure(trace);
      if (!given) return given.error();
      figure = given.value();
      follows_ = !figure.all_detections && figure.query < 0;
      if (follows_ && fixed_.track >= 0) follow(trace, figure);
    } else if (follows_ && fixed_.track >= 0) {
      follow(trace, figure);
    }
    if (figure.all_detections && trace.detections.empty()) figure.all_detections = false;
    figure.tracks.clear();
    for (const int number : numbers_) figure.tracks.push_back(tracker_.track(number));
    figure.sides = sides_;
    return figure;
  }

  Result<BuiltFigure> built_of(const TraceInfo& trace) {
    const TraceInfo shown = shown_of(trace);
    auto figure = figure_spec(shown);
    if (!figure) return figure.error();
    return build(session_, shown, figure.value());
  }

  Result<Done> widen(const BuiltFigure& built) {
    const auto range = built.provenance.value(QStringLiteral("colour range")).toArray();
    if (range.size() == 2) {
      fixed_.low = std::min(fixed_.low.value_or(range[0].toDouble()), range[0].toDouble());
      fixed_.high = std::max(fixed_.high.value_or(range[1].toDouble()), range[1].toDouble());
    }
    const auto mark = built.provenance.value(QStringLiteral("weight of the largest mark"));
    if (mark.isDouble()) fixed_.largest_mark = std::max(fixed_.largest_mark.value_or(0), mark.toDouble());
    if (!as_video_) return Done{};
    auto pixels = pixel_size(built, spec_.page);
    if (!pixels) return pixels.error();
    fixed_.pixels = fixed_.pixels.expandedTo(pixels.value());
    return Done{};
  }

  Result<Done> measure(std::int64_t frame) {
    auto trace = trace_of(frame);
    if (!trace) return trace.error();
    auto built = built_of(*trace.value());
    if (!built) return built.error();
    if (first_) {
      fixed_.base = built->spec;
      const auto at = static_cast<std::size_t>(built->spec.detection);
      if (follows_ && fixed_.track < 0 && built->spec.detection >= 0 && at < numbers_.size()) fixed_.track = numbers_[at];
      if (follows_) fixed_.base.query = fixed_.base.detection = -1;
      first_ = false;
    }
    keep_or_release(*trace.value());
    return widen(built.value());
  }

  void release(TraceId trace) {
    if (!control_.kept.contains(trace)) session_.release(trace);
  }

  void keep_or_release(const TraceInfo& trace) {
    if (kept_bytes_ + trace.bytes > kKeptTraces) return release(trace.id);
    kept_bytes_ += trace.bytes;
    kept_.push_back(trace.id);
  }

  Result<Done> draw(std::int64_t frame) {
    fixed_.base.low = fixed_.low;
    fixed_.base.high = fixed_.high;
    fixed_.base.largest_mark = fixed_.largest_mark;
    auto trace = trace_of(frame);
    if (!trace) return trace.error();
    auto built = built_of(*trace.value());
    release(trace.value()->id);
    if (!built) return built.error();
    return as_video_ ? add_to_video(built.value()) : write_file(built.value(), frame);
  }

  Result<Done> write_file(const BuiltFigure& built, std::int64_t frame) {
    const auto path = numbered_path(spec_.out, frame);
    auto written = write_figure(built, path, spec_.page);
    if (!written) return written.error();
    files_.push_back(path);
    bytes_ += written->bytes;
    return Done{};
  }

  // Every frame on a sheet of the largest one's size.
  Result<Done> add_to_video(const BuiltFigure& built) {
    auto figure = render(built, spec_.page);
    if (!figure) return figure.error();
    const QSize size = fixed_.pixels;
    QImage sheet(size, QImage::Format_RGB888);
    sheet.fill(Qt::white);
    QPainter painter(&sheet);
    painter.drawImage(0, 0, figure.value());
    painter.end();
    if (!video_) {
      auto opened = make_video_(spec_.out, {size.width(), size.height(), rate_});
      if (!opened) return opened.error();
      video_ = std::move(opened).value();
    }
    std::vector<std::uint8_t> rgb;
    rgb.reserve(static_cast<std::size_t>(size.width()) * static_cast<std::size_t>(size.height()) * 3);
    for (int row = 0; row < size.height(); ++row)
      rgb.insert(rgb.end(), sheet.constScanLine(row), sheet.constScanLine(row) + std::ptrdiff_t{3} * size.width());
    return video_->add(rgb);
  }

  Session& session_;
  const SequenceSpec& spec_;
  const VideoFileMaker& make_video_;
  const SequenceControl& control_;
  Tracker tracker_;
  std::shared_ptr<LabelSides> sides_ = std::make_shared<LabelSides>();
  std::vector<int> numbers_;  // of the objects that the frame in work shows
  Fixed fixed_;
  bool first_ = true, follows_ = false, as_video_ = false;
  double rate_ = 25;
  std::unique_ptr<VideoFile> video_;
  std::vector<std::string> files_;
  std::vector<TraceId> kept_;
  std::int64_t kept_bytes_ = 0, bytes_ = 0;
};

}  // namespace

Result<FrameRange> frame_range(const std::string& text) {
  FrameRange range;
  const char* at = text.data();
  const char* const end = at + text.size();
  const auto number = [&](std::int64_t& value) {
    const auto [stop, error] = std::from_chars(at, end, value);
    const bool good = error == std::errc() && stop != at && value >= 0;
    at = stop;
    return good;
  };
  bool good = number(range.first) && at != end && *at++ == '-' && number(range.last);
  if (good && at != end) good = *at++ == ':' && number(range.step);
  if (good && at == end && range.step >= 1 && range.last >= range.first) return range;
  return usage("wrong range of frames", "--frames", text, "A-B or A-B:STEP, from 0, both ends included");
}

bool is_numbered(const std::string& path) { return number_in(path).length > 0; }

std::string numbered_path(const std::string& path, std::int64_t frame) {
  const auto [at, length, digits] = number_in(path);
  if (length == 0) return path;
  const auto number = QString::number(frame).rightJustified(digits, QLatin1Char('0')).toStdString();
  return path.substr(0, at) + number + path.substr(at + length);
}

Result<SequenceWritten> write_sequence(Session& session, const SequenceSpec& spec, const VideoFileMaker& make_video,
                                       const SequenceControl& control) {
  return Sequence(session, spec, make_video, control).write();
}

}  // namespace headlight::ui
