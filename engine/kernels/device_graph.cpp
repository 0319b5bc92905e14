#include "engine/kernels/device_graph.h"

#include <c10/util/Exception.h>

#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace headlight::kernels {
namespace {

thread_local bool is_recording = false;

struct Recording {
  Recording() { is_recording = true; }
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;
  ~Recording() { is_recording = false; }
};

struct Known {
  std::mutex mutex;
  std::map<c10::DeviceType, GraphCalls> calls;
};

Known& known() {
  static Known all;
  return all;
}

std::optional<GraphCalls> calls_of(c10::DeviceType type) {
  const std::lock_guard lock(known().mutex);
  const auto found = known().calls.find(type);
  return found == known().calls.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

void add_graphs(c10::DeviceType type, const GraphCalls& calls) {
  const std::lock_guard lock(known().mutex);
  known().calls[type] = calls;
}

bool has_graphs(c10::DeviceType type) { return calls_of(type).has_value(); }

bool recording() { return is_recording; }

DeviceGraph::DeviceGraph(c10::DeviceType type, std::function<void()> body)
    : body_(std::make_unique<std::function<void()>>(std::move(body))) {
  const auto calls = calls_of(type);
  TORCH_CHECK(calls, "a device of this type records nothing");
  calls_ = *calls;
  const Recording recording;
  graph_ = calls_.record([](void* context) { (*static_cast<std::function<void()>*>(context))(); }, body_.get());
  TORCH_CHECK(graph_ != nullptr, "the device recorded nothing");
}

DeviceGraph::~DeviceGraph() {
  if (graph_ != nullptr) calls_.free(graph_);
}

}  // namespace headlight::kernels
