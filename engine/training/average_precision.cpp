#include "engine/training/average_precision.h"

#include <algorithm>

namespace headlight::training {
namespace {

double area(const std::array<double, 4>& box) { return std::max(0.0, box[2] - box[0]) * std::max(0.0, box[3] - box[1]); }

}  // namespace

double overlap_of(const std::array<double, 4>& a, const std::array<double, 4>& b) {
  const std::array<double, 4> common{std::max(a[0], b[0]), std::max(a[1], b[1]), std::min(a[2], b[2]), std::min(a[3], b[3])};
  const double both = area(common), joint = area(a) + area(b) - both;
  return joint > 0 ? both / joint : 0;
}

PrecisionMeter::PrecisionMeter(std::int64_t classes, double least)
    : least_(least), judged_(static_cast<std::size_t>(classes)), objects_(static_cast<std::size_t>(classes), 0) {}

void PrecisionMeter::add(std::vector<FoundBox> found, const std::vector<TruthBox>& truth) {
  std::ranges::stable_sort(found, std::ranges::greater{}, &FoundBox::score);
  std::vector<bool> hit(truth.size(), false);
  for (const auto& object : truth) objects_.at(static_cast<std::size_t>(object.label)) += object.ignored ? 0 : 1;
  for (const auto& box : found) {
    std::size_t best = truth.size();
    double most = least_;
    bool over_ignored = false;
    for (std::size_t i = 0; i < truth.size(); ++i) {
      if (truth[i].label != box.label) continue;
      const double overlap = overlap_of(truth[i].box, box.box);
      if (truth[i].ignored) over_ignored = over_ignored || overlap >= least_;
      if (truth[i].ignored || hit[i] || overlap < most) continue;
      best = i;
      most = overlap;
    }
    if (best == truth.size() && over_ignored) continue;
    if (best < truth.size()) hit[best] = true;
    judged_.at(static_cast<std::size_t>(box.label)).push_back({box.score, best < truth.size()});
  }
}

double PrecisionMeter::average_precision(std::int64_t label) const {
  auto judged = judged_.at(static_cast<std::size_t>(label));
  const auto count = static_cast<double>(objects(label));
  if (count == 0) return 0;
  std::ranges::stable_sort(judged, std::ranges::greater{}, &Judged::score);
  std::vector<double> precisions;  // at each hit
  double hits = 0;
  for (std::size_t i = 0; i < judged.size(); ++i) {
    if (!judged[i].hit) continue;
    ++hits;
    precisions.push_back(hits / static_cast<double>(i + 1));
  }
  double sum = 0, best = 0;
  for (auto precision = precisions.rbegin(); precision != precisions.rend(); ++precision) {
    best = std::max(best, *precision);
    sum += best;
  }
  return sum / count;
}

double PrecisionMeter::mean() const {
  double sum = 0, classes = 0;
  for (std::size_t label = 0; label < objects_.size(); ++label) {
    if (objects_[label] == 0) continue;
    sum += average_precision(static_cast<std::int64_t>(label));
    ++classes;
  }
  return classes > 0 ? sum / classes : 0;
}

PrecisionMeter::Counts PrecisionMeter::above(double score) const {
  Counts counts;
  for (const auto& boxes : judged_)
    for (const auto& box : boxes)
      if (box.score > score) ++(box.hit ? counts.hits : counts.wrong);
  return counts;
}

}  // namespace headlight::training
