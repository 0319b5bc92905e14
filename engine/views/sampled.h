// What views of deformable sites share: the site, checked, and its queries.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/views/site.h"

namespace headlight::views {

// Plain access to a deformable site's record. Valid as long as the trace.
class SampledSite {
 public:
  // Throws Failure for an unknown site, one that is not deformable, or arrays that do not belong together.
  SampledSite(const trace::Trace& trace, int id);

  [[nodiscard]] const trace::Site& site() const { return *site_; }
  [[nodiscard]] const Axis& queries_axis() const { return *axis_; }
  [[nodiscard]] std::int64_t heads() const { return points_.size(0); }
  [[nodiscard]] std::int64_t queries() const { return points_.size(1); }
  [[nodiscard]] std::int64_t levels() const { return points_.size(2); }
  [[nodiscard]] std::int64_t points() const { return points_.size(3); }

  struct Point {
    double x = 0, y = 0;  // 0…1 over the model's input
    float weight = 0;
  };
  [[nodiscard]] Point at(std::int64_t head, std::int64_t query, std::int64_t level, std::int64_t point) const;

  // (x, y) or (x, y, width, height) of a query, 0…1; zeros where the record has none.
  [[nodiscard]] std::array<double, 4> reference(std::int64_t query) const;
  [[nodiscard]] bool has_reference() const { return reference_.defined(); }
  [[nodiscard]] bool has_boxes() const { return reference_.defined() && reference_.size(1) == 4; }

  // A place of the model's input, 0…1, in original-image pixels.
  [[nodiscard]] std::array<double, 2> on_image(double x, double y) const;

  // The queries of the trace's detections, each once, by falling score; empty where the queries are no objects.
  [[nodiscard]] std::vector<std::int64_t> detections() const;

  // `asked`, checked; when empty the queries of the trace's detections, or all.
  [[nodiscard]] std::vector<std::int64_t> choose(const std::vector<std::int64_t>& asked) const;

 private:
  const trace::Trace* trace_;
  const trace::Site* site_;
  const Axis* axis_;
  at::Tensor points_, weights_, reference_;
};

}  // namespace headlight::views
