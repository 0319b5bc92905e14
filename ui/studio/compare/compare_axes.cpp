#include "ui/studio/compare/compare_axes.h"

#include <algorithm>

#include "ui/studio/compare/compare_model.h"

namespace headlight::ui {

std::vector<QString> labels_of(const Axis& axis, bool written) {
  SideOptions options;
  options.written = written && !axis.writes.empty();
  return side_of(axis, options).labels;
}

Side common_side(const Axis& axis, const std::vector<QString>& a, const std::vector<QString>& b, const std::vector<Aligned>& alignment) {
  Side side = side_of(axis, {});
  const std::vector<std::uint8_t> special = side.special;
  side.labels.clear();
  side.positions.clear();
  side.special.clear();
  for (const Aligned& at : alignment) {
    side.labels.push_back(at.a < 0 ? QStringLiteral("+ ") + b[std::size_t(at.b)] : at.b < 0 ? QStringLiteral("− ") + a[std::size_t(at.a)] : a[std::size_t(at.a)]);
    side.positions.push_back({at.a >= 0 ? at.a : std::int64_t(a.size()) + at.b});
    side.special.push_back(at.a >= 0 && std::size_t(at.a) < special.size() ? special[std::size_t(at.a)] : 0);
  }
  return side;
}

std::vector<Aligned> one_to_one(std::int64_t size) {
  std::vector<Aligned> all;
  for (std::int64_t i = 0; i < size; ++i) all.push_back({i, i});
  return all;
}

QString paired(const Axis& a, const Axis& b, bool written, std::int64_t most, std::vector<Aligned>& out) {
  const auto names_a = labels_of(a, written), names_b = labels_of(b, written);
  out = one_to_one(std::ssize(names_a));
  if (names_a == names_b) return {};
  if (a.kind != AxisKind::tokens || b.kind != AxisKind::tokens) return CompareModel::tr("The pictures are cut into other patches: their maps have no common cells.");
  const std::int64_t longer = std::max(std::ssize(names_a), std::ssize(names_b));
  if (longer > most) return CompareModel::tr("Texts of this length are compared head by head only where their tokens are the same.");
  out = align(names_a, names_b);
  const auto both = std::ranges::count_if(out, [](const Aligned& at) { return at.a >= 0 && at.b >= 0; });
  if (both * 2 >= longer) return {};
  return CompareModel::tr("Only %1 of %2 tokens are in both texts: too few to say how far a head changed.").arg(both).arg(longer);
}

}  // namespace headlight::ui
