#include "ui/window/panel_tree.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>

namespace headlight::ui {

namespace {

using Kind = PanelTree::Kind;

constexpr QSize kLeastPanel(240, 160);
constexpr int kMostShare = 100000, kWhole = 1000, kDeepest = 16;
constexpr std::pair<Kind, const char*> kGroupWords[] = {{Kind::beside, "beside"}, {Kind::below, "below"}, {Kind::tabs, "tabs"}};

bool is_panel(const PanelTree& tree, const QString& name) { return tree.kind == Kind::panel && tree.name == name; }

// The group that holds a panel, null where it is alone; and its place in it.
PanelTree* group_of(PanelTree& tree, const QString& panel) {
  for (PanelTree& part : tree.parts) {
    if (is_panel(part, panel)) return &tree;
    if (PanelTree* found = group_of(part, panel)) return found;
  }
  return nullptr;
}

void forget_names(PanelTree& tree) {
  if (tree.kind != Kind::panel) tree.name.clear();
  for (PanelTree& part : tree.parts) forget_names(part);
}

// A group of one is that one; of tabs one is in front.
void simplify(PanelTree& tree) {
  for (PanelTree& part : tree.parts) simplify(part);
  if (tree.kind != Kind::panel && tree.parts.size() == 1) {
    PanelTree only = std::move(tree.parts.front());
    only.share = tree.share;
    tree = std::move(only);
  }
  if (tree.kind != Kind::tabs) return;
  if (std::ranges::none_of(tree.parts, [](const PanelTree& part) { return part.share == 1; })) tree.parts.front().share = 1;
}

bool take_out(PanelTree& tree, const QString& panel) {
  const auto erased = std::erase_if(tree.parts, [&](const PanelTree& part) { return is_panel(part, panel); });
  return erased > 0 || std::ranges::any_of(tree.parts, [&](PanelTree& part) { return take_out(part, panel); });
}

void put(PanelTree& target, const QString& panel, Kind kind) {
  PanelTree before = target;
  const int share = std::exchange(before.share, kind == Kind::tabs ? 0 : 1);
  target = {kind, {}, share, {std::move(before), {Kind::panel, panel, 1, {}}}};
}

// Into the group that has `at` already, behind that.
void put_behind(PanelTree& in, std::size_t at, const QString& panel) {
  int share = 1;
  if (in.kind == Kind::tabs) {
    for (PanelTree& part : in.parts) part.share = 0;
  } else {
    const int all = std::max(1, std::accumulate(in.parts.begin(), in.parts.end(), 0, [](int sum, const PanelTree& part) { return sum + part.share; }));
    for (PanelTree& part : in.parts) part.share = std::max(2, int(kWhole * std::int64_t(part.share) / all));
    share = in.parts[at].share /= 2;
  }
  in.parts.insert(in.parts.begin() + std::ptrdiff_t(at) + 1, {Kind::panel, panel, share, {}});
}

Kind kind_for(PanelPlace place) { return place == PanelPlace::tab ? Kind::tabs : place == PanelPlace::beside ? Kind::beside : Kind::below; }

void insert(PanelTree& tree, const QString& panel, Kind kind, const QString& to) {
  for (std::size_t i = 0; i < tree.parts.size(); ++i) {
    PanelTree& part = tree.parts[i];
    const bool tabs = part.kind == Kind::tabs && group_of(part, to) != nullptr;
    if (!is_panel(part, to) && !(tabs && kind != Kind::tabs)) {
      insert(part, panel, kind, to);
      continue;
    }
    return tree.kind == kind ? put_behind(tree, i, panel) : put(part, panel, kind);
  }
}

// Reads one node; `at` is behind it then.
std::optional<PanelTree> node_from(const QString& text, qsizetype& at, int depth) {
  const auto word = [&](auto fits) {
    const qsizetype from = at;
    while (at < text.size() && fits(text[at])) ++at;
    return text.mid(from, at - from);
  };
  PanelTree tree;
  if (depth > kDeepest) return std::nullopt;
  const QString number = word([](QChar c) { return c >= u'0' && c <= u'9'; });
  if (!number.isEmpty()) {
    tree.share = number.toInt();
    if (number.size() > 6 || tree.share > kMostShare || at == text.size() || text[at++] != u':') return std::nullopt;
  }
  tree.name = word([](QChar c) { return c >= u'a' && c <= u'z'; });
  if (at == text.size() || text[at] != u'(') return tree.name.isEmpty() ? std::nullopt : std::optional(tree);
  const auto* known = std::ranges::find_if(kGroupWords, [&](const auto& each) { return tree.name == QLatin1String(each.second); });
  if (known == std::end(kGroupWords)) return std::nullopt;
  tree.kind = known->first;
  tree.name.clear();
  do {
    ++at;
    auto part = node_from(text, at, depth + 1);
    if (!part || (tree.kind == Kind::tabs && part->kind != Kind::panel)) return std::nullopt;
    tree.parts.push_back(std::move(*part));
  } while (at < text.size() && text[at] == u',');
  if (at == text.size() || text[at++] != u')' || tree.parts.size() < 2) return std::nullopt;
  return tree;
}

}  // namespace

PanelTree panel_part(const char* name, int share) { return {Kind::panel, QLatin1String(name), share, {}}; }

PanelTree group(Kind kind, const QString& name, std::vector<std::optional<PanelTree>> parts) {
  PanelTree tree{kind, name, 1, {}};
  for (auto& part : parts) {
    if (part) tree.parts.push_back(std::move(*part));
  }
  return tree.parts.size() == 1 ? tree.parts.front() : tree;
}

QStringList panels_of(const PanelTree& tree) {
  if (tree.kind == Kind::panel) return {tree.name};
  QStringList all;
  for (const PanelTree& part : tree.parts) all += panels_of(part);
  return all;
}

QStringList tabs_with(const PanelTree& tree, const QString& panel) {
  const PanelTree* in = group_of(const_cast<PanelTree&>(tree), panel);
  return in != nullptr && in->kind == Kind::tabs ? panels_of(*in) : QStringList();
}

PanelTree with_moved(PanelTree tree, const QString& panel, PanelPlace place, const QString& to) {
  forget_names(tree);
  take_out(tree, panel);
  simplify(tree);
  PanelTree root{Kind::panel, {}, 1, {std::move(tree)}};  // so that the tree itself is a part
  insert(root, panel, kind_for(place), to);
  return std::move(root.parts.front());
}

QSize least_size(const PanelTree& tree) {
  if (tree.kind == Kind::panel) return kLeastPanel;
  QSize size(0, 0);
  for (const PanelTree& part : tree.parts) {
    const QSize least = least_size(part);
    size = {tree.kind == Kind::beside ? size.width() + least.width() : std::max(size.width(), least.width()),
            tree.kind == Kind::below ? size.height() + least.height() : std::max(size.height(), least.height())};
  }
  return size;
}

QString text_of(const PanelTree& tree) {
  if (tree.kind == Kind::panel) return tree.name;
  QStringList parts;
  for (const PanelTree& part : tree.parts) parts += QString::number(part.share) + u':' + text_of(part);
  const auto* word = std::ranges::find(kGroupWords, tree.kind, &std::pair<Kind, const char*>::first);
  return QLatin1String(word->second) + u'(' + parts.join(u',') + u')';
}

std::optional<PanelTree> tree_from(const QString& text) {
  qsizetype at = 0;
  auto tree = node_from(text, at, 0);
  return at == text.size() ? tree : std::nullopt;
}

}  // namespace headlight::ui
