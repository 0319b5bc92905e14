// A small trace of deformable attention for the tests of its views.
#pragma once

#include <ATen/ATen.h>

#include "engine/trace/trace.h"

namespace headlight::views::testing {

// One site: 3 heads, 4 queries with boxes, 2 levels, 2 points a level. Input 48 × 32, image = (2 x − 5, 1.5 y + 3).
// Some points lie outside the input.
inline trace::Trace sampled_trace() {
  at::manual_seed(71);
  trace::Trace trace;
  Axis axis;
  axis.kind = AxisKind::queries;
  axis.input = {32, 48};
  axis.image = {51, 91};
  axis.to_image = {2, 0, -5, 0, 1.5, 3};
  axis.boxes = {{0, 0, 40, 30}, {10, 5, 60, 40}, {20, 10, 80, 45}, {0, 0, 91, 51}};
  trace.info.axes = {axis};
  trace::Site site;
  site.info.stream = "deformable_decoder";
  site.info.kind = SiteKind::deformable;
  site.info.heads = site.info.key_heads = 3;
  site.info.levels = {{4, 6}, {2, 3}};
  site.info.points = 2;
  site.sampling.points = at::rand({3, 4, 2, 2, 2}) * 1.3 - 0.15;
  site.sampling.weights = at::softmax(at::randn({3, 4, 4}), 2).view({3, 4, 2, 2});
  site.sampling.reference = at::rand({4, 4});
  trace.info.sites = {site.info};
  trace.sites = {site};
  return trace;
}

}  // namespace headlight::views::testing
