// How the panels of the centre share its room, as plain values: beside each other, below each other, or as tabs.
#pragma once

#include <QSize>
#include <QString>
#include <QStringList>
#include <optional>
#include <vector>

namespace headlight::ui {

struct PanelTree {
  enum class Kind { panel, beside, below, tabs };
  Kind kind = Kind::panel;
  QString name;   // of a panel; of a first layout's group: what its sizes, or the tab in front, are kept under
  int share = 1;  // of the room, beside the other parts' shares; of a tab 1 in front, else 0
  std::vector<PanelTree> parts{};
};

// Where a panel is put, seen from another one.
enum class PanelPlace { tab, beside, below };

// A group without what is not there; what is left alone takes its place.
[[nodiscard]] PanelTree group(PanelTree::Kind kind, const QString& name, std::vector<std::optional<PanelTree>> parts);
[[nodiscard]] PanelTree panel_part(const char* name, int share);

[[nodiscard]] QStringList panels_of(const PanelTree& tree);  // in reading order
// The panels that stand with this one as tabs, itself among them; empty: it stands alone.
[[nodiscard]] QStringList tabs_with(const PanelTree& tree, const QString& panel);
// Takes `panel` out of its place and puts it beside, below or with `to`, which gives it half of its own room; groups have no
// names any longer. Beside and below a tab is beside and below all of them. Both panels must be there, and be different.
[[nodiscard]] PanelTree with_moved(PanelTree tree, const QString& panel, PanelPlace place, const QString& to);
[[nodiscard]] QSize least_size(const PanelTree& tree);  // at which each panel is still large enough to be read

// As the settings keep it: "below(46:beside(75:heads,25:row),54:tabs(1:graph,0:matrix))".
[[nodiscard]] QString text_of(const PanelTree& tree);
[[nodiscard]] std::optional<PanelTree> tree_from(const QString& text);  // nothing for what is no such text

}  // namespace headlight::ui
