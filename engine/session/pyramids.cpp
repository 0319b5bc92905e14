#include "engine/session/pyramids.h"

#include <algorithm>

namespace headlight::session {

trace::PyramidPtr Pyramids::find(TraceId trace, const MapChoice& map) {
  const std::lock_guard lock(mutex_);
  const auto at = std::find_if(entries_.begin(), entries_.end(),
                               [&](const auto& one) { return one.trace == trace && one.pyramid->map == map; });
  if (at == entries_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, at);
  return at->pyramid;
}

void Pyramids::keep(TraceId trace, trace::PyramidPtr pyramid) {
  const auto bytes = pyramid->bytes();
  const std::lock_guard lock(mutex_);
  if (bytes > most_bytes_) return;
  entries_.remove_if([&](const Entry& one) {
    const bool same = one.trace == trace && one.pyramid->map == pyramid->map;
    if (same) bytes_ -= one.pyramid->bytes();
    return same;
  });
  entries_.push_front({trace, std::move(pyramid)});
  bytes_ += bytes;
  while (bytes_ > most_bytes_) {
    bytes_ -= entries_.back().pyramid->bytes();
    entries_.pop_back();
  }
}

std::vector<trace::PyramidPtr> Pyramids::of(TraceId trace) const {
  const std::lock_guard lock(mutex_);
  std::vector<trace::PyramidPtr> all;
  for (const auto& one : entries_)
    if (one.trace == trace) all.push_back(one.pyramid);
  return all;
}

void Pyramids::forget(TraceId trace) {
  const std::lock_guard lock(mutex_);
  entries_.remove_if([&](const Entry& one) {
    if (one.trace == trace) bytes_ -= one.pyramid->bytes();
    return one.trace == trace;
  });
}

std::int64_t Pyramids::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

}  // namespace headlight::session
