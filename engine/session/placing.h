// Where a model runs: on the CPU, or on a device that has room.
#pragma once

#include <c10/core/Device.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/kernels/devices.h"
#include "engine/models/model.h"
#include "engine/trace/trace.h"

namespace headlight::session {

// The devices besides the CPU with what is free on each now, or an Error that says why there are none.
using DeviceList = std::function<Result<std::vector<kernels::DeviceState>>()>;

struct Place {
  at::Device device = at::kCPU;
  std::string name = "cpu";           // as --device takes it
  std::function<std::int64_t()> free{};  // bytes on the device now; empty for the CPU
};

// "cpu"; "cuda:N"; "cuda": the device with most memory free; "auto": likewise, or the CPU where there is none.
// Error: unknown name, no such device.
[[nodiscard]] Result<Place> place_for(const std::string& asked, const DeviceList& devices);

// With every tensor on the host.
[[nodiscard]] models::ModelOutput brought_back(models::ModelOutput output);

// While it lives this thread's work for a device runs on the device's stream of runs, beside those of views, and products of
// float32, which is a setting of the whole process, are rounded as `tf32` says. Nothing for the CPU.
class RunsOn {
 public:
  RunsOn(at::Device device, bool tf32);
  RunsOn(const RunsOn&) = delete;
  RunsOn& operator=(const RunsOn&) = delete;
  ~RunsOn();
  // Waits until what this thread asked of the device is done.
  void finish() const;

 private:
  struct Guards;
  std::unique_ptr<Guards> guards_;
};

// While it lives this thread's work for the device that a trace lies on goes before that of runs: on a stream of the thread's own
// whose kernels get the multiprocessors that others leave. Nothing for the CPU.
class ViewsOn {
 public:
  explicit ViewsOn(const trace::Trace& trace);
  ViewsOn(const ViewsOn&) = delete;
  ViewsOn& operator=(const ViewsOn&) = delete;
  ~ViewsOn();

 private:
  struct Guards;
  std::unique_ptr<Guards> guards_;
};

}  // namespace headlight::session
