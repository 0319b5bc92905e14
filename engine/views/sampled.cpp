#include "engine/views/sampled.h"

#include <algorithm>

namespace headlight::views {
namespace {

const trace::Site& find_site(const trace::Trace& trace, int id) {
  require_range("site", id, 0, static_cast<std::int64_t>(trace.sites.size()) - 1);
  const auto& site = trace.sites[static_cast<std::size_t>(id)];
  if (!site.deformable())
    throw Failure{unusable("site has no sampling points", "site " + std::to_string(id),
                           to_string(site.info.kind) + " attention", "deformable attention")};
  if (!site.sampling.points.defined() || !site.sampling.weights.defined())
    throw Failure{unusable("site has no sampling points", "site " + std::to_string(id), "nothing", "points and weights")};
  return site;
}

}  // namespace

SampledSite::SampledSite(const trace::Trace& trace, int id) : trace_(&trace), site_(&find_site(trace, id)) {
  axis_ = &trace.info.axes.at(static_cast<std::size_t>(site_->info.query_axis));
  points_ = site_->sampling.points.to(at::kCPU, at::kFloat).contiguous();
  weights_ = site_->sampling.weights.to(at::kCPU, at::kFloat).contiguous();
  if (site_->sampling.reference.defined())
    reference_ = site_->sampling.reference.to(at::kCPU, at::kFloat).contiguous();
  const bool fits = points_.dim() == 5 && points_.size(4) == 2 && weights_.sizes() == points_.sizes().slice(0, 4) &&
                    queries() == axis_->size() && queries() > 0 && heads() > 0;
  if (!fits) throw Failure{unusable("sampling points do not fit their axis", "site " + std::to_string(id))};
}

SampledSite::Point SampledSite::at(std::int64_t head, std::int64_t query, std::int64_t level,
                                   std::int64_t point) const {
  const auto index = ((head * queries() + query) * levels() + level) * points() + point;
  const auto* place = points_.const_data_ptr<float>() + 2 * index;
  return {place[0], place[1], weights_.const_data_ptr<float>()[index]};
}

std::array<double, 4> SampledSite::reference(std::int64_t query) const {
  std::array<double, 4> out{};
  if (!reference_.defined()) return out;
  const auto count = std::min<std::int64_t>(4, reference_.size(1));
  for (std::int64_t i = 0; i < count; ++i)
    out[static_cast<std::size_t>(i)] = reference_.const_data_ptr<float>()[query * reference_.size(1) + i];
  return out;
}

std::array<double, 2> SampledSite::on_image(double x, double y) const {
  const auto& m = axis_->to_image;
  const double px = x * static_cast<double>(axis_->input[1]), py = y * static_cast<double>(axis_->input[0]);
  return {m[0] * px + m[1] * py + m[2], m[3] * px + m[4] * py + m[5]};
}

std::vector<std::int64_t> SampledSite::detections() const {
  std::vector<std::int64_t> chosen;
  if (axis_->kind == AxisKind::queries)
    for (const auto& detection : trace_->info.detections)
      if (detection.query < queries() && std::find(chosen.begin(), chosen.end(), detection.query) == chosen.end())
        chosen.push_back(detection.query);
  return chosen;
}

std::vector<std::int64_t> SampledSite::choose(const std::vector<std::int64_t>& asked) const {
  for (const auto query : asked) require_range("query", query, 0, queries() - 1);
  if (!asked.empty()) return asked;
  auto chosen = detections();
  if (chosen.empty())
    for (std::int64_t query = 0; query < queries(); ++query) chosen.push_back(query);
  return chosen;
}

}  // namespace headlight::views
