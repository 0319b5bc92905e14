// All tokens that begin at a place of a text, in one walk.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headlight::text {

class Trie {
 public:
  struct Match {
    std::size_t length;  // bytes
    std::int64_t value;
  };

  Trie() = default;
  // Of two equal keys the later wins; empty keys are left out.
  explicit Trie(std::vector<std::pair<std::string_view, std::int64_t>> entries);

  // Calls `visit(length, value)` for every key that `text` starts with, shortest first.
  template <typename Visit>
  void each_prefix(std::string_view text, Visit visit) const {
    std::uint32_t node = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto next = child(node, text[i]);
      if (!next) return;
      node = *next;
      if (nodes_[node].value >= 0) visit(i + 1, nodes_[node].value);
    }
  }

  [[nodiscard]] bool empty() const { return nodes_.size() == 1; }

  [[nodiscard]] std::optional<Match> longest_prefix(std::string_view text) const {
    std::optional<Match> longest;
    each_prefix(text, [&](std::size_t length, std::int64_t value) { longest = Match{length, value}; });
    return longest;
  }

 private:
  struct Node {
    std::int64_t value = -1;
    std::uint32_t first_child = 0;  // children lie side by side, by rising label
    std::uint16_t children = 0;
    unsigned char label = 0;
  };
  [[nodiscard]] std::optional<std::uint32_t> child(std::uint32_t node, char label) const;

  std::vector<Node> nodes_{1};
};

}  // namespace headlight::text
