#include "ui/panels/placed_text.h"

#include <algorithm>

#include "ui/panels/scene.h"

namespace headlight::ui {

namespace {

constexpr std::int64_t kLong = 40;  // tokens of a text whose words need positions

}  // namespace

QString with_position(const QString& word, std::int64_t position) { return word + QStringLiteral(" · %1").arg(position); }

QString unbroken(QString text) { return text.replace(QStringLiteral(" · "), QStringLiteral("\u00A0·\u00A0")); }

QString placed_text(const Store& store, std::int64_t position, bool as_query) {
  const QString word = position_text(store, position, as_query);
  if (store.site() == nullptr || position < 0) return word;
  const Axis& axis = as_query ? query_axis(*store.trace(), *store.site()) : key_axis(*store.trace(), *store.site());
  if (axis.kind != AxisKind::tokens || axis.size() <= kLong) return word;
  const bool written = as_query && store.site()->kind == SiteKind::cross;
  const std::string own = shown_label(axis, position, written);
  for (std::int64_t i = 0; i < axis.size(); ++i) {
    if (i != position && shown_label(axis, i, written) == own) return with_position(word, position);
  }
  return word;
}

QString counted_label(const Side& side, std::int64_t entry, std::int64_t own) {
  const QString word = side.label(entry);
  const std::int64_t position = side.position(entry);
  return side.kind == AxisKind::tokens ? with_position(quoted_sign(word), position < own ? position : position - own) : word;
}

QString placed_label(const Side& side, std::int64_t entry) {
  const QString word = side.label(entry);
  const bool repeated = side.kind == AxisKind::tokens && side.size() > kLong && std::ranges::count(side.labels, side.labels[std::size_t(entry)]) > 1;
  return repeated ? with_position(word, side.position(entry)) : word;
}

}  // namespace headlight::ui
