#include "tests/gui/kept_trace.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>
#include <stdexcept>

#include "engine/io/safetensors.h"

namespace headlight::ui {

namespace {

template <typename Number>
std::vector<double> read_as(const io::TensorView& view) {
  std::vector<Number> read(view.bytes / sizeof(Number));
  std::memcpy(read.data(), view.data, view.bytes);
  return {read.begin(), read.end()};
}

}  // namespace

KeptTrace::KeptTrace(TraceInfo info, const std::filesystem::path& file) : info_(std::move(info)) {
  const auto opened = io::SafetensorsFile::open(file).take();
  for (const auto& [name, view] : opened->tensors()) {
    if (view.dtype == io::DType::f32) arrays_[name] = {view.shape, read_as<float>(view)};
    if (view.dtype == io::DType::f64) arrays_[name] = {view.shape, read_as<double>(view)};
  }
}

const KeptTrace::Values& KeptTrace::of(const SiteInfo& site, const char* what) const {
  const auto found = arrays_.find(std::to_string(site.id) + '.' + what);
  if (found == arrays_.end()) throw std::runtime_error("the trace keeps no " + std::to_string(site.id) + '.' + what);
  return found->second;
}

std::vector<double> KeptTrace::vector_of(const SiteInfo& site, const char* what, std::int64_t head, std::int64_t position) const {
  const Values& all = of(site, what);
  const std::int64_t width = all.shape.at(2);
  const auto first = all.values.begin() + (head * all.shape.at(1) + position) * width;
  return {first, first + width};
}

std::int64_t KeptTrace::queries(const SiteInfo& site) const { return of(site, "q").shape.at(1); }
std::int64_t KeptTrace::keys(const SiteInfo& site) const { return of(site, "k").shape.at(1); }

bool KeptTrace::sees(const SiteInfo& site, std::int64_t query, std::int64_t key) const {
  return !site.causal || key <= query + keys(site) - queries(site);
}

std::vector<double> KeptTrace::q(const SiteInfo& site, int head, std::int64_t query) const { return vector_of(site, "q", head, query); }
std::vector<double> KeptTrace::k(const SiteInfo& site, int head, std::int64_t key) const { return vector_of(site, "k", head / (site.heads / site.key_heads), key); }
std::vector<double> KeptTrace::v(const SiteInfo& site, int head, std::int64_t key) const { return vector_of(site, "v", head / (site.heads / site.key_heads), key); }

double KeptTrace::score(const SiteInfo& site, int head, std::int64_t query, std::int64_t key) const {
  const auto a = q(site, head, query), b = k(site, head, key);
  return site.scale * std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

double KeptTrace::log_sum(const SiteInfo& site, int head, std::int64_t query) const {
  const Values& all = of(site, "lse");
  return all.values.at(std::size_t(head * all.shape.at(1) + query));
}

double KeptTrace::weight(const SiteInfo& site, int head, std::int64_t query, std::int64_t key) const {
  return sees(site, query, key) ? std::exp(score(site, head, query, key) - log_sum(site, head, query)) : 0;
}

std::vector<double> KeptTrace::row(const SiteInfo& site, int head, std::int64_t query) const {
  std::vector<double> all;
  for (std::int64_t key = 0; key < keys(site); ++key) all.push_back(weight(site, head, query, key));
  return all;
}

std::vector<KeptTrace::Point> KeptTrace::points(const SiteInfo& site, int head, std::int64_t query) const {
  const Values &places = of(site, "points"), &weights = of(site, "weights");
  const Axis& picture = info_.axes.at(std::size_t(site.key_axis));
  const Affine& to = picture.to_image;
  const std::int64_t levels = weights.shape.at(2), count = weights.shape.at(3);
  std::vector<Point> all;
  for (std::int64_t level = 0; level < levels; ++level) {
    for (std::int64_t point = 0; point < count; ++point) {
      const auto at = std::size_t(((head * weights.shape.at(1) + query) * levels + level) * count + point);
      const double x = places.values.at(at * 2) * double(picture.input[1]), y = places.values.at(at * 2 + 1) * double(picture.input[0]);
      all.push_back({int(level), int(point), to[0] * x + to[1] * y + to[2], to[3] * x + to[4] * y + to[5], weights.values.at(at)});
    }
  }
  return all;
}

double divergence(const std::vector<double>& p, const std::vector<double>& q) {
  double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const double middle = (p[i] + q[i]) / 2;
    if (p[i] > 0) sum += p[i] / 2 * std::log2(p[i] / middle);
    if (q[i] > 0) sum += q[i] / 2 * std::log2(q[i] / middle);
  }
  return sum;
}

double divergence(const KeptTrace& a, const SiteInfo& site_a, int head_a, const KeptTrace& b, const SiteInfo& site_b, int head_b) {
  double sum = 0;
  for (std::int64_t query = 0; query < a.queries(site_a); ++query) sum += divergence(a.row(site_a, head_a, query), b.row(site_b, head_b, query));
  return sum / double(a.queries(site_a));
}

std::vector<double> softmax(const float* values, std::size_t count) {
  const double most = *std::max_element(values, values + count);
  std::vector<double> all;
  for (std::size_t i = 0; i < count; ++i) all.push_back(std::exp(double(values[i]) - most));
  const double sum = std::accumulate(all.begin(), all.end(), 0.0);
  for (double& value : all) value /= sum;
  return all;
}

}  // namespace headlight::ui
