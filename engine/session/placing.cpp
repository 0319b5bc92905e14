#include "engine/session/placing.h"

#include <ATen/Context.h>
#include <c10/core/DeviceGuard.h>
#include <c10/core/StreamGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "engine/trace/copies.h"

namespace headlight::session {
namespace {

using kernels::DeviceState;

bool numbered(const std::string& device) {
  return device.starts_with("cuda:") && device.size() > 5 && device.size() < 9 &&
         device.find_first_not_of("0123456789", 5) == std::string::npos;
}

Place place_on(const DeviceState& state, const DeviceList& devices) {
  const auto free = [devices, name = state.name]() -> std::int64_t {
    const auto now = devices();
    if (!now) return 0;
    for (const auto& device : now.value())
      if (device.name == name) return device.free;
    return 0;
  };
  return {state.place, state.name, free};
}

Result<Place> named(const std::string& name, const std::vector<DeviceState>& found, const DeviceList& devices) {
  std::string known;
  for (const auto& device : found) {
    if (device.name == "cuda:" + std::to_string(std::stoi(name.substr(5)))) return place_on(device, devices);
    known += (known.empty() ? "" : ", ") + device.name;
  }
  return failed("no such device", "--device", name, "cpu, " + known);
}

// One for each device, made when it is first asked for: blocks of memory that one run leaves are found by the next.
c10::Stream stream_of_runs(at::Device device) {
  static std::mutex mutex;
  static std::map<std::string, c10::Stream> streams;
  const std::lock_guard lock(mutex);
  const auto found = streams.find(device.str());
  if (found != streams.end()) return found->second;
  return streams.emplace(device.str(), c10::impl::VirtualGuardImpl(device.type()).getNewStream(device)).first->second;
}

// Waiting blocks of its kernels are started before those of streams without priority.
c10::Stream stream_of_views(at::Device device) {
  thread_local std::map<std::string, c10::Stream> streams;
  const auto found = streams.find(device.str());
  if (found != streams.end()) return found->second;
  constexpr bool before_others = true;
  return streams.emplace(device.str(), c10::impl::VirtualGuardImpl(device.type()).getStreamFromGlobalPool(device, before_others)).first->second;
}

// Where the trace's arrays lie.
at::Device device_of(const trace::Trace& trace) {
  for (const auto& site : trace.sites)
    if (site.lse.defined() && site.lse.is_cuda()) return site.lse.device();
  return at::kCPU;
}

}  // namespace

Result<Place> place_for(const std::string& asked, const DeviceList& devices) {
  if (asked == "cpu") return Place{};
  if (asked != "auto" && asked != "cuda" && !numbered(asked)) return usage("unknown device", "--device", asked, "auto, cpu or cuda[:N]");
  const auto found = devices();
  if (!found && asked == "auto") return Place{};
  if (!found) return found.error();
  if (numbered(asked)) return named(asked, found.value(), devices);
  const auto& all = found.value();
  return place_on(*std::max_element(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.free < b.free; }), devices);
}

models::ModelOutput brought_back(models::ModelOutput output) {
  for (auto& [name, tensor] : output.tensors) tensor = trace::to_host(tensor);
  if (output.queries)
    for (auto* tensor : {&output.queries->boxes, &output.queries->labels, &output.queries->scores}) *tensor = trace::to_host(*tensor);
  return output;
}

struct RunsOn::Guards {
  Guards(at::Device where, bool tf32) : device(where), stream(stream_of_runs(where)) {
    at::globalContext().setAllowTF32CuBLAS(tf32);
    at::globalContext().setAllowTF32CuDNN(tf32);
  }
  Guards(const Guards&) = delete;
  Guards& operator=(const Guards&) = delete;
  ~Guards() {
    at::globalContext().setAllowTF32CuBLAS(false);
    at::globalContext().setAllowTF32CuDNN(false);
  }
  c10::DeviceGuard device;
  c10::StreamGuard stream;
};

RunsOn::RunsOn(at::Device device, bool tf32) {
  if (device.is_cpu()) return;
  guards_ = std::make_unique<Guards>(device, tf32);
}

RunsOn::~RunsOn() = default;

void RunsOn::finish() const {
  if (guards_) guards_->stream.current_stream().synchronize();
}

struct ViewsOn::Guards {
  explicit Guards(at::Device where) : device(where), stream(stream_of_views(where)) {}
  c10::DeviceGuard device;
  c10::StreamGuard stream;
};

ViewsOn::ViewsOn(const trace::Trace& trace) {
  if (const auto device = device_of(trace); !device.is_cpu()) guards_ = std::make_unique<Guards>(device);
}

ViewsOn::~ViewsOn() = default;

}  // namespace headlight::session
