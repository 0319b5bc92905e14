// What most rows of a figure's maps reach, and what single rows reach beyond it.
#pragma once

#include <vector>

#include "ui/figures/scale.h"

namespace headlight::ui {

// Of values: the least and largest that count for the colours, those that most rows reach, and of all that is shown.
struct Spread {
  double low = 0, high = 0;
  double usual_low = 0, usual_high = 0;
  double least = 0, most = 0;

  static Spread between(double low, double high) { return {low, high, low, high, low, high}; }
};

class RowEnds {
 public:
  // Rows and columns that are left out (one flag each, or none at all) are shown, but do not count for the colours.
  void add(const Plane& plane, const std::vector<bool>& rows_left_out = {}, const std::vector<bool>& columns_left_out = {});

  [[nodiscard]] bool known() const { return !highs_.empty(); }
  // "Most" are all rows but one of twenty at either end, so fewer than twenty rows are all alike.
  [[nodiscard]] Spread spread() const;

 private:
  void add_row(const Plane& plane, std::int64_t row, const std::vector<bool>& columns_left_out);

  std::vector<double> lows_, highs_;  // of each row that counts
  double least_ = 0, most_ = 0;
  bool any_ = false;
};

// The range that nobody chose. Where a few rows reach so far that all others had to share less than half of the
// colours, it ends where the others end. Values beyond the range are told by `below` and `above`.
Scale automatic(Scale scale, const Spread& spread, std::int64_t keys);

// Sets `below` and `above` of a range that is fixed already.
Scale ended(Scale scale, const Spread& spread);

// "Pointed end of the colours: values beyond, up to 0.998."; empty where the range holds all values.
QString beyond_note(const Scale& scale, const Spread& spread);

}  // namespace headlight::ui
