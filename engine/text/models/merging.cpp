#include "engine/text/models/merging.h"

#include <algorithm>
#include <queue>
#include <tuple>

namespace headlight::text {
namespace {

constexpr std::size_t none = static_cast<std::size_t>(-1);

struct Candidate {
  std::uint32_t rank;
  std::size_t position;
  std::int64_t id;
  bool operator>(const Candidate& other) const {
    return std::tie(rank, position) > std::tie(other.rank, other.position);
  }
};

// A doubly linked list over the symbols with the possible merges in a heap.
class Merger {
 public:
  Merger(std::vector<Symbol>& symbols, const MergeMap& merges)
      : symbols_(symbols), merges_(merges), previous_(symbols.size()), next_(symbols.size()) {
    for (std::size_t i = 0; i < symbols.size(); ++i) {
      previous_[i] = i == 0 ? none : i - 1;
      next_[i] = i + 1 < symbols.size() ? i + 1 : none;
    }
    for (std::size_t i = 0; i + 1 < symbols.size(); ++i) consider(i);
  }

  void run() {
    while (!heap_.empty()) {
      const Candidate best = heap_.top();
      heap_.pop();
      if (symbols_[best.position].length == 0 || next_[best.position] == none) continue;
      const Merge* merge = find(best.position);
      if (merge != nullptr && merge->id == best.id) join(best);
    }
    std::erase_if(symbols_, [](const Symbol& symbol) { return symbol.length == 0; });
  }

 private:
  [[nodiscard]] const Merge* find(std::size_t left) const {
    const auto found = merges_.find(pair_key(symbols_[left].id, symbols_[next_[left]].id));
    return found == merges_.end() ? nullptr : &found->second;
  }

  void consider(std::size_t left) {
    if (const Merge* merge = find(left)) heap_.push({merge->rank, left, merge->id});
  }

  void join(const Candidate& best) {
    const std::size_t left = best.position, right = next_[left];
    symbols_[left].id = best.id;
    symbols_[left].length += symbols_[right].length;
    symbols_[right].length = 0;
    next_[left] = next_[right];
    if (next_[left] != none) previous_[next_[left]] = left;
    if (previous_[left] != none) consider(previous_[left]);
    if (next_[left] != none) consider(left);
  }

  std::vector<Symbol>& symbols_;
  const MergeMap& merges_;
  std::vector<std::size_t> previous_, next_;
  std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> heap_;
};

}  // namespace

void merge(std::vector<Symbol>& symbols, const MergeMap& merges) { Merger(symbols, merges).run(); }

}  // namespace headlight::text
