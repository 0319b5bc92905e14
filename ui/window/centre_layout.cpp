// How the panels share the centre's room: as agreed for the window's size and what is shown, or as somebody moved them.
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>
#include <numeric>

#include "ui/panels/detection_scene.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/window/centre_view.h"
#include "ui/window/panel_tabs.h"

namespace headlight::ui {

namespace {

using Grouping = PanelTree::Kind;
using Part = std::optional<PanelTree>;

Part shared(PanelTree tree, int share) {
  tree.share = share;
  return tree;
}

Part part(const char* name, int share) { return panel_part(name, share); }

// The first is in front.
Part as_tabs(const char* name, std::vector<Part> parts, int share) {
  PanelTree tree = group(Grouping::tabs, QLatin1String(name), std::move(parts));
  for (std::size_t i = 0; i < tree.parts.size(); ++i) tree.parts[i].share = i == 0 ? 1 : 0;
  return shared(std::move(tree), share);
}

Part if_so(bool there, const char* name, int share = 1) { return there ? part(name, share) : Part(); }

PanelTree beside(const char* name, std::vector<Part> parts) { return group(Grouping::beside, QLatin1String(name), std::move(parts)); }
PanelTree below(const char* name, std::vector<Part> parts) { return group(Grouping::below, QLatin1String(name), std::move(parts)); }

QStringList sorted(QStringList names) {
  names.sort();
  return names;
}

}  // namespace

PanelTree CentreView::first_layout() const {
  if (beside_ != nullptr) return layout_beside();
  if (kind_.detection) return layout_of_detection();
  return centre_ == Centre::wide ? layout_wide() : layout_low();
}

PanelTree CentreView::layout_wide() const {
  const char* second = kind_.pictures ? "photo" : "graph";
  const PanelTree top = beside("wide.top", {part("heads", 75), part("row", 25)});
  const PanelTree bottom = beside(kind_.pictures ? "wide.picture" : "wide.graph", {part(second, 47), part("matrix", 53)});
  return below("wide", {shared(top, 46), shared(bottom, 54)});
}

PanelTree CentreView::layout_low() const {
  const char* second = kind_.pictures ? "photo" : "graph";
  const bool tabs = centre_ == Centre::tabbed;
  const Part left = tabs ? as_tabs("tabbed", {part("heads", 1), part(second, 1)}, 48)
                         : shared(below(kind_.pictures ? "stacked.picture" : "stacked.graph", {part("heads", 45), part(second, 55)}), 48);
  return beside(tabs ? "tabbed" : "stacked", {left, part("matrix", 52)});
}

// What is read beside the numbers: the photo where the chosen site samples it, else links over the map.
PanelTree CentreView::layout_beside() const {
  const char* first = kind_.sampled || kind_.detection || kind_.pictures ? "photo" : "graph";
  const Part maps = centre_ == Centre::wide
                        ? shared(below("weight.maps", {part(first, 50), part(kind_.sampled ? "heads" : "matrix", 50)}), 29)
                        : as_tabs("weight", {if_so(!kind_.sampled, "matrix"), part(first, 1), if_so(kind_.sampled, "heads")}, 29);
  return beside("weight", {maps, part("page", 71)});
}

// The photo first, the heads beside it; where it samples the decoder's layers and the heads below.
PanelTree CentreView::layout_of_detection() const {
  const bool wide = centre_ == Centre::wide, tabs = centre_ == Centre::tabbed, film = kind_.film && !tabs;
  if (film && kind_.sampled && wide && !kind_.receptive) {  // nothing beside the photo takes its width
    const PanelTree low = beside("detection.below", {part("refinement", 66), part("heads", 34)});
    return below("detection", {part("photo", 72), shared(low, 28)});
  }
  Part top;
  if (wide) {
    const Part maps = kind_.sampled ? Part() : kind_.between ? as_tabs("detection.side", {part("matrix", 1), part("graph", 1)}, 55) : part("matrix", 55);
    const PanelTree side = below("detection.side", {part("heads", 45), maps});
    top = beside(kind_.sampled ? "detection.sampled" : "detection.dense", {part("photo", kind_.sampled ? 74 : 58), shared(side, kind_.sampled ? 26 : 42)});
  } else {
    top = as_tabs("detection", {part("photo", 1), part("heads", 1), if_so(!kind_.sampled, "matrix"), if_so(kind_.between, "graph"), if_so(kind_.receptive && tabs, "receptive")}, 1);
  }
  if (kind_.receptive && !tabs) return below("detection.beside", {shared(*top, 56), part("receptive", 44)});
  return below("detection", {shared(*top, 72), if_so(film, "refinement", 28)});
}

// Every set of panels, in every arrangement of small windows, has a layout of its own.
QString CentreView::layout_key() const {
  QString key = QStringLiteral("panels.") + QLatin1String(kind_.detection ? "detection" : kind_.pictures ? "picture" : "text");
  const std::pair<bool, const char*> more[] = {{kind_.detection && kind_.sampled, ".sampled"}, {kind_.detection && kind_.between, ".between"}, {kind_.detection && kind_.film, ".film"}, {kind_.receptive, ".receptive"}, {centre_ == Centre::stacked, ".stacked"}, {centre_ == Centre::tabbed, ".tabbed"}};
  for (const auto& [so, name] : more) key += so ? QLatin1String(name) : QLatin1String();
  return key;
}

// What was moved by hand; nothing where that is no layout of exactly the panels that are shown.
std::optional<PanelTree> CentreView::own_layout() const {
  if (beside_ != nullptr) return std::nullopt;
  auto own = tree_from(settings_.layout.value(layout_key()).toString());
  if (own && sorted(panels_of(*own)) != sorted(panels_of(first_layout()))) own.reset();
  return own;
}

bool CentreView::has_room(const PanelTree& tree) const {
  const QSize least = least_size(tree) + QSize(0, has_columns() ? columns_->height() : 0);
  return !isVisible() || (least.width() <= width() && least.height() <= height());
}

void CentreView::rebuild() {
  for (const auto& [name, panel] : named()) {
    if (floats(panel)) continue;
    give_title_back(*panel);
    panel->hide();
    panel->setParent(this);
  }
  for (QWidget* part : std::initializer_list<QWidget*>{columns_, beside_}) {
    if (part == nullptr) continue;
    part->hide();
    part->setParent(this);
  }
  if (built_ != nullptr) {
    layout()->removeWidget(built_);
    if (built_ != beside_ && qobject_cast<PanelFrame*>(built_) == nullptr) built_->deleteLater();
    built_ = nullptr;
  }
  if (enlarged_ != nullptr && belongs(enlarged_) && !floats(enlarged_)) {
    layout()->addWidget(enlarged_);
    enlarged_->show();
    return;
  }
  const auto own = own_layout();
  own_shown_ = own && has_room(*own);
  tree_ = std::make_shared<PanelTree>(own_shown_ ? *own : first_layout());
  built_ = build(*tree_);
  if (built_ == nullptr) return;  // every panel floats
  layout()->addWidget(built_);
  built_->show();  // now, not when the layout gets round to it
  show_part_beside();
  align_columns();
  Q_EMIT rebuilt();
}

// In a window that became too small for what was moved the first layout is shown, and it again where there is room.
void CentreView::check_room() {
  const auto own = own_layout();
  if (own && has_room(*own) != own_shown_ && built_ != nullptr) rebuild();
}

QWidget* CentreView::panel_named(const QString& name) const {
  if (name == QLatin1String("photo")) return photo();
  if (name == QLatin1String("page")) return beside_;
  for (const auto& [each, panel] : named()) {
    if (name == QLatin1String(each)) return panel;
  }
  return nullptr;
}

QString CentreView::name_of(const PanelFrame* panel) const {
  if (panel == photo()) return QStringLiteral("photo");
  for (const auto& [each, one] : named()) {
    if (one == panel) return QLatin1String(each);
  }
  return {};
}

QWidget* CentreView::build(PanelTree& tree) {
  if (tree.kind == Grouping::panel) return build_panel(tree.name);
  return tree.kind == Grouping::tabs ? build_tabs(tree) : build_split(tree);
}

bool CentreView::has_columns() const { return centre_ != Centre::wide && !kind_.detection && beside_ == nullptr; }

// Null for one that floats.
QWidget* CentreView::build_panel(const QString& name) {
  QWidget* panel = panel_named(name);
  if (panel == nullptr || floats(panel)) return nullptr;
  if (panel != matrix_ || !has_columns()) return panel;
  auto* both = new QWidget;
  auto* column = new QVBoxLayout(both);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(matrix_, 1);
  column->addWidget(columns_);
  matrix_->show();
  columns_->show();
  return both;
}

// Parts with their shares of the room, as they were last dragged or as given.
QWidget* CentreView::build_split(PanelTree& tree) {
  const QVariantList kept = tree.name.isEmpty() ? QVariantList() : settings_.layout.value(QStringLiteral("splitter.") + tree.name).toList();
  std::vector<QWidget*> shown;
  for (PanelTree& part : tree.parts) {
    if (QWidget* widget = build(part)) shown.push_back(widget);
  }
  if (shown.empty()) return nullptr;
  auto* splitter = new QSplitter(tree.kind == Grouping::beside ? Qt::Horizontal : Qt::Vertical);
  splitter->setHandleWidth(1);
  splitter->setChildrenCollapsible(false);
  const bool whole = shown.size() == tree.parts.size();
  for (std::size_t i = 0; whole && std::size_t(kept.size()) == shown.size() && i < shown.size(); ++i) tree.parts[i].share = std::max(1, kept[qsizetype(i)].toInt());
  const int all = std::max(1, std::accumulate(tree.parts.begin(), tree.parts.end(), 0, [](int sum, const PanelTree& part) { return sum + part.share; }));
  QList<int> sizes;
  std::size_t at = 0;
  for (const PanelTree& part : tree.parts) {
    if (!is_built(part)) continue;
    QWidget* widget = shown[at++];
    splitter->addWidget(widget);
    splitter->setStretchFactor(splitter->count() - 1, std::max(1, 100 * part.share / all));
    sizes.append(std::max(1, part.share * 10));
    widget->show();
  }
  splitter->setSizes(sizes);
  if (!whole) return splitter;  // what is dragged without a panel is not kept
  connect(splitter, &QSplitter::splitterMoved, this, [this, splitter, in = tree_, &tree] {
    const QList<int> dragged = splitter->sizes();
    for (std::size_t i = 0; i < tree.parts.size(); ++i) tree.parts[i].share = std::max(1, dragged[qsizetype(i)]);
    if (in == tree_) keep(tree);
  });
  return splitter;
}

// Whether anything of it is in the window: not all of it floats.
bool CentreView::is_built(const PanelTree& tree) const {
  return std::ranges::any_of(panels_of(tree), [this](const QString& name) {
    const QWidget* panel = panel_named(name);
    return panel != nullptr && !floats(panel);
  });
}

// The one in front is as it was left.
QWidget* CentreView::build_tabs(PanelTree& tree) {
  const QVariant kept = tree.name.isEmpty() ? QVariant() : settings_.layout.value(QStringLiteral("tabs.") + tree.name);
  auto* tabs = new PanelTabs;
  for (std::size_t i = 0; i < tree.parts.size(); ++i) {
    PanelTree& part = tree.parts[i];
    if (kept.isValid()) part.share = std::size_t(std::clamp(kept.toInt(), 0, int(tree.parts.size()) - 1)) == i ? 1 : 0;
    if (QWidget* page = build_panel(part.name)) tabs->add(page, qobject_cast<PanelFrame*>(panel_named(part.name)), part.share > 0);
  }
  if (tabs->count() == 0) {
    delete tabs;
    return nullptr;
  }
  tabs->finish();
  connect(tabs, &PanelTabs::chosen, this, [this, in = tree_, &tree](const PanelFrame* panel) {
    for (PanelTree& part : tree.parts) part.share = panel_named(part.name) == panel ? 1 : 0;
    if (in == tree_) keep(tree);
  });
  return tabs;
}

// A group's shares: of a first layout under its name, else as part of the whole that was moved.
void CentreView::keep(const PanelTree& tree) {
  if (tree.name.isEmpty()) {
    settings_.layout[layout_key()] = text_of(*tree_);
  } else if (tree.kind == Grouping::tabs) {
    const auto front = std::ranges::find_if(tree.parts, [](const PanelTree& part) { return part.share > 0; });
    settings_.layout[QStringLiteral("tabs.") + tree.name] = int(front - tree.parts.begin());
  } else {
    QVariantList sizes;
    for (const PanelTree& part : tree.parts) sizes.append(part.share);
    settings_.layout[QStringLiteral("splitter.") + tree.name] = sizes;
  }
}

}  // namespace headlight::ui
