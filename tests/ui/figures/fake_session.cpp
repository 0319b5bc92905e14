#include "tests/ui/figures/fake_session.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace headlight::testing {
namespace {

Plane chosen(const FakeTrace& trace, int site, const HeadChoice& head) {
  const auto& weights = trace.sites[static_cast<std::size_t>(site)].weights;
  if (head.mode == HeadChoice::Mode::one) return weights[static_cast<std::size_t>(head.head)];
  Plane out = weights[0];
  for (std::size_t i = 0; i < out.values.size(); ++i) {
    double sum = 0;
    float high = 0;
    for (const Plane& each : weights) {
      sum += each.values[i];
      high = std::max(high, each.values[i]);
    }
    out.values[i] = head.mode == HeadChoice::Mode::max ? high : static_cast<float>(sum / double(weights.size()));
  }
  return out;
}

void finish(Plane& plane) {
  plane.low = plane.high = plane.values.empty() ? 0 : plane.values[0];
  for (const float value : plane.values) {
    plane.low = std::min(plane.low, value);
    plane.high = std::max(plane.high, value);
  }
}

Plane as_quantity(Plane plane, Quantity quantity) {
  if (quantity == Quantity::weight) return plane;
  for (float& value : plane.values) value = std::log(value) + 3;
  return plane;
}

Plane pooled(const Plane& plane, const Extent& e, std::int64_t rows, std::int64_t columns, Pooling pooling) {
  Plane out;
  out.rows = rows;
  out.columns = columns;
  for (std::int64_t r = 0; r < rows; ++r) {
    for (std::int64_t c = 0; c < columns; ++c) {
      const auto r0 = e.row0 + r * e.rows() / rows, r1 = e.row0 + (r + 1) * e.rows() / rows;
      const auto c0 = e.column0 + c * e.columns() / columns, c1 = e.column0 + (c + 1) * e.columns() / columns;
      double sum = 0;
      float high = plane.at(r0, c0);
      for (auto i = r0; i < r1; ++i) {
        for (auto j = c0; j < c1; ++j) {
          sum += plane.at(i, j);
          high = std::max(high, plane.at(i, j));
        }
      }
      out.values.push_back(pooling == Pooling::max ? high : static_cast<float>(sum / double((r1 - r0) * (c1 - c0))));
    }
  }
  finish(out);
  return out;
}

struct Viewer {
  const FakeTrace& trace;

  [[nodiscard]] std::vector<const SiteInfo*> sites(const std::string& stream) const {
    std::vector<const SiteInfo*> out;
    for (const SiteInfo& site : trace.info.sites) {
      if (site.stream == stream) out.push_back(&site);
    }
    return out;
  }

  ViewResult operator()(const TileRequest& r) const {
    const Plane plane = as_quantity(chosen(trace, r.site, r.head), r.quantity);
    return TileResult{r.extent, pooled(plane, r.extent, r.out_rows, r.out_columns, r.pooling)};
  }
  ViewResult operator()(const LineRequest& r) const {
    const Plane plane = as_quantity(chosen(trace, r.site, r.head), r.quantity);
    LineResult out;
    for (std::int64_t i = 0; i < (r.column ? plane.rows : plane.columns); ++i) {
      out.values.push_back(r.column ? plane.at(i, r.position) : plane.at(r.position, i));
    }
    return out;
  }
  ViewResult operator()(const HeadsRequest& r) const {
    HeadsResult out;
    for (const SiteInfo* site : sites(r.stream)) {
      ++out.layers;
      out.heads = std::max(out.heads, site->heads);
      for (int head = 0; head < site->heads; ++head) {
        const Plane plane = as_quantity(
            trace.sites[static_cast<std::size_t>(site->id)].weights[static_cast<std::size_t>(head)], r.quantity);
        const Extent whole{0, plane.rows, 0, plane.columns};
        out.maps.push_back(
            {site->id, site->layer, head,
             pooled(plane, whole, std::min(plane.rows, r.edge), std::min(plane.columns, r.edge), r.pooling)});
      }
    }
    return out;
  }
  ViewResult operator()(const EdgesRequest& r) const {
    EdgesResult out;
    for (const HeadChoice& head : r.heads) {
      const Plane plane = chosen(trace, r.site, head);
      for (std::int64_t q = 0; q < plane.rows; ++q) {
        if (r.query >= 0 && q != r.query) continue;
        std::vector<Edge> row;
        for (std::int64_t k = 0; k < plane.columns; ++k) {
          const bool out_of = std::find(r.without_keys.begin(), r.without_keys.end(), k) != r.without_keys.end();
          if (!out_of && plane.at(q, k) >= r.threshold) row.push_back({q, k, head, plane.at(q, k)});
        }
        std::stable_sort(row.begin(), row.end(), [](const Edge& a, const Edge& b) { return a.weight > b.weight; });
        if (r.top_k > 0 && row.size() > static_cast<std::size_t>(r.top_k))
          row.resize(static_cast<std::size_t>(r.top_k));
        out.edges.insert(out.edges.end(), row.begin(), row.end());
      }
    }
    std::stable_sort(out.edges.begin(), out.edges.end(),
                     [](const Edge& a, const Edge& b) { return a.weight > b.weight; });
    return out;
  }
  ViewResult operator()(const RolloutRequest& r) const {
    RolloutResult out;
    const auto own = sites(r.stream);
    const auto size = trace.info.axes[static_cast<std::size_t>(own[0]->key_axis)].size();
    out.plane.rows = static_cast<std::int64_t>(r.queries.size());
    out.plane.columns = size;
    for (const std::int64_t query : r.queries) {
      std::vector<double> row(static_cast<std::size_t>(size), 0);
      row[static_cast<std::size_t>(query)] = 1;
      for (auto site = own.rbegin(); site != own.rend(); ++site) {
        if (r.last_layer >= 0 && (*site)->layer > r.last_layer) continue;
        const Plane mean = chosen(trace, (*site)->id, {HeadChoice::Mode::mean, 0});
        std::vector<double> next(row.size(), 0);
        for (std::size_t i = 0; i < row.size(); ++i) {
          next[i] += row[i] / 2;
          for (std::size_t k = 0; k < row.size(); ++k)
            next[k] += row[i] * mean.at(static_cast<std::int64_t>(i), static_cast<std::int64_t>(k)) / 2;
        }
        row = next;
      }
      for (const double value : row) out.plane.values.push_back(static_cast<float>(value));
    }
    finish(out.plane);
    return out;
  }
  ViewResult operator()(const StatisticsRequest& r) const {
    StatisticsResult out;
    for (const SiteInfo* site : sites(r.stream)) {
      for (int head = 0; head < site->heads; ++head) out.heads.push_back(statistics(*site, head));
    }
    return out;
  }
  // Over the detections.
  [[nodiscard]] HeadStatistics of_points(const SiteInfo& site, int head) const {
    PointsRequest request;
    request.site = site.id;
    for (const Detection& found : trace.info.detections) request.queries.push_back(found.query);
    const PointsResult all = fake_points(trace.info, request);
    HeadStatistics s{site.id, site.layer, head};
    s.level_share.assign(site.levels.size(), 0);
    const double each = 1 / std::max<double>(1, double(all.queries.size()));
    for (const QueryPoints& query : all.queries) {
      s.inside += each * query.inside[static_cast<std::size_t>(head)];
      for (const SamplePoint& point : query.points) {
        if (point.head != head) continue;
        s.entropy -= each * point.weight * std::log2(point.weight);
        s.distance += each * point.weight * std::hypot(point.x - query.reference_x, point.y - query.reference_y);
        s.level_share[static_cast<std::size_t>(point.level)] += each * point.weight;
      }
    }
    return s;
  }
  [[nodiscard]] HeadStatistics statistics(const SiteInfo& site, int head) const {
    if (site.kind == SiteKind::deformable) return of_points(site, head);
    const Plane& plane = trace.sites[static_cast<std::size_t>(site.id)].weights[static_cast<std::size_t>(head)];
    const Axis& keys = trace.info.axes[static_cast<std::size_t>(site.key_axis)];
    HeadStatistics s{site.id, site.layer, head};
    for (std::int64_t q = 0; q < plane.rows; ++q) {
      for (std::int64_t k = 0; k < plane.columns; ++k) {
        const double w = plane.at(q, k) / double(plane.rows);
        if (w > 0) s.entropy -= w * std::log(plane.at(q, k));
        s.distance += w * std::fabs(double(q - k));
        if (k == q) s.on_self += w;
        if (k + 1 == q) s.on_previous += w;
        if (k == q + 1) s.on_next += w;
        if (k == 0)
          s.on_first += w;
        else if (static_cast<std::size_t>(k) < keys.special.size() && keys.special[static_cast<std::size_t>(k)] != 0)
          s.on_separator += w;
      }
    }
    return s;
  }
  ViewResult operator()(const PointsRequest& r) const { return fake_points(trace.info, r); }
  ViewResult operator()(const SplatRequest& r) const { return fake_splat(trace.info, r); }
  ViewResult operator()(const RankingRequest& r) const {
    RankingResult out;
    for (const SiteInfo& site : trace.info.sites) {
      if (!r.stream.empty() && site.stream != r.stream) continue;
      for (int head = 0; head < site.heads; ++head)
        out.heads.push_back({site.id, site.layer, head, mass(chosen(trace, site.id, {HeadChoice::Mode::one, head}), r)});
    }
    std::stable_sort(out.heads.begin(), out.heads.end(),
                     [](const RankedHead& a, const RankedHead& b) { return a.mass > b.mass; });
    return out;
  }
  // No panel asks for these.
  ViewResult operator()(const WeightRequest& /*request*/) const { return WeightResult{}; }
  ViewResult operator()(const SampleRequest& /*request*/) const { return SampleResult{}; }
  ViewResult operator()(const SimilarityRequest& /*request*/) const { return SimilarityResult{}; }
  ViewResult operator()(const PatternsRequest& /*request*/) const { return PatternsResult{}; }
  static double mass(const Plane& plane, const RankingRequest& r) {
    double sum = 0;
    const auto has = [](const std::vector<std::int64_t>& list, std::int64_t i) {
      return list.empty() || std::find(list.begin(), list.end(), i) != list.end();
    };
    for (std::int64_t row = 0; row < plane.rows; ++row)
      for (std::int64_t column = 0; column < plane.columns; ++column)
        if (has(r.from, row) && has(r.to, column)) sum += plane.at(row, column);
    return sum / static_cast<double>(r.from.empty() ? static_cast<std::size_t>(plane.rows) : r.from.size());
  }
  ViewResult operator()(const CellRequest& r) const {
    const Plane plane = chosen(trace, r.site, r.head);
    CellResult out;
    out.weight = plane.at(r.query, r.key);
    out.score = std::log(out.weight) + 3;
    out.keys = plane.columns;
    out.rank = 1;
    for (std::int64_t k = 0; k < plane.columns; ++k) out.rank += plane.at(r.query, k) > out.weight ? 1 : 0;
    return out;
  }
};

// A street under a sun: sky, ground, tree, house.
Picture painted() {
  Picture out;
  out.width = out.original_width = 320;
  out.height = out.original_height = 240;
  for (int y = 0; y < 240; ++y) {
    for (int x = 0; x < 320; ++x) {
      std::array<int, 3> c{120 + y / 3, 170 + y / 5, 225};
      if (y > 170) c = {110, 112, 118};
      if (y > 200 && y < 206 && x % 40 < 22) c = {230, 225, 190};
      if (x > 160 && x < 220 && y > 100 && y < 178) c = {176, 96, 74};
      if (std::hypot(x - 96, y - 130) < 30) c = {54, 120, 66};
      if (x > 90 && x < 102 && y > 150 && y < 180) c = {92, 66, 44};
      if (std::hypot(x - 250, y - 60) < 24) c = {250, 214, 84};
      for (const int channel : c) out.rgb.push_back(static_cast<std::uint8_t>(std::min(255, channel)));
    }
  }
  return out;
}

}  // namespace

FakeSession::FakeSession(std::vector<FakeTrace> traces) {
  for (FakeTrace& trace : traces) {
    order_.push_back(trace.info.id);
    traces_[trace.info.id] = std::move(trace);
  }
}

TracePtr FakeSession::trace(std::size_t place) const {
  return std::make_shared<TraceInfo>(traces_.at(order_.at(place)).info);
}

std::vector<ModelEntry> FakeSession::models(const std::vector<std::string>&, std::stop_token) {
  std::vector<ModelEntry> out;
  for (const TraceId id : order_) {
    const ModelInfo& model = traces_.at(id).info.model;
    ModelEntry entry;
    entry.name = entry.path = model.name;
    entry.family = model.family;
    entry.takes_text = model.takes_text;
    entry.takes_image = model.takes_image;
    out.push_back(entry);
  }
  return out;
}

Result<Reply> FakeSession::answer(const Request& request) {
  if (const auto* view = std::get_if<ViewOfTrace>(&request)) {
    const auto found = traces_.find(view->trace);
    if (found == traces_.end()) return failed("no such trace", "fake session");
    return Reply(std::make_shared<const ViewResult>(std::visit(Viewer{found->second}, view->view)));
  }
  if (const auto* run = std::get_if<RunRequest>(&request)) {
    for (std::size_t i = 0; i < order_.size(); ++i) {
      const auto& model = traces_.at(order_[i]).info.model;
      if (model.name == run->model || (run->model.empty() && model.takes_image == !run->input.image.empty()))
        return Reply(trace(i));
    }
    return failed("no such model", run->model);
  }
  if (const auto* load = std::get_if<LoadRequest>(&request)) {
    for (const TraceId id : order_) {
      if (traces_.at(id).info.model.name == load->model) return Reply(traces_.at(id).info.model);
    }
    return failed("no such model", load->model);
  }
  if (std::holds_alternative<TokenizeRequest>(request)) return Reply(traces_.at(order_.front()).info.axes.front());
  if (const auto* image = std::get_if<ImageRequest>(&request)) {
    const auto found = traces_.find(image->trace);
    if (found != traces_.end() && !found->second.info.detections.empty()) return Reply(street_scene());
  }
  if (std::holds_alternative<ImageRequest>(request) || std::holds_alternative<PreviewRequest>(request))
    return Reply(painted());
  return failed("the fake session does not answer this", "fake session");
}

JobId FakeSession::submit(const std::string&, Request request, Handlers handlers) {
  ++requests_;
  handlers.done(answer(request));
  return next_++;
}

}  // namespace headlight::testing
