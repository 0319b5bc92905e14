// The made-up detector of FakeSession: three objects among twenty queries, points that are known by formula.
#pragma once

#include <memory>

#include "engine/api/session.h"

namespace headlight::fake {

// "fake-detr": a feature pyramid of 8 × 8 and 4 × 4 cells on a picture of 256 × 256 px; streams deformable_encoder
// (1 layer), decoder (3, dense between the queries) and deformable_decoder (3 layers), 4 heads of 2 × 2 points each.
std::shared_ptr<TraceInfo> detector_trace(TraceId id, const std::string& image);

// Object `number` (0 bus, 1 car, 2 person) is this query.
std::int64_t object_query(int number);
// Share of the weight of a head inside its box; the same for every query and layer.
double inside(int layer, int head);
SamplePoint sample(int layer, std::int64_t query, int head, int level, int point);

PointsResult detector_points(const TraceInfo& trace, const PointsRequest& request);
SplatResult detector_splat(const TraceInfo& trace, const SplatRequest& request);

}  // namespace headlight::fake
