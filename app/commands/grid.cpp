// --tiles: a run over a grid of tiles, dumped tile by tile.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "app/commands/commands.h"
#include "app/console.h"
#include "engine/api/out_folder.h"

namespace headlight::app {
namespace {
namespace fs = std::filesystem;
using nlohmann::json;

std::string tile_name(std::size_t part) {
  auto digits = std::to_string(part);
  return "tile-" + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

json described(const TiledRunRequest& request, const TiledRun& grid) {
  json parts = json::array(), detections = json::array();
  for (std::size_t i = 0; i < grid.parts.size(); ++i)
    parts.push_back({{"folder", tile_name(i)}, {"region", grid.parts[i].region}});
  for (const auto& [part, found] : grid.detections)
    detections.push_back({{"part", part}, {"query", found.query}, {"label", found.label}, {"score", found.score},
                          {"box", {found.box.x0, found.box.y0, found.box.x1, found.box.y1}}});
  return {{"format", 1}, {"tile", request.tile}, {"overlap", request.overlap}, {"parts", parts}, {"detections", detections}};
}

// Every tile's dump within what is left of max_bytes.
Result<std::int64_t> dump_tiles(Session& session, const Options& options, const TiledRun& grid, const fs::path& folder) {
  std::int64_t bytes = 0;
  for (std::size_t i = 0; i < grid.parts.size(); ++i) {
    auto one = grid_request(options).run;
    one.input.region = grid.parts[i].region;
    if (auto again = answer(session, one, progress_printer(options.quiet)); !again) return again.error();
    const auto id = grid.parts[i].trace->id;
    auto written = answer(session, DumpRequest{id, (folder / tile_name(i)).string(), options.max_bytes - bytes});
    if (!written) return written.error();
    session.release(id);
    bytes += std::get<Written>(written.value()).bytes;
  }
  return bytes;
}

Result<std::int64_t> write_grid(Session& session, const Options& options, const TiledRun& grid) {
  const fs::path target(options.out);
  if (auto free = check_replaceable(target, Replaceable::none); !free) return free.error();
  fs::path folder = target.has_filename() ? target : target.parent_path();
  folder += ".part";
  std::error_code error;
  fs::remove_all(folder, error);
  if (!fs::create_directories(folder, error) || error)
    return unusable("cannot write the dump", options.out, error.message(), "a folder that can be made");
  auto bytes = dump_tiles(session, options, grid, folder);
  std::ofstream(folder / "grid.json") << described(grid_request(options), grid).dump(1) << '\n';
  if (bytes) {
    fs::remove(target, error);  // empty, or not there
    fs::rename(folder, target, error);
    if (error) bytes = unusable("cannot write the dump", options.out, error.message());
  }
  if (!bytes) fs::remove_all(folder, error);
  return bytes;
}

}  // namespace

TiledRunRequest grid_request(const Options& options) {
  const auto& source = options.source;
  return {RunRequest{source.model, source.input, source.options}, source.tile,
          source.overlap >= 0 ? source.overlap : source.tile / 8};
}

Result<TiledRun> obtain_grid(Session& session, const Options& options) {
  if (auto place = check_target(options); !place) return place.error();
  if (auto asked = check_before_run(session, options); !asked) return asked.error();
  auto reply = answer(session, grid_request(options), progress_printer(options.quiet));
  end_progress();
  if (!reply) return reply.error();
  return std::get<TiledRun>(std::move(reply).value());
}

int run_grid_dump(Session& session, const Options& options) {
  const auto grid = obtain_grid(session, options);
  if (!grid) return report(grid.error(), options.json);
  const auto bytes = write_grid(session, options, grid.value());
  end_progress();
  if (!bytes) return report(bytes.error(), options.json);
  const auto tiles = grid->parts.size(), found = grid->detections.size();
  if (options.json)
    print_json({{"out", options.out}, {"tiles", tiles}, {"detections", found}, {"bytes", bytes.value()}});
  else
    std::printf("%s: %zu tiles, %zu detections, %.1f MB\n", options.out.c_str(), tiles, found,
                static_cast<double>(bytes.value()) / 1e6);
  return 0;
}

}  // namespace headlight::app
