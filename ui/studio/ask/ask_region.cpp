#include "ui/studio/ask/ask_region.h"

#include <QImageReader>
#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "engine/api/picture_place.h"
#include "engine/api/positions.h"
#include "ui/state/detections.h"
#include "ui/studio/ask/ask_numbers.h"

namespace headlight::ui {

namespace {

constexpr int kAskRegionMostRows = 192;               // of a mask: finer ones are read at this many
constexpr std::int64_t kMostPoints = 4'000'000;
constexpr double kSameShape = 0.02;          // how far the sides' ratios may differ

// Where boxes begin and end, rising, within 0 … `most`.
std::vector<double> edges(const Region& region, std::size_t low, std::size_t high, double most) {
  std::vector<double> all;
  for (const auto& box : region) {
    for (const double edge : {box[low], box[high]}) all.push_back(std::clamp(edge, 0.0, most));
  }
  std::ranges::sort(all);
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace

bool holds(const Region& region, double x, double y) {
  return std::ranges::any_of(region, [&](const auto& box) { return x >= box[0] && x < box[2] && y >= box[1] && y < box[3]; });
}

double share_of(const Region& region, QSizeF picture) {
  if (picture.isEmpty()) return 0;
  const auto across = edges(region, 0, 2, picture.width()), down = edges(region, 1, 3, picture.height());
  double area = 0;
  for (std::size_t i = 0; i + 1 < across.size(); ++i) {
    for (std::size_t j = 0; j + 1 < down.size(); ++j) {
      if (holds(region, (across[i] + across[i + 1]) / 2, (down[j] + down[j + 1]) / 2)) area += (across[i + 1] - across[i]) * (down[j + 1] - down[j]);
    }
  }
  return area / (picture.width() * picture.height());
}

Result<Region> region_of_mask(const QImage& mask, QSizeF picture) {
  const double ratio = double(mask.width()) / std::max(1, mask.height()), wanted = picture.width() / picture.height();
  const auto size = [](QSizeF of) { return std::to_string(int(of.width())) + " × " + std::to_string(int(of.height())); };
  if (mask.isNull() || std::abs(ratio / wanted - 1) > kSameShape) return usage("the mask does not fit the picture", "mask", size(mask.size()) + " pixels", "the sides of " + size(picture));
  QImage grey = mask.convertToFormat(QImage::Format_Grayscale8);
  if (grey.height() > kAskRegionMostRows) grey = grey.scaledToHeight(kAskRegionMostRows, Qt::SmoothTransformation);
  int lightest = 0;
  for (int y = 0; y < grey.height(); ++y) lightest = std::max(lightest, int(*std::max_element(grey.constScanLine(y), grey.constScanLine(y) + grey.width())));
  if (lightest == 0) return usage("the mask chooses nothing", "mask", "black everywhere", "what is meant in white");
  const double wide = picture.width() / grey.width(), tall = picture.height() / grey.height();
  Region region;
  for (int y = 0; y < grey.height(); ++y) {
    const uchar* line = grey.constScanLine(y);
    for (int x = 0; x < grey.width();) {
      int end = x;
      while (end < grey.width() && line[end] * 2 > lightest) ++end;
      const std::array<double, 4> box{x * wide, y * tall, end * wide, (y + 1) * tall};
      const auto above = std::ranges::find_if(region, [&](const auto& one) { return one[0] == box[0] && one[2] == box[2] && one[3] == box[1]; });
      if (end > x && above != region.end()) (*above)[3] = box[3];
      else if (end > x) region.push_back(box);
      x = std::max(end, x + 1);
    }
  }
  return region;
}

Result<Region> region_of_mask_file(const QString& path, QSizeF picture) {
  QImageReader reader(path);
  const QImage mask = reader.read();
  if (mask.isNull()) return unusable("the mask cannot be read", path.toStdString(), reader.errorString().toStdString(), "a picture, white where it counts");
  return region_of_mask(mask, picture);
}

Region region_of_class(const TraceInfo& trace, const std::string& label) {
  Region region;
  for (const Detection& one : trace.detections) {
    if (one.label == label) region.push_back({one.box.x0, one.box.y0, one.box.x1, one.box.y1});
  }
  return region;
}

std::vector<std::string> classes_of(const TraceInfo& trace) {
  std::vector<std::string> all;
  for (const Detection& one : trace.detections) {
    if (std::ranges::find(all, one.label) == all.end()) all.push_back(one.label);
  }
  return all;
}

std::string class_of_region(const TraceInfo& trace, const Region& region) {
  if (region.empty()) return {};
  for (const std::string& label : classes_of(trace)) {
    if (region_of_class(trace, label) == region) return label;
  }
  return {};
}

std::string class_of_positions(const TraceInfo& trace, const Axis& axis, const std::vector<std::int64_t>& asked) {
  if (axis.kind == AxisKind::tokens || asked.empty()) return {};
  for (const std::string& label : classes_of(trace)) {
    const auto found = positions(trace, axis, "class:" + label);
    if (found && found.value() == asked) return label;
  }
  return {};
}

QPainterPath outline_of(const Region& region) {
  QPainterPath all;
  all.setFillRule(Qt::WindingFill);
  for (const auto& box : region) all.addRect(QRectF(QPointF(box[0], box[1]), QPointF(box[2], box[3])));
  return all.simplified();
}

std::vector<std::int64_t> positions_in(const TraceInfo& trace, const Axis& axis, const Region& region) {
  std::vector<std::int64_t> all;
  for (std::int64_t i = 0; i < axis.size(); ++i) {
    double x = 0, y = 0;
    if (axis.kind == AxisKind::queries && std::size_t(i) < axis.boxes.size()) {
      x = (axis.boxes[std::size_t(i)].x0 + axis.boxes[std::size_t(i)].x1) / 2;
      y = (axis.boxes[std::size_t(i)].y0 + axis.boxes[std::size_t(i)].y1) / 2;
    } else if (axis.is_cell(i)) {
      const auto middle = cell_centre(axis, i);
      x = middle[0];
      y = middle[1];
    } else {
      continue;
    }
    if (holds(region, x, y)) all.push_back(i);
  }
  if (!all.empty() || axis.kind != AxisKind::patches) return all;
  for (const auto& box : region) {
    if (const auto found = positions(trace, axis, box_words(box))) all.insert(all.end(), found.value().begin(), found.value().end());
  }
  std::ranges::sort(all);
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

std::vector<ViewRequest> region_requests(const TraceInfo& trace, const std::string& stream, const std::vector<std::int64_t>& from) {
  std::vector<ViewRequest> all;
  for (const SiteInfo* site : sites_of(trace, stream)) {
    PointsRequest request;
    request.site = site->id;
    request.queries = from;
    if (from.empty()) {
      request.queries.resize(std::size_t(query_axis(trace, *site).size()));
      std::iota(request.queries.begin(), request.queries.end(), 0);
    }
    request.at_most = kMostPoints;
    all.emplace_back(std::move(request));
  }
  return all;
}

namespace {

// Weight inside, a head; of the queries in `from` alone where that is not null.
std::vector<double> inside_of(const Region& region, const PointsResult& points, int heads, const std::vector<std::int64_t>* from) {
  std::vector<double> mass(std::size_t(heads), 0.0);
  for (const QueryPoints& query : points.queries) {
    if (from != nullptr && std::ranges::find(*from, query.query) == from->end()) continue;
    for (const SamplePoint& point : query.points) {
      if (holds(region, point.x, point.y)) mass[std::size_t(point.head)] += double(point.weight);
    }
  }
  return mass;
}

using OfLayer = std::function<std::vector<double>(const PointsResult& points, const SiteInfo& site)>;

// Every head of every layer, in falling mass; nothing where a result is another one.
RankingResult ranked(const TraceInfo& trace, const std::vector<ViewRequest>& requests, const std::vector<ViewPtr>& results, const OfLayer& mass_of) {
  RankingResult out;
  for (std::size_t i = 0; i < std::min(requests.size(), results.size()); ++i) {
    const auto* request = std::get_if<PointsRequest>(&requests[i]);
    const auto* points = std::get_if<PointsResult>(results[i].get());
    if (request == nullptr || points == nullptr) return {};
    const SiteInfo& site = trace.sites[std::size_t(request->site)];
    const std::vector<double> mass = mass_of(*points, site);
    for (int head = 0; head < site.heads; ++head) out.heads.push_back({site.id, site.layer, head, mass[std::size_t(head)]});
  }
  std::ranges::stable_sort(out.heads, std::greater{}, &RankedHead::mass);
  return out;
}

}  // namespace

RankingResult mass_in(const Region& region, const TraceInfo& trace, const std::vector<ViewRequest>& requests, const std::vector<ViewPtr>& results) {
  return ranked(trace, requests, results, [&](const PointsResult& points, const SiteInfo& site) {
    std::vector<double> mass = inside_of(region, points, site.heads, nullptr);
    for (double& each : mass) each /= std::max(1.0, double(points.queries.size()));
    return mass;
  });
}

RankingResult mass_from(const Region& region, const TraceInfo& trace, const std::vector<ViewRequest>& requests, const std::vector<ViewPtr>& results, const std::vector<std::int64_t>& from) {
  return ranked(trace, requests, results, [&](const PointsResult& points, const SiteInfo& site) {
    std::vector<double> mass = inside_of(region, points, site.heads, &from);
    const std::vector<double> all = inside_of(region, points, site.heads, nullptr);
    for (std::size_t head = 0; head < mass.size(); ++head) mass[head] = all[head] > 0 ? mass[head] / all[head] : 0;
    return mass;
  });
}

}  // namespace headlight::ui
