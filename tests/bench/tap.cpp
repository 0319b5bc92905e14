// Times runs of a TorchScript file as it is and with its attention recorded, alternating, and prints one JSON line:
// {"file", "sites", "plain": [seconds…], "capture": [seconds…], "ratio": of the medians}.
//   headlight_bench_tap FILE REPEATS picture HEIGHT WIDTH | tokens COUNT
// The file is code and is run.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/models/heap.h"
#include "engine/models/tap/tapped_model.h"

namespace {

using headlight::models::ModelInput;
using headlight::models::tap::Script;
using headlight::models::tap::TappedModel;

ModelInput input_of(const std::string& kind, std::int64_t first, std::int64_t second) {
  ModelInput input;
  at::manual_seed(1);
  if (kind == "picture") input.pixels = at::rand({1, 3, first, second});
  else input.ids = at::randint(1, 100, {1, first}, at::kLong);
  return input;
}

// Processor time: with one thread it is what an idle machine's clock would show.
template <typename Body>
double seconds(Body&& body) {
  const auto begin = std::clock();
  body();
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) {
    std::fprintf(stderr, "usage: headlight_bench_tap FILE REPEATS picture HEIGHT WIDTH | tokens COUNT\n");
    return 2;
  }
  at::set_num_threads(1);
  headlight::models::keep_freed_memory();  // as the program does
  const auto input = input_of(argv[3], std::atoll(argv[4]), argc > 5 ? std::atoll(argv[5]) : 0);
  const TappedModel model(argv[1]);
  const Script script(argv[1]);
  std::vector<at::Tensor> values{input.pixels.defined() ? input.pixels.to(script.scalar_type()) : input.ids};
  if (!input.pixels.defined() && script.inputs().size() > 1) values.push_back(at::ones_like(input.ids));
  std::vector<double> plain, capture;
  std::size_t sites = 0;
  for (int i = -2; i < std::atoi(argv[2]); ++i) {  // two rounds to warm up
    const auto alone = seconds([&] { (void)script.run(values); });
    headlight::trace::Recorder recorder;
    headlight::kernels::Context context;
    context.recorder = &recorder;
    const auto watched = seconds([&] { (void)model.run(input, context); });
    sites = recorder.take().size();
    if (i < 0) continue;
    plain.push_back(alone);
    capture.push_back(watched);
  }
  const nlohmann::json line{{"file", argv[1]}, {"sites", sites}, {"plain", plain}, {"capture", capture}, {"ratio", median(capture) / median(plain)}};
  std::printf("%s\n", line.dump().c_str());
  return 0;
}
