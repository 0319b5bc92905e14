#include "engine/session/grid.h"

namespace headlight::session {

Result<TiledRun> run_grid(const std::vector<Region>& regions, const Region& field, const RunPart& run) {
  TiledRun out;
  for (std::size_t i = 0; i < regions.size(); ++i) {
    auto trace = run(regions[i], i);
    if (!trace) return trace.error();
    out.parts.push_back({regions[i], std::move(trace).value()});
  }
  out.detections = join_tiles(out.parts, field);
  return out;
}

}  // namespace headlight::session
