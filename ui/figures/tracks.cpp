#include "ui/figures/tracks.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace headlight::ui {
namespace {

constexpr double kLeastOverlap = 0.2;
constexpr double kSameOverlap = 0.85;  // of two boxes that one object was found by
constexpr int kMemory = 5;            // followed frames that a lost track waits
constexpr double kFarthest = 30;      // frames that a speed is believed for
constexpr std::size_t kMostFrames = 20000;

double centre_x(const Box& box) { return (box.x0 + box.x1) / 2; }
double centre_y(const Box& box) { return (box.y0 + box.y1) / 2; }
double area(const Box& box) { return std::max(0.0, box.x1 - box.x0) * std::max(0.0, box.y1 - box.y0); }

Box moved(const Box& box, double dx, double dy) { return {box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy}; }

// The number of an object that detection `at`, not yet followed, finds a second time; −1 for none. Detectors without
// non-maximum suppression do so, for a few frames each.
int found_twice(const std::vector<Detection>& detections, const std::vector<int>& numbers, std::size_t at) {
  int number = -1;
  double best = kSameOverlap;
  for (std::size_t j = 0; j < detections.size(); ++j) {
    if (numbers[j] < 0 || detections[j].label_id != detections[at].label_id) continue;
    if (const double shared = overlap(detections[j].box, detections[at].box); shared >= best) {
      best = shared;
      number = numbers[j];
    }
  }
  return number;
}

struct Pair {
  std::size_t track = 0, detection = 0;
  double overlap = 0;
};

}  // namespace

double overlap(const Box& a, const Box& b) {
  const Box both{std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)};
  const double shared = area(both), joined = area(a) + area(b) - shared;
  return joined > 0 ? shared / joined : 0;
}

// The tracks after the nearest followed frame; the earlier of two equally near ones.
std::vector<Tracker::Seen> Tracker::known_before(std::int64_t frame) const {
  const auto after = frames_.upper_bound(frame);
  if (after == frames_.begin()) return after == frames_.end() ? std::vector<Seen>() : after->second.tracks;
  const auto before = std::prev(after);
  if (after == frames_.end() || frame - before->first <= after->first - frame) return before->second.tracks;
  return after->second.tracks;
}

std::vector<int> Tracker::follow(std::int64_t frame, const std::vector<Detection>& detections) {
  if (const auto at = frames_.find(frame); at != frames_.end() && at->second.numbers.size() == detections.size())
    return at->second.numbers;
  std::vector<Seen> tracks = known_before(frame);
  const auto place = [&](const Seen& seen) {
    const double frames = std::clamp(static_cast<double>(frame - seen.at), -kFarthest, kFarthest);
    return moved(seen.box, seen.dx * frames, seen.dy * frames);
  };
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < tracks.size(); ++i)
    for (std::size_t j = 0; j < detections.size(); ++j) {
      if (tracks[i].label != detections[j].label_id) continue;
      const double shared = overlap(place(tracks[i]), detections[j].box);
      if (shared >= kLeastOverlap) pairs.push_back({i, j, shared});
    }
  std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.overlap > b.overlap; });
  std::vector<bool> found(tracks.size(), false);
  std::vector<int> numbers(detections.size(), -1);
  for (const Pair& pair : pairs) {
    if (found[pair.track] || numbers[pair.detection] >= 0) continue;
    found[pair.track] = true;
    Seen& track = tracks[pair.track];
    const Box& box = detections[pair.detection].box;
    numbers[pair.detection] = track.number;
    if (const auto frames = static_cast<double>(frame - track.at); frames != 0) {
      const bool fresh = track.dx == 0 && track.dy == 0;
      const double weight = fresh ? 1 : 0.5;  // speeds are smoothed: boxes tremble
      track.dx += weight * ((centre_x(box) - centre_x(track.box)) / frames - track.dx);
      track.dy += weight * ((centre_y(box) - centre_y(track.box)) / frames - track.dy);
    }
    track.box = box;
    track.at = frame;
    track.missed = 0;
  }
  for (std::size_t i = 0; i < tracks.size(); ++i)
    if (!found[i]) ++tracks[i].missed;
  std::erase_if(tracks, [](const Seen& track) { return track.missed > kMemory; });
  for (std::size_t j = 0; j < detections.size(); ++j) {
    if (numbers[j] >= 0) continue;
    if (numbers[j] = found_twice(detections, numbers, j); numbers[j] >= 0) continue;
    numbers[j] = static_cast<int>(colours_.size());
    colours_.push_back(free_colour(tracks));
    tracks.push_back({numbers[j], detections[j].label_id, frame, detections[j].box});
  }
  if (frames_.size() >= kMostFrames) frames_.erase(frames_.begin());
  frames_[frame] = {numbers, std::move(tracks)};
  return numbers;
}

int Tracker::free_colour(const std::vector<Seen>& tracks) const {
  for (const int longest : {kMemory, 0}) {
    std::array<bool, kTrackColours> taken{};
    for (const Seen& seen : tracks)
      if (seen.missed <= longest) taken[static_cast<std::size_t>(track(seen.number).colour)] = true;
    const auto free = std::find(taken.begin(), taken.end(), false);
    if (free != taken.end()) return static_cast<int>(free - taken.begin());
  }
  return static_cast<int>(colours_.size()) % kTrackColours;
}

Track Tracker::track(int number) const {
  if (number < 0 || static_cast<std::size_t>(number) >= colours_.size()) return {};
  return {number, colours_[static_cast<std::size_t>(number)]};
}

std::optional<Box> Tracker::expected(int number, std::int64_t frame) const {
  for (const Seen& seen : known_before(frame)) {
    if (seen.number != number) continue;
    const double frames = std::clamp(static_cast<double>(frame - seen.at), -kFarthest, kFarthest);
    return moved(seen.box, seen.dx * frames, seen.dy * frames);
  }
  return std::nullopt;
}

}  // namespace headlight::ui
