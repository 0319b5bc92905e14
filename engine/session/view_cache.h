// The latest view results, bounded by bytes, keyed by trace and request value.
#pragma once

#include <list>
#include <mutex>
#include <optional>

#include "engine/api/session.h"

namespace headlight::session {

class ViewCache {
 public:
  explicit ViewCache(std::int64_t most_bytes) : most_bytes_(most_bytes) {}

  // Null when it is not kept. Thread-safe, as all of this.
  [[nodiscard]] ViewPtr find(TraceId trace, const ViewRequest& request);
  void keep(TraceId trace, const ViewRequest& request, ViewPtr result);
  void forget(TraceId trace);
  [[nodiscard]] std::int64_t bytes() const;

 private:
  struct Entry {
    TraceId trace = 0;
    ViewRequest request;
    ViewPtr result;
    std::int64_t bytes = 0;
  };

  mutable std::mutex mutex_;
  std::list<Entry> entries_;  // most recently used first
  std::int64_t bytes_ = 0;
  std::int64_t most_bytes_;
};

// Bytes that a result owns, roughly.
[[nodiscard]] std::int64_t bytes_of(const ViewResult& result);

}  // namespace headlight::session
