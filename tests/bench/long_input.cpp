// A long text through the session, as the window asks: run, grid of all heads, overview, viewports. One JSON line:
// {"positions", "run": s, "heads": s, "overview": {"one", "mean"}: s, "pyramid": s, "viewport": {ZOOM: [s…]}, "viewport before
// the pyramid": {ZOOM: [s…]}, "peak_bytes", "trace_bytes"}. ZOOM is how many positions a side one pixel shows.
//   headlight_bench_long FOLDER TOKENS KEEP
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <string>

#include "engine/api/budget.h"
#include "engine/api/session.h"

namespace {

using namespace headlight;

constexpr std::int64_t viewport = 768;                       // pixels along a side
constexpr std::int64_t at_once = std::int64_t{1} << 26;      // cells that the window reads while somebody waits

std::int64_t peak_bytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::atoll(line.c_str() + 6) * 1024;
  return 0;
}

Reply asked(Session& session, const Request& request) {
  auto reply = wait(session, request);
  if (reply) return std::move(reply).value();
  std::fprintf(stderr, "%s\n", reply.error().line().c_str());
  std::exit(1);
}

double seconds_for(Session& session, TraceId trace, const ViewRequest& view) {
  const auto begin = std::chrono::steady_clock::now();
  (void)asked(session, ViewOfTrace{trace, view});
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// A part of the map of viewport² pixels at a random place, as the window asks for it: sampled where it would take long, or
// with a pyramid where that has it.
TileRequest look(const SiteInfo& site, std::int64_t positions, std::int64_t zoom, bool pyramid, std::mt19937& random) {
  const auto bins = (positions + zoom - 1) / zoom, edge = std::min(bins, viewport);
  std::uniform_int_distribution<std::int64_t> place(0, bins - edge);
  const auto row = place(random) * zoom, column = place(random) * zoom;
  TileRequest tile{site.id, {}, Quantity::weight, {row, std::min(positions, row + edge * zoom), column, std::min(positions, column + edge * zoom)},
                   edge, edge, Pooling::max, at_once, zoom};
  if (pyramid && zoom >= coarse_bin(positions, positions)) tile.cell_budget = 0;
  return tile;
}

nlohmann::json looks(Session& session, const TraceInfo& info, bool pyramid) {
  const auto positions = info.axes[0].size();
  std::mt19937 random(5);
  nlohmann::json seconds;
  for (const std::int64_t zoom : {1, 4, 16, 64})
    for (int i = 0; i < 40; ++i)
      seconds[std::to_string(zoom)].push_back(seconds_for(session, info.id, look(info.sites.back(), positions, zoom, pyramid, random)));
  return seconds;
}

RunRequest run_of(const char* folder, std::int64_t tokens, const char* keep) {
  RunRequest run;
  run.model = folder;
  for (std::int64_t i = 0; i < tokens; ++i) run.input.ids.push_back(i * 7919 % 997 + 1);
  run.options.keep = keep;
  return run;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: headlight_bench_long FOLDER TOKENS KEEP\n");
    return 2;
  }
  const auto session = make_session({});
  const auto info = std::get<TracePtr>(asked(*session, run_of(argv[1], std::atoll(argv[2]), argv[3])));
  const auto positions = info->axes[0].size();
  nlohmann::json line = {{"positions", positions}, {"run", info->forward_seconds}, {"trace_bytes", info->bytes}};
  HeadsRequest heads;
  heads.stream = info->sites[0].stream;
  heads.cell_budget = most_exact_cells;
  line["heads"] = seconds_for(*session, info->id, heads);
  TileRequest whole;
  whole.extent = {0, positions, 0, positions};
  whole.out_rows = whole.out_columns = std::min<std::int64_t>(positions, 1024);
  line["overview"]["one"] = seconds_for(*session, info->id, whole);
  whole.head.mode = HeadChoice::Mode::mean;
  whole.cell_budget = most_exact_cells;
  line["overview"]["mean, sampled"] = seconds_for(*session, info->id, whole);
  line["viewport before the pyramid"] = looks(*session, *info, false);
  const auto begin = std::chrono::steady_clock::now();
  (void)asked(*session, PyramidRequest{info->id, {info->sites.back().id, {}, Quantity::weight, Pooling::max}});
  line["pyramid"] = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  line["viewport"] = looks(*session, *info, true);
  line["peak_bytes"] = peak_bytes();
  std::printf("%s\n", line.dump().c_str());
}
