// Work of a device that is recorded once and started again as a whole: a CUDA graph. Hundreds of small kernels are then started
// in the time of one.
#pragma once

#include <c10/core/Device.h>

#include <functional>
#include <memory>

namespace headlight::kernels {

// How a device records; `record` calls body(context) once, may throw what it throws, and gives null where it cannot.
struct GraphCalls {
  void* (*record)(void (*body)(void*), void* context) = nullptr;
  void (*start)(void* graph) = nullptr;  // on the stream of this thread
  void (*free)(void* graph) = nullptr;
};

// Devices of this type record by these from now on. Thread-safe.
void add_graphs(c10::DeviceType type, const GraphCalls& calls);
[[nodiscard]] bool has_graphs(c10::DeviceType type);

// Whether this thread is recording: nothing is computed meanwhile, so results cannot be read.
[[nodiscard]] bool recording();

class DeviceGraph {
 public:
  // What `body` asks of the device on this thread's stream, which must not be the default one. Memory that it takes stays the
  // graph's own; what it reads and writes must stay where it is. Throws c10::Error where something cannot be recorded.
  DeviceGraph(c10::DeviceType type, std::function<void()> body);
  DeviceGraph(const DeviceGraph&) = delete;
  DeviceGraph& operator=(const DeviceGraph&) = delete;
  ~DeviceGraph();

  void start() const { calls_.start(graph_); }

 private:
  GraphCalls calls_;
  std::unique_ptr<std::function<void()>> body_;
  void* graph_ = nullptr;
};

}  // namespace headlight::kernels
