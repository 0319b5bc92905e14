#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/commands/commands.h"
#include "app/console.h"

namespace headlight::app {

int run_dump(Session& session, const Options& options) {
  if (options.source.tile > 0) return run_grid_dump(session, options);
  auto source = options;
  source.source.options.most_map_bytes = std::max<std::int64_t>(1, options.max_bytes);
  const auto trace = obtain_trace(session, source);
  if (!trace) return report(trace.error(), options.json);
  const auto reply = answer(session, DumpRequest{trace.value()->id, options.out, options.max_bytes},
                          progress_printer(options.quiet));
  end_progress();
  if (!reply) return report(reply.error(), options.json);
  const auto& written = std::get<Written>(reply.value());
  if (options.json)
    print_json({{"out", written.path}, {"sites", trace.value()->sites.size()}, {"bytes", written.bytes}});
  else if (!options.quiet)
    std::printf("%s: %zu attention layers, %.1f MB\n", written.path.c_str(), trace.value()->sites.size(),
                static_cast<double>(written.bytes) / 1e6);
  return 0;
}

}  // namespace headlight::app
