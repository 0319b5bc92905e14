#include "engine/text/models/trie.h"

#include <algorithm>

namespace headlight::text {
namespace {

// Keys with a common beginning of `depth` bytes, which is that of `node`.
struct Group {
  std::size_t begin, end, depth;
  std::uint32_t node;
};

}  // namespace

// Keys are sorted, so that every node's keys are a range; nodes are made level by level.
Trie::Trie(std::vector<std::pair<std::string_view, std::int64_t>> entries) {
  std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Group> groups{{0, entries.size(), 0, 0}};
  for (std::size_t g = 0; g < groups.size(); ++g) {
    Group group = groups[g];
    while (group.begin < group.end && entries[group.begin].first.size() == group.depth) {
      if (group.depth > 0) nodes_[group.node].value = entries[group.begin].second;
      ++group.begin;
    }
    nodes_[group.node].first_child = static_cast<std::uint32_t>(nodes_.size());
    while (group.begin < group.end) {
      const char label = entries[group.begin].first[group.depth];
      std::size_t end = group.begin;
      while (end < group.end && entries[end].first[group.depth] == label) ++end;
      groups.push_back({group.begin, end, group.depth + 1, static_cast<std::uint32_t>(nodes_.size())});
      Node node;
      node.label = static_cast<unsigned char>(label);
      nodes_.push_back(node);
      ++nodes_[group.node].children;
      group.begin = end;
    }
  }
}

std::optional<std::uint32_t> Trie::child(std::uint32_t node, char label) const {
  const auto wanted = static_cast<unsigned char>(label);
  const auto first = nodes_.begin() + nodes_[node].first_child;
  const auto last = first + nodes_[node].children;
  const auto found =
      std::lower_bound(first, last, wanted, [](const Node& child, unsigned char l) { return child.label < l; });
  if (found == last || found->label != wanted) return std::nullopt;
  return static_cast<std::uint32_t>(found - nodes_.begin());
}

}  // namespace headlight::text
