// Pyramids of the traces in memory, bounded by bytes: the least recently used go first.
#pragma once

#include <list>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/api/session.h"
#include "engine/trace/pyramid.h"

namespace headlight::session {

class Pyramids {
 public:
  explicit Pyramids(std::int64_t most_bytes) : most_bytes_(most_bytes) {}

  // Null when it is not kept. Thread-safe, as all of this.
  [[nodiscard]] trace::PyramidPtr find(TraceId trace, const MapChoice& map);
  void keep(TraceId trace, trace::PyramidPtr pyramid);
  [[nodiscard]] std::vector<trace::PyramidPtr> of(TraceId trace) const;
  void forget(TraceId trace);
  [[nodiscard]] std::int64_t bytes() const;

 private:
  struct Entry {
    TraceId trace = 0;
    trace::PyramidPtr pyramid;
  };

  mutable std::mutex mutex_;
  std::list<Entry> entries_;  // most recently used first
  std::int64_t bytes_ = 0;
  std::int64_t most_bytes_;
};

}  // namespace headlight::session
