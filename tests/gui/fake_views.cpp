#include "tests/gui/fake_views.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <type_traits>
#include <variant>

#include "tests/gui/fake_detector.h"
#include "tests/gui/fake_session.h"
#include "tests/gui/fake_studio.h"

namespace headlight::fake {

namespace {

double noise(int layer, int head, std::int64_t query, std::int64_t key) {
  std::uint64_t x = 1469598103934665603ULL;
  for (const std::uint64_t part : {std::uint64_t(layer), std::uint64_t(head), std::uint64_t(query), std::uint64_t(key)}) {
    x = (x ^ (part + 0x9E3779B97F4A7C15ULL)) * 1099511628211ULL;
    x ^= x >> 29;
  }
  return double(x % 10000) / 10000.0;
}

struct Map {
  const SiteInfo& site;
  HeadChoice head;
  Quantity quantity;
  std::int64_t keys;
  [[nodiscard]] double at(std::int64_t query, std::int64_t key) const {
    if (quantity == Quantity::score) return score(site.layer, head.head, query, key);
    const double length = quantity == Quantity::contribution ? kLength : 1;
    if (head.mode == HeadChoice::Mode::one) return length * std::exp(score(site.layer, head.head, query, key)) / sum_of(query);
    return length * weight(site.layer, head, site.heads, query, key, keys);
  }

  [[nodiscard]] double sum_of(std::int64_t query) const {
    if (row_ == query) return sum_;
    row_ = query;
    sum_ = 0;
    for (std::int64_t key = 0; key < keys; ++key) sum_ += std::exp(score(site.layer, head.head, query, key));
    return sum_;
  }

  mutable std::int64_t row_ = -1;  // whose sum is kept: maps are read row by row
  mutable double sum_ = 0;
};

}  // namespace

void limits(Plane& plane) {
  const auto [low, high] = std::minmax_element(plane.values.begin(), plane.values.end());
  if (plane.values.empty()) return;
  plane.low = *low;
  plane.high = *high;
}

double score(int layer, int head, std::int64_t query, std::int64_t key) {
  double value = 3.0 * noise(layer, head, query, key);
  if (key == 0) value += layer * 0.7;
  if (head % 4 == 0 && key == query) value += 3;
  if (head % 4 == 1 && key + 1 == query) value += 3;
  if (head % 4 == 2 && key == query + 1) value += 3;
  return value;
}

double weight(int layer, int head, std::int64_t query, std::int64_t key, std::int64_t keys) {
  double sum = 0;
  for (std::int64_t k = 0; k < keys; ++k) sum += std::exp(score(layer, head, query, k));
  return std::exp(score(layer, head, query, key)) / sum;
}

double weight(int layer, HeadChoice head, int heads, std::int64_t query, std::int64_t key, std::int64_t keys) {
  if (head.mode == HeadChoice::Mode::one) return weight(layer, head.head, query, key, keys);
  double mean = 0, most = 0;
  for (int h = 0; h < heads; ++h) {
    const double w = weight(layer, h, query, key, keys);
    mean += w / heads;
    most = std::max(most, w);
  }
  return head.mode == HeadChoice::Mode::mean ? mean : most;
}

// The engine refuses a site that a trace does not have with a line; a window that asks for one is wrong, and ends here.
void require_site(const TraceInfo& trace, const ViewRequest& wanted) {
  std::visit([&](const auto& request) {
    if constexpr (requires { request.site; }) {
      const int least = std::is_same_v<std::decay_t<decltype(request)>, SimilarityRequest> ? -1 : 0;
      if (request.site >= least && request.site < int(trace.sites.size())) return;
      std::fprintf(stderr, "the window asks for site %d of %zu\n", request.site, trace.sites.size());
      std::abort();
    }
  }, wanted);
}

Result<Reply> view_of(const TraceInfo& trace, const ViewRequest& wanted) {
  require_site(trace, wanted);
  if (const auto* points = std::get_if<PointsRequest>(&wanted)) {
    return Reply(std::make_shared<const ViewResult>(detector_points(trace, *points)));
  }
  if (const auto* splat = std::get_if<SplatRequest>(&wanted)) {
    return Reply(std::make_shared<const ViewResult>(detector_splat(trace, *splat)));
  }
  if (auto answer = studio_view(trace, wanted)) return Reply(std::make_shared<const ViewResult>(*std::move(answer)));
  std::int64_t n = trace.axes[0].size();
  const auto map = [&](int site, HeadChoice head, Quantity quantity) {
    const SiteInfo& of = trace.sites[std::size_t(site)];
    n = trace.axes[std::size_t(of.query_axis)].size();  // every dense map here is square
    if (is_tuned(trace) && of.layer >= kTunedFrom) head.head = (head.head + 1) % of.heads;
    return Map{of, head, quantity, n, -1, 0};
  };
  const auto plane = [&](const Map& source, const Extent& extent) {
    Plane out{extent.rows(), extent.columns(), {}, 0, 0};
    for (auto i = extent.row0; i < extent.row1; ++i) {
      for (auto j = extent.column0; j < extent.column1; ++j) out.values.push_back(float(source.at(i, j)));
    }
    limits(out);
    return out;
  };
  const auto reply = [](auto result) { return Reply(std::make_shared<const ViewResult>(std::move(result))); };

  if (const auto* tile = std::get_if<TileRequest>(&wanted)) {
    return reply(TileResult{tile->extent, plane(map(tile->site, tile->head, tile->quantity), tile->extent)});
  }
  if (const auto* line = std::get_if<LineRequest>(&wanted)) {
    LineResult result;
    const Map source = map(line->site, line->head, line->quantity);
    for (std::int64_t i = 0; i < n; ++i) {
      result.values.push_back(float(line->column ? source.at(i, line->position) : source.at(line->position, i)));
    }
    return reply(std::move(result));
  }
  if (const auto* heads = std::get_if<HeadsRequest>(&wanted)) {
    HeadsResult result{int(trace.stream_sites(heads->stream).size()), trace.sites[0].heads, {}};
    for (const SiteInfo& site : trace.sites) {
      if (site.stream != heads->stream) continue;
      for (int head = 0; head < site.heads; ++head) {
        const Map source = map(site.id, {HeadChoice::Mode::one, head}, heads->quantity);
        result.maps.push_back({site.id, site.layer, head, plane(source, {0, n, 0, n})});
      }
    }
    return reply(std::move(result));
  }
  if (const auto* edges = std::get_if<EdgesRequest>(&wanted)) {
    EdgesResult result;
    const Map first = map(edges->site, edges->heads[0], Quantity::weight);  // sets n
    const auto allowed = [&](std::int64_t key) {
      return std::find(edges->without_keys.begin(), edges->without_keys.end(), key) == edges->without_keys.end();
    };
    for (std::int64_t i = 0; i < n; ++i) {
      std::vector<Edge> row;
      const Map& source = first;
      for (std::int64_t j = 0; j < n; ++j) {
        if (allowed(j)) row.push_back({i, j, edges->heads[0], float(source.at(i, j))});
      }
      std::sort(row.begin(), row.end(), [](const Edge& a, const Edge& b) { return a.weight > b.weight; });
      if (edges->top_k > 0) row.resize(std::min(row.size(), std::size_t(edges->top_k)));
      std::erase_if(row, [&](const Edge& edge) { return edge.weight < edges->threshold; });
      result.edges.insert(result.edges.end(), row.begin(), row.end());
    }
    std::sort(result.edges.begin(), result.edges.end(), [](const Edge& a, const Edge& b) { return a.weight > b.weight; });
    return reply(std::move(result));
  }
  if (const auto* statistics = std::get_if<StatisticsRequest>(&wanted)) {
    StatisticsResult result;
    for (const SiteInfo& site : trace.sites) {
      if (site.stream != statistics->stream) continue;
      for (int head = 0; head < site.heads; ++head) {
        HeadStatistics of{site.id, site.layer, head};
        if (site.kind == SiteKind::deformable) {
          of.entropy = 1 + 0.1 * head;
          of.inside = inside(site.layer, head);
          of.level_share = {0.45, 0.55};
          result.heads.push_back(of);
          continue;
        }
        const Map source = map(site.id, {HeadChoice::Mode::one, head}, Quantity::weight);
        for (std::int64_t i = 0; i < n; ++i) {
          for (std::int64_t j = 0; j < n; ++j) {
            const double w = source.at(i, j) / double(n);
            of.entropy -= w * std::log(source.at(i, j));
            of.distance += w * double(std::abs(i - j));
            if (i == j) of.on_self += w;
            if (j + 1 == i) of.on_previous += w;
            if (j == i + 1) of.on_next += w;
            if (j == 0) of.on_first += w;
            if (j + 1 == n) of.on_separator += w;
          }
        }
        result.heads.push_back(of);
      }
    }
    return reply(std::move(result));
  }
  if (const auto* cell = std::get_if<CellRequest>(&wanted)) {
    const Map source = map(cell->site, cell->head, Quantity::weight);
    CellResult result;
    result.weight = float(source.at(cell->query, cell->key));
    result.score = float(score(source.site.layer, cell->head.head, cell->query, cell->key));
    result.keys = n;
    result.rank = 1;
    for (std::int64_t j = 0; j < n; ++j) result.rank += source.at(cell->query, j) > source.at(cell->query, cell->key);
    return reply(result);
  }
  return failed("this view is not made by this session");
}

}  // namespace headlight::fake
