#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/commands/commands.h"
#include "app/console.h"

namespace headlight::app {
namespace {

// Largest resident size of this process so far.
std::int64_t peak_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::int64_t>(usage.ru_maxrss) * 1024;
}

void print_summary(const TraceInfo& info, const Written& written, double write_seconds, bool json) {
  if (!json) {
    std::printf("%s: %zu attention layers, %.1f MB, forward %.3f s\n", written.path.c_str(), info.sites.size(),
                static_cast<double>(written.bytes) / 1e6, info.forward_seconds);
    return;
  }
  const nlohmann::json line = {
      {"out", written.path},
      {"sites", info.sites.size()},
      {"seconds", {{"load", info.load_seconds}, {"forward", info.forward_seconds}, {"write", write_seconds}}},
      {"bytes", {{"trace", written.bytes}, {"peak", peak_bytes()}}}};
  print_json(line);
}

}  // namespace

Result<TracePtr> obtain_trace(Session& session, const Options& options) {
  Request request = RunRequest{options.source.model, options.source.input, options.source.options};
  if (!options.source.trace.empty()) request = OpenTraceRequest{options.source.trace};
  auto reply = wait(session, std::move(request), progress_printer(options.quiet));
  end_progress();
  if (!reply) return reply.error();
  return std::get<TracePtr>(std::move(reply).value());
}

int run_trace(Session& session, const Options& options) {
  const auto trace = obtain_trace(session, options);
  if (!trace) return report(trace.error(), options.json);
  const auto begin = std::chrono::steady_clock::now();
  const auto reply = wait(session, SaveTraceRequest{trace.value()->id, options.out});
  if (!reply) return report(reply.error(), options.json);
  const auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  print_summary(*trace.value(), std::get<Written>(reply.value()), seconds, options.json);
  return 0;
}

}  // namespace headlight::app
