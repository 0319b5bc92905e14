// Times forward passes of a text encoder with and without capture, alternating, and prints one JSON line:
// {"tokens", "plain": [seconds…], "capture": [seconds…], "before_bytes", "peak_bytes", "trace_bytes"}.
//   headlight_bench_forward FOLDER TOKENS REPEATS both|capture
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "engine/models/model.h"

namespace {

using headlight::trace::Recorder;

std::int64_t peak_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::int64_t>(usage.ru_maxrss) * 1024;
}

std::int64_t resident_bytes() {
  std::int64_t pages = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> pages >> resident;
  return resident * sysconf(_SC_PAGESIZE);
}

struct Timing {
  double seconds = 0;
  std::int64_t trace_bytes = 0;
};

Timing once(const headlight::models::Model& model, const headlight::models::ModelInput& input, bool capture) {
  Recorder recorder;
  headlight::kernels::Context context;
  context.recorder = capture ? &recorder : nullptr;
  const auto begin = std::chrono::steady_clock::now();
  const auto output = model.run(input, context);
  const auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return {seconds, headlight::trace::bytes_of(recorder.take())};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fprintf(stderr, "usage: headlight_bench_forward FOLDER TOKENS REPEATS both|capture\n");
    return 2;
  }
  const std::int64_t tokens = std::atoll(argv[2]);
  const int repeats = std::atoi(argv[3]);
  const bool both = std::string(argv[4]) == "both";
  const at::NoGradGuard no_grad;
  const auto model = headlight::models::load_model(argv[1], at::kFloat);
  if (!model) {
    std::fprintf(stderr, "%s\n", model.error().line().c_str());
    return 3;
  }
  headlight::models::ModelInput input;
  input.ids = (at::arange(tokens, at::kLong) * 7919 % 997 + 1).unsqueeze(0);
  headlight::models::ModelInput warm;
  warm.ids = input.ids.slice(1, 0, std::min<std::int64_t>(tokens, 64));
  once(*model.value(), warm, true);
  nlohmann::json line = {{"tokens", tokens}, {"before_bytes", resident_bytes()}, {"threads", at::get_num_threads()}};
  std::int64_t trace_bytes = 0;
  for (int i = 0; i < repeats; ++i) {
    if (both) line["plain"].push_back(once(*model.value(), input, false).seconds);
    const auto timing = once(*model.value(), input, true);
    line["capture"].push_back(timing.seconds);
    trace_bytes = timing.trace_bytes;
  }
  line["trace_bytes"] = trace_bytes;
  line["peak_bytes"] = peak_bytes();
  std::printf("%s\n", line.dump().c_str());
}
