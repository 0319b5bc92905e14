#include "ui/figures/usual_range.h"

#include <algorithm>
#include <cmath>

#include "ui/figures/figure_words.h"
#include "ui/theme/face.h"

namespace headlight::ui {
namespace {

constexpr std::size_t kOneOf = 20;  // so many rows may lie beyond the usual range, at either end
constexpr double kWorthIt = 0.5;    // part of the colours that the usual range must have lacked
constexpr double kRounding = 1e-4;  // of the range: values so little beyond its end are at its end

bool left_out(const std::vector<bool>& flags, std::int64_t at) {
  return std::size_t(at) < flags.size() && flags[std::size_t(at)];
}

double end_of(std::vector<double> ends, bool highest) {
  const std::size_t beyond = ends.size() / kOneOf, at = highest ? ends.size() - 1 - beyond : beyond;
  std::nth_element(ends.begin(), ends.begin() + std::ptrdiff_t(at), ends.end());
  return ends[at];
}

}  // namespace

void RowEnds::add_row(const Plane& plane, std::int64_t row, const std::vector<bool>& columns_left_out) {
  double low = INFINITY, high = -INFINITY;
  for (std::int64_t column = 0; column < plane.columns; ++column) {
    const double value = plane.at(row, column);
    if (!std::isfinite(value)) continue;
    least_ = any_ ? std::min(least_, value) : value;
    most_ = any_ ? std::max(most_, value) : value;
    any_ = true;
    if (left_out(columns_left_out, column)) continue;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  if (low > high) return;
  lows_.push_back(low);
  highs_.push_back(high);
}

void RowEnds::add(const Plane& plane, const std::vector<bool>& rows_left_out, const std::vector<bool>& columns_left_out) {
  const std::vector<bool> all(std::size_t(plane.columns), true);
  for (std::int64_t row = 0; row < plane.rows; ++row) add_row(plane, row, left_out(rows_left_out, row) ? all : columns_left_out);
}

Spread RowEnds::spread() const {
  if (!known()) return Spread::between(least_, most_);
  Spread out;
  out.low = *std::ranges::min_element(lows_);
  out.high = *std::ranges::max_element(highs_);
  out.usual_low = end_of(lows_, false);
  out.usual_high = end_of(highs_, true);
  out.least = least_;
  out.most = most_;
  return out;
}

Scale ended(Scale scale, const Spread& spread) {
  const double little = kRounding * (scale.high - scale.low);
  scale.below = spread.least < scale.low - little;
  scale.above = spread.most > scale.high + little;
  return scale;
}

Scale automatic(Scale scale, const Spread& spread, std::int64_t keys) {
  const Scale whole = automatic(scale, spread.low, spread.high, keys);
  if (scale.transform == Transform::log || spread.usual_high < spread.usual_low) return ended(whole, spread);
  Scale usual = automatic(scale, spread.usual_low, spread.usual_high, keys);
  if (whole.position(usual.high) - whole.position(usual.low) >= kWorthIt) return ended(whole, spread);
  usual.even = 0;
  return ended(usual, spread);
}

QString beyond_note(const Scale& scale, const Spread& spread) {
  const QString least = format_value(spread.least), most = format_value(spread.most);
  if (scale.below && scale.above) return FigureWords::tr("Pointed ends of the colours: values beyond, from %1 to %2.").arg(least, most);
  if (scale.above) return FigureWords::tr("Pointed end of the colours: values beyond, up to %1.").arg(most);
  return scale.below ? FigureWords::tr("Pointed end of the colours: values beyond, down to %1.").arg(least) : QString();
}

}  // namespace headlight::ui
