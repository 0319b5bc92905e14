#include "ui/state/layout_fields.h"

#include <algorithm>
#include <cmath>

namespace headlight::ui {

namespace {

constexpr double kMostPixels = 100000;
constexpr qsizetype kMostParts = 16, kLongestText = 1000;

bool is_whole(const QVariant& value, double least, double most) {
  bool number = false;
  const double whole = value.toDouble(&number);
  const int type = value.typeId();
  const bool text = type == QMetaType::QString || type == QMetaType::Bool;
  return number && !text && whole == std::floor(whole) && whole >= least && whole <= most;
}

bool are_whole(const QVariant& value, double least) {
  const QVariantList list = value.toList();
  return value.typeId() == QMetaType::QVariantList && !list.isEmpty() && list.size() <= kMostParts &&
         std::ranges::all_of(list, [&](const QVariant& each) { return is_whole(each, least, kMostPixels); });
}

}  // namespace

LayoutKind layout_kind(const QString& name) {
  if (name.startsWith(QLatin1String("section.")) || name.startsWith(QLatin1String("rail."))) return LayoutKind::open;
  if (name.startsWith(QLatin1String("splitter."))) return LayoutKind::splitter;
  if (name.startsWith(QLatin1String("tabs."))) return LayoutKind::tab;
  if (name.startsWith(QLatin1String("floating."))) return LayoutKind::floating;
  if (name.startsWith(QLatin1String("panels."))) return LayoutKind::panels;
  if (name == QLatin1String("enlarged")) return LayoutKind::panel;
  return name.contains(QLatin1String(".width.")) ? LayoutKind::width : LayoutKind::unknown;
}

bool is_layout(LayoutKind kind, const QVariant& value) {
  switch (kind) {
    case LayoutKind::open: return value.typeId() == QMetaType::Bool;
    case LayoutKind::width: return is_whole(value, 1, kMostPixels);
    case LayoutKind::splitter: return are_whole(value, 0);
    case LayoutKind::tab: return is_whole(value, 0, double(kMostParts));
    case LayoutKind::panel: return value.typeId() == QMetaType::QString;
    case LayoutKind::panels: return value.typeId() == QMetaType::QString && value.toString().size() <= kLongestText;
    case LayoutKind::floating: return are_whole(value, -kMostPixels) && value.toList().size() == 4;
    case LayoutKind::unknown: return false;
  }
  return false;
}

std::string expected_layout(LayoutKind kind) {
  switch (kind) {
    case LayoutKind::open: return "true or false";
    case LayoutKind::width: return "a width in pixels";
    case LayoutKind::splitter: return "a list of sizes in pixels";
    case LayoutKind::tab: return "the place of a tab";
    case LayoutKind::panel: return "the name of a panel";
    case LayoutKind::panels: return "panels beside, below and behind each other";
    case LayoutKind::floating: return "x, y, width and height in pixels";
    case LayoutKind::unknown: return {};
  }
  return {};
}

QVariantMap known_layout(const QVariantMap& layout) {
  QVariantMap known;
  for (auto at = layout.begin(); at != layout.end(); ++at) {
    if (is_layout(layout_kind(at.key()), at.value())) known.insert(at.key(), at.value());
  }
  return known;
}

}  // namespace headlight::ui
