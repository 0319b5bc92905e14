// Times forward passes of a text encoder or a Vision Transformer with and without capture, alternating, and prints one
// JSON line: {"plain": {"wall": [seconds…], "processor": […]}, "capture": {…}, "threads", "before_bytes", "peak_bytes",
// "trace_bytes"}. Processor time is that of all threads. SIZE: tokens, or the picture's side in pixels.
//   headlight_bench_forward FOLDER SIZE REPEATS both|capture
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <ctime>
#include <string>

#include "engine/models/heap.h"
#include "engine/models/model.h"

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

headlight::models::ModelInput input_of(const headlight::models::Model& model, std::int64_t size) {
  headlight::models::ModelInput input;
  if (model.info().takes_image)
    input.pixels = at::sin(at::arange(3 * size * size, at::kFloat)).view({1, 3, size, size});
  else
    input.ids = (at::arange(size, at::kLong) * 7919 % 997 + 1).unsqueeze(0);
  return input;
}

Timing once(const headlight::models::Model& model, const headlight::models::ModelInput& input, bool capture) {
  Recorder recorder;
  headlight::kernels::Context context;
  context.recorder = capture ? &recorder : nullptr;
  const auto begin = std::chrono::steady_clock::now();
  const auto processor = processor_seconds();
  const auto output = model.run(input, context);
  const auto used = processor_seconds() - processor;
  const auto wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return {wall, used, headlight::trace::bytes_of(recorder.take())};
}

}  // namespace

int main(int argc, char** argv) {
  headlight::models::keep_freed_memory();  // as the program does
  if (argc != 5) {
    std::fprintf(stderr, "usage: headlight_bench_forward FOLDER SIZE REPEATS both|capture\n");
    return 2;
  }
  const std::int64_t size = std::atoll(argv[2]);
  const int repeats = std::atoi(argv[3]);
  const bool both = std::string(argv[4]) == "both";
  const at::NoGradGuard no_grad;
  const auto model = headlight::models::load_model(argv[1], at::kFloat);
  if (!model) {
    std::fprintf(stderr, "%s\n", model.error().line().c_str());
    return 3;
  }
  const auto input = input_of(*model.value(), size);
  auto warm = input;
  if (warm.ids.defined()) warm.ids = input.ids.slice(1, 0, std::min<std::int64_t>(size, 64));
  once(*model.value(), warm, true);
  nlohmann::json line = {{"size", size}, {"before_bytes", resident_bytes()}, {"threads", at::get_num_threads()}};
  forget_peak();
  std::int64_t trace_bytes = 0;
  for (int i = 0; i < repeats; ++i) {
    if (both) append(line, "plain", once(*model.value(), input, false));
    const auto timing = once(*model.value(), input, true);
    append(line, "capture", timing);
    trace_bytes = timing.trace_bytes;
  }
  line["trace_bytes"] = trace_bytes;
  line["peak_bytes"] = peak_bytes();
  std::printf("%s\n", line.dump().c_str());
}
