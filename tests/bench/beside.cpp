// Tiles of a trace asked for alone, and again while the next runs are computed beside them: whether a view waits for a run. One
// JSON line: {"device", "run alone": s, "alone": [s…], "beside": [s…], "runs beside": [s…]}.
//   headlight_bench_beside FOLDER TOKENS RUNS DEVICE
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "engine/api/session.h"

namespace {

using namespace headlight;

Reply asked(Session& session, const Request& request) {
  auto reply = wait(session, request);
  if (reply) return std::move(reply).value();
  std::fprintf(stderr, "%s\n", reply.error().line().c_str());
  std::exit(1);
}

double seconds_for(Session& session, const Request& request) {
  const auto begin = std::chrono::steady_clock::now();
  (void)asked(session, request);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// A text of its own for every number, so that no run is found in a cache.
RunRequest run_of(char** argv, std::int64_t number) {
  RunRequest run;
  run.model = argv[1];
  run.options.device = argv[4];
  for (std::int64_t i = 0; i < std::atoll(argv[2]); ++i) run.input.ids.push_back((i + number) * 7919 % 997 + 1);
  return run;
}

// 256² cells of the last layer at a random place.
ViewOfTrace somewhere(const TraceInfo& info, std::mt19937& random) {
  constexpr std::int64_t edge = 256;
  std::uniform_int_distribution<std::int64_t> place(0, info.axes[0].size() - edge);
  const auto row = place(random), column = place(random);
  return {info.id, TileRequest{info.sites.back().id, {}, Quantity::weight, {row, row + edge, column, column + edge}, edge, edge}};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fprintf(stderr, "usage: headlight_bench_beside FOLDER TOKENS RUNS DEVICE\n");
    return 2;
  }
  const auto session = make_session({});
  (void)asked(*session, run_of(argv, 0));
  const auto info = std::get<TracePtr>(asked(*session, run_of(argv, 1)));
  std::mt19937 random(3);
  nlohmann::json line = {{"device", info->device}, {"run alone", seconds_for(*session, run_of(argv, 2))}};
  for (int i = 0; i < 100; ++i) line["alone"].push_back(seconds_for(*session, somewhere(*info, random)));
  std::atomic<bool> done = false;
  std::vector<double> runs;
  std::thread beside([&] {
    for (int i = 0; i < std::atoi(argv[3]); ++i) runs.push_back(seconds_for(*session, run_of(argv, 3 + i)));
    done = true;
  });
  while (!done) line["beside"].push_back(seconds_for(*session, somewhere(*info, random)));
  beside.join();
  line["runs beside"] = runs;
  std::printf("%s\n", line.dump().c_str());
}
