// What belongs to traces in memory, bounded by bytes: the least recently used go first.
#pragma once

#include <algorithm>
#include <cstdint>
#include <list>
#include <mutex>
#include <utility>
#include <vector>

#include "engine/api/trace_info.h"

namespace headlight::session {

// Value: a pointer that may be null; bytes_of(*value) says what it owns. Thread-safe.
template <typename Key, typename Value>
class TraceCache {
 public:
  explicit TraceCache(std::int64_t most_bytes) : most_bytes_(most_bytes) {}

  // Null when it is not kept.
  [[nodiscard]] Value find(TraceId trace, const Key& key) {
    const std::lock_guard lock(mutex_);
    const auto at = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& one) { return one.is(trace, key); });
    if (at == entries_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, at);
    return at->value;
  }

  // In place of an older one of the same key; nothing that is larger than all that may be kept.
  void keep(TraceId trace, const Key& key, Value value) {
    const auto bytes = bytes_of(*value);
    const std::lock_guard lock(mutex_);
    if (bytes > most_bytes_) return;
    remove([&](const Entry& one) { return one.is(trace, key); });
    entries_.push_front({trace, key, std::move(value), bytes});
    bytes_ += bytes;
    while (bytes_ > most_bytes_) {
      bytes_ -= entries_.back().bytes;
      entries_.pop_back();
    }
  }

  // All of a trace, the most recently used first.
  [[nodiscard]] std::vector<Value> of(TraceId trace) const {
    const std::lock_guard lock(mutex_);
    std::vector<Value> all;
    for (const auto& one : entries_)
      if (one.trace == trace) all.push_back(one.value);
    return all;
  }

  void forget(TraceId trace) {
    const std::lock_guard lock(mutex_);
    remove([&](const Entry& one) { return one.trace == trace; });
  }

  [[nodiscard]] std::int64_t bytes() const {
    const std::lock_guard lock(mutex_);
    return bytes_;
  }

 private:
  struct Entry {
    TraceId trace = 0;
    Key key;
    Value value;
    std::int64_t bytes = 0;
    [[nodiscard]] bool is(TraceId other, const Key& wanted) const { return trace == other && key == wanted; }
  };

  template <typename Unwanted>
  void remove(const Unwanted& unwanted) {
    entries_.remove_if([&](const Entry& one) {
      const bool gone = unwanted(one);
      if (gone) bytes_ -= one.bytes;
      return gone;
    });
  }

  mutable std::mutex mutex_;
  std::list<Entry> entries_;  // most recently used first
  std::int64_t bytes_ = 0;
  std::int64_t most_bytes_;
};

}  // namespace headlight::session
