#include "engine/kernels/device_graph.h"

#include <c10/util/Exception.h>

#include <utility>

#include "engine/kernels/by_device.h"
#include "engine/trace/copies.h"

namespace headlight::kernels {
namespace {

thread_local bool is_recording = false;

struct Recording {
  Recording() { is_recording = true; }
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;
  ~Recording() { is_recording = false; }

 private:
  trace::NoCopies none_;
};

ByDevice<GraphCalls>& graph_calls() {
  static ByDevice<GraphCalls> all;
  return all;
}

}  // namespace

void add_graphs(c10::DeviceType type, const GraphCalls& calls) { graph_calls().set(type, calls); }

bool has_graphs(c10::DeviceType type) { return graph_calls().find(type).has_value(); }

bool recording() { return is_recording; }

DeviceGraph::DeviceGraph(c10::DeviceType type, std::function<void()> body)
    : body_(std::make_unique<std::function<void()>>(std::move(body))) {
  const auto calls = graph_calls().find(type);
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
