#include "tests/gui/fake_studio.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tests/gui/fake_detector.h"
#include "tests/gui/fake_session.h"

namespace headlight::fake {

namespace {

constexpr double kScale = 0.5;

std::int64_t keys_of(const TraceInfo& trace, int site) { return trace.axes[std::size_t(trace.sites[std::size_t(site)].key_axis)].size(); }

// scale · q·k is the score.
WeightResult weight_of(const TraceInfo& trace, const WeightRequest& request) {
  const int layer = trace.sites[std::size_t(request.site)].layer;
  const std::int64_t keys = keys_of(trace, request.site);
  WeightResult result;
  result.score = score(layer, request.head, request.query, request.key);
  const auto part = float(result.score);
  result.q = {1, 2, -1, 0};
  result.k = {part, part, part, 0.25F};
  result.scale = kScale;
  double sum = 0;
  result.largest = -1e9;
  for (std::int64_t key = 0; key < keys; ++key) result.largest = std::max(result.largest, score(layer, request.head, request.query, key));
  result.rank = 1;
  result.output = {0, 0, 0};
  for (std::int64_t key = 0; key < keys; ++key) {
    const double other = score(layer, request.head, request.query, key);
    sum += std::exp(other - result.largest);
    result.rank += other > result.score ? 1 : 0;
    const double w = weight(layer, request.head, request.query, key, keys);
    result.output[0] += float(w * std::cos(double(key)));
    result.output[1] += float(w * std::sin(double(key)));
    result.output[2] += float(w);
  }
  result.v = {float(std::cos(double(request.key))), float(std::sin(double(request.key))), 1};
  result.denominator = sum;
  result.lse = result.largest + std::log(sum);
  result.weight = float(std::exp(result.score - result.lse));
  result.keys = keys;
  return result;
}

// The level's cells are 32 px wide on level 0, 64 px on level 1.
SampleResult sample_of(const TraceInfo& trace, const SampleRequest& request) {
  const SamplePoint at = sample(trace.sites[std::size_t(request.site)].layer, request.query, request.head, request.level, request.point);
  const double edge = request.level == 0 ? 32 : 64;
  SampleResult result;
  result.x = at.x;
  result.y = at.y;
  result.reference_x = at.x - 4;
  result.reference_y = at.y + 3;
  result.offset_x = 4;
  result.offset_y = -3;
  result.cell = {at.y / edge - 0.5, at.x / edge - 0.5};
  result.grid = {std::int64_t(256 / edge), std::int64_t(256 / edge)};
  const auto row = std::int64_t(std::floor(result.cell[0])), column = std::int64_t(std::floor(result.cell[1]));
  const double down = result.cell[0] - double(row), right = result.cell[1] - double(column);
  for (std::size_t i = 0; i < 4; ++i) {
    const double share = (i / 2 == 0 ? 1 - down : down) * (i % 2 == 0 ? 1 - right : right);
    result.corners[i] = {row + std::int64_t(i / 2), column + std::int64_t(i % 2), share, true, kLength};
  }
  result.weight = at.weight;
  result.value = {1, 1};
  return result;
}

double mass(const TraceInfo& trace, const RankingRequest& request, const SiteInfo& site, int head) {
  const std::int64_t keys = keys_of(trace, site.id), queries = trace.axes[std::size_t(site.query_axis)].size();
  std::vector<std::int64_t> from = request.from, to = request.to;
  if (from.empty()) {
    from.resize(std::size_t(queries));
    std::iota(from.begin(), from.end(), 0);
  }
  double sum = 0;
  for (const std::int64_t query : from) {
    for (std::int64_t key = 0; key < keys; ++key) {
      if (to.empty() || std::ranges::find(to, key) != to.end()) sum += weight(site.layer, head, query, key, keys);
    }
  }
  return sum / double(from.size());
}

RankingResult ranking(const TraceInfo& trace, const RankingRequest& request) {
  RankingResult result;
  for (const SiteInfo& site : trace.sites) {
    if (!request.stream.empty() && site.stream != request.stream) continue;
    const bool sampled = site.kind == SiteKind::deformable;
    if (sampled && !request.box) continue;
    for (int head = 0; head < site.heads; ++head)
      result.heads.push_back({site.id, site.layer, head, sampled ? inside(site.layer, head) : mass(trace, request, site, head)});
  }
  std::ranges::stable_sort(result.heads, std::greater{}, &RankedHead::mass);
  return result;
}

SimilarityResult similarity(const TraceInfo& trace, const SimilarityRequest& request) {
  SimilarityResult result;
  for (const SiteInfo& site : trace.sites) {
    for (int head = 0; site.stream == request.stream && head < site.heads; ++head) result.heads.push_back({site.id, site.layer, head});
  }
  const auto apart = [&](const HeadPlace& a, const HeadPlace& b) { return float(divergence(a.layer, a.head, b.layer, b.head, keys_of(trace, a.site))); };
  for (const HeadPlace& a : result.heads) {
    if (request.site >= 0) {
      result.divergence.push_back(apart({request.site, trace.sites[std::size_t(request.site)].layer, request.head}, a));
      continue;
    }
    for (const HeadPlace& b : result.heads) result.divergence.push_back(apart(a, b));
  }
  return result;
}

// Heads 0, 1, 2 of every four look at themselves, before and after; the others at nothing in particular.
PatternsResult patterns(const TraceInfo& trace, const PatternsRequest& request) {
  PatternsResult result;
  for (const SiteInfo& site : trace.sites) {
    const std::int64_t keys = keys_of(trace, site.id);
    for (int head = 0; site.stream == request.stream && head < site.heads; ++head) {
      HeadPattern one;
      one.site = site.id;
      one.layer = site.layer;
      one.head = head;
      for (std::int64_t i = 0; i < keys; ++i) {
        const auto at = [&](std::int64_t key) { return key < 0 || key >= keys ? 0 : weight(site.layer, head, i, key, keys) / double(keys); };
        one.mass[0] += at(i);
        one.mass[1] += at(i - 1);
        one.mass[2] += at(i + 1);
        one.mass[3] += at(0);
      }
      one.chance.fill(1 / double(keys));
      one.queries.fill(keys);
      one.label = head % 4 < 3 ? head % 4 : -1;
      result.heads.push_back(one);
    }
  }
  return result;
}

// Row by row from the last layer down: v ← ½ v · mean weights + ½ v.
RolloutResult rollout(const TraceInfo& trace, const RolloutRequest& request) {
  std::vector<const SiteInfo*> layers;
  for (const SiteInfo& site : trace.sites) {
    if (site.stream == request.stream && (request.last_layer < 0 || site.layer <= request.last_layer)) layers.push_back(&site);
  }
  const std::int64_t keys = keys_of(trace, layers.front()->id);
  RolloutResult result;
  result.plane.rows = std::ssize(request.queries);
  result.plane.columns = keys;
  for (const std::int64_t query : request.queries) {
    std::vector<double> row(std::size_t(keys), 0.0);
    row[std::size_t(query)] = 1;
    for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) {
      std::vector<double> next(row.size());
      for (std::int64_t i = 0; i < keys; ++i) {
        next[std::size_t(i)] += row[std::size_t(i)] / 2;
        for (std::int64_t j = 0; j < keys; ++j) next[std::size_t(j)] += row[std::size_t(i)] / 2 * weight((*layer)->layer, {HeadChoice::Mode::mean, 0}, (*layer)->heads, i, j, keys);
      }
      row = next;
    }
    for (const double value : row) result.plane.values.push_back(float(value));
  }
  const auto [low, high] = std::ranges::minmax_element(result.plane.values);
  result.plane.low = *low;
  result.plane.high = *high;
  return result;
}

}  // namespace

double divergence(int layer_a, int head_a, int layer_b, int head_b, std::int64_t keys) {
  double sum = 0;
  for (std::int64_t i = 0; i < keys; ++i) {
    for (std::int64_t j = 0; j < keys; ++j) {
      const double a = weight(layer_a, head_a, i, j, keys), b = weight(layer_b, head_b, i, j, keys), m = (a + b) / 2;
      sum += (a * std::log2(a / m) + b * std::log2(b / m)) / 2;
    }
  }
  return sum / double(keys);
}

std::optional<ViewResult> studio_view(const TraceInfo& trace, const ViewRequest& wanted) {
  if (const auto* one = std::get_if<WeightRequest>(&wanted)) return weight_of(trace, *one);
  if (const auto* one = std::get_if<SampleRequest>(&wanted)) return sample_of(trace, *one);
  if (const auto* one = std::get_if<RankingRequest>(&wanted)) return ranking(trace, *one);
  if (const auto* one = std::get_if<SimilarityRequest>(&wanted)) return similarity(trace, *one);
  if (const auto* one = std::get_if<PatternsRequest>(&wanted)) return patterns(trace, *one);
  if (const auto* one = std::get_if<RolloutRequest>(&wanted)) return rollout(trace, *one);
  return std::nullopt;
}

TileResult difference_of(const TraceInfo& a, const TraceInfo& b, const DifferenceRequest& request) {
  TileResult result{request.a.extent, {request.a.extent.rows(), request.a.extent.columns(), {}, 0, 0}};
  const auto at = [](const TraceInfo& trace, const TileRequest& tile, std::int64_t i, std::int64_t j) {
    const SiteInfo& site = trace.sites[std::size_t(tile.site)];
    return weight(site.layer, tile.head, site.heads, i, j, keys_of(trace, tile.site));
  };
  for (auto i = request.a.extent.row0; i < request.a.extent.row1; ++i) {
    for (auto j = request.a.extent.column0; j < request.a.extent.column1; ++j)
      result.plane.values.push_back(float(at(a, request.a, i, j) - at(b, request.b, i, j)));
  }
  const auto [low, high] = std::ranges::minmax_element(result.plane.values);
  if (!result.plane.values.empty()) {
    result.plane.low = *low;
    result.plane.high = *high;
  }
  return result;
}

std::shared_ptr<TraceInfo> changed(const TraceInfo& before, const std::vector<Intervention>& changes) {
  auto after = std::make_shared<TraceInfo>(before);
  for (const Intervention& change : changes) after->id = std::hash<std::string>{}(to_text(change) + std::to_string(after->id));
  if (!changes.empty() && !after->predictions.empty()) {
    after->predictions.front().probability *= 0.5;
    std::swap(after->predictions.front(), after->predictions.back());
  }
  return after;
}

}  // namespace headlight::fake
