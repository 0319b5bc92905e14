// Models and traces in memory.
#pragma once

#include <list>
#include <map>
#include <mutex>

#include "engine/session/loaded_model.h"
#include "engine/trace/trace.h"

namespace headlight::session {

class Store {
 public:
  // The model under this key (path, stamp, number type, device, tokenizer, consent), or null. Thread-safe, as all of this.
  [[nodiscard]] LoadedModelPtr model(const std::string& key);
  // Keeps a model; only the two most recently used stay.
  void keep(const std::string& key, LoadedModelPtr model);

  [[nodiscard]] trace::TracePtr trace(TraceId id) const;
  void keep(trace::TracePtr trace);
  void forget(TraceId id);
  // Brings the arrays of all traces to the host; whoever holds a trace keeps it as it was.
  void move_to_host();

  [[nodiscard]] std::int64_t bytes() const;

 private:
  struct Named {
    std::string key;
    LoadedModelPtr model;
  };

  mutable std::mutex mutex_;
  std::list<Named> models_;  // most recently used first
  std::map<TraceId, trace::TracePtr> traces_;
};

}  // namespace headlight::session
