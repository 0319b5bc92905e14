// A long text through the session, as the window asks: run, grid of all heads, overview, viewports. One JSON line:
// {"positions", "run": s, "heads": s, "overview": {"one", "mean"}: s, "viewport": {ZOOM: [s…]}, "peak_bytes", "trace_bytes"}.
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

constexpr std::int64_t viewport = 768;  // cells and pixels along a side

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

// A part of the map of viewport · zoom cells a side at a random place, drawn as viewport² pixels.
TileRequest look(const SiteInfo& site, std::int64_t positions, std::int64_t zoom, std::mt19937& random) {
  const auto edge = std::min(positions, viewport * zoom);
  std::uniform_int_distribution<std::int64_t> place(0, positions - edge);
  TileRequest tile;
  tile.site = site.id;
  tile.head.head = static_cast<int>(random() % static_cast<unsigned>(site.heads));
  const auto row = place(random), column = place(random);
  tile.extent = {row, row + edge, column, column + edge};
  tile.out_rows = tile.out_columns = std::min(viewport, edge);
  tile.cell_budget = most_exact_cells / 16;
  return tile;
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
  std::mt19937 random(5);
  for (const std::int64_t zoom : {1, 4, 16, 40})
    for (int i = 0; i < 40; ++i)
      line["viewport"][std::to_string(zoom)].push_back(
          seconds_for(*session, info->id, look(info->sites[static_cast<std::size_t>(i) % info->sites.size()], positions, zoom, random)));
  line["peak_bytes"] = peak_bytes();
  std::printf("%s\n", line.dump().c_str());
}
