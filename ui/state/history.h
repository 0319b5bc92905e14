// Undo and redo as two stacks of values.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace headlight::ui {

// Holds at most `limit` earlier values; a new value after undo drops what was undone.
template <typename Value>
class History {
 public:
  explicit History(std::size_t limit = 500) : limit_(limit) {}

  [[nodiscard]] bool can_undo() const { return !past_.empty(); }
  [[nodiscard]] bool can_redo() const { return !future_.empty(); }

  [[nodiscard]] const Value* earlier() const { return past_.empty() ? nullptr : &past_.back(); }  // what undo leads to
  [[nodiscard]] const Value* later() const { return future_.empty() ? nullptr : &future_.back(); }
  [[nodiscard]] const std::vector<Value>& undone() const { return future_; }  // what redo leads to, the next last
  void clear() {
    past_.clear();
    future_.clear();
  }

  // Records that `before` was replaced by something else.
  void record(Value before) {
    past_.push_back(std::move(before));
    if (past_.size() > limit_) past_.erase(past_.begin());
    future_.clear();
  }

  // Takes out the values that `gone` picks, and steps that would then change nothing; `now` is the current value.
  template <typename Gone>
  void forget(Gone gone, const Value& now) {
    for (std::vector<Value>* stack : {&past_, &future_}) {
      std::erase_if(*stack, gone);
      stack->erase(std::unique(stack->begin(), stack->end()), stack->end());
      if (!stack->empty() && stack->back() == now) stack->pop_back();
    }
  }

  // The value before `now`, if there is one; `now` can then be redone.
  std::optional<Value> undo(Value now) { return step(past_, future_, std::move(now)); }
  std::optional<Value> redo(Value now) { return step(future_, past_, std::move(now)); }

 private:
  static std::optional<Value> step(std::vector<Value>& from, std::vector<Value>& to, Value now) {
    if (from.empty()) return std::nullopt;
    to.push_back(std::move(now));
    Value value = std::move(from.back());
    from.pop_back();
    return value;
  }

  std::size_t limit_;
  std::vector<Value> past_, future_;
};

}  // namespace headlight::ui
