// What Settings::layout holds, by name: what was dragged, folded, moved, enlarged or taken out of the window by hand.
#pragma once

#include <QString>
#include <QVariantMap>
#include <string>

namespace headlight::ui {

enum class LayoutKind {
  unknown,
  open,      // "section.NAME", "rail.NAME": whether it is open
  width,     // "RAIL.width.N": px
  splitter,  // "splitter.NAME": px of its parts
  tab,       // "tabs.NAME": place of the one in front
  panel,     // "enlarged": a panel's name
  panels,    // "panels.NAME": how they share the room, as text; what cannot be read as one is as if it were not there
  floating   // "floating.NAME": x, y, width, height of its window on the screen
};

[[nodiscard]] LayoutKind layout_kind(const QString& name);
[[nodiscard]] bool is_layout(LayoutKind kind, const QVariant& value);
[[nodiscard]] std::string expected_layout(LayoutKind kind);

// Without what is of no known kind.
[[nodiscard]] QVariantMap known_layout(const QVariantMap& layout);

}  // namespace headlight::ui
