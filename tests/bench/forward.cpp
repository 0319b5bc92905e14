// Times forward passes of a text encoder or a Vision Transformer with and without capture, alternating, and prints one
// JSON line: {"plain": {"wall": [seconds…], "processor": […]}, "capture": {…}, "threads", "before_bytes", "peak_bytes",
// "trace_bytes"}. Processor time is that of all threads. SIZE: tokens, or the picture's side in pixels.
//   headlight_bench_forward FOLDER SIZE REPEATS both|capture [cuda float32|tf32|float16|bfloat16]
#include <ATen/ATen.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/StreamGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <ctime>
#include <optional>
#include <string>

#include "engine/kernels/cuda_devices.h"
#include "engine/kernels/device_log_sum_exp.h"
#include "engine/models/heap.h"
#include "engine/models/model.h"
#include "engine/models/moved.h"
#include "engine/models/replays.h"

namespace {

using headlight::trace::Recorder;

// The most that was resident since forget_peak(); getrusage would count what the parent held before it started this program.
std::int64_t peak_bytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::atoll(line.c_str() + 6) * 1024;
  return 0;
}

void forget_peak() { std::ofstream("/proc/self/clear_refs") << "5"; }

std::int64_t resident_bytes() {
  std::int64_t pages = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> pages >> resident;
  return resident * sysconf(_SC_PAGESIZE);
}

struct Timing {
  double wall = 0, processor = 0;
  std::int64_t trace_bytes = 0;
};

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

void append(nlohmann::json& line, const char* side, const Timing& timing) {
  line[side]["wall"].push_back(timing.wall);
  line[side]["processor"].push_back(timing.processor);
}

// A stream of runs, as the session has one: the default one records no graphs.
struct RunsThere {
  explicit RunsThere(at::Device device) {
    if (!device.is_cpu()) guard.emplace(c10::impl::VirtualGuardImpl(device.type()).getNewStream(device));
  }
  std::optional<c10::StreamGuard> guard;
};

// Until everything asked of a device is done.
void finish(at::Device device) {
  if (!device.is_cpu()) c10::impl::VirtualGuardImpl(device.type()).getStream(device).synchronize();
}

headlight::models::ModelInput input_of(const headlight::models::Model& model, std::int64_t size) {
  headlight::models::ModelInput input;
  if (model.info().takes_image)
    input.pixels = at::sin(at::arange(3 * size * size, at::kFloat)).view({1, 3, size, size});
  else
    input.ids = (at::arange(size, at::kLong) * 7919 % 997 + 1).unsqueeze(0);
  return input;
}

enum class How { plain, capture, graph };

// The pass and what it leaves; `replays` for How::graph.
std::vector<headlight::trace::Site> pass(const headlight::models::Model& model, const headlight::models::ModelInput& input, at::Device device,
                                         How how, headlight::models::Replays& replays) {
  using namespace headlight::trace;
  headlight::kernels::Context context;
  if (how == How::graph) return replays.run(model, input, device, context).sites;
  Recorder recorder(Keep::as_computed, device.is_cpu() ? Where::host : Where::device);
  context.recorder = how == How::capture ? &recorder : nullptr;
  const auto output = model.run(headlight::models::moved(input, device), context);
  return recorder.take();
}

Timing once(const headlight::models::Model& model, const headlight::models::ModelInput& input, at::Device device, How how,
            headlight::models::Replays& replays) {
  const auto begin = std::chrono::steady_clock::now();
  const auto processor = processor_seconds();
  auto sites = pass(model, input, device, how, replays);
  headlight::kernels::make_log_sums_exact(sites);
  finish(device);
  const auto used = processor_seconds() - processor;
  const auto wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return {wall, used, headlight::trace::bytes_of(sites)};
}

// What the optional words ask: a device, and the type that it runs in.
struct Place {
  at::Device device = at::kCPU;
  at::ScalarType dtype = at::kFloat;
};

Place place_of(int argc, char** argv) {
  if (argc < 7) return {};
  const auto devices = headlight::kernels::cuda_devices();
  if (!devices) {
    std::fprintf(stderr, "%s\n", devices.error().line().c_str());
    std::exit(1);
  }
  const std::string type = argv[6];
  at::globalContext().setAllowTF32CuBLAS(type == "tf32");
  at::globalContext().setAllowTF32CuDNN(type == "tf32");
  return {devices.value().front().place, type == "float16" ? at::kHalf : type == "bfloat16" ? at::kBFloat16 : at::kFloat};
}

}  // namespace

int main(int argc, char** argv) {
  headlight::models::keep_freed_memory();  // as the program does
  if (argc != 5 && argc != 7) {
    std::fprintf(stderr, "usage: headlight_bench_forward FOLDER SIZE REPEATS both|capture [cuda float32|tf32|float16|bfloat16]\n");
    return 2;
  }
  const std::int64_t size = std::atoll(argv[2]);
  const int repeats = std::atoi(argv[3]);
  const bool both = std::string(argv[4]) == "both";
  const at::NoGradGuard no_grad;
  const auto place = place_of(argc, argv);
  const auto model = headlight::models::load_model(argv[1], place.dtype, place.device);
  if (!model) {
    std::fprintf(stderr, "%s\n", model.error().line().c_str());
    return 3;
  }
  const RunsThere there(place.device);
  headlight::models::Replays replays;
  const auto timed = [&](const headlight::models::ModelInput& given, How how) { return once(*model.value(), given, place.device, how, replays); };
  const auto input = input_of(*model.value(), size);
  auto warm = input;
  if (warm.ids.defined()) warm.ids = input.ids.slice(1, 0, std::min<std::int64_t>(size, 64));
  timed(warm, How::capture);
  nlohmann::json line = {{"size", size}, {"before_bytes", resident_bytes()}, {"threads", at::get_num_threads()}};
  forget_peak();
  std::int64_t trace_bytes = 0;
  for (int i = 0; i < repeats; ++i) {
    if (both) append(line, "plain", timed(input, How::plain));
    const auto timing = timed(input, How::capture);
    append(line, "capture", timing);
    trace_bytes = timing.trace_bytes;
    if (!place.device.is_cpu()) append(line, "graph", timed(input, How::graph));
  }
  line["trace_bytes"] = trace_bytes;
  line["peak_bytes"] = peak_bytes();
  std::printf("%s\n", line.dump().c_str());
}
