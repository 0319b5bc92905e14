// What rows and columns of tapped attention are, from shapes that the run has shown.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/api/axis.h"
#include "engine/models/tap/found.h"

namespace headlight::models::tap {

// What a run read and gave.
struct Surroundings {
  Grid input{0, 0};          // height and width of the picture; 0: none
  std::int64_t tokens = -1;  // length of the text; −1: none
  std::int64_t queries = -1; // of the detector; −1: none or not known
};

// Collects axes; equal ones are one.
class AxisList {
 public:
  explicit AxisList(Surroundings around);

  // The axis that `count` rows or columns of this layer lie along.
  int axis_for(const Found& found, std::int64_t count);
  // The axis of the maps that a deformable layer sampled.
  int levels_axis(const std::vector<Grid>& levels);
  // The number of an axis of kind queries with `count` entries; it is made where there is none yet.
  int queries_axis(std::int64_t count);

  // What is said of positions that are no tokens of the text and that no map explains; empty for nothing.
  [[nodiscard]] std::string unknown() const;

  [[nodiscard]] const Axis& operator[](int number) const { return axes_[static_cast<std::size_t>(number)]; }
  [[nodiscard]] std::vector<Axis>& all() { return axes_; }

 private:
  int keep(Axis axis);
  [[nodiscard]] Axis grid_axis(Grid grid, std::int64_t leading, std::int64_t trailing) const;
  int grid_axis_for(Grid grid, std::int64_t leading, std::int64_t trailing);

  Surroundings around_;
  std::vector<Axis> axes_;
  std::set<std::int64_t> unknown_;  // lengths of the axes that are only numbered
};

}  // namespace headlight::models::tap
