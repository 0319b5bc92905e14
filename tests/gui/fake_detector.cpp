#include "tests/gui/fake_detector.h"

#include <algorithm>

namespace headlight::fake {

namespace {

constexpr int kQueries = 20, kHeads = 4, kLevels = 2, kPoints = 2, kLayers = 3;
constexpr double kEdge = 256;

Axis pyramid() {
  Axis axis;
  axis.id = 0;
  axis.kind = AxisKind::patches;
  axis.levels = {{8, 8}, {4, 4}};
  axis.grid = {8, 8};
  axis.patch = {16, 16};
  axis.input = {128, 128};
  axis.image = {256, 256};
  axis.to_image = {2, 0, 0, 0, 2, 0};
  return axis;
}

Box box_of(std::int64_t query) {
  if (query == object_query(0)) return {40, 120, 140, 220};
  if (query == object_query(1)) return {150, 150, 230, 200};
  if (query == object_query(2)) return {200, 60, 230, 130};
  const double at = 10.0 * double(query);
  return {at, at, at + 40, at + 30};
}

std::string label_of(std::int64_t query) {
  return query == object_query(0) ? "bus" : query == object_query(1) ? "car" : query == object_query(2) ? "person" : "tree";
}

double score_of(std::int64_t query) {
  return query == object_query(0) ? 0.93 : query == object_query(1) ? 0.88 : query == object_query(2) ? 0.71 : 0.2 - 0.005 * double(query);
}

Axis queries() {
  Axis axis;
  axis.id = 1;
  axis.kind = AxisKind::queries;
  for (std::int64_t query = 0; query < kQueries; ++query) {
    axis.labels.push_back(label_of(query));
    axis.boxes.push_back(box_of(query));
    axis.scores.push_back(score_of(query));
  }
  return axis;
}

SiteInfo site(int id, const char* stream, int layer, SiteKind kind, int rows, int columns) {
  SiteInfo made{.id = id, .stream = stream, .layer = layer, .kind = kind, .heads = kHeads, .key_heads = kHeads,
                .head_width = 32, .scale = 0.177, .query_axis = rows, .key_axis = columns};
  if (kind == SiteKind::deformable) {
    made.levels = {{8, 8}, {4, 4}};
    made.points = kPoints;
  }
  return made;
}

bool wanted(const std::vector<int>& list, int number) {
  return list.empty() || std::find(list.begin(), list.end(), number) != list.end();
}

std::vector<std::int64_t> asked(const TraceInfo& trace, const std::vector<std::int64_t>& queries) {
  if (!queries.empty()) return queries;
  std::vector<std::int64_t> all;
  for (const Detection& found : trace.detections) all.push_back(found.query);
  return all;
}

}  // namespace

std::int64_t object_query(int number) { return number == 0 ? 7 : number == 1 ? 3 : 12; }

double inside(int layer, int head) { return 0.6 + 0.1 * layer + 0.05 * head; }

SamplePoint sample(int layer, std::int64_t query, int head, int level, int point) {
  const Box box = box_of(query);
  SamplePoint at{head, level, point, 0, 0, 0};
  at.x = box.x0 + (box.x1 - box.x0) * (0.2 + 0.2 * head);
  at.y = box.y0 + (box.y1 - box.y0) * (0.3 + 0.25 * level + 0.15 * point + 0.03 * layer);
  at.weight = float(0.1 + 0.05 * head + 0.02 * level + 0.01 * point);
  return at;
}

std::shared_ptr<TraceInfo> detector_trace(TraceId id, const std::string& image) {
  auto trace = std::make_shared<TraceInfo>();
  trace->id = id;
  trace->model = {.family = "rt_detr", .name = "fake-detr", .path = "/models/fake-detr", .hash = "", .task = "detection",
                  .dtype = "float32", .note = "teaching model", .parameters = 560000, .layers = kLayers, .heads = kHeads,
                  .takes_image = true};
  trace->axes = {pyramid(), queries()};
  int number = 0;
  trace->sites.push_back(site(number++, "deformable_encoder", 0, SiteKind::deformable, 0, 0));
  for (int layer = 0; layer < kLayers; ++layer) {
    trace->sites.push_back(site(number++, "decoder", layer, SiteKind::self, 1, 1));
    trace->sites.push_back(site(number++, "deformable_decoder", layer, SiteKind::deformable, 1, 0));
  }
  for (int object = 0; object < 3; ++object) {
    const std::int64_t query = object_query(object);
    trace->detections.push_back({query, object, label_of(query), score_of(query), box_of(query)});
  }
  if (image == "two-cars.png") trace->detections[2].label = "car";
  if (image == "empty.png") trace->detections.clear();
  trace->input = trace->image_path = image;
  trace->device = "cpu";
  return trace;
}

PointsResult detector_points(const TraceInfo& trace, const PointsRequest& request) {
  const SiteInfo& of = trace.sites[std::size_t(request.site)];
  const bool objects = of.query_axis == 1;
  PointsResult result;
  for (const std::int64_t query : asked(trace, request.queries)) {
    QueryPoints points;
    points.query = query;
    const Box box = box_of(query);
    if (objects) points.box = box;
    points.reference_x = (box.x0 + box.x1) / 2;
    points.reference_y = (box.y0 + box.y1) / 2;
    if (objects) points.reference_box = {box.x0 - 8, box.y0 - 8, box.x1 + 8, box.y1 + 8};
    for (int head = 0; head < kHeads; ++head) {
      points.inside.push_back(float(inside(of.layer, head)));
      for (int level = 0; level < kLevels; ++level) {
        for (int point = 0; point < kPoints; ++point) {
          const SamplePoint at = sample(of.layer, query, head, level, point);
          const bool shown = at.weight >= request.threshold && wanted(request.heads, head) && wanted(request.levels, level);
          if (shown) points.points.push_back(at);
          result.left_out += shown ? 0 : 1;
        }
      }
    }
    std::ranges::stable_sort(points.points, {}, &SamplePoint::weight);
    points.level_share = {0.45F, 0.55F};
    result.queries.push_back(std::move(points));
  }
  return result;
}

SplatResult detector_splat(const TraceInfo& trace, const SplatRequest& request) {
  const SiteInfo& of = trace.sites[std::size_t(request.site)];
  SplatResult result;
  Plane& plane = result.plane;
  plane.rows = request.rows;
  plane.columns = request.columns;
  plane.values.assign(std::size_t(plane.rows * plane.columns), 0);
  for (const std::int64_t query : asked(trace, request.queries)) {
    for (int level = 0; level < kLevels; ++level) {
      for (int point = 0; point < kPoints; ++point) {
        const SamplePoint at = sample(of.layer, query, request.head.head, level, point);
        const auto row = std::clamp<std::int64_t>(std::int64_t(at.y / kEdge * double(plane.rows)), 0, plane.rows - 1);
        const auto column = std::clamp<std::int64_t>(std::int64_t(at.x / kEdge * double(plane.columns)), 0, plane.columns - 1);
        plane.values[std::size_t(row * plane.columns + column)] += at.weight;
      }
    }
  }
  plane.high = *std::ranges::max_element(plane.values);
  return result;
}

}  // namespace headlight::fake
